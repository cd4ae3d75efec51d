# SPDX-License-Identifier: MIT
"""What was known when a recommendation, decision or reassessment was made (G17)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from candour.gateway.queries.known_then import KnownThen, known_then, moments
from candour.gateway.queries.people import names_of
from candour.gateway.rules.visibility import Part, may_disclose
from candour.gateway.views.opening import Opened, need, open_case, show
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.request import Request

CONCLUDED = (Part.RECOMMENDATION, Part.DECISION, Part.REASSESSMENT)


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_moments(request: Request, reference: str) -> HttpResponse:
    """Each moment that froze what was known, to choose from."""
    opened = open_case(request, reference, page="what was known")
    need(opened, *CONCLUDED)
    found = moments(opened.case, opened.parts)
    names = names_of(one.maker for one in found)
    return show(opened, "gateway/moments.html", {"moments": found, "names": names})


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_known_then(request: Request, reference: str, event_id: UUID) -> HttpResponse:
    opened = open_case(request, reference, page="what was known")
    known = then_or_404(opened, event_id)
    context = {
        "known": known,
        "policy_url": _policy_url(known),
        "may_disclose": discloses(opened),
    }
    return show(opened, "gateway/known_then.html", context)


def then_or_404(opened: Opened, event_id: UUID) -> KnownThen:
    known = known_then(opened.case, event_id, opened.parts)
    if known is None:
        raise Http404
    return known


def discloses(opened: Opened) -> bool:
    return may_disclose(opened.matter, opened.stage, str(opened.person.pk))


def _policy_url(known: KnownThen) -> str:
    if not known.policy:
        return ""
    return reverse("policy_version", args=[known.policy["slug"], known.policy["number"]])
