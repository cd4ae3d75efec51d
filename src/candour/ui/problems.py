# SPDX-License-Identifier: MIT
"""Pages for when something is not there, not allowed, out of date or broken."""

import errno
import logging
import secrets
import sys
from typing import Any, cast

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import get_template

from candour.ui.pages import render, render_still
from candour.ui.request import Request
from candour.ui.resume import kept

FORBIDDEN, NOT_FOUND, BROKEN, DOWN = 403, 404, 500, 503

log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """One page for what is not there and what you may not see; the two cannot be told apart."""
    del exception  # its words could say what was looked for
    asked = cast("Request", request)
    if person := getattr(asked, "person", None):  # none yet, where a middleware refused
        log.warning("refused to %s: %s %s", person.pk, request.method, request.path)
    return render_still(asked, "ui/not_found.html", status=NOT_FOUND)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """A request that no form of ours sends."""
    del request, exception
    return _plain("ui/not_understood.html", 400)


def broken(request: HttpRequest) -> HttpResponseBase:
    """Asks nothing of the database: that may be what broke."""
    reference = secrets.token_hex(4).upper()
    error = sys.exc_info()[1]
    log.error("problem %s at %s", reference, request.path)
    if isinstance(error, OperationalError) or _is_full(error):
        return _plain("ui/down.html", DOWN, reference=reference)
    return _plain("ui/broken.html", BROKEN, reference=reference)


def _is_full(error: BaseException | None) -> bool:
    """The disk took no more: nothing was kept of the request, and it may be sent again later."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}


def _plain(template: str, status: int, **values: Any) -> HttpResponse:
    values["phone"] = settings.HELP_PHONE
    return HttpResponse(get_template(template, using="jinja2").render(values), status=status)


def form_out_of_date(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The token of a form no longer counts: hand the answers back, unless a stranger sent them."""
    del reason  # Django's words for it; the person only needs their answers back
    asked = cast("Request", request)
    if not _sent_from_here(request):
        return _plain("ui/not_understood.html", FORBIDDEN)
    context = {"kept": kept(asked), "action": request.get_full_path()}
    return render(asked, "ui/form_out_of_date.html", context, status=FORBIDDEN)


def _sent_from_here(request: HttpRequest) -> bool:
    """Only what the browser says came from our own pages is ever offered again."""
    here = f"{request.scheme}://{request.get_host()}"
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if origin := request.headers.get("Origin"):
        return origin == here
    return request.headers.get("Referer", "").startswith(f"{here}/")
