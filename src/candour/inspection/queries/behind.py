# SPDX-License-Identifier: MIT
"""The records behind a figure of a pack, as far as one person may open them; of the rest, how many.

Each app is asked what this person may see, as everywhere else: a pack opens no record to anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from candour.crosschecks.queries.figures import openable as findings_openable
from candour.gateway.queries.marks import openable as matters_openable
from candour.inspection.models import InspectionPack
from candour.inspection.queries.packs import drawn_in
from candour.inspection.rules.evidence import Figure, Of, shown
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.procurement.queries.figures import openable as procurements_openable
from candour.registers.queries.figures import conditions_open_to
from candour.registers.queries.figures import openable as entries_openable
from candour.review.queries.figures import COUNTED
from candour.review.queries.over_quarters import exceptions_in, quarters_of_samples
from candour.review.rules.quarterly import SEATED
from candour.review.rules.reporting import FREEZERS
from candour.transparency.queries.figures import (
    publishes_for,
    records_outcomes_for,
    releases_open_to,
)


@dataclass(frozen=True)
class Record:
    name: str
    href: str


@dataclass(frozen=True)
class Behind:
    number: int | str
    records: tuple[Record, ...]
    shut: int
    """How many this person may not open."""


@dataclass(frozen=True)
class Asking:
    """Who wants to open what of which pack, and in which offices of its body."""

    row: InspectionPack
    person: Person
    offices: frozenset[Role]
    on: date
    keys: list[str]

    def named(self, name: str) -> tuple[Record, ...]:
        return tuple(Record(key, reverse(name, args=[key])) for key in self.keys)


Opener = Callable[[Asking], tuple[Record, ...]]


def behind(
    row: InspectionPack, figure: Figure, person: Person, offices: frozenset[Role], on: date
) -> Behind:
    drawn = drawn_in(row)
    number = shown(figure, drawn.count(figure.code))
    keys = list(drawn.records.get(figure.code, ()))
    opener = OPENERS.get(figure.of)
    found = opener(Asking(row, person, offices, on, keys)) if opener and keys else ()
    return Behind(number, found, max(0, len(keys) - len(found)))


def _matters(asks: Asking) -> tuple[Record, ...]:
    return _references(matters_openable(asks.person, asks.keys), "case")


def _entries(asks: Asking) -> tuple[Record, ...]:
    return _references(entries_openable(asks.person, COUNTED, asks.keys), "entry")


def _procurements(asks: Asking) -> tuple[Record, ...]:
    return _references(procurements_openable(asks.person, asks.on, asks.keys), "procurement")


def _references(references: frozenset[str], name: str) -> tuple[Record, ...]:
    return tuple(Record(one, reverse(name, args=[one])) for one in sorted(references))


def _conditions(asks: Asking) -> tuple[Record, ...]:
    found = conditions_open_to(asks.person, asks.on, asks.keys)
    return tuple(Record(one, reverse("entry", args=[one])) for one, _key in found)


def _exceptions(asks: Asking) -> tuple[Record, ...]:
    if not asks.offices & SEATED:
        return ()
    return tuple(
        Record(name, reverse("quarter_exception", args=[quarter, key]))
        for name, quarter, key in exceptions_in(asks.row.body_id, asks.keys)
    )


def _reviews(asks: Asking) -> tuple[Record, ...]:
    return asks.named("quarter") if asks.offices & SEATED else ()


def _samples(asks: Asking) -> tuple[Record, ...]:
    if not asks.offices & SEATED:
        return ()
    quarters = quarters_of_samples(asks.row.body_id, asks.keys)
    return tuple(Record(one, reverse("quarter_samples", args=[one])) for one in quarters)


def _reports(asks: Asking) -> tuple[Record, ...]:
    return asks.named("report") if asks.offices & FREEZERS else ()


def _policies(asks: Asking) -> tuple[Record, ...]:
    return asks.named("policy")


def _findings(asks: Asking) -> tuple[Record, ...]:
    found = findings_openable(asks.person, asks.keys)
    return tuple(Record(name, reverse("checks_match", args=[key])) for name, key in found)


def _releases(asks: Asking) -> tuple[Record, ...]:
    found = releases_open_to(asks.person, asks.on, asks.keys)
    return tuple(Record(name, reverse("release", args=[key])) for name, key in found)


def _datasets(asks: Asking) -> tuple[Record, ...]:
    if not publishes_for(asks.person, asks.row.body, asks.on):
        return ()
    return tuple(Record(key.replace("-", " "), reverse("publish")) for key in asks.keys)


def _outcomes(asks: Asking) -> tuple[Record, ...]:
    if not records_outcomes_for(asks.person, asks.row.body, asks.on):
        return ()
    return tuple(Record(key, reverse("outcomes")) for key in asks.keys)


OPENERS: dict[Of, Opener] = {
    Of.MATTERS: _matters,
    Of.ENTRIES: _entries,
    Of.EXCEPTIONS: _exceptions,
    Of.CONDITIONS: _conditions,
    Of.REVIEWS: _reviews,
    Of.REPORTS: _reports,
    Of.SAMPLES: _samples,
    Of.POLICIES: _policies,
    Of.FINDINGS: _findings,
    Of.PROCUREMENTS: _procurements,
    Of.RELEASES: _releases,
    Of.DATASETS: _datasets,
    Of.OUTCOMES: _outcomes,
}
