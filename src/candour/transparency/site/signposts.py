# SPDX-License-Identifier: MIT
"""What programs ask of every site before they read it: where to go, what there is, whom to warn."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.http import Http404, HttpResponse

from candour.transparency.site.pages import Page, address, public
from candour.transparency.site.words import WELSH

PLAIN = "text/plain; charset=utf-8"
LANGUAGES = ("en", WELSH)
GOOD_FOR = timedelta(days=180)
"""So long after the site's file was made, whom to warn has to be asked anew (RFC 9116)."""


def _from_the_root(page: Page, path: str) -> str:
    return page.request.build_absolute_uri(path)


@public
def robots(page: Page) -> HttpResponse:
    """Everything here is for everybody (RFC 9309)."""
    lines = ("User-agent: *", "Allow: /", "", f"Sitemap: {_from_the_root(page, '/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


@public
def sitemap(page: Page) -> HttpResponse:
    """The pages that lead to every entry, in both languages."""
    addresses = [[_from_the_root(page, one) for one in both] for both in _leading(page)]
    answer = page.render("sitemap.xml", {"pages": addresses, "languages": LANGUAGES})
    answer.headers["Content-Type"] = "application/xml; charset=utf-8"
    return answer


def _leading(page: Page) -> Iterator[tuple[str, ...]]:
    for name in ("transparency", "check", "accessibility"):
        yield _in_both(name)
    for dataset in page.site.datasets():
        yield _in_both("register", dataset["code"])
        yield _in_both("data", dataset["code"])


def _in_both(name: str, *args: str) -> tuple[str, ...]:
    return tuple(address(language, name, *args) for language in LANGUAGES)


@public
def security(page: Page) -> HttpResponse:
    """Whom to tell of a weakness; nothing where the body has named no address."""
    about = page.site.about
    if not about.get("help_email"):
        raise Http404
    until = datetime.fromisoformat(about["made_at"]) + GOOD_FOR
    lines = (
        f"Contact: mailto:{about['help_email']}",
        f"Expires: {until.isoformat(timespec='seconds')}",
        "Preferred-Languages: en, cy",
        f"Canonical: {_from_the_root(page, page.request.path)}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)
