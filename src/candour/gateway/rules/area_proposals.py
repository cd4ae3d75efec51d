# SPDX-License-Identifier: MIT
"""Which of the nine vulnerability areas an invitation seems to touch, and why (COG 2).

Only proposals: the officer judges each case and may change every one of them. The areas come in
the order of the document. Words are searched without regard to case, as whole words; a star
stands for any ending.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache

from candour.gateway.rules.area_words import (
    COACHING,
    COMPANY_NAME,
    COMPLAINTS,
    EVENTS,
    EXTERNAL_GROUPS,
    MONEY_OR_RELATIONSHIP,
    NO_POLICING_PURPOSE,
    POOR_VALUE,
    PROCUREMENT,
    REGISTER_ENTRIES,
    UNSOLICITED,
)
from candour.kernel.clause import clause


class OrganiserKind(StrEnum):
    PRIVATE_COMPANY = "private_company"
    PUBLIC_BODY = "public_body"
    CHARITY = "charity"
    COMMUNITY_GROUP = "community_group"
    CLUB_OR_SOCIETY = "club_or_society"
    POLITICAL = "political"
    INDIVIDUAL = "individual"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limits:
    """From which cost or time away the value is worth a question, and the hours of a working day."""

    cost: Decimal = Decimal(100)
    days_away: int = 2
    day_starts: time = time(8)
    day_ends: time = time(18)


@dataclass(frozen=True)
class Facts:
    """What is known of an invitation; nothing is assumed of what is not known."""

    title: str = ""
    text: str = ""
    organiser: str = ""
    organiser_kind: OrganiserKind = OrganiserKind.UNKNOWN
    attendees: tuple[str, ...] = ()
    place: str = ""
    cost: Decimal | None = None
    """To the public purse, in pounds."""
    days_away: int = 0
    out_of_hours: bool = False
    unsolicited: bool = False
    outside_portfolio: bool = False
    is_supplier: bool = False
    tender_open: bool = False
    contract_ends_in_days: int | None = None
    attendee_in_promotion_process: bool = False
    attendee_with_complaint_or_claim: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Proposal:
    """One area and the reason for it, fit to show beside its checkbox."""

    code: str
    reason: str


SATURDAY = 5
OUTSIDE_GROUPS = frozenset(
    {
        OrganiserKind.CHARITY,
        OrganiserKind.COMMUNITY_GROUP,
        OrganiserKind.CLUB_OR_SOCIETY,
        OrganiserKind.POLITICAL,
    }
)


@clause("COG 2/area1")
def financial_decision(facts: Facts) -> str:
    return _because(
        [_mentions(facts, MONEY_OR_RELATIONSHIP)],
        "it may settle a payment or a relationship",
    )


@clause("COG 2/area2")
def external_event(facts: Facts) -> str:
    return _because([_mentions(facts, EVENTS)], "it may be an external event")


@clause("COG 2/area3")
def creates_register_entry(facts: Facts) -> str:
    evidence = [
        _mentions(facts, REGISTER_ENTRIES),
        "Falls outside working hours" if facts.out_of_hours else "",
        "Has a cost" if facts.cost else "",
        _days("Takes {} away", facts.days_away),
    ]
    return _because(evidence, "it may create a gift, hospitality, expense or overtime entry")


@clause("COG 2/area4")
def procurement(facts: Facts) -> str:
    company = facts.organiser_kind is OrganiserKind.PRIVATE_COMPANY or _found(
        facts.organiser, COMPANY_NAME
    )
    ends = facts.contract_ends_in_days
    evidence = [
        "The organiser supplies this organisation" if facts.is_supplier else "",
        "The organiser has a tender open" if facts.tender_open else "",
        _days("The organiser's contract is up for tender in {}", ends or 0),
        "The organiser looks like a private company" if company and not facts.is_supplier else "",
        _mentions(facts, PROCUREMENT),
    ]
    return _because(evidence, "it may create or seek a chance to sell")


@clause("COG 2/area5")
def coaching_in_promotion(facts: Facts) -> str:
    evidence = [
        "Someone named here is in a promotion process"
        if facts.attendee_in_promotion_process
        else "",
        _mentions(facts, COACHING),
    ]
    return _because(evidence, "it may help one candidate over others")


@clause("COG 2/area6")
def complainant(facts: Facts) -> str:
    evidence = [
        "The check of complaints and legal claims has a hit"
        if facts.attendee_with_complaint_or_claim
        else "",
        _mentions(facts, COMPLAINTS),
    ]
    return _because(evidence, "someone there may have a complaint or a claim")


@clause("COG 2/area7")
def unsolicited(facts: Facts) -> str:
    evidence = [
        "Nobody asked for it" if facts.unsolicited else "",
        "Lies outside the officer's portfolio" if facts.outside_portfolio else "",
        _mentions(facts, UNSOLICITED + NO_POLICING_PURPOSE),
    ]
    return _because(evidence, "it may be unsolicited or have no policing purpose")


@clause("COG 2/area8")
def poor_value(facts: Facts) -> str:
    limits = facts.limits
    costly = facts.cost is not None and facts.cost >= limits.cost
    evidence = [
        f"Costs £{facts.cost:,.2f}".removesuffix(".00") if costly else "",
        _days(
            "Takes {} away",
            facts.days_away if facts.days_away >= limits.days_away else 0,
        ),
        _mentions(facts, POOR_VALUE),
    ]
    return _because(evidence, "it may be poor value in cost or time")


@clause("COG 2/area9")
def external_group(facts: Facts) -> str:
    evidence = [
        f"The organiser is a {facts.organiser_kind.replace('_', ' ')}"
        if facts.organiser_kind in OUTSIDE_GROUPS - {OrganiserKind.POLITICAL}
        else "",
        "The organiser is political" if facts.organiser_kind is OrganiserKind.POLITICAL else "",
        _mentions(facts, EXTERNAL_GROUPS),
    ]
    return _because(evidence, "a group outside may be seen to influence the office")


PROPOSERS: tuple[tuple[str, Callable[[Facts], str]], ...] = (
    ("financial_decision", financial_decision),
    ("external_event", external_event),
    ("creates_register_entry", creates_register_entry),
    ("procurement", procurement),
    ("coaching_in_promotion", coaching_in_promotion),
    ("complainant", complainant),
    ("unsolicited", unsolicited),
    ("poor_value", poor_value),
    ("external_group", external_group),
)


def propose(facts: Facts) -> tuple[Proposal, ...]:
    """The areas that something known points to, in the order of the document."""
    reasons = ((code, proposer(facts)) for code, proposer in PROPOSERS)
    return tuple(Proposal(code, reason) for code, reason in reasons if reason)


def outside_working_hours(starts: datetime, ends: datetime | None, limits: Limits) -> bool:
    """Whether any of it lies on a weekend, before the working day or after it."""
    last = ends or starts
    weekend = starts.weekday() >= SATURDAY or last.weekday() >= SATURDAY
    late = last.date() > starts.date() or last.time() > limits.day_ends
    return weekend or late or starts.time() < limits.day_starts


def _because(evidence: Iterable[str], consequence: str) -> str:
    known = [piece for piece in evidence if piece]
    if not known:
        return ""
    joined = "; ".join([known[0], *(piece[0].lower() + piece[1:] for piece in known[1:])])
    return f"{joined}: {consequence}"


def _days(sentence: str, days: int) -> str:
    if days <= 0:
        return ""
    return sentence.format("1 day" if days == 1 else f"{days} days")


def _mentions(facts: Facts, words: tuple[str, ...]) -> str:
    shown = [f"“{word}”" for word in _found(_searched(facts), words)[:3]]
    if not shown:
        return ""
    return "Mentions " + (
        shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    )


def _searched(facts: Facts) -> str:
    searched = f"{facts.title}\n{facts.text}\n{facts.organiser}\n{facts.place}"
    return searched.replace("’", "'")


def _found(text: str, words: tuple[str, ...]) -> list[str]:
    return list(
        dict.fromkeys(" ".join(hit.lower().split()) for hit in _pattern(words).findall(text))
    )


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_expression, longest_first))})\b", re.IGNORECASE)


def _expression(word: str) -> str:
    spaced = r"\s+".join(re.escape(part) for part in word.removesuffix("*").split())
    return spaced + (r"\w*" if word.endswith("*") else "")
