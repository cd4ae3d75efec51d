# SPDX-License-Identifier: MIT
"""The links at the top of every page. Each app registers its own in its `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

MOST_LINKS = 6

_links: dict[str, "Link"] = {}
_footer: dict[str, "FooterLink"] = {}


@dataclass(frozen=True)
class Link:
    """One link. `url` is a path; a lower order comes first; the last link is never dropped."""

    text: str | Promise
    url: str
    order: int
    shown_to: Callable[[frozenset[StrEnum]], bool]


@dataclass(frozen=True)
class ShownLink:
    text: str
    url: str
    current: bool
    """The page itself, or a page below it."""


def to_everyone(_roles: frozenset[StrEnum]) -> bool:
    return True


def register_link(link: Link) -> None:
    _links[link.url] = link


def links_for(roles: frozenset[StrEnum], path: str) -> list[ShownLink]:
    """At most six links that these roles may follow, in order."""
    allowed = sorted(
        (link for link in _links.values() if link.shown_to(roles)), key=lambda link: link.order
    )
    if len(allowed) > MOST_LINKS:
        allowed = [*allowed[: MOST_LINKS - 1], allowed[-1]]
    covering = [link.url for link in allowed if _covers(link.url, path)]
    here = max(covering, key=len, default="")
    return [ShownLink(str(link.text), link.url, link.url == here) for link in allowed]


def _covers(url: str, path: str) -> bool:
    return path == url or path.startswith(url.rstrip("/") + "/")


@dataclass(frozen=True)
class FooterLink:
    """A link at the foot of every page, for everybody, by the name of its address."""

    text: str | Promise
    name: str
    order: int


def register_footer_link(text: str | Promise, name: str, order: int) -> None:
    _footer[name] = FooterLink(text, name, order)


def footer_links() -> list[FooterLink]:
    return sorted(_footer.values(), key=lambda link: (link.order, link.name))
