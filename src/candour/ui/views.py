# SPDX-License-Identifier: MIT
"""The pages that every installation has, whatever it is used for."""

import re
from urllib.parse import urlencode

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from candour.people.queries import posts_of
from candour.ui.access import PUBLIC, SIGNED_IN, page
from candour.ui.help_topics import topic_named, topics
from candour.ui.models import Brand
from candour.ui.pages import render
from candour.ui.panels import panels_for, viewer_of
from candour.ui.request import Request, who

A_COLOUR = re.compile(r"#[0-9a-f]{6}")
AN_HOUR = "public, max-age=3600"


@page(PUBLIC)
def start(request: Request) -> HttpResponseBase:
    return redirect("today")


@page(SIGNED_IN, lowest="workforce")
def me(request: Request) -> HttpResponseBase:
    """Who the service thinks I am, and what it knows about me."""
    person = who(request)
    context = {
        "person": person,
        "holdings": posts_of(person, timezone.localdate()),
        "panels": panels_for("me", viewer_of(request), ""),
    }
    return render(request, "ui/me.html", context)


@page(PUBLIC, methods=("GET", "HEAD"))
def brand(request: Request) -> HttpResponseBase:
    """The colour of a body as a style sheet, because pages hold no inline style."""
    found = Brand.objects.filter(body__slug=request.GET.get("body", "")).first()
    colour = found.colour if found else ""
    style = f":root{{--govuk-brand-colour:{colour}}}\n" if A_COLOUR.fullmatch(colour) else "\n"
    return HttpResponse(style, content_type="text/css", headers={"Cache-Control": AN_HOUR})


@page(SIGNED_IN, lowest="workforce", methods=("POST",))
def stay(request: Request) -> HttpResponseBase:
    """Stay signed in: the contact itself moves the limit on."""
    request.session.modified = True
    return HttpResponse(status=204)


@page(PUBLIC)
def timed_out(request: Request) -> HttpResponseBase:
    """Where the script sends a page whose time is over; `next` leads back after sign-in."""
    resume = f"{settings.LOGIN_URL}?{urlencode({'next': request.GET.get('next', '/today')})}"
    return render(request, "ui/timed_out.html", {"resume": resume})


@page(PUBLIC, methods=("GET", "HEAD"))
def health(request: Request) -> HttpResponseBase:
    """Say whether pages and database answer, and nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("down\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@page(PUBLIC)
def help_index(request: Request) -> HttpResponseBase:
    return render(request, "ui/help/index.html", {"topics": topics()})


@page(PUBLIC)
def help_topic(request: Request, topic: str) -> HttpResponseBase:
    found = topic_named(topic)
    if found is None:
        raise Http404
    return render(request, found.template, {"topic": found, **found.more()})


@page(PUBLIC)
def report_a_concern(request: Request) -> HttpResponseBase:
    """Where the body already takes reports: the product itself offers no anonymous form."""
    return render(request, "ui/help/report_a_concern.html")


@page(PUBLIC)
def accessibility(request: Request) -> HttpResponseBase:
    return render(request, "ui/accessibility.html")


@page(PUBLIC)
def privacy(request: Request) -> HttpResponseBase:
    return render(request, "ui/privacy.html")


@page(PUBLIC)
def cookies(request: Request) -> HttpResponseBase:
    return render(request, "ui/cookies.html")
