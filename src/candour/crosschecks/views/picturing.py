# SPDX-License-Identifier: MIT
"""The page of one giver in the round."""

from uuid import UUID

from django.http import Http404, HttpResponseBase

from candour.crosschecks.queries.picture import picture_of
from candour.crosschecks.rules.sides import Compartment
from candour.crosschecks.views.opening import CHECKERS, HANDLING, MARKING, open_finding
from candour.ui.access import page
from candour.ui.pages import render
from candour.ui.request import Request, who


@page(CHECKERS, methods=("GET", "HEAD"))
def picture(request: Request, finding_id: UUID) -> HttpResponseBase:
    """Everything that is held of the body that a finding is about, as far as this reader may see."""
    opened = open_finding(request, finding_id, "a giver in the round")
    found = picture_of(opened.row, who(request))
    if found is None:
        raise Http404
    context = {"picture": found, "finding": opened.row.pk}
    handling = HANDLING[Compartment(opened.row.compartment)]
    return render(request, "crosschecks/picture.html", context, marking=MARKING, handling=handling)
