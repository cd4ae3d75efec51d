# SPDX-License-Identifier: MIT
"""Runs and what they counted, each reader in the compartments that are theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import timedelta

from django.utils import timezone

from candour.crosschecks.catalogue import detector_named
from candour.crosschecks.models import Finding, Run, Tally
from candour.crosschecks.rules.sides import Compartment

OPEN = frozenset({Compartment.REGISTERS, Compartment.MATTERS})
"""What a machine's keeper may read the counts of."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """The sums of some compartments of a run."""

    declarations: int = 0
    same: int = 0
    connected: int = 0
    unmatched: int = 0
    hidden: int = 0
    set_aside: int = 0
    found: int = 0
    new: int = 0
    again: int = 0
    held_back: int = 0
    gone: int = 0


def newest_run() -> Run | None:
    return Run.objects.order_by("-started_at").first()


def tallies_of(run: Run, places: Iterable[Compartment]) -> list[Tally]:
    return list(Tally.objects.filter(run=run, compartment__in=[one.value for one in places]))


def summed(counted: Iterable[Tally]) -> Counted:
    rows = list(counted)
    names = [field.name for field in fields(Counted)]
    return Counted(**{name: sum(getattr(row, name) for row in rows) for name in names})


def counted_openly(run: Run) -> Counted:
    return summed(tallies_of(run, OPEN))


def changes_openly() -> Iterator[str]:
    """What is new, and what is gone, since this time yesterday; no names."""
    since = timezone.now() - A_DAY
    rows = Finding.objects.filter(compartment__in=[one.value for one in OPEN])
    for sign, when in (("new ", "first_seen_at"), ("gone", "gone_at")):
        for row in rows.filter(**{f"{when}__gte": since}).order_by("-need", "id"):
            title = detector_named(row.detector).title
            yield f"{sign}  need {row.need:4.1f}  {row.declared_on}  {title}: {row.id}"
