# SPDX-License-Identifier: MIT
"""Every address of the public site, in both languages. They are permanent."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from candour.transparency.site import pages, signposts

PAGES = (
    ("transparency", pages.transparency, "transparency"),
    ("transparency/feed.atom", pages.feed, "feed"),
    ("transparency/check", pages.check, "check"),
    ("transparency/check/checkpoint", pages.checkpoint, "checkpoint"),
    ("transparency/check/verify_log.py", pages.verifier, "verifier"),
    ("transparency/accessibility", pages.accessibility, "accessibility"),
    ("transparency/brand.css", pages.brand, "brand"),
    ("transparency/data/<slug:code>", pages.data, "data"),
    ("transparency/data/<slug:code>/<str:name>", pages.file, "file"),
    ("transparency/<slug:code>", pages.register, "register"),
    ("transparency/<slug:code>/<slug:reference>", pages.entry, "entry"),
    ("transparency/<slug:code>/<slug:reference>/proof.json", pages.proof, "proof"),
)
FOR_PROGRAMS = (
    ("robots.txt", signposts.robots, "robots"),
    ("sitemap.xml", signposts.sitemap, "sitemap"),
    (".well-known/security.txt", signposts.security, "security"),
)
"""Where programs look for them, which know no language."""


def _in_both() -> Iterator[URLPattern]:
    for route, view, name in PAGES:
        yield path(route, view, {"language": "en"}, name=name)
        yield path(f"cy/{route}", view, {"language": "cy"}, name=f"cy-{name}")


urlpatterns: list[URLPattern] = [
    path("", pages.start, name="start"),
    *(path(route, view, {"language": "en"}, name=name) for route, view, name in FOR_PROGRAMS),
    *_in_both(),
]

handler404 = "candour.transparency.site.pages.not_found"
handler500 = "candour.transparency.site.pages.broken"
