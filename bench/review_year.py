# SPDX-License-Identifier: MIT
"""Makes a year of a force's diaries, matters, claims and entries, with discrepancies planted in it.

The same seed gives the same year. Every trace is worded as people word it: the diary abbreviates,
the claim names a place, the register misspells the donor, the matter moved by a day. What was
planted is returned beside it; the tests and the rules never read it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from candour.review.rules.exceptions import PAIRED, ExceptionClass
from candour.review.rules.traces import ClaimTrace, EntryTrace, MatterTrace

OFFICERS = ("chief", "deputy", "acc-local", "acc-crime", "acc-support", "finance-director")
HOSTS = (
    "Halewick Telecom", "Alder Fleet", "Stenning Motors", "Dunmore Systems", "Orchard Lodge Hotels", "Fenway Uniforms",
    "Marrick Analytics", "Corvane Radio", "Tarnbeck Catering", "Brackwell Estates", "Penrose Security", "Harrowgate Software",
    "Aldshire Chamber of Commerce", "Westmere Rotary Club", "Aldshire Lodge", "Thornley Foundation", "Kestrel Trust",
    "Aldshire Cricket Club", "Norbury Racecourse", "Linden Charity", "Ravensworth Society", "Hollin Business Network",
)  # fmt: skip
AS_GUEST = (
    "annual dinner", "summer reception", "charity gala", "awards dinner", "networking lunch", "golf day", "business breakfast",
    "drinks reception", "match day hospitality", "theatre evening with buffet", "garden party",
)  # fmt: skip
DRY = (
    "product demonstration", "roadmap presentation", "procurement conference", "supplier summit", "software pilot review",
    "round table on funding", "partnership seminar", "technology expo", "contract proposal meeting", "keynote at forum",
)  # fmt: skip
TOWNS = (
    "Aldbury", "Westmere", "Thornley", "Kelsworth", "Port Harran", "Lower Stenning", "Marlock", "Ashcombe", "Dunwich Cross",
    "Ravensworth", "Oakhythe", "Brackwell",
)  # fmt: skip
VENUES = (
    "Town Hall",
    "Grand Hotel",
    "Racecourse",
    "Guildhall",
    "Conference Centre",
    "Riverside Inn",
    "Castle",
    "Park Stadium",
)
INSIDE = (
    "SMT", "1:1 with DCC", "COG", "Daily briefing", "Performance Board", "Gold group", "PDR", "Catch up with finance",
    "Weekly meeting with secretariat", "Misconduct hearing", "Reading time", "Desk day", "Annual leave", "Team meeting",
)  # fmt: skip
OUTSIDE_ROUTINE = (
    "Visit to neighbourhood team", "Local resilience call", "Regional chiefs call", "Council leader update",
    "Ward walkabout", "School visit", "Custody visit", "Firearms range visit", "Joint inspection day",
)  # fmt: skip
SATURDAY = 5
SHORTEST_MISSPELT = 6
SHORT = {
    "annual": "ann.",
    "reception": "rcptn",
    "conference": "conf",
    "presentation": "pres",
    "meeting": "mtg",
}


@dataclass
class Planned:
    """One diary entry to write."""

    uid: str
    officer: str
    day: date
    title: str
    place: str = ""
    organiser: str = ""
    organiser_email: str = ""
    weekly: int = 0
    private: bool = False
    cancelled: bool = False


@dataclass
class Year:
    diaries: dict[str, list[Planned]] = field(default_factory=dict)
    matters: list[MatterTrace] = field(default_factory=list)
    claims: list[ClaimTrace] = field(default_factory=list)
    expenses: list[ClaimTrace] = field(default_factory=list)
    """What officers declared that events cost them; some of it finance tells too."""
    told_twice: set[str] = field(default_factory=set)
    """The declared expenses that finance tells too."""
    entries: list[EntryTrace] = field(default_factory=list)
    planted: dict[ExceptionClass, set[str]] = field(
        default_factory=lambda: {klass: set() for klass in PAIRED}
    )
    """By the key of the trace that must raise it (a commitment: uid/date of series)."""


def make_year(seed: int, *, events: int = 55, planted: float = 0.12) -> Year:
    """`events`: activities in an area of vulnerability an officer; `planted`: share of each class."""
    chance = random.Random(seed)  # noqa: S311  data, not a secret
    year = Year()
    for officer in OFFICERS:
        year.diaries[officer] = []
        _routine(chance, year, officer)
        for number in range(events):
            _activity(chance, year, officer, f"{officer}-{number}", planted)
        _loose_traces(chance, year, officer, int(events * planted))
    return year


def _mostly(chance: random.Random, share: float) -> bool:
    return chance.random() < share


def _day(chance: random.Random) -> date:
    while True:
        day = date(2026, 4, 1) + timedelta(days=chance.randrange(360))
        if day.weekday() < SATURDAY or _mostly(chance, 0.15):
            return day


def _routine(chance: random.Random, year: Year, officer: str) -> None:
    diary = year.diaries[officer]
    for number, title in enumerate(INSIDE):
        start = date(2026, 4, 1) + timedelta(days=chance.randrange(7))
        diary.append(Planned(f"{officer}-weekly-{number}", officer, start, title, "HQ", weekly=50))
    for number in range(150):
        title = chance.choice(OUTSIDE_ROUTINE)
        town = chance.choice(TOWNS)
        diary.append(Planned(f"{officer}-out-{number}", officer, _day(chance), title, town))
    for number in range(40):
        uid = f"{officer}-private-{number}"
        diary.append(Planned(uid, officer, _day(chance), "Private", private=True))


@dataclass(frozen=True)
class Activity:
    """What really happened."""

    officer: str
    uid: str
    day: date
    host: str
    what: str
    place: str
    guest: bool
    attends: bool


def _activity(chance: random.Random, year: Year, officer: str, uid: str, planted: float) -> None:
    """One real activity and the traces that it left, less what somebody forgot."""
    guest = _mostly(chance, 0.55)
    forgotten = _mostly(chance, planted)
    one = Activity(
        officer, uid, _day(chance), chance.choice(HOSTS), chance.choice(AS_GUEST if guest else DRY),
        f"{chance.choice(VENUES)}, {chance.choice(TOWNS)}", guest, forgotten or _mostly(chance, 0.8),
    )  # fmt: skip
    planned = _planned(chance, one)
    year.diaries[officer].append(planned)
    if planned.cancelled:
        return
    key = f"{uid}/{one.day.isoformat()}"
    if forgotten:
        year.planted[ExceptionClass.COMMITMENT_WITHOUT_MATTER].add(key)
    else:
        year.matters.append(_matter(chance, one))
    if not one.attends:
        return
    year.claims += _claims_of(chance, one)
    _declared(chance, year, one, known=not forgotten)
    if guest and _mostly(chance, planted):
        year.planted[ExceptionClass.GIFT_WITHOUT_ENTRY].add(key)
    elif guest:
        year.entries.append(_entry(chance, officer, f"{uid}-entry", one.day, one.host, one.what))


def _planned(chance: random.Random, one: Activity) -> Planned:
    first_word = one.host.partition(" ")[0].lower()
    return Planned(
        one.uid, one.officer, one.day, _diary_words(chance, one.host, one.what),
        place=one.place if _mostly(chance, 0.85) else "",
        organiser=one.host,
        organiser_email=f"events@{first_word}.example" if _mostly(chance, 0.6) else "",
        cancelled=_mostly(chance, 0.06),
    )  # fmt: skip


def _diary_words(chance: random.Random, host: str, what: str) -> str:
    title = chance.choice(
        (
            f"{host} {what}",
            f"{what} - {host}",
            f"{what.title()} ({host.partition(' ')[0]})",
            f"{host}: {what}",
        )
    )
    if _mostly(chance, 0.15):
        for long, short in SHORT.items():
            title = title.replace(long, short)
    return title


def _typo(chance: random.Random, words: str) -> str:
    if len(words) < SHORTEST_MISSPELT or not _mostly(chance, 0.15):
        return words
    at = chance.randrange(2, len(words) - 2)
    return words[:at] + words[at + 1 :]


def _matter(chance: random.Random, one: Activity) -> MatterTrace:
    full = f"{one.what} hosted by {one.host}"
    return MatterTrace(
        f"GW-{one.uid}", one.officer,
        one.day + timedelta(days=_mostly(chance, 0.05)),
        one.day - timedelta(days=chance.randrange(5, 40)),
        title=_typo(chance, full) if _mostly(chance, 0.8) else one.what,
        organiser=_typo(chance, one.host),
        place=one.place if _mostly(chance, 0.8) else "",
        attends=one.attends, hospitality=one.guest,
    )  # fmt: skip


def _claims_of(chance: random.Random, one: Activity) -> Iterator[ClaimTrace]:
    town, first_word = one.place.rpartition(", ")[2], one.host.partition(" ")[0]
    worded = (
        ("mileage", f"Mileage HQ to {town} and return", town, 24_80),
        ("overtime", f"Overtime, driver for {one.what}", "", 96_00),
        ("expense", f"Parking at {one.place}", one.place, 12_50),
        ("card", f"{first_word} {one.what}", "", 48_00),
        ("mileage", "Mileage", "", 18_20),
    )
    for number in range(chance.choice((0, 1, 1, 2))):
        kind, text, where, pence = chance.choice(worded)
        day = one.day + timedelta(days=_mostly(chance, 0.06))
        yield ClaimTrace(
            f"{one.uid}-claim-{number}", one.officer, day, kind, pence, _typo(chance, text), where
        )


def _declared(chance: random.Random, year: Year, one: Activity, *, known: bool) -> None:
    """A cost that the officer told in Candour: finance tells it too, or it is still to be paid."""
    if not _mostly(chance, 0.35):
        return
    key, pence = f"EX-{one.uid}", 1_00 * chance.randrange(8, 200) + chance.randrange(100)
    names_it = known and _mostly(chance, 0.6)
    year.expenses.append(
        ClaimTrace(
            key, one.officer, one.day, "declared", pence, one.what, one.place,
            host=_typo(chance, one.host), matter=f"GW-{one.uid}" if names_it else "",
        )
    )  # fmt: skip
    if _mostly(chance, 0.6):
        year.told_twice.add(key)
        words = chance.choice(
            ("Mileage", f"Taxi to {one.place}", f"Ticket, {one.host}", "Expenses")
        )
        late = timedelta(days=chance.choice((0, 0, 1)))
        town = one.place.rpartition(", ")[2]
        year.claims.append(
            ClaimTrace(
                f"{key}-paid", one.officer, one.day + late, "expense", pence, words,
                town if _mostly(chance, 0.5) else "",
            )
        )  # fmt: skip


def _entry(
    chance: random.Random, officer: str, key: str, day: date, host: str, what: str
) -> EntryTrace:
    worded = (what, f"{what} for two", "dinner and wine", "hospitality", f"guest at {what}")
    text = chance.choice(worded)
    late = 0 if _mostly(chance, 0.85) else chance.randrange(1, 5)
    pence = chance.choice((25_00, 40_00, 75_00, None))
    return EntryTrace(key, officer, day + timedelta(days=late), _typo(chance, host), text, pence)


def _quiet_day(chance: random.Random, year: Year, officer: str, host: str = "") -> date:
    """A day on which what is planted is truly alone: nothing else was on, or not with this host."""
    apart = 12 if host else 1
    while True:
        day = _day(chance)
        near = [
            one for one in year.diaries[officer]
            if not one.weekly and abs((one.day - day).days) <= apart and (not host or one.organiser == host)
        ]  # fmt: skip
        if not near:
            return day


def _loose_traces(chance: random.Random, year: Year, officer: str, number: int) -> None:
    """Claims and entries that belong to nothing; and bottles that came by post, which need nothing."""
    for one in range(number):
        town = chance.choice(TOWNS)
        alone = _quiet_day(chance, year, officer)
        text = chance.choice((f"Mileage to {town}", f"Hotel in {town}, one night", "Train, first class return to Marlock",
                              f"Meal with {chance.choice(HOSTS)}"))  # fmt: skip
        claim = ClaimTrace(
            f"{officer}-loose-claim-{one}", officer, alone, "expense", 64_00, text, town
        )
        year.claims.append(claim)
        year.planted[ExceptionClass.CLAIM_WITHOUT_COMMITMENT].add(claim.key)
        _loose_expense(chance, year, officer, f"EX-{officer}-loose-{one}", told=one % 2 == 0)
        host = chance.choice(HOSTS)
        alone = _quiet_day(chance, year, officer, host)
        entry = _entry(
            chance, officer, f"{officer}-loose-entry-{one}", alone, host, chance.choice(AS_GUEST)
        )
        year.entries.append(entry)
        year.planted[ExceptionClass.ENTRY_WITHOUT_EVENT].add(entry.key)
        year.entries.append(
            EntryTrace(
                f"{officer}-post-{one}",
                officer,
                _day(chance),
                chance.choice(HOSTS),
                "bottle of wine",
                15_00,
                at_an_event=False,
            )
        )


def _loose_expense(
    chance: random.Random, year: Year, officer: str, key: str, *, told: bool
) -> None:
    """A declared cost of an event that nothing else knows of; finance tells every second one too."""
    alone, pence = _quiet_day(chance, year, officer), 3_00 * chance.randrange(9, 90) + 1
    host, town = chance.choice(HOSTS), chance.choice(TOWNS)
    year.expenses.append(
        ClaimTrace(key, officer, alone, "declared", pence, chance.choice(AS_GUEST), town, host=host)
    )
    if told:
        paid = ClaimTrace(f"{key}-paid", officer, alone, "expense", pence, f"Taxi to {town}", town)
        year.claims.append(paid)
        year.told_twice.add(key)
    raised = f"{key}-paid" if told else key
    year.planted[ExceptionClass.CLAIM_WITHOUT_COMMITMENT].add(raised)
