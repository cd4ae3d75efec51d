# SPDX-License-Identifier: MIT
"""Stage One: a request is started, described and made complete (COG 3.1)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from candour.files.models import StoredFile
from candour.gateway.models import Case, Involved, KnownIssue, MaterialItem
from candour.gateway.models.case import Kind as InvolvedKind
from candour.gateway.models.case import Lane
from candour.gateway.queries.facts import holders_in
from candour.gateway.rules.facts import facts_of
from candour.gateway.rules.matter import Matter, Posts, Reasoned, Stage, roles_in
from candour.gateway.rules.stage_one_notification import (
    ADD_MATERIAL,
    ALLOCATE,
    COMPLETE_MATERIAL,
    CONFIRM_AREAS,
    DECLARE_ISSUES,
    DESCRIBE,
    NAME_PEOPLE,
    NOTIFY,
    REALLOCATE,
    WITHDRAW,
    Allocation,
    Areas,
    Concerned,
    Notification,
)
from candour.gateway.services.carrying_out import Deed, actor, carry_out, doer
from candour.kernel.procedure import Given, Refused, attempt
from candour.kernel.references import new_reference
from candour.kernel.roles import Role
from candour.ledger.rules.entry import Kind
from candour.ledger.services import By, new_event_id, record
from candour.people.models import Person
from candour.people.queries import may_act_for, posts_of, title_on
from candour.policy.queries import in_force, pack_of


@dataclass(frozen=True)
class Request:
    """What the request page holds: what, when, who hosts, cost, time."""

    subject: str
    activity: str
    event_on: date | None = None
    why_late: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    """Starts, ends, place, capacity, cost in pence, who pays, hours away, benefit, how it came,
    and the answers to each area's own questions; plain values only."""


def notify(request: Request, *, principal: Person, by: By, stream: UUID | None = None) -> Case:
    """Start a matter for a chief officer, under the policy version in force today.

    `stream` is given when something, such as the invitation, was already kept for the matter.
    """
    today = timezone.localdate()
    policy = in_force(principal.body, today)
    if policy is None:
        raise Refused(
            "No policy is in force today, so no request can start. Ask the policy's owner.",
            "COG 1/1",
        )
    given = Notification(
        by=actor(by),
        activity=request.activity,
        retrospective=request.event_on is not None and request.event_on < today,
        why_late=request.why_late,
        may_file=_may_file(by, principal, today),
        in_population=any(one.post.in_population for one in posts_of(principal, today)),
    )
    with transaction.atomic():
        matter = _matter_to_start(principal, by, today)
        attempt(NOTIFY, Stage.UNNOTIFIED, matter, given, roles_in(matter, given.by))
        case = _new_case(principal, policy.pk, today, stream=stream)
        case.notifier_id = doer(by)
        case.retrospective = given.retrospective
        case.facts = facts_of(NOTIFY.effect(matter, given))
        _put(case, request)
        case.save(force_insert=True)
        _record_start(case, request, by=by)
    return case


def _new_case(principal: Person, policy: UUID, today: date, *, stream: UUID | None) -> Case:
    return Case(
        body=principal.body,
        reference=new_reference("GW"),
        stream=stream or uuid4(),
        policy_id=policy,
        last_event=new_event_id(),
        principal=principal,
        notified_at=timezone.now(),
        advice_due_on=pack_of(policy).clock("recommendation").start(today).due_on(),
        principal_was=title_on(principal, today),
    )


def _record_start(case: Case, request: Request, *, by: By) -> None:
    record(
        case.stream,
        NOTIFY.name,
        by=by,
        kind=Kind.COLLECTION,
        fields={
            "reference": case.reference,
            "principal": str(case.principal_id),
            "principal_was": case.principal_was,
            "policy": str(case.policy_id),
            "retrospective": case.retrospective,
            **_as_recorded(request),
        },
        clauses=NOTIFY.clauses,
        event_id=case.last_event,
    )


def _matter_to_start(principal: Person, by: By, today: date) -> Matter:
    holders = holders_in(principal.body_id, today)
    secretariat = holders.get(Role.SECRETARIAT, frozenset())
    if _may_file(by, principal, today):
        secretariat |= {actor(by)}
    return Matter(
        principal=str(principal.pk), posts=Posts({**holders, Role.SECRETARIAT: secretariat})
    )


def _may_file(by: By, principal: Person, today: date) -> bool:
    if by.person == principal.pk:
        return True
    delegate = Person.objects.filter(pk=doer(by)).first()
    return delegate is not None and may_act_for(delegate, principal, today)


def _put(case: Case, request: Request) -> None:
    case.subject = request.subject
    case.activity = request.activity
    case.event_on = request.event_on
    case.details = json.dumps({**request.details, "why_late": request.why_late}, default=str)


def _as_recorded(request: Request) -> dict[str, Any]:
    return {
        "subject": request.subject,
        "activity": request.activity,
        "event_on": request.event_on.isoformat() if request.event_on else None,
        "why_late": request.why_late,
        "details": json.loads(json.dumps(dict(request.details), default=str)),
    }


def describe(case_id: UUID, request: Request, *, by: By, seen: int | None = None) -> Case:
    """Change what is asked, while the matter is still being gathered."""

    def write(deed: Deed) -> None:
        _put(deed.case, request)
        deed.case.save(update_fields=["activity", "details"])
        deed.columns = {"subject": request.subject, "event_on": request.event_on}
        deed.fields = _as_recorded(request)

    return carry_out(case_id, DESCRIBE, Given(by=actor(by)), by=by, seen=seen, write=write)


def confirm_areas(
    case_id: UUID,
    areas: frozenset[str],
    *,
    by: By,
    answers: Mapping[str, str] | None = None,
    principles: Mapping[str, str] | None = None,
    proposed: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> Case:
    """Name the areas of vulnerability; what was proposed, and why, is recorded beside them."""

    def write(deed: Deed) -> None:
        details = json.loads(deed.case.details or "{}")
        details |= {"area_answers": dict(answers or {}), "principles": dict(principles or {})}
        deed.case.details = json.dumps(details)
        deed.case.save(update_fields=["details"])
        deed.fields = {
            "areas": sorted(areas),
            "proposed": dict(proposed or {}),
            "answers": dict(answers or {}),
            "principles": dict(principles or {}),
        }

    given = Areas(by=actor(by), areas=areas)
    return carry_out(case_id, CONFIRM_AREAS, given, by=by, seen=seen, write=write)


@dataclass(frozen=True)
class Someone:
    """A person or an organisation to be named in a matter."""

    kind: str
    person: UUID | None = None
    name: str = ""
    organisation: str = ""
    email: str = ""
    is_party: bool = False


def name_people(
    case_id: UUID, people: Sequence[Someone], *, by: By, seen: int | None = None
) -> Case:
    """Say who is involved, in place of what was said before; nobody is overwritten."""
    ids = {uuid4(): one for one in people}
    inside = [one for one in people if one.person is not None]
    given = Concerned(
        by=actor(by),
        involved=frozenset(
            str(one.person) for one in inside if one.kind != InvolvedKind.REPRESENTATIVE
        ),
        representatives=frozenset(
            str(one.person) for one in inside if one.kind == InvolvedKind.REPRESENTATIVE
        ),
        parties=frozenset(str(key) for key, one in ids.items() if one.is_party),
    )

    def write(deed: Deed) -> None:
        Involved.objects.filter(case=deed.case, superseded_by=None).update(superseded_by=deed.event)
        for key, one in ids.items():
            Involved.objects.create(
                id=key,
                case=deed.case,
                event=deed.event,
                kind=one.kind,
                person_id=one.person,
                name=one.name,
                organisation=one.organisation,
                email=one.email,
                is_party=one.is_party,
            )
        deed.fields = {"people": [_someone_recorded(one) for one in people]}

    return carry_out(case_id, NAME_PEOPLE, given, by=by, seen=seen, write=write)


def _someone_recorded(one: Someone) -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "person": str(one.person) if one.person else None,
        "name": one.name,
        "organisation": one.organisation,
        "email": one.email,
        "is_party": one.is_party,
    }


def declare_issues(
    case_id: UUID, issues: Mapping[str, str], *, by: By, seen: int | None = None
) -> Case:
    """The chief officer says what they already know; heading code to words, empty for none."""

    def write(deed: Deed) -> None:
        for heading, text in issues.items():
            if text.strip():
                KnownIssue.objects.create(
                    case=deed.case, event=deed.event, heading=heading, text=text.strip()
                )
        deed.fields = {"issues": {key: text.strip() for key, text in issues.items()}}

    return carry_out(case_id, DECLARE_ISSUES, Given(by=actor(by)), by=by, seen=seen, write=write)


@dataclass(frozen=True)
class Material:
    """One piece of material, with where it came from."""

    title: str
    lane: str = Lane.SHARED
    supplied_by: str = ""
    dated: date | None = None
    marking: str = ""
    text: str = ""
    file: StoredFile | None = None


def add_material(case_id: UUID, material: Material, *, by: By, seen: int | None = None) -> Case:
    """Add a file, a link or a note to its lane; the chief officer cannot see the assessor's."""
    if not material.title.strip():
        raise Refused("Enter what this is.", "COG 3.1/2", about="title")

    def write(deed: Deed) -> None:
        if material.lane != Lane.SHARED and actor(by) != deed.before.assessor:
            raise Refused("Select the shared lane.", "COG 3.1/2", about="lane")
        MaterialItem.objects.create(
            case=deed.case,
            event=deed.event,
            lane=material.lane,
            title=material.title.strip(),
            supplied_by=material.supplied_by,
            dated=material.dated,
            marking=material.marking,
            text=material.text,
            file=material.file,
            added_by_id=doer(by),
            added_at=deed.now,
        )
        deed.fields = {
            "lane": str(material.lane),
            "title": material.title.strip(),
            "supplied_by": material.supplied_by,
            "text": material.text,
            "file": str(material.file.pk) if material.file else None,
            "sha256": material.file.sha256 if material.file else None,
        }

    return carry_out(case_id, ADD_MATERIAL, Given(by=actor(by)), by=by, seen=seen, write=write)


def complete_material(case_id: UUID, *, by: By, seen: int | None = None) -> Case:
    return carry_out(case_id, COMPLETE_MATERIAL, Given(by=actor(by)), by=by, seen=seen)


def allocate(
    case_id: UUID,
    assessor: UUID,
    *,
    by: By,
    left_out: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> Case:
    """Choose who assesses. `left_out` says who could not be chosen, and why."""
    given = Allocation(by=actor(by), assessor=str(assessor))
    case = Case.objects.get(pk=case_id)
    act = REALLOCATE if case.stage == Stage.ASSESSING.value else ALLOCATE

    def write(deed: Deed) -> None:
        deed.fields = {"assessor": str(assessor), "left_out": dict(left_out or {})}

    return carry_out(case_id, act, given, by=by, seen=seen, write=write)


def withdraw(case_id: UUID, reasons: str, *, by: By, seen: int | None = None) -> Case:
    def write(deed: Deed) -> None:
        deed.fields = {"reasons": reasons.strip()}

    given = Reasoned(by=actor(by), reasons=reasons)
    return carry_out(case_id, WITHDRAW, given, by=by, seen=seen, write=write)
