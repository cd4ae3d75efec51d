# SPDX-License-Identifier: MIT
"""Jinja2 as every page uses it, and the one way to render a page."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import ngettext
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

from candour.ui import words
from candour.ui.drafts import draft_url
from candour.ui.forms import GdsForm
from candour.ui.frame import frame_for, still
from candour.ui.marking import Marking
from candour.ui.request import Request
from candour.ui.said import said
from candour.ui.tags import tag

UNPROCESSABLE = 422

FILTERS = {
    "date": words.long_date,
    "short_date": words.short_date,
    "time": words.clock_time,
    "date_time": words.date_time,
    "deadline": words.deadline,
    "time_left": words.time_left,
    "iso": words.iso,
    "money": words.money,
    "plural": words.plural,
}


def environment(**options: Any) -> Environment:
    """Jinja2 with our pages, the component macros, and how we write things."""
    ours = options.pop("loader")
    options.pop("autoescape", None)  # never off
    theirs = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made = Environment(
        **options,
        loader=ChoiceLoader([ours, theirs]),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(FILTERS)
    made.globals.update(
        static=static,
        url=_url,
        draft_url=draft_url,
        csrf_field=csrf_field,
        once_field=once_field,
        tag=tag,
        Marking=Marking,
    )
    made.install_gettext_callables(said, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return made


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs) if args or kwargs else _fixed_url(name)


@lru_cache(maxsize=256)
def _fixed_url(name: str) -> str:
    return reverse(name)


def csrf_field(request: Request) -> Markup:
    return _hidden("csrfmiddlewaretoken", get_token(request))


def once_field(key: str = "") -> Markup:
    """Say which rendering of a form this is, so that sending it twice counts once."""
    return _hidden("once", key or str(uuid4()))


def _hidden(name: str, value: str) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(escape(name), escape(value))


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    marking: Marking | None = Marking.OFFICIAL,
    handling: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page. A form with errors makes it a 422 whose title begins with "Error: "."""
    values = dict(context or {})
    form = values.get("form")
    wrong = isinstance(form, GdsForm) and form.wrong
    values["frame"] = frame_for(request, marking, handling)
    values["wrong"] = wrong
    page = get_template(template, using="jinja2").render(values, request)
    return HttpResponse(page, status=UNPROCESSABLE if wrong and status == HTTP_OK else status)


def render_still(request: Request, template: str, *, status: int) -> HttpResponse:
    """Render a page that is the same, byte for byte, wherever and whenever it is shown."""
    frame = still(frame_for(request, Marking.OFFICIAL, ""))
    page = get_template(template, using="jinja2").render({"frame": frame, "wrong": False}, request)
    return HttpResponse(page, status=status)


def fragment(request: Request, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render a part of a page, as an answer to htmx."""
    return HttpResponse(get_template(template, using="jinja2").render(dict(context), request))


HTTP_OK = 200
