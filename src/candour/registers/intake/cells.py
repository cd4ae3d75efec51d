# SPDX-License-Identifier: MIT
"""One column of one field: how its cells are read. What comes back is a value or a problem."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from candour.registers.intake.choices import FIRST_OF_MONTH, Choices
from candour.registers.intake.kinds import Field, Must, Type
from candour.registers.intake.problems import AMOUNTS, DATES, Code, Problem
from candour.registers.intake.sheets import Cell, as_text
from candour.registers.rules.dates_as_written import How, Order, when
from candour.registers.rules.money_as_written import (
    NOT_UNDERSTOOD,
    Basis,
    Marks,
    Money,
    money,
)

Value = str | int | date | None
Noted = dict[str, str]
"""By field: on what a value rests, where it is not simply what stands there."""

LONGEST = {Type.TEXT: 20_000, Type.NAME: 1_000, Type.CODE: 500}
LONGEST_LIST = 400_000
"""Of the suppliers of one framework, as JSON."""
_ERRORS = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)", re.IGNORECASE)
_OPEN = re.compile(
    r"-+|n/?a|none|nil|ongoing|on-going|present|current|open(?:[- ]ended)?|tb[ac]|unknown|not known"
    r"|not applicable|indefinite|rolling|no end date|until further notice",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_HOURS = re.compile(r"(\d{1,3}):(\d\d)(?::00)?")
_UNUSUAL_DATES = frozenset({How.SERIAL, How.DAY_FIRST, How.MONTH_FIRST})

Read = Callable[[Cell, Noted], Value | Problem]


def reader(field: Field, choices: Choices, order: Order, marks: Marks, *, whole: bool) -> Read:
    """How the cells of a field are read; `whole` when a value is needed in every row."""
    instead = {old.strip().lower(): new for old, new in choices.instead.get(field.name, {}).items()}
    if field.type is Type.MONEY:
        read = _money_reader(field, marks, whole=whole)
    elif field.type is Type.DATE:
        read = _date_reader(field, order, choices.months, whole=whole)
    elif field.type is Type.NUMBER:
        read = _number_reader(field)
    else:
        read = _text_reader(field)
    return _with_replacements(read, instead, field.name) if instead else read


def needs_whole(field: Field) -> bool:
    return field.must in {Must.EVERY_ROW, Must.IF_COLUMN}


def _with_replacements(read: Read, instead: Mapping[str, str], name: str) -> Read:
    def replacing(cell: Cell, noted: Noted) -> Value | Problem:
        text = as_text(cell).strip().lower()
        if text not in instead:
            return read(cell, noted)
        noted[name] = "replaced"
        meant = instead[text]
        return read(meant, noted) if meant else None

    return replacing


def _money_reader(field: Field, marks: Marks, *, whole: bool) -> Read:
    name, label = field.name, field.label

    def read(cell: Cell, noted: Noted) -> Value | Problem:
        found = money(cell, marks)
        if found.basis is Basis.EXACT:
            return found.pence
        return unusual(cell, found, noted)

    def unusual(cell: Cell, found: Money, noted: Noted) -> Value | Problem:
        refused = found.basis in NOT_UNDERSTOOD or (whole and found.pence is None)
        if refused:
            return _problem(AMOUNTS[found.basis], name, label, cell)
        if found.basis is not Basis.BLANK:
            noted[name] = found.basis.value
        return found.pence

    return read


def _date_reader(field: Field, order: Order, months: str, *, whole: bool) -> Read:
    name, label = field.name, field.label

    def read(cell: Cell, noted: Noted) -> Value | Problem:
        found = when(cell, order)
        if found.on is not None:
            if found.how in _UNUSUAL_DATES:
                noted[name] = found.how.value
            return found.on
        if found.first and months == FIRST_OF_MONTH:
            noted[name] = How.MONTH_ONLY.value
            return found.first
        text = as_text(cell).strip()
        if not whole and (not text or _OPEN.fullmatch(text)):
            if text:
                noted[name] = "open"
            return None
        return _problem(DATES[found.how], name, label, cell)

    return read


def _number_reader(field: Field) -> Read:
    def read(cell: Cell, noted: Noted) -> Value | Problem:
        text = as_text(cell).strip().lower()
        bare = re.sub(r"\s*(?:miles?|hrs?|hours?|m)$", "", text).replace(",", "")
        if hours := _HOURS.fullmatch(bare):
            noted[field.name] = "hours and minutes"
            return f"{int(hours[1]) + int(hours[2]) / 60:.2f}"
        if not bare or bare in {"-", "n/a", "na"}:
            return ""
        if not _NUMBER.fullmatch(bare):
            return _problem(Code.NUMBER_UNCLEAR, field.name, field.label, cell)
        return bare

    return read


def _text_reader(field: Field) -> Read:
    most = LONGEST[field.type]

    def read(cell: Cell, _noted: Noted) -> Value | Problem:
        text = cell.strip() if isinstance(cell, str) else as_text(cell)
        if len(text) > most and not (text.startswith("[") and len(text) < LONGEST_LIST):
            return _problem(Code.TOO_LONG, field.name, field.label, text[:60], most=str(most))
        if text[:1] == "#" and _ERRORS.fullmatch(text):
            return _problem(Code.FORMULA, field.name, field.label, cell)
        return text.replace("\0", "") if "\0" in text else text

    return read


def _problem(code: Code, name: str, label: str, cell: Cell, **more: str) -> Problem:
    text = as_text(cell).strip()
    if code is not Code.TOO_LONG and text[:1] == "#" and _ERRORS.fullmatch(text):
        code = Code.FORMULA
    return Problem(code, name, label, text[:80], tuple(more.items()))
