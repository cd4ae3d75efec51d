# SPDX-License-Identifier: MIT
"""Professional standards record what misconduct meetings and hearings decided."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.ledger.services import By
from candour.people.models import Body
from candour.transparency.forms import OutcomeForm, SetAsideForm
from candour.transparency.queries.outcomes import body_recorded_by, outcome_for, outcomes_of
from candour.transparency.rules.outcomes import (
    RECORDERS,
    Decided,
    Found,
    Outcome,
    Proceedings,
)
from candour.transparency.services import outcomes as services
from candour.transparency.wording import OUTCOMES
from candour.ui.access import holds, page
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, acting_as, posted, who

RECORDING = holds(*RECORDERS)
MARKING, HANDLING = Marking.OFFICIAL_SENSITIVE, "Professional standards"


def _body_or_404(request: Request) -> Body:
    body = body_recorded_by(who(request), timezone.localdate())
    if body is None:
        raise Http404
    return body


def _recorder(request: Request) -> By:
    return acting_as(request, RECORDERS & request.roles)


@page(RECORDING)
def outcomes(request: Request) -> HttpResponseBase:
    """What was decided, newest first, and one more."""
    body = _body_or_404(request)
    form = OutcomeForm(posted(request))

    def keep() -> str:
        answers = form.cleaned_data
        decided = Decided(
            heard_on=answers["heard_on"],
            proceedings=Proceedings(answers["proceedings"]),
            found=Found(answers["found"]),
            outcome=Outcome(answers["outcome"]),
            rank=answers["rank"],
            summary=answers["summary"],
        )
        services.record_outcome(body, decided, by=_recorder(request))
        messages.success(request, _("It is recorded. It is public once its month is published."))
        return reverse("outcomes")

    if answered := carried_out(request, form, keep):
        return answered
    context = {"form": form, "body": body, "rows": outcomes_of(body), "words": OUTCOMES}
    return render(
        request, "transparency/outcomes.html", context, marking=MARKING, handling=HANDLING
    )


@page(RECORDING)
def outcome_set_aside(request: Request, outcome_id: UUID) -> HttpResponseBase:
    """It fell on appeal, or was recorded by mistake."""
    row = outcome_for(_body_or_404(request), outcome_id)
    if row is None or row.withdrawn_at is not None:
        raise Http404
    form = SetAsideForm(posted(request))

    def put_aside() -> str:
        services.set_aside(row, form.cleaned_data["reason"], by=_recorder(request))
        messages.success(request, _("It is set aside. Correct the month if it is public."))
        return reverse("outcomes")

    if answered := carried_out(request, form, put_aside):
        return answered
    context = {"form": form, "row": row, "words": OUTCOMES}
    return render(
        request, "transparency/outcome_set_aside.html", context, marking=MARKING, handling=HANDLING
    )
