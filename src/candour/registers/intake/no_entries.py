# SPDX-License-Identifier: MIT
"""Rows of a table that are no plain entries: nil returns, totals, headings again, moved columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from candour.registers.intake.cells import Read
from candour.registers.intake.columns import heading
from candour.registers.intake.kinds import Field, Must, Type
from candour.registers.intake.problems import Code, Problem
from candour.registers.intake.sheets import Row, as_text, is_blank

_NIL = re.compile(
    r"nil(?:[ -]+returns?)?|none(?: (?:received|declared|to (?:declare|report)))?"
    r"|no (?:gifts|hospitality|returns?).{0,40}|nothing (?:to (?:declare|report)|declared|received)"
    r"|nil (?:declared|received|to report)",
    re.IGNORECASE,
)
_NAME_AND_NIL = re.compile(r".{1,60}\bnil[ -]+returns?\b.{0,40}", re.IGNORECASE)
_AS_GOOD_AS_NIL = {"n/a", "-", "0", "£0", "£0.00", "na"}
_TOTAL = re.compile(
    r"(?:grand |sub[- ]?|sheet |page |overall |running |monthly |net )?totals?"
    r"(?: (?:for|of|amount|spend|expenditure|value|cost|paid|claimed|gbp|\(£\)).{0,60})?\s*[:=]?"
    r"|(?:balance|total)?\s*(?:carried|brought) forward|sum|count"
    r"|number of (?:rows|records|transactions)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[\s£$€\d.,:/()+-]+")
_NARROW = 2
"""A table of so few columns has rows of one cell that are entries."""


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A field, where its column is and how it is read."""

    field: Field
    at: int
    more: tuple[int, ...]
    read: Read
    whole: bool
    """Whether every row needs a value."""
    simple: bool
    """Whether what stands there is the value."""


def is_blank_row(cells: Row) -> bool:
    return all(cell is None or cell == "" or is_blank(cell) for cell in cells)


def is_nil(cells: Row, where: Sequence[int]) -> bool:
    """Somebody said that there was nothing; the row has a name and no more."""
    said = [text for at in where if at < len(cells) and (text := as_text(cells[at]).strip())]
    if not said:
        texts = [as_text(cell).strip() for cell in cells]
        return any(_NIL.fullmatch(text) or _NAME_AND_NIL.fullmatch(text) for text in texts)
    return any(map(_NIL.fullmatch, said)) and all(
        _NIL.fullmatch(text) or text.lower() in _AS_GOOD_AS_NIL for text in said
    )


def no_entry(
    cells: Row,
    headings: Sequence[str],
    columns: Sequence[ColumnRead],
    amount_at: int,
    *,
    lacking: bool,
) -> Problem | None:
    """Headings again, a total or a remark; `lacking` when the row is not whole as an entry."""
    texts = [as_text(cell).strip() for cell in cells]
    said = [text for text in texts if text]
    if headings and [heading(text) for text in texts[: len(headings)]] == list(headings):
        return Problem(Code.HEADINGS_AGAIN, value=said[0][:80])
    if total := _total(texts, said, headings, columns, lacking=lacking):
        return Problem(Code.TOTAL, value=total[:80])
    if not lacking or len(headings) <= _NARROW or len(said) > 1:
        return None
    if amount_at >= 0 and [at for at, text in enumerate(texts) if text] == [amount_at]:
        return Problem(Code.TOTAL, value=said[0][:80])
    return None if _FIGURE.fullmatch(said[0]) else Problem(Code.NOTE, value=said[0][:80])


def _total(
    texts: Sequence[str], said: Sequence[str], headings: Sequence[str],
    columns: Sequence[ColumnRead], *, lacking: bool,
) -> str:  # fmt: skip
    """The word that makes it a total. A supplier called Total has a date and a reference."""
    few = len(said) <= max(3, len(headings) // 2)
    word = next((text for text in said if _TOTAL.fullmatch(text)), "")
    return word if few and (lacking or _names_nobody(texts, columns)) else ""


def _names_nobody(texts: Sequence[str], columns: Sequence[ColumnRead]) -> bool:
    """Whether the name that a row must have is missing, or is the word itself."""
    names = [
        texts[each.at]
        for each in columns
        if each.field.type is Type.NAME
        and each.field.must in {Must.COLUMN, Must.EVERY_ROW}
        and 0 <= each.at < len(texts)
    ]
    return any(not name or _TOTAL.fullmatch(name) for name in names)


def moved(
    cells: Row, width: int, columns: Sequence[ColumnRead], problem: Problem | None
) -> Problem | None:
    """Values beyond the last heading, or values that fit one column further on."""
    if any(not is_blank(cell) for cell in cells[width:]):
        return Problem(Code.TOO_MANY, value=as_text(cells[-1])[:80])
    if problem is None or problem.code in {Code.DATE_AMBIGUOUS, Code.DATE_MONTH_ONLY}:
        return None
    for step, side in ((1, "right"), (-1, "left")):
        if _fits(cells, step, columns):
            return Problem(Code.SHIFTED, value=problem.value, more=(("side", side),))
    return None


def _fits(cells: Row, step: int, columns: Sequence[ColumnRead]) -> bool:
    """Whether every date and amount would be one if the row were moved back by a step."""
    typed = [
        each for each in columns
        if each.whole and each.at >= 0 and each.field.type in {Type.DATE, Type.MONEY}
    ]  # fmt: skip
    places = [each.at + step for each in typed]
    if len(typed) < _NARROW or not all(0 <= at < len(cells) for at in places):
        return False
    return all(
        not is_blank(cells[at]) and not isinstance(each.read(cells[at], {}), Problem)
        for each, at in zip(typed, places, strict=True)
    )
