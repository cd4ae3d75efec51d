# SPDX-License-Identifier: MIT
"""`make bench-review`: how well the review finds what was planted in synthetic years.

The diaries are written as calendar files and read back by the product's own reader, so that the
whole way is measured. Prints recall and precision for each class of exception over all years, and
whether the accounting of commitments balances in each.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import django
from icalendar import Calendar, Event

from bench.review_year import Planned, Year, make_year
from candour.review.rules.claims_once import told_once
from candour.review.rules.exceptions import (
    CLASS_WORDS,
    PAIRED,
    ExceptionClass,
    Reconciliation,
    reconcile,
)
from candour.review.rules.traces import ClaimTrace, Commitment, Traces

LOWEST_RECALL, LOWEST_PRECISION = 0.95, 0.80
FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)

Counts = Counter[tuple[ExceptionClass, str]]


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-review", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the first year")
    parser.add_argument("--years", type=int, default=5, help="one seed after another")
    options = parser.parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.config.settings")
    django.setup()
    counts: Counts = Counter()
    balanced = [_year(seed, counts) for seed in range(options.seed, options.seed + options.years)]
    good = [_reaches_the_bars(klass, counts) for klass in PAIRED]
    return 0 if all(balanced) and all(good) else 1


def _year(seed: int, counts: Counts) -> bool:
    year = make_year(seed)
    started = time.perf_counter()
    commitments = tuple(_read(year))
    claims = told_once(year.claims, year.expenses)
    done = reconcile(Traces(commitments, tuple(year.matters), claims, tuple(year.entries)))
    seconds = time.perf_counter() - started
    _count(year, done, counts)
    balance = done.balance
    print(
        f"seed {seed}: {balance.commitments:,} commitments = {balance.with_matter} with a matter + "
        f"{balance.without_matter} without + {balance.internal:,} internal + {balance.private} private + "
        f"{balance.cancelled} cancelled + {balance.routine} routine: "
        f"{'balances' if balance.adds_up else 'DOES NOT BALANCE'} ({seconds:.1f} s)"
    )
    return balance.adds_up and _money_balances(year, claims)


def _money_balances(year: Year, claims: Sequence[ClaimTrace]) -> bool:
    """Every penny counts once: what finance told, and what was declared and finance did not tell."""
    declared = {one.key: one.pence for one in year.expenses}
    twice = set(declared) - {one.key for one in claims}
    told = sum(one.pence for one in year.claims)
    counted, owed = sum(one.pence for one in claims), sum(declared.values())
    right = len(twice & year.told_twice)
    print(
        f"  money: {told:,} told by finance + {owed:,} declared - {sum(declared[key] for key in twice):,} "
        f"told twice = {counted:,}; told twice {len(year.told_twice)}, found {len(twice)}, right {right}"
    )
    good = right >= LOWEST_RECALL * len(year.told_twice) and right >= LOWEST_RECALL * len(twice)
    return good and counted == told + owed - sum(declared[key] for key in twice)


def _read(year: Year) -> Iterable[Commitment]:
    from candour.review.diaries.calendar_file import read_calendar_file
    from candour.review.diaries.standing import commitment_of

    for officer, diary in year.diaries.items():
        read = read_calendar_file(as_calendar(diary), FIRST, LAST)
        assert read.adds_up
        assert not read.not_read, read.not_read[:3]
        for one in read.occurrences:
            yield commitment_of(one, officer, own_domains={"aldshire.example"})


def _count(year: Year, done: Reconciliation, counts: Counts) -> None:
    for klass in PAIRED:
        found = {one.about for one in done.findings if one.klass is klass}
        counts[klass, "planted"] += len(year.planted[klass])
        counts[klass, "found"] += len(found)
        counts[klass, "both"] += len(found & year.planted[klass])


def _reaches_the_bars(klass: ExceptionClass, counts: Counts) -> bool:
    planted, found, both = (counts[klass, what] for what in ("planted", "found", "both"))
    recall, precision = both / planted, both / found
    print(
        f"{CLASS_WORDS[klass]:40} planted {planted:4}  found {found:4}  "
        f"recall {recall:.3f} (aim {LOWEST_RECALL})  precision {precision:.3f} (aim {LOWEST_PRECISION})"
    )
    return recall >= LOWEST_RECALL and precision >= LOWEST_PRECISION


def as_calendar(diary: Iterable[Planned]) -> bytes:
    """A diary as a calendar program writes it."""
    calendar = Calendar()
    calendar.add("prodid", "-//invented//diary//EN")
    calendar.add("version", "2.0")
    for one in diary:
        calendar.add_component(_as_event(one))
    return bytes(calendar.to_ical())


def _as_event(one: Planned) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("summary", one.title)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    if one.place:
        event.add("location", one.place)
    if one.weekly:
        event.add("rrule", {"freq": "weekly", "count": one.weekly})
    if one.organiser_email:
        event.add("organizer", f"mailto:{one.organiser_email}", parameters={"CN": one.organiser})
    if one.private:
        event.add("class", "PRIVATE")
    if one.cancelled:
        event.add("status", "CANCELLED")
    return event


if __name__ == "__main__":
    sys.exit(main())
