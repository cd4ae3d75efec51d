# SPDX-License-Identifier: MIT
"""How the procedure runs in a body: clocks, divergences, late and urgent matters (COG R/HS/1).

Counts and references only. Nothing here reads a word that somebody wrote, and nothing is counted
that the person could not also find by its reference, except by those who see totals alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from candour.gateway.models import Case, Mitigation
from candour.gateway.queries.facts import IN_REASSESSMENT
from candour.gateway.queries.offices import offices_of
from candour.gateway.queries.visible import visible_to
from candour.gateway.rules.matter import Stage
from candour.gateway.rules.mitigations import Choice, Kept, breach_from
from candour.kernel.roles import Role
from candour.people.models import Person

A_YEAR = timedelta(days=365)
RUNS_IT = frozenset({Role.OVERSEER, Role.REASSESSOR})
WORDS = ("activity", "details")

OPEN = Q(ended_at__isnull=True)
GATHERING = Q(stage__in=[Stage.NOTIFIED.value, Stage.GATHERING.value])
COMPLETE = Q(stage=Stage.MATERIAL_COMPLETE.value)
UNASSIGNED = COMPLETE & Q(assessor__isnull=True)
ASSESSING = Q(stage=Stage.ASSESSING.value) | (COMPLETE & Q(assessor__isnull=False))
DECIDING = Q(stage=Stage.RECOMMENDED.value)
CARRYING_OUT = Q(stage__in=[Stage.DECIDED.value, Stage.MITIGATING.value, Stage.FINAL.value])
REASSESSING = Q(stage__in=IN_REASSESSMENT)


@dataclass(frozen=True)
class Overseen:
    """What one person oversees: matters by reference, and bodies of which only totals."""

    rows: QuerySet[Case] | None
    totals_only: tuple[UUID, ...]


def overseen_by(person: Person, on: date) -> Overseen:
    """Never a matter that is about the person, and none that is shut to them."""
    offices = offices_of(person, on)
    runs = [one.body for one in offices if one.mine & RUNS_IT]
    totals = [one.body for one in offices if Role.OVERSIGHT in one.mine and one.body not in runs]
    rows = visible_to(person, on).filter(body__in=runs).exclude(principal=person) if runs else None
    return Overseen(rows, tuple(totals))


def rows_of(body: UUID) -> QuerySet[Case]:
    """Every matter of a body, for totals."""
    return Case.objects.filter(body=body)


def groups(on: date) -> dict[str, Q]:
    """What is counted and listed, by its name in the address."""
    advice_late = Q(advice_due_on__lt=on)
    since = timezone.now() - A_YEAR
    deciding_late = DECIDING & Q(decision_due_on__lt=on)
    condition_late = CARRYING_OUT & Q(has_late_condition(on))
    before_advice = (GATHERING | UNASSIGNED | ASSESSING) & advice_late
    return {
        "open": OPEN,
        "open_overdue": before_advice | deciding_late | condition_late,
        "gathering": GATHERING,
        "gathering_overdue": GATHERING & advice_late,
        "unassigned": UNASSIGNED,
        "unassigned_overdue": UNASSIGNED & advice_late,
        "assessing": ASSESSING,
        "assessing_overdue": ASSESSING & advice_late,
        "deciding": DECIDING,
        "deciding_overdue": deciding_late,
        "carrying_out": CARRYING_OUT,
        "carrying_out_overdue": condition_late,
        "reassessing": REASSESSING,
        "divergent": Q(divergent=True, decided_at__gte=since),
        "late": Q(retrospective=True, notified_at__gte=since),
        "urgent": Q(urgent=True, decided_at__gte=since),
    }


def has_late_condition(on: date) -> Exists:
    """A condition that is past its day, or open although the event is over: a breach (COG R/SO/2)."""
    agreed = Q(choice__in=[Choice.ACCEPTED.value, Choice.VARIED.value])
    late = Q(due_on__lt=on) | Q(case__event_on__lt=on)
    rows = Mitigation.objects.filter(agreed & late, case=OuterRef("pk"), kept=Kept.OPEN.value)
    return Exists(rows)


def first_breach(case: Case) -> date | None:
    """Of the conditions in force that are still open, the day on which the first is a breach."""
    if case.stage != Stage.MITIGATING.value:
        return None
    rows = Mitigation.objects.filter(
        case=case, pk__in=case.facts.get("mitigations", ()), kept=Kept.OPEN.value
    )
    first = rows.aggregate(first=Min("due_on"))["first"]
    return breach_from(first, case.event_on) if first else None


def totals(rows: QuerySet[Case], on: date) -> dict[str, int]:
    """How many matters each group holds; one query."""
    counted = {name: Count("pk", filter=q) for name, q in groups(on).items()}
    found: dict[str, int] = rows.order_by().aggregate(**counted)
    return found


def without_words(rows: QuerySet[Case]) -> QuerySet[Case]:
    """The matters as far as an overseer needs them: no sealed word is read."""
    return rows.select_related("assessor").defer(*WORDS)


def marks(case: Case) -> Iterator[str]:
    """What is out of the ordinary in a matter, by name."""
    if case.retrospective:
        yield "late"
    if case.urgent:
        yield "urgent"
    if case.divergent:
        yield "divergent"
