# SPDX-License-Identifier: MIT
"""How much each rule found and how often people agreed with it, of what one reader may know of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from candour.crosschecks.catalogue import DETECTORS
from candour.crosschecks.models import Run
from candour.crosschecks.queries.queue import OPEN, since_yesterday
from candour.crosschecks.queries.runs import Counted, summed, tallies_of
from candour.crosschecks.queries.visible import places_of, visible_to
from candour.crosschecks.rules.detecting import Detector, Severity
from candour.crosschecks.rules.sides import Answer
from candour.people.models import Person

AGREED = (Answer.SAME.value, Answer.CONNECTED.value)


@dataclass(frozen=True)
class Measured:
    """One rule. Precision is of the pairs that somebody has answered, and of no others."""

    detector: Detector
    most: Severity
    waiting: int
    new: int
    answered: int
    agreed: int
    held_back: int

    @property
    def precision(self) -> int | None:
        return round(100 * self.agreed / self.answered) if self.answered else None


def measured(person: Person, run: Run | None) -> list[Measured]:
    """Every rule, in the order of the catalogue; a rule that found nothing stands there too."""
    live = Q(gone_at=None)
    settled = ~Q(pair__answer__in=OPEN)
    rows = (
        visible_to(person)
        .order_by()
        .values("detector")
        .annotate(
            waiting=Count("pair", filter=live & ~settled, distinct=True),
            new=Count("pk", filter=live & Q(first_seen_at__gte=since_yesterday())),
            answered=Count("pair", filter=settled, distinct=True),
            agreed=Count("pair", filter=Q(pair__answer__in=AGREED), distinct=True),
        )
    )
    counted = {str(row["detector"]): dict(row) for row in rows}
    held = _held_back(person, run)
    return [_of(one, counted.get(one.slug, {}), held.get(one.slug, 0)) for one in DETECTORS]


def _of(detector: Detector, counted: Mapping[str, Any], held_back: int) -> Measured:
    return Measured(
        detector,
        detector.severity,
        waiting=counted.get("waiting", 0),
        new=counted.get("new", 0),
        answered=counted.get("answered", 0),
        agreed=counted.get("agreed", 0),
        held_back=held_back,
    )


def _held_back(person: Person, run: Run | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for tally in tallies_of(run, places_of(person)) if run else ():
        for slug, (_found, held) in tally.by_detector.items():
            found[slug] = found.get(slug, 0) + held
    return found


def sums_of(person: Person, run: Run) -> Counted:
    """What a run counted, in the compartments of this reader alone."""
    return summed(tallies_of(run, places_of(person)))
