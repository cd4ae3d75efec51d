# SPDX-License-Identifier: MIT
"""What pages say, looked up once for each language: a page says a hundred things at each showing."""

from functools import lru_cache

from django.utils.translation import get_language, gettext, override


def said(message: str) -> str:
    """The message in the language of the reader. For fixed words only, like gettext itself."""
    return _said_in(get_language(), message)


@lru_cache(maxsize=8192)
def _said_in(language: str | None, message: str) -> str:
    with override(language):
        return gettext(message)
