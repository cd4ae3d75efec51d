# SPDX-License-Identifier: MIT
"""The pages of the public site. They take nothing but an address, and read nothing but the published file."""

from collections.abc import Callable
from functools import cache, wraps
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader

from candour.ledger import verify_log
from candour.transparency.site import words
from candour.transparency.site.reader import (
    A_PAGE,
    NothingPublished,
    Row,
    Site,
    Wanted,
    file_read,
    opened,
)

VERIFIER = Path(verify_log.__file__)
FIVE_MINUTES = "public, max-age=300"
LONGEST = 100
View = Callable[..., HttpResponse]


def environment(**options: Any) -> Environment:
    """The components of the product, without anything of it that knows a person."""
    ours = options.pop("loader")
    options.pop("autoescape", None)  # never off
    made = Environment(
        **options,
        loader=ChoiceLoader(
            [
                ours,
                PackageLoader("candour.ui", "jinja2"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        both=words.both, span=words.span_words, day=words.day_words, moment=words.moment_words,
        pence=words.pence_words,
    )  # fmt: skip
    made.globals.update(static=static, value_words=words.value_words, band_words=words.band_words)
    made.install_gettext_callables(words.say, words.say_many, newstyle=True)  # type: ignore[attr-defined]
    return made


def public(view: View) -> View:
    """A page in the language of its address, from one reading of the file."""

    @wraps(view)
    def answered(request: HttpRequest, language: str, *args: Any, **named: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        with override(words.WELSH if language == words.WELSH else "en-gb"):
            try:
                with opened(file_read(), timezone.localdate()) as site:
                    answer = view(Page(request, language, site), *args, **named)
            except NothingPublished:
                page = Page(request, language, None)
                return page.render("nothing.html", {}, status=503)
        answer.headers.setdefault("Cache-Control", FIVE_MINUTES)
        return answer

    return answered


class Page:
    """One page as it is being made."""

    def __init__(self, request: HttpRequest, language: str, site: Site | None) -> None:
        self.request, self.language, self.site_or_none = request, language, site

    @property
    def site(self) -> Site:
        if self.site_or_none is None:
            raise NothingPublished
        return self.site_or_none

    def url(self, name: str, *args: str) -> str:
        return address(self.language, name, *args)

    def dataset(self, code: str) -> dict[str, Any]:
        found = self.site.dataset(code)
        if found is None:
            raise Http404
        return found

    def render(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        about = self.site_or_none.about if self.site_or_none else {}
        values = {
            **context,
            "about": about,
            "language": self.language,
            "url": self.url,
            "other": _in_the_other(self.request.get_full_path(), self.language),
            "span_title": words.span_words,
        }
        page = get_template(f"site/{template}", using="jinja2").render(values)
        return HttpResponse(page, status=status)


def address(language: str, name: str, *args: str) -> str:
    return reverse(f"{'cy-' if language == words.WELSH else ''}{name}", args=args)


def _in_the_other(path: str, language: str) -> str:
    """The same page in the other language."""
    return path.removeprefix("/cy") if language == words.WELSH else f"/cy{path}"


# ------------------------------------------------------------------ registers


def start(request: HttpRequest) -> HttpResponse:
    return redirect("transparency")


@public
def transparency(page: Page) -> HttpResponse:
    """What is published, and what comes next."""
    context = {"datasets": page.site.datasets(), "releases": page.site.releases()[:10]}
    return page.render("transparency.html", context)


@public
def register(page: Page, code: str) -> HttpResponse:
    """The entries of one register, by person, giver, words and period."""
    dataset, wanted = page.dataset(code), _wanted(page.request)
    found = page.site.found(code, wanted)
    pages = max(1, -(-found.count // A_PAGE))
    if wanted.page > pages:
        raise Http404
    parts = {one["part"]: one for one in dataset["columns"] if one["part"]}
    context = {
        "dataset": dataset,
        "wanted": wanted,
        "found": found,
        "parts": parts,
        "spans": page.site.spans(code),
        "previous": _turned(page.request, wanted.page - 1) if wanted.page > 1 else "",
        "next": _turned(page.request, wanted.page + 1) if wanted.page < pages else "",
        "pages": pages,
    }
    return page.render("register.html", context)


def _wanted(request: HttpRequest) -> Wanted:
    texts = {
        name: request.GET.get(name, "").replace("\0", "").strip()[:LONGEST]
        for name in ("who", "giver", "words", "span")
    }
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else 1  # noqa: PLR2004
    return Wanted(**texts, page=max(1, page))


def _turned(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{urlencode(list(query.items()))}"


@public
def entry(page: Page, code: str, reference: str) -> HttpResponse:
    """One entry: what is public of it, how it was corrected, and how to prove it."""
    dataset = page.dataset(code)
    rows = page.site.entry(code, reference)
    if not rows:
        gone = page.site.gone(code, reference)
        if gone is None:
            raise Http404
        context = {"dataset": dataset, "gone": gone, "reference": reference}
        return page.render("gone.html", context, status=410)
    shown = {"dataset": dataset, "row": rows[0], "history": _history(rows, dataset)}
    return page.render("entry.html", shown)


def _history(rows: list[Row], dataset: dict[str, Any]) -> list[dict[str, Any]]:
    """What each correction changed, newest first."""
    return [
        {
            "note": later.note,
            "at": later.published_at,
            "changes": [
                (column, earlier.shown.get(column["name"]), later.shown.get(column["name"]))
                for column in dataset["columns"]
                if earlier.shown.get(column["name"]) != later.shown.get(column["name"])
            ],
        }
        for later, earlier in pairwise(rows)
    ]


@public
def proof(page: Page, code: str, reference: str) -> HttpResponse:
    """The proof that this row stands in the log, for the verifier."""
    found = page.site.proof(code, reference)
    if not found:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{reference}.json"'}
    return HttpResponse(found, content_type="application/json", headers=headers)


# ------------------------------------------------------------------ open data


@public
def data(page: Page, code: str) -> HttpResponse:
    """The files of a dataset, and what stands in their columns."""
    context = {"dataset": page.dataset(code), "files": page.site.files(code)}
    context["releases"] = page.site.releases(code)
    context["bands"] = page.site.bands(code)
    return page.render("data.html", context)


@public
def file(page: Page, code: str, name: str) -> HttpResponse:
    found = page.site.file_named(code, name)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        bytes(found["content"]), content_type=found["content_type"], headers=headers
    )


@public
def feed(page: Page) -> HttpResponse:
    """Every release, for feed readers (RFC 4287)."""
    releases = page.site.releases()[:50]
    titles = {one["code"]: one for one in page.site.datasets()}
    answer = page.render(
        "feed.xml",
        {
            "releases": releases,
            "titles": titles,
            "root": page.request.build_absolute_uri("/").rstrip("/"),
        },
    )
    answer.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return answer


# ------------------------------------------------------------------ trust


@public
def check(page: Page) -> HttpResponse:
    """How anybody can check what stands here."""
    return page.render("check.html", {})


@public
def checkpoint(page: Page) -> HttpResponse:
    note = page.site.about.get("checkpoint", "")
    if not note:
        raise Http404
    return HttpResponse(note, content_type="text/plain; charset=utf-8")


@public
def verifier(page: Page) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="verify_log.py"'}
    return HttpResponse(_verifier(), content_type="text/plain; charset=utf-8", headers=headers)


@cache
def _verifier() -> bytes:
    return VERIFIER.read_bytes()


@public
def accessibility(page: Page) -> HttpResponse:
    return page.render("accessibility.html", {})


@public
def brand(page: Page) -> HttpResponse:
    """The colour of the body."""
    colour = page.site.about.get("colour", "")
    style = f":root{{--govuk-brand-colour:{colour}}}\n" if colour else "\n"
    return HttpResponse(style, content_type="text/css")


# ------------------------------------------------------------------ what is not there


@public
def _not_found(page: Page) -> HttpResponse:
    return page.render("not_found.html", {}, status=404)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    language = words.WELSH if request.path.startswith("/cy/") else "en"
    return _not_found(request, language)


def broken(request: HttpRequest) -> HttpResponse:
    """Without the file and without a template, since either may be what is broken."""
    return HttpResponse("Something went wrong. Try again later.\n", "text/plain", status=500)
