# SPDX-License-Identifier: MIT
"""Makes any text fit to print with the one font that we ship, without losing what was there.

A character that the font cannot draw is named in brackets: a document that shows a blank box
where a person wrote something would not be the whole record.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS_FOLDER = Path(__file__).parent / "fonts"
_KEPT = {"\n", "\t"}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, direction marks, surrogates, private, unused


def printable(text: str) -> str:
    """The same text in characters that the shipped font can draw."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if whole.isascii() and whole.isprintable():
        return whole
    return "".join(_drawn(character) for character in whole)


def _drawn(character: str) -> str:
    if character in _KEPT:
        return character
    if unicodedata.category(character) in _UNSEEN:
        return ""
    if ord(character) in drawable():
        return character
    return f"[{unicodedata.name(character, f'character {ord(character):X}').lower()}]"


@cache
def drawable() -> frozenset[int]:
    """Every character that both weights of the font can draw."""
    regular, bold = (
        set(_characters((FONTS_FOLDER / name).read_bytes()))
        for name in ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf")
    )
    return frozenset(regular & bold)


def _characters(font: bytes) -> Iterator[int]:
    """Read the font's own table of characters (OpenType `cmap`, format 4)."""
    start = _table(font, b"cmap")
    for index in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = start + struct.unpack_from(">I", font, start + 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", font, offset)[0] == 4:  # noqa: PLR2004  the format's number
            yield from _segments(font, offset)
            return


def _table(font: bytes, tag: bytes) -> int:
    for index in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _segments(font: bytes, offset: int) -> Iterator[int]:
    twice = struct.unpack_from(">H", font, offset + 6)[0]
    ends = struct.unpack_from(f">{twice // 2}H", font, offset + 14)
    starts = struct.unpack_from(f">{twice // 2}H", font, offset + 16 + twice)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
