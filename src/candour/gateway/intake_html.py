# SPDX-License-Identifier: MIT
"""Turns the HTML of messages into plain text.

One pass from left to right that never looks back, so that no message can make it slow. Nothing
of the HTML is kept: neither links nor pictures nor styles.
"""

import html
import re
from collections.abc import Iterator

from candour.gateway.intake_invitation import paragraphs

LONGEST_HTML = 2_000_000

_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]{0,20}")
_A_TAG = re.compile(
    r"<(?:!doctype|html|body|p|div|br|span|table|b|i|a|ul)\b[^<>]{0,500}>", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n]+")
_UNSHOWN = frozenset({"head", "script", "style", "title", "template", "svg", "noscript", "xml"})
_CLOSING = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in _UNSHOWN}
_LINES = frozenset(
    {"br", "p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "pre", "hr", "section"}
    | {"article", "h1", "h2", "h3", "h4", "h5", "h6"}
)


def text_of(source: str) -> str:
    """The text that a reader would see, line by line."""
    shown: list[str] = []
    for piece, is_tag in _pieces(source[:LONGEST_HTML]):
        if not is_tag:
            shown.append(_SPACE.sub(" ", html.unescape(piece)))
        elif piece.lstrip("/") in _LINES:
            shown.append("\n\n" if piece == "/p" else "\n")
        elif piece in {"td", "th"}:
            shown.append(" ")
    lines = (line.strip(" ") for line in "".join(shown).split("\n"))
    return paragraphs("\n".join(lines))


def looks_like_html(text: str) -> bool:
    return bool(_A_TAG.search(text[:5000]))


def _pieces(source: str) -> Iterator[tuple[str, bool]]:
    """Text as it stands, and the names of tags in lower case."""
    at = 0
    while (opening := source.find("<", at)) >= 0:
        if opening > at:
            yield source[at:opening], False
        if source.startswith("<!--", opening):
            at = _after(source, "-->", opening + 4)
            continue
        name = _NAME.match(source, opening + 1)
        if name is None and source[opening + 1 : opening + 2] not in {"!", "?"}:
            yield "<", False
            at = opening + 1
            continue
        at = _after(source, ">", opening + 1)
        tag = name.group().lower() if name else ""
        yield tag, True
        if tag in _UNSHOWN and source[at - 2 : at - 1] != "/":
            closing = _CLOSING[tag].search(source, at)
            at = _after(source, ">", closing.end()) if closing else len(source)
    if at < len(source):
        yield source[at:], False


def _after(source: str, mark: str, start: int) -> int:
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)
