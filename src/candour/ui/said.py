# SPDX-License-Identifier: MIT
"""What pages say, looked up once for each language: a page says a hundred things at each showing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.utils.translation import get_language, gettext, override

_shown_in: ContextVar[str | None] = ContextVar(
    "the language of the page that is shown", default=None
)


def said(message: str) -> str:
    """The message in the language of the reader. For fixed words only, like gettext itself."""
    return _said_in(language(), message)


def language() -> str | None:
    """The language of the reader. While one page is shown it is asked once."""
    return _shown_in.get() or get_language()


@contextmanager
def in_one_language() -> Iterator[None]:
    """Nothing in this block changes the language."""
    before = _shown_in.set(get_language())
    try:
        yield
    finally:
        _shown_in.reset(before)


@lru_cache(maxsize=8192)
def _said_in(language: str | None, message: str) -> str:
    with override(language):
        return gettext(message)
