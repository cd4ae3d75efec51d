# SPDX-License-Identifier: MIT
"""How every act on a matter is carried out: judged, written and recorded, or none of it.

The stage and the version that were judged stand in the WHERE of the update: of two people who act
at once, one is first, and the other is told so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.audit.publication import publish_soon
from candour.gateway.models import Case
from candour.gateway.queries.facts import matter_of
from candour.gateway.rules.facts import facts_of
from candour.gateway.rules.matter import Matter, Stage, View, roles_in
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.services.notices import tell_of
from candour.kernel.procedure import Act, Given, Refused, attempt
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.asked import asking_once
from candour.people.phrased import Phrased
from candour.people.written import move_row

AnyGiven = TypeVar("AnyGiven", bound=Given)


class ChangedMeanwhile(Refused):
    """Somebody acted between the page that was seen and this act."""


@dataclass
class Deed:
    """An act in the middle of being carried out, as its writer sees it."""

    case: Case
    before: Matter
    after: Matter
    event: UUID
    now: datetime
    columns: dict[str, Any] = field(default_factory=dict)
    """Columns of the matter that this act sets besides those that follow from the facts."""
    fields: dict[str, Json] = field(default_factory=dict)
    """What the record commits to, besides stage and version."""


Writer = Callable[[Deed], None]
SIGNED_AT_ONCE = GATEWAY.ends | {Stage.FINAL}
"""Stages that end a matter: the record is published without waiting for the minute."""


def carry_out(
    case_id: UUID,
    act: Act[Matter, AnyGiven],
    given: AnyGiven,
    *,
    by: By,
    seen: int | None = None,
    write: Writer | None = None,
) -> Case:
    """Do one act. `seen` is the version of the matter that the page showed.

    Raises Refused with every reason, or ChangedMeanwhile when somebody else was faster.
    """
    with transaction.atomic(), asking_once():
        case = _locked(case_id)
        if seen is not None and seen != case.version:
            raise ChangedMeanwhile("Someone else has acted on this matter since you opened it.")
        before = matter_of(case)
        stage = attempt(act, Stage(case.stage), before, given, roles_in(before, given.by))
        deed = Deed(
            case=case,
            before=before,
            after=act.effect(before, given),
            event=new_event_id(),
            now=timezone.now(),
        )
        if write is not None:
            write(deed)
        _move(deed, Stage(stage))
        rejects = deed.fields.get("accepts") is False
        tell_of(case, act.name, by=by, event=deed.event, rejects=rejects)
        if stage in SIGNED_AT_ONCE:
            publish_soon()
        _record(deed, act, by=by)
    return case


LOCKED = Phrased(
    lambda case: (
        Case.objects.filter(pk=case).select_for_update(of=("self",)).select_related("principal")
    )
)


def _locked(case_id: UUID) -> Case:
    """The matter, until the end of the transaction; its principal is only read."""
    case = LOCKED.first(case_id)
    if case is None:
        raise Case.DoesNotExist(f"there is no matter {case_id}")
    return case


def _move(deed: Deed, stage: Stage) -> None:
    case = deed.case
    columns = {**columns_of(deed.after), **deed.columns}
    if stage in GATEWAY.ends:
        columns["ended_at"] = deed.now
    elif case.ended_at is not None:
        columns["ended_at"] = None
    columns |= {"stage": stage.value, "version": case.version + 1, "facts": facts_of(deed.after)}
    columns["last_event"] = deed.event
    before = case.stage
    if not move_row(case, columns, "stage", "version"):
        raise ChangedMeanwhile("Someone else has just acted on this matter.")
    deed.fields = {"stage": [before, stage.value], "version": case.version, **deed.fields}


def columns_of(matter: Matter) -> Mapping[str, Any]:
    """The columns that follow from the facts alone."""
    return {
        "assessor_id": UUID(matter.assessor) if matter.assessor else None,
        "reassessor_id": UUID(matter.reassessor) if matter.reassessor else None,
        "urgent": matter.urgent,
        "gist_asked": matter.gist is not View.NOT_NEEDED,
    }


def _record(deed: Deed, act: Act[Matter, Any], *, by: By) -> None:
    record(
        deed.case.stream,
        act.name,
        by=by,
        kind=Kind[act.records.upper()],
        fields=deed.fields,
        clauses=act.clauses,
        event_id=deed.event,
    )


def actor(by: By) -> str:
    """The id by which the rules know whoever acts."""
    return str(by.person)


def doer(by: By) -> UUID:
    """The person who acts; only somebody from outside has none, and they have other acts."""
    if by.person is None:
        raise Refused("Only somebody who is signed in can do this.")
    return by.person
