# SPDX-License-Identifier: MIT
"""The dates of a matter that a person may see, as a calendar takes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from candour.correspondence.calendar_files import What
from candour.gateway.models import Case, Mitigation
from candour.gateway.queries.facts import last_day_to_ask
from candour.gateway.rules.matter import Matter, Stage
from candour.gateway.rules.mitigations import Kept
from candour.gateway.rules.visibility import ONCE_RECOMMENDED, Part


@dataclass(frozen=True)
class Day:
    what: What
    on: date
    key: str = ""


def dates_of(case: Case, matter: Matter, parts: frozenset[Part]) -> list[Day]:
    """The event, what is due, and for whoever sees the conditions the date of each."""
    found = list(_due(case, matter, parts))
    if Part.MITIGATIONS in parts:
        found += _conditions(case, matter)
    return found


def _due(case: Case, matter: Matter, parts: frozenset[Part]) -> Iterator[Day]:
    stage = Stage(case.stage)
    if case.event_on is not None:
        yield Day(What.EVENT, case.event_on)
    if Part.CLOCKS not in parts:
        return
    if stage not in ONCE_RECOMMENDED and stage is not Stage.WITHDRAWN:
        yield Day(What.RECOMMEND, case.advice_due_on)
    if stage is Stage.RECOMMENDED and case.decision_due_on is not None:
        yield Day(What.DECIDE, case.decision_due_on)
    if stage in {Stage.DECIDED, Stage.MITIGATING} and not matter.asked_again:
        yield Day(What.ASK_AGAIN, last_day_to_ask(case))


def _conditions(case: Case, matter: Matter) -> Iterator[Day]:
    rows = Mitigation.objects.filter(case=case, kept=Kept.OPEN.value).order_by("due_on", "pk")
    for row in rows:
        if str(row.pk) in matter.mitigations:
            yield Day(What.EVIDENCE, row.due_on, key=str(row.pk))
