# SPDX-License-Identifier: MIT
"""Who has looked at a matter, for those who run it."""

from django.http import Http404, HttpResponse

from candour.gateway.queries.readers import readers_of, reasons_of
from candour.gateway.rules.reading import may_see_readers
from candour.gateway.rules.visibility import Part
from candour.gateway.views.opening import open_case, show
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.request import Request


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_readers(request: Request, reference: str) -> HttpResponse:
    opened = open_case(request, reference, page="who has looked")
    if not may_see_readers(opened.matter, opened.stage, str(opened.person.pk)):
        raise Http404
    knows = opened.sees(Part.GIST)
    context = {
        "lines": readers_of(opened.case, knows_of_questions=knows),
        "said": reasons_of(opened.case, knows_of_questions=knows),
    }
    return show(opened, "gateway/readers.html", context)
