# SPDX-License-Identifier: MIT
"""Brings together what the figures of a pack are counted from: days and marks, no words."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from candour.crosschecks.queries.figures import raised_between
from candour.gateway.queries.streams import streams_of_body
from candour.inspection.rules.evidence import (
    ConditionFact,
    Facts,
    FindingFact,
    OutcomeFact,
    PolicyFact,
    ProcurementFact,
    ReleaseFact,
)
from candour.ledger.trail import looks
from candour.people.models import Body
from candour.policy.queries import reviews_in
from candour.procurement.queries.figures import under_way_between
from candour.registers.queries.figures import (
    conditions_in_force,
    declared_between,
    declined_between,
)
from candour.review.queries.figures import COUNTED
from candour.review.queries.over_quarters import figures_over, reported, samples_in, signed
from candour.review.rules.figures import GIFTS
from candour.review.rules.traces import Quarter
from candour.transparency.queries.figures import (
    outcomes_decided_between,
    overdue_on,
    published_between,
)

ASSOCIATIONS = "notifiable-associations"


def facts_of(body: Body, quarters: Sequence[Quarter], on: date) -> Facts:
    """The same records give the same facts, whenever they are asked for on one day."""
    first, last = quarters[0].starts, quarters[-1].ends
    readings, readers = _looking(body, first, last)
    return Facts(
        on=on,
        over=frozenset(one.slug for one in quarters if one.ends < on),
        reported=figures_over(body, quarters),
        declined=declined_between(GIFTS, body.pk, first, last),
        conditions=tuple(ConditionFact(*one) for one in conditions_in_force(COUNTED, body.pk, on)),
        reviewed=signed(body, quarters),
        sent=reported(body, quarters),
        samples=samples_in(body, quarters),
        policies=tuple(PolicyFact(*one) for one in reviews_in(body, on)),
        findings=tuple(FindingFact(*one) for one in raised_between(body.pk, first, last)),
        procurements=tuple(
            ProcurementFact(*one) for one in under_way_between(body.pk, first, last)
        ),
        releases=tuple(ReleaseFact(*one) for one in published_between(body, first, last)),
        overdue=overdue_on(body, on),
        outcomes=tuple(OutcomeFact(*one) for one in outcomes_decided_between(body, first, last)),
        associations=sum(1 for _one in declared_between(ASSOCIATIONS, body.pk, first, last)),
        readings=readings,
        readers=readers,
    )


def _looking(body: Body, first: date, last: date) -> tuple[int, int]:
    """How often requests were read in this time, and by how many people."""
    since = timezone.make_aware(datetime.combine(first, time.min))
    until = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    found = looks([streams_of_body(body.pk)], since, until)
    return sum(one.times for one in found), len({one.person for one in found})
