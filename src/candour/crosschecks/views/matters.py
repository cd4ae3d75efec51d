# SPDX-License-Identifier: MIT
"""What is known of the organiser of a request before anybody says yes (COG 2/area4)."""

from django.http import HttpResponse

from candour.crosschecks.queries.matters import checks_of
from candour.gateway.rules.visibility import Part
from candour.gateway.views.opening import need, open_case, show
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.request import Request


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_checks(request: Request, reference: str) -> HttpResponse:
    """The money that went to each organiser, from the files; and what the last run found."""
    opened = open_case(request, reference, page="cross-checks")
    need(opened, Part.REQUEST)
    need(opened, Part.PEOPLE)
    found = checks_of(opened.case.reference, opened.file(Part.PEOPLE).people)
    return show(opened, "crosschecks/matter.html", {"checks": found})
