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
from django.utils.translation import ngettext
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from candour.ui import words
from candour.ui.addresses import url
from candour.ui.drafts import draft_url
from candour.ui.forms import GdsForm
from candour.ui.frame import frame_for, still
from candour.ui.marking import Marking
from candour.ui.request import Request
from candour.ui.said import in_one_language, language, said
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
        url=url,
        draft_url=draft_url,
        csrf_field=csrf_field,
        once_field=once_field,
        tag=tag,
        Marking=Marking,
    )
    made.install_gettext_callables(said, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(gettext=_in_page, _=_in_page)
    made.template_class = Page
    return made


def _in_page(message: str, /, **variables: Any) -> Markup:
    """What a page says: the words are ours, and what is put into them is escaped."""
    if variables:
        return _to_fill(language(), message) % variables
    return _filled(language(), message)


@lru_cache(maxsize=8192)
def _to_fill(spoken: str | None, message: str) -> Markup:
    return Markup(said(message))  # noqa: S704 - fixed words, from the code and its translations


@lru_cache(maxsize=8192)
def _filled(spoken: str | None, message: str) -> Markup:
    return _to_fill(spoken, message) % {}  # a sign of per cent is written twice everywhere


class Page(Template):
    """A template whose imports are made once: no page has names of its own for its macros to see.

    Jinja2 would compare the names of both at every import of every showing.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 - Jinja2's signature
        return super()._get_default_module()


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
    with in_one_language():
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
