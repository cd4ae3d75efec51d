# SPDX-License-Identifier: MIT
"""The publication plan of a body: each dataset, where it stands, and when it is due."""

from dataclasses import dataclass
from datetime import date

from candour.people.models import Body
from candour.transparency.models import DatasetRelease
from candour.transparency.queries.releases import NEVER, states_of
from candour.transparency.rules.scheme import Dataset, Due, is_over, last_finished, next_due
from candour.transparency.rules.spans import as_span
from candour.transparency.scheme import scheme_of


@dataclass(frozen=True)
class Planned:
    dataset: Dataset
    due: Due
    last: DatasetRelease | None
    in_hand: tuple[DatasetRelease, ...]
    ready: bool
    """The period that is next has ended."""


def plan_of(body: Body, today: date) -> list[Planned]:
    """Every dataset of the scheme, in its order; one query."""
    scheme, states = scheme_of(body), states_of(body)
    found = []
    for dataset in scheme.datasets if scheme else ():
        state = states.get(dataset.code, NEVER)
        last = as_span(state.last.span) if state.last else None
        due = next_due(dataset, last, last_finished(dataset, today), today)
        found.append(Planned(dataset, due, state.last, state.in_hand, is_over(due.span, today)))
    return found
