# SPDX-License-Identifier: MIT
"""Where pages are. A page names twenty addresses, most of them by the reference of one matter."""

import re
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.converters import StringConverter

_PLAIN = re.compile(r"[A-Za-z0-9-]+")
"""A word that stands in an address as it is, whatever the address."""
_SOME_WORD = "X7Q-2KD"


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    if not args and not kwargs:
        return _fixed(name)
    if len(args) == 1 and not kwargs and isinstance(args[0], str) and _PLAIN.fullmatch(args[0]):
        around = _around_a_word(name)
        if around is not None:
            return args[0].join(around)
    return reverse(name, args=args, kwargs=kwargs)


@lru_cache(maxsize=256)
def _fixed(name: str) -> str:
    return reverse(name)


@lru_cache(maxsize=512)
def _around_a_word(name: str) -> tuple[str, str] | None:
    """What stands before and after the one word of an address; none where not every word fits."""
    routes = get_resolver().reverse_dict.getlist(name)
    if len(routes) != 1:
        return None
    converters = list(routes[0][3].values())
    if len(converters) != 1 or type(converters[0]) is not StringConverter:
        return None
    try:
        before, word, after = reverse(name, args=[_SOME_WORD]).partition(_SOME_WORD)
    except NoReverseMatch:
        return None
    return (before, after) if word else None
