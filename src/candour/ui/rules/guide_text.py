# SPDX-License-Identifier: MIT
"""Reads a guide as it is written in docs/how-to: headings, paragraphs, lists, tables, code.

Only what our guides use. The result is plain values; the page draws them, so no markup of a guide
ever reaches a reader unescaped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_PIECE = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`|\*(?P<em>[^*]+)\*"
    r"|\[(?P<link>[^\]]+)\]\((?P<href>[^)\s]+)\)"
)
_HEADING = re.compile(r"(#{1,4}) +(.+)")
_ITEM = re.compile(r"(?:(\d+)\.|-) +(.+)")
_RULE_OF_A_TABLE = re.compile(r"\|[-:| ]+\|$")


@dataclass(frozen=True)
class Span:
    """A piece of a line; `kind` is empty for plain words."""

    text: str
    kind: str = ""
    href: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """`kind`: heading, paragraph, list, table or code. Rows are lines, or cells of a table."""

    kind: str
    rows: tuple[tuple[Line, ...], ...] = ()
    level: int = 0
    """Of a heading; of a list, the number that it begins with, or 0 where it has none."""
    text: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of a table, as plain words."""
        return tuple("".join(span.text for span in cell) for cell in self.rows[0])


def title_of(text: str) -> str:
    """The first heading."""
    return next(found[2] for line in text.splitlines() if (found := _HEADING.match(line)))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Everything below the title."""
    lines = text.splitlines()
    begins = next(at for at, line in enumerate(lines) if _HEADING.match(line)) + 1
    return tuple(_blocks(lines[begins:]))


def _blocks(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if not line:
            at += 1
            continue
        block, at = _block(lines, at, line)
        yield block


def _block(lines: list[str], at: int, line: str) -> tuple[Block, int]:
    if found := _HEADING.match(line):
        return Block("heading", ((spans(found[2]),),), level=len(found[1])), at + 1
    if line.startswith("```"):
        return _code(lines, at + 1)
    if line.startswith("|"):
        return _table(lines, at)
    if _ITEM.match(line):
        return _list(lines, at)
    return _paragraph(lines, at)


def _code(lines: list[str], at: int) -> tuple[Block, int]:
    ends = next(n for n in range(at, len(lines)) if lines[n].strip().startswith("```"))
    indent = min((len(one) - len(one.lstrip()) for one in lines[at:ends] if one.strip()), default=0)
    return Block("code", text="\n".join(one[indent:] for one in lines[at:ends])), ends + 1


def _table(lines: list[str], at: int) -> tuple[Block, int]:
    ends = _end(lines, at, lambda line: not line.startswith("|"))
    rows = [line.strip() for line in lines[at:ends]]
    cells = [
        tuple(spans(cell.strip()) for cell in row.strip("|").split("|"))
        for row in rows
        if not _RULE_OF_A_TABLE.match(row)
    ]
    return Block("table", tuple(cells)), ends


def _list(lines: list[str], at: int) -> tuple[Block, int]:
    first = _ITEM.match(lines[at].strip())
    items: list[str] = []
    while at < len(lines) and (line := lines[at].strip()) and not line.startswith(("```", "|")):
        if found := _ITEM.match(line):
            items.append(found[2])
        else:
            items[-1] += f" {line}"
        at += 1
    number = int(first[1]) if first and first[1] else 0
    return Block("list", tuple((spans(one),) for one in items), level=number), at


def _paragraph(lines: list[str], at: int) -> tuple[Block, int]:
    ends = _end(lines, at, lambda line: not line or line.startswith(("```", "|", "#")))
    words = " ".join(line.strip() for line in lines[at:ends])
    return Block("paragraph", ((spans(words),),)), ends


def _end(lines: list[str], at: int, over: Callable[[str], bool]) -> int:
    return next((n for n in range(at, len(lines)) if over(lines[n].strip())), len(lines))


def spans(text: str) -> Line:
    """A line in pieces. A link to another file of the source is shown as its words."""
    found, last = [], 0
    for piece in _PIECE.finditer(text):
        found.append(Span(text[last : piece.start()]))
        found.append(_span(piece))
        last = piece.end()
    return tuple(one for one in (*found, Span(text[last:])) if one.text)


def _span(piece: re.Match[str]) -> Span:
    kind = piece.lastgroup or ""
    if kind != "href":
        return Span(piece[kind], kind)
    href = piece["href"]
    outside = href.startswith(("https://", "http://"))
    return Span(piece["link"], "link" if outside else "", href if outside else "")
