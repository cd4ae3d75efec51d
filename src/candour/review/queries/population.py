# SPDX-License-Identifier: MIT
"""What a dip sample of a quarter can be drawn from: references, never content."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.gateway.queries.traces import traces_between
from candour.people.models import Body
from candour.registers.queries.traces import gifts_between
from candour.review.queries.sources import population
from candour.review.rules.traces import Quarter

POPULATIONS: dict[str, str | Promise] = {
    "matters": _("Gateway requests of the quarter"),
    "entries": _("Gifts and hospitality of chief officers in the quarter"),
}


def population_of(what: str, body: Body, quarter: Quarter) -> list[str]:
    """The references that belong to the quarter."""
    if what == "matters":
        cases = traces_between(body.pk, quarter.starts, quarter.ends, quarter.ends)
        return [case.reference for case in cases]
    people = [person.pk for person in population(body, quarter)]
    return [gift.reference for gift in gifts_between(people, quarter.starts, quarter.ends)]
