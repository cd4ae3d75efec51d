# SPDX-License-Identifier: MIT
"""Conditions as promises: what each sort needs, what data can say of it, where it stands (PEEL18).

Data answers five sorts every night. For the others somebody is asked for evidence, and a person
says whether the condition was kept. A condition that nobody looks at is passed on, never let go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.clocks import add_months
from candour.kernel.procedure import Refused

ANSWER_DAYS = 14
"""How long somebody has to show that a condition is kept."""
PERIODS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
DATA = "data"
OBSERVATION = "observation"


@dataclass(frozen=True)
class Terms:
    """What was promised, and how it is checked."""

    sort: str
    method: str
    frequency: str
    limit: int | None = None
    until: date | None = None
    about: str = ""
    """The supplier, the matter or the organisation that it names."""


# ------------------------------------------------------------------ what each sort needs


def _figure(terms: Terms) -> None:
    if terms.limit is None or (terms.sort == "report" and terms.limit == 0):
        asked = "hours a week" if terms.sort == "hours" else "months"
        raise Refused(f"Enter how many {asked}.", "PEEL18 2.2/6", about="limit")


def _named(terms: Terms) -> None:
    if not terms.about.strip():
        asked = "supplier or client" if terms.sort == "not_supplier" else "matter"
        raise Refused(f"Enter which {asked}.", "PEEL18 2.2/6", about="about")


def _day(terms: Terms) -> None:
    if terms.until is None:
        raise Refused("Enter the day by which it ends.", "PEEL18 2.2/6", about="until")


def _nothing(terms: Terms) -> None:
    if terms.method == DATA:
        raise Refused(
            "Select another check: no data shows whether this is kept.",
            "PEEL18 2.2/6",
            about="method",
        )


NEEDS: Mapping[str, Callable[[Terms], None]] = {
    "hours": _figure,
    "not_supplier": _named,
    "recuse": _named,
    "until": _day,
    "report": _figure,
    "no_use": _nothing,
    "own_words": _nothing,
}


@clause("PEEL18 2.2/6", "HMIC12 2/3")
def it_can_be_checked(terms: Terms) -> None:
    """Refuse a condition of which nobody could ever say whether it is kept."""
    NEEDS[terms.sort](terms)


# ------------------------------------------------------------------ when


def first_check(terms: Terms, today: date) -> date:
    if terms.frequency == "once":
        return terms.until + timedelta(days=1) if terms.until else add_months(today, 1)
    return add_months(today, _months(terms))


def next_check(terms: Terms, today: date) -> date | None:
    """The day after a check; none where once is enough."""
    return None if terms.frequency == "once" else add_months(today, _months(terms))


def _months(terms: Terms) -> int:
    """A report is due as often as it was promised; anything else as often as it is checked."""
    return terms.limit if terms.sort == "report" and terms.limit else PERIODS[terms.frequency]


# ------------------------------------------------------------------ what data says


class Found(StrEnum):
    KEPT = "kept"
    BROKEN = "broken"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Evidence:
    """What the body's own data holds that bears on a condition."""

    today: date
    hours: int = 0
    """A week, in this second job and every later one that goes on."""
    hours_told: int | None = None
    """A week, as whoever keeps it last said."""
    dealings: tuple[str, ...] = ()
    """Payments, contracts, purchases and gifts that join the person or the body to the party."""
    parts: tuple[str, ...] = ()
    """What the person did in the matter since."""
    still: tuple[str, ...] = ()
    """What goes on although its day is past."""
    reported: bool = False
    """A report came since the last check."""
    due: bool = False
    """The day of the check is here."""
    known: bool = True
    """The data holds what the condition names; otherwise a person has to look."""


@dataclass(frozen=True)
class Verdict:
    found: Found
    why: str = ""


KEPT = Verdict(Found.KEPT, "Nothing in the data speaks against it.")


def _hours(terms: Terms, evidence: Evidence) -> Verdict:
    limit, told = terms.limit or 0, evidence.hours_told
    if evidence.hours > limit:
        return _broken(f"The register holds {evidence.hours} hours a week; {limit} are allowed.")
    if told is not None and told > limit:
        return _broken(f"{told} hours a week were reported; {limit} are allowed.")
    return KEPT


def _supplier(terms: Terms, evidence: Evidence) -> Verdict:
    return _broken(*evidence.dealings) if evidence.dealings else KEPT


def _recused(terms: Terms, evidence: Evidence) -> Verdict:
    return _broken(*evidence.parts) if evidence.parts else KEPT


def _ended(terms: Terms, evidence: Evidence) -> Verdict:
    over = terms.until is not None and evidence.today > terms.until
    return _broken(*evidence.still) if over and evidence.still else KEPT


def _reported(terms: Terms, evidence: Evidence) -> Verdict:
    if evidence.reported or not evidence.due:
        return Verdict(Found.KEPT, "The report came in time.") if evidence.reported else KEPT
    return _broken("No report came by its day.")


def _broken(*why: str) -> Verdict:
    return Verdict(Found.BROKEN, "\n".join(why))


BY_DATA: Mapping[str, Callable[[Terms, Evidence], Verdict]] = {
    "hours": _hours,
    "not_supplier": _supplier,
    "recuse": _recused,
    "until": _ended,
    "report": _reported,
}


@clause("PEEL18 2.2/6")
def judged(terms: Terms, evidence: Evidence) -> Verdict:
    """What data says of a condition; that it cannot tell, where a person has to."""
    judge = BY_DATA.get(terms.sort) if terms.method == DATA and evidence.known else None
    return judge(terms, evidence) if judge else Verdict(Found.UNCLEAR)


# ------------------------------------------------------------------ where it stands


class Standing(StrEnum):
    """In the order in which a list shows them."""

    BROKEN = "broken"
    OVERDUE = "overdue"
    """Its check is late: it counts as covered by nobody."""
    TO_CHECK = "to_check"
    """Evidence is in, or the day is here: whoever sees to it looks."""
    ASKED = "asked"
    """Evidence is asked for and still in time."""
    IN_ORDER = "in_order"
    ENDED = "ended"


@dataclass(frozen=True)
class Watched:
    """A condition as far as its standing goes, wherever it comes from."""

    next_check: date | None
    found: str = ""
    asked: bool = False
    given: bool = False
    answer_by: date | None = None
    ended: bool = False


@clause("PEEL18 2.2/6", "COG R/SO/2")
def standing(watched: Watched, today: date) -> Standing:
    """One rule for the conditions of entries and for those of matters in the Gateway."""
    if watched.ended:
        return Standing.ENDED
    if watched.found == Found.BROKEN:
        return Standing.BROKEN
    if watched.answer_by is not None and watched.answer_by < today:
        return Standing.OVERDUE
    if watched.given:
        return Standing.TO_CHECK
    if watched.asked:
        return Standing.ASKED
    due = watched.next_check is not None and watched.next_check <= today
    return Standing.TO_CHECK if due else Standing.IN_ORDER


@clause("PEEL18 2.2/6")
def the_checker_does_not_keep_it(keeper: str, by: str) -> None:
    if keeper == by:
        raise Refused("You cannot check a condition that you have to keep.", "PEEL18 2.2/6")


def what_was_seen_is_said(found: str, text: str) -> None:
    if found not in set(Found):
        raise Refused("Select whether it was kept.", about="found")
    if not text.strip():
        raise Refused("Enter what you saw.", about="text")
