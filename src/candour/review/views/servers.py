# SPDX-License-Identifier: MIT
"""A diary on a calendar server: connected once, read every night."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from candour.kernel.procedure import Refused
from candour.review.diaries.calendar_server import Access
from candour.review.diaries.occurrences import NotADiary
from candour.review.forms import CalendarServerForm
from candour.review.queries.sources import subscription_of
from candour.review.services.subscribing import subscribe, unsubscribe
from candour.review.views.diaries import (
    BRINGS_IN,
    HANDLING,
    MARKING,
    bringing_or_404,
    by_whom,
)
from candour.ui.access import page
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted


@sensitive_post_parameters("password")
@page(BRINGS_IN)
def server(request: Request, slug: str, person_id: UUID) -> HttpResponseBase:
    """Connect one officer's diary, or see how the last visit went."""
    asked = bringing_or_404(request, slug, person_id)
    form = CalendarServerForm(posted(request))

    def connect() -> str:
        access = Access(**form.cleaned_data)
        subscribe(
            asked.person, access, by=by_whom(request, asked), roles=request.roles,
            today=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("The diary is connected and was read."))
        return reverse("quarter_diary", args=[slug, person_id])

    if form.is_valid():
        try:
            return once(request, connect)
        except NotADiary as problem:
            form.add_error("address", str(problem))
        except Refused as refused:
            form.refuse(refused)
    context = {
        "form": form,
        "quarter": asked.quarter,
        "person": asked.person,
        "connected": subscription_of(asked.person),
        "servers": settings.CALENDAR_SERVERS,
    }
    return render(request, "review/server.html", context, marking=MARKING, handling=HANDLING)


@page(BRINGS_IN, methods=("POST",))
def end_server(request: Request, slug: str, person_id: UUID) -> HttpResponseBase:
    """Let go of the calendar server; what was read stays."""
    asked = bringing_or_404(request, slug, person_id)

    def end() -> str:
        if subscription_of(asked.person) is not None:
            unsubscribe(asked.person, by=by_whom(request, asked), roles=request.roles)
            messages.success(request, _("The calendar server is disconnected."))
        return reverse("quarter_diary", args=[slug, person_id])

    return once(request, end)
