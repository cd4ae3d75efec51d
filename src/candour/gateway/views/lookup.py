# SPDX-License-Identifier: MIT
"""Names to choose from while somebody types; the field is plain text, and works without them."""

from collections.abc import Callable

from django.http import HttpResponse, JsonResponse

from candour.gateway.queries.known_names import Known, organisations_like, people_outside_like
from candour.people.models import Person
from candour.ui.access import SIGNED_IN, page
from candour.ui.request import Request, who

LONGEST = 100


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def known_organisations(request: Request) -> HttpResponse:
    return _rows(request, organisations_like)


@page(SIGNED_IN, lowest="workforce", methods=("GET", "HEAD"))
def known_people(request: Request) -> HttpResponse:
    return _rows(request, people_outside_like)


def _rows(request: Request, like: Callable[[str, Person], list[Known]]) -> HttpResponse:
    found = like(request.GET.get("q", "")[:LONGEST], who(request))
    return JsonResponse({"rows": [{"name": one.name, "note": one.note} for one in found]})
