# SPDX-License-Identifier: MIT
"""What the body's own data holds that bears on a condition. The rules say what follows from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.utils import timezone

from candour.ledger.proofs import stream_named
from candour.ledger.queries import timeline
from candour.ledger.rules.entry import Kind
from candour.registers.base import by_prefix
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.how_checked import Sort, What
from candour.registers.intake.queries.dealings import Spellings, dealings_with, spellings
from candour.registers.models import Condition, Listing
from candour.registers.queries.givers import TAKEN
from candour.registers.queries.interests import live
from candour.registers.rules.entry import State
from candour.registers.rules.gifts import State as GiftState
from candour.registers.rules.names import key_of
from candour.registers.rules.promises import Evidence, Terms
from candour.ui.words import long_date, money

ACTS = (Kind.COLLECTION, Kind.ALTERATION, Kind.DISCLOSURE)
"""What somebody does in a matter; reading it is none of these."""


def terms_of(condition: Condition) -> Terms:
    return Terms(
        sort=condition.kind,
        method=condition.method,
        frequency=condition.frequency,
        limit=condition.limit,
        until=condition.until,
        about=condition.about,
    )


def names_in(conditions: Iterable[Condition]) -> Spellings:
    """How the suppliers that these conditions name are written in what was imported."""
    return spellings(key_of(c.about) for c in conditions if c.kind == Sort.NOT_SUPPLIER)


def evidence_on(condition: Condition, today: date, known: Spellings) -> Evidence:
    """Everything that data says of this condition on this day."""
    due = condition.next_check is not None and condition.next_check <= today
    look = LOOKS.get(condition.kind)
    return look(condition, Asked(today, due, known)) if look else Evidence(today)


@dataclass(frozen=True)
class Asked:
    today: date
    due: bool
    known: Spellings


def _hours(condition: Condition, asked: Asked) -> Evidence:
    """The second job itself, and whatever came after the condition was set."""
    later = Q(reference=condition.reference) | Q(declared_on__gt=condition.set_on)
    rows = live().filter(later, person=condition.person_id)
    since = condition.checked_on or condition.set_on
    given = condition.checks.filter(what=What.GIVEN, said_at__date__gte=since)
    told = given.exclude(figure=None).order_by("-said_at").first()
    return Evidence(
        asked.today,
        hours=rows.aggregate(hours=Sum("hours"))["hours"] or 0,
        hours_told=told.figure if told else None,
    )


def _supplier(condition: Condition, asked: Asked) -> Evidence:
    key = key_of(condition.about)
    joined = dealings_with(
        key, asked.known, body=condition.body_id, holder=condition.person.full_name,
        since=condition.set_on,
    )  # fmt: skip
    lines = [
        f"{DEALINGS[each.what]} of {money(each.pence)} on {long_date(each.day)}: {each.name}"
        for each in joined
    ]
    return Evidence(asked.today, dealings=_news(condition, [*lines, *_taken(condition, key)]))


def _news(condition: Condition, lines: Iterable[str]) -> tuple[str, ...]:
    """What no earlier check was about. A file may come in long after the days that it is of."""
    told = condition.checks.filter(what=What.BROKEN)
    before = {line for check in told for line in check.text.splitlines()}
    return tuple(line for line in dict.fromkeys(lines) if line not in before)


DEALINGS = {"payment": "Payment", "contract": "Contract", "purchase": "Purchase with a card"}


def _taken(condition: Condition, key: str) -> Iterator[str]:
    rows = GiftOrHospitality.objects.filter(
        superseded_at=None, person=condition.person_id, given=False, giver__key=key,
        outcome__in=TAKEN, offered_on__gt=condition.set_on,
    ).exclude(state=GiftState.WITHDRAWN.value)  # fmt: skip
    for row in rows.order_by("offered_on")[:5]:
        yield f"Gift or hospitality taken on {long_date(row.offered_on)} ({row.reference})"


def _recused(condition: Condition, asked: Asked) -> Evidence:
    """Acts in the matter, whether it is one of the Gateway or of a register."""
    stream = stream_named(condition.about)
    if stream is None:
        return Evidence(asked.today, known=False)
    done = [
        f"Took part in {condition.about} on {long_date(timezone.localdate(each.at))}"
        for each in timeline(stream, kinds=ACTS)
        if each.by_person == condition.person_id and timezone.localdate(each.at) > condition.set_on
    ]
    return Evidence(asked.today, parts=_news(condition, done))


def _ended(condition: Condition, asked: Asked) -> Evidence:
    """What should be over: the membership or job that is named, or the entry itself."""
    if condition.about:
        return Evidence(asked.today, still=tuple(_going_on(condition, asked.today)))
    model = by_prefix(condition.reference)
    if model is None or not model.register.lasting:
        return Evidence(asked.today, known=False)
    row = model._default_manager.get(reference=condition.reference, superseded_at=None)
    goes_on = row.state not in OVER
    return Evidence(asked.today, still=(f"{row.reference} goes on.",) if goes_on else ())


def entries_over(references: Iterable[str]) -> frozenset[str]:
    """Of these entries those that have ended, and their conditions with them."""
    rows = Listing.objects.filter(reference__in=list(references), state__in=OVER)
    return frozenset(rows.values_list("reference", flat=True))


OVER = {State.ENDED.value, State.WITHDRAWN.value, "ceased", "lapsed", "incompatible"}


def _going_on(condition: Condition, today: date) -> Iterator[str]:
    key = key_of(condition.about)
    current = {"person": condition.person_id, "superseded_at": None}
    left = Q(left_on__lte=today)
    for row in ExternalMembership.objects.filter(**current).exclude(left | Q(state__in=OVER)):
        if key_of(row.organisation) == key:
            yield f"Still a member of {row.organisation} by the register ({row.reference})"
    for job in BusinessInterest.objects.filter(**current).exclude(state__in=OVER):
        if key_of(job.name) == key:
            yield f"Still works with {job.name} by the register ({job.reference})"


def _reported(condition: Condition, asked: Asked) -> Evidence:
    return Evidence(asked.today, due=asked.due, reported=condition.given_on is not None)


LOOKS = {
    Sort.HOURS.value: _hours,
    Sort.NOT_SUPPLIER.value: _supplier,
    Sort.RECUSE.value: _recused,
    Sort.UNTIL.value: _ended,
    Sort.REPORT.value: _reported,
}
