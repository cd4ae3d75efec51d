# SPDX-License-Identifier: MIT
"""What happens to a condition: evidence is asked for and given, somebody looks, a breach is referred.

Each is one transaction and one entry in the record. The decision that set the condition is never
touched: a breach opens a referral beside it (AC9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from candour.files.services import CheckedFile, keep_checked
from candour.kernel.procedure import Refused
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Person
from candour.people.queries import title_on
from candour.registers.base import RegisterEntry, by_prefix
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.how_checked import What
from candour.registers.models import Condition, ConditionCheck, Referral
from candour.registers.queries.evidence import terms_of
from candour.registers.rules.interest_facts import State
from candour.registers.rules.promises import (
    ANSWER_DAYS,
    OBSERVATION,
    Found,
    next_check,
    the_checker_does_not_keep_it,
    what_was_seen_is_said,
)
from candour.registers.services.interests import confirm_breach

NOBODYS = "This condition is not in force any more."


@dataclass(frozen=True)
class Told:
    """What comes with a line of a condition's history."""

    text: str = ""
    figure: int | None = None
    file: CheckedFile | None = None


def _locked(condition: UUID) -> Condition:
    row = (
        Condition.objects.select_for_update(of=("self",)).select_related("person").get(pk=condition)
    )
    if row.ended_at is not None:
        raise Refused(NOBODYS)
    return row


def _note(row: Condition, what: What, told: Told, by: By) -> ConditionCheck:
    """One line of the history, in the table and in the record."""
    person = Person.objects.get(pk=by.person) if by.person else None
    kept = keep_checked(told.file, stream=row.stream, by=by) if told.file else None
    line = ConditionCheck(
        id=uuid4(),
        reference=row.reference,
        stream=row.stream,
        event=new_event_id(),
        condition=row,
        what=what.value,
        text=told.text.strip(),
        figure=told.figure,
        file=kept,
        said_by=person,
        said_by_was=title_on(person, timezone.localdate()) if person else by.name,
        said_at=timezone.now(),
    )
    line.save(force_insert=True)
    record(
        row.stream,
        f"condition_{what.value}",
        by=by,
        kind=Kind.ALTERATION,
        fields={
            "condition": str(row.pk), "what": what.value, "text": line.text,
            "figure": told.figure, "sha256": kept.sha256 if kept else None,
        },
        clauses=("PEEL18 2.2/6",),
        event_id=line.event,
    )  # fmt: skip
    return line


def _move(row: Condition, **columns: Any) -> None:
    Condition.objects.filter(pk=row.pk).update(**columns)


# ------------------------------------------------------------------ asking and answering


def ask_for_evidence(condition: UUID, today: date, *, by: By) -> None:
    """Whoever keeps it shows that they do; what only the supervisor sees, the supervisor looks at."""
    with transaction.atomic():
        row = _locked(condition)
        turn = "given_on" if row.method == OBSERVATION else "asked_on"
        _move(row, **{turn: today, "answer_by": today + timedelta(days=ANSWER_DAYS)})
        _note(row, What.ASKED, Told(), by)


def show_kept(condition: UUID, told: Told, *, by: By) -> None:
    """Whoever keeps a condition says how; whoever sees to it looks next."""
    with transaction.atomic():
        row = _locked(condition)
        if by.person != row.person_id:
            raise Refused("Only whoever has to keep this condition can show that it is kept.")
        if not told.text.strip() and told.file is None:
            raise Refused("Enter what shows that you keep it, or add a file.", about="text")
        today = timezone.localdate()
        _move(row, given_on=today, answer_by=today + timedelta(days=ANSWER_DAYS))
        _note(row, What.GIVEN, told, by)


def pass_on(condition: UUID, *, by: By) -> bool:
    """Nobody answered, or nobody looked: note it, once; whoever hears of it sees it on their list."""
    with transaction.atomic():
        row = _locked(condition)
        last = row.checks.order_by("-said_at").first()
        if last is not None and last.what == What.LATE:
            return False
        _note(row, What.LATE, Told(), by)
        return True


def let_it_end(condition: UUID, *, by: By) -> None:
    """Its last day is past and nothing was found: it is over, and that is written down."""
    with transaction.atomic():
        row = _locked(condition)
        _note(row, What.ENDED, Told(), by)
        _move(row, ended_at=timezone.now(), next_check=None)


# ------------------------------------------------------------------ checking

WHAT: Mapping[str, What] = {
    Found.KEPT: What.KEPT,
    Found.BROKEN: What.BROKEN,
    Found.UNCLEAR: What.UNCLEAR,
}


def check(condition: UUID, found: str, told: Told, today: date, *, by: By) -> Referral | None:
    """Say whether it was kept. One that was not is referred as a lawful-order matter."""
    with transaction.atomic():
        row = _locked(condition)
        the_checker_does_not_keep_it(str(row.person_id), str(by.person))
        what_was_seen_is_said(found, told.text)
        following = next_check(terms_of(row), today)
        _move(
            row, found=found, checked_on=today, next_check=following, asked_on=None,
            given_on=None, answer_by=None,
        )  # fmt: skip
        line = _note(row, WHAT[found], told, by)
        return _refer(row, line, by) if found == Found.BROKEN else None


def _refer(row: Condition, line: ConditionCheck, by: By) -> Referral:
    referral = Referral(
        id=uuid4(),
        reference=row.reference,
        stream=row.stream,
        event=line.event,
        body_id=row.body_id,
        kind="lawful_order",
        text=line.text,
        condition=row,
        raised_by_id=by.person,
        raised_at=line.said_at,
    )
    referral.save(force_insert=True)
    return referral


# ------------------------------------------------------------------ what becomes of a referral


def current_entry(reference: str) -> RegisterEntry | None:
    model = by_prefix(reference)
    rows = model._default_manager.filter(reference=reference, superseded_at=None) if model else ()
    return next(iter(rows), None)


OUTCOMES = frozenset({"breach", "no_breach"})


def close_referral(referral: UUID, outcome: str, text: str, *, by: By) -> None:
    """Professional standards say what came of it. The condition is watched on in either case."""
    with transaction.atomic():
        row = Referral.objects.select_for_update(of=("self",)).get(pk=referral)
        if row.closed_at is not None:
            raise Refused("This referral is closed already.")
        if outcome not in OUTCOMES:
            raise Refused("Select what came of it.", about="outcome")
        if not text.strip():
            raise Refused("Enter what you found.", about="text")
        entry = current_entry(row.reference)
        if entry is not None and entry.person_id == by.person:
            raise Refused("You cannot close a referral about yourself.", "PEEL18 2.2/6")
        row.outcome, row.closing = outcome, text.strip()
        row.closed_at, row.closed_by_id = timezone.now(), by.person
        row.save(update_fields=["outcome", "closing", "closed_at", "closed_by"])
        if row.condition is not None and row.condition.found == Found.BROKEN:
            _move(row.condition, found="")
        record(
            row.stream,
            "referral_closed",
            by=by,
            kind=Kind.ALTERATION,
            fields={"referral": str(row.pk), "outcome": outcome, "text": text.strip()},
            clauses=("PEEL18 2.2/6",),
        )
        if outcome == "breach" and isinstance(entry, BusinessInterest):
            _put_before_the_decider(entry, text, by)


def _put_before_the_decider(entry: BusinessInterest, text: str, by: By) -> None:
    if entry.state == State.LIVE.value:
        confirm_breach(entry, text, by=by)
