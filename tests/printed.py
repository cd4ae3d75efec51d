# SPDX-License-Identifier: MIT
"""Reads a PDF as a reader's program would: its text, and how it is tagged."""

import io
import re

import pikepdf


def text_of(data: bytes) -> str:
    """All text in drawing order, with runs of white space as one space."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pieces = [piece for page in pdf.pages for piece in _page_text(page)]
    return " ".join(" ".join(pieces).split())


def pages_of(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def tags_of(data: bytes) -> list[str]:
    """The names of all structure elements, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(_tags(pdf.Root.StructTreeRoot.K))


def says_it_is_tagged(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return bool(pdf.Root.MarkInfo.Marked)


def _tags(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S).lstrip("/")
        if "/K" in node:
            yield from _tags(node.K)


def _page_text(page):
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    letters = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj":
                yield _decoded(bytes(operands[0]), letters)
            case "TJ":
                pieces = [bytes(one) for one in operands[0] if isinstance(one, pikepdf.String)]
                yield _decoded(b"".join(pieces), letters)


def _letters(font):
    table = bytes(font.ToUnicode.read_bytes()).decode("ascii", "replace")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int.from_bytes(bytes.fromhex(text))
            for offset in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + offset] = chr(start + offset)
    return letters


def _decoded(glyphs, letters):
    codes = (int.from_bytes(glyphs[at : at + 2]) for at in range(0, len(glyphs), 2))
    return "".join(letters.get(code, "") for code in codes)
