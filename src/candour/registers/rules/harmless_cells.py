# SPDX-License-Identifier: MIT
"""What a spreadsheet program would run when it opens a text file is written so that it does not.

A mark in front makes it text; taking the mark away gives back exactly what was there.
"""

import re

MARK = "'"
DANGEROUS = "=+-@\t\r\n＝＋－＠"
_BEGINS = re.compile(f"{MARK}*[{re.escape(DANGEROUS)}]")


def harmless(text: str) -> str:
    text = text.replace("\0", "")
    return MARK + text if _BEGINS.match(text) else text


def as_it_was(text: str) -> str:
    """The text before `harmless`."""
    marked = text.startswith(MARK) and _BEGINS.match(text[1:])
    return text[1:] if marked else text


def begins_dangerously(text: str) -> bool:
    return bool(_BEGINS.match(text))


def amount(pounds: float) -> str:
    """An amount for a text file. Below nothing it stands in brackets, as accountants write it."""
    return f"({-pounds:.2f})" if pounds < 0 else f"{pounds:.2f}"
