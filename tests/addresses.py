# SPDX-License-Identifier: MIT
"""Every address of the product, from the URL map itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

NEVER_EXISTED = {
    UUIDConverter: "00000000-0000-4000-8000-000000000000",
    IntConverter: "987654321",
}


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    view: Any
    never_existed: str
    """A path of this address that leads to no record."""

    @property
    def has_arguments(self) -> bool:
        return "<" in self.route


def addresses() -> list[Address]:
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda each: each.route)


def _walk(patterns: list[Any], before: str, path: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        here = path + _filled(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, here)
        elif isinstance(pattern, URLPattern):
            yield Address(pattern.name or "", route, pattern.callback, f"/{here}")


def _filled(pattern: Any) -> str:
    text = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        value = NEVER_EXISTED.get(type(converter), "zz-never-existed")
        text = re.sub(rf"<(?:[a-z_]+:)?{name}>", value, text)
    return text
