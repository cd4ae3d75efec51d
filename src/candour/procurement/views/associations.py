# SPDX-License-Identifier: MIT
"""What the counter-corruption unit sees of procurements, and nobody else does."""

from django.http import HttpResponseBase
from django.utils import timezone

from candour.crosschecks.rules.compartments import UNIT
from candour.crosschecks.rules.sides import Compartment
from candour.crosschecks.views.opening import HANDLING, open_list
from candour.procurement.queries.associations import associations_met
from candour.procurement.views.opening import MARKING
from candour.ui.access import holds, page
from candour.ui.pages import render
from candour.ui.request import Request, who


@page(holds(*sorted(UNIT)), methods=("GET", "HEAD"))
def associations(request: Request) -> HttpResponseBase:
    """Associations of those who take part in a live procurement with one of its suppliers."""
    open_list(request, "associations beside procurements")
    found = associations_met(who(request), timezone.localdate())
    return render(
        request, "procurement/associations.html", {"found": found}, marking=MARKING,
        handling=HANDLING[Compartment.CORRUPTION],
    )  # fmt: skip
