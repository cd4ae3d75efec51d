# SPDX-License-Identifier: MIT
"""Which column of a table is which field: by its heading, by what stands under it, one to one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from candour.registers.intake.kinds import Field, Kind, Must, Type
from candour.registers.intake.sheets import Cell, as_text, is_blank
from candour.registers.rules.assignment import best_pairs
from candour.registers.rules.dates_as_written import How, when
from candour.registers.rules.money_as_written import NOT_UNDERSTOOD, Basis, money

NEVER_OURS = (
    "review date", "review due", "next review", "next review date", "date of review", "date of birth",
    "vat", "vat amount", "vat number", "vat registration number", "irrecoverable vat", "postcode", "time",
    "parent interest id", "updated", "updated date", "credit",
)  # fmt: skip
"""Headings that look like some of our fields and never are, unless a kind has one of that name."""
LEAST = 74.0
"""What a heading and a field must share to be taken for one another."""
KNOWN = 86.0
"""From here on a heading is as good as the name of the field."""
EXACT = 90.0
TROUBLED = 0.25
"""A column whose values fit so rarely is taken for what its heading says only if that is plain."""
SAMPLE = 60
LONGEST_CODE = 200
_DATE = re.compile(r"\bdate\b")
IN_FULL = {
    "no": "number", "nos": "number", "num": "number", "nr": "number", "dept": "department",
    "amt": "amount", "desc": "description", "org": "organisation", "orig": "original",
    "auth": "authorised", "est": "estimated", "approx": "approximate",
}  # fmt: skip
_TAX = re.compile(
    r"\b(?:incl?|including|excl?|exc|ex|excluding|of|with|without|plus|net of)? ?vat\b"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOISE = re.compile(r"[^a-z0-9]+")
_POUND = re.compile(r"£|\bgbp\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?P<before>\D+?)[ _](?P<number>\d{1,3})(?P<after>(?:[ _]\D+)?)$")


@dataclass(frozen=True)
class ColumnsFound:
    """Columns by field, and for a field in numbered columns the others that belong to it."""

    columns: Mapping[str, int]
    scores: Mapping[str, float]
    more: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def missing(self, kind: Kind) -> list[Field]:
        """Fields without which no row can be understood."""
        needed = {Must.EVERY_ROW, Must.COLUMN}
        return [
            each for each in kind.fields if each.must in needed and each.name not in self.columns
        ]


@lru_cache(maxsize=20_000)
def heading(text: str) -> str:
    """A heading as it is compared: words in small letters and in full, no signs."""
    spaced = _CAMEL.sub(" ", text.strip())
    words = _NOISE.sub(" ", spaced.lower().replace("£", " ").replace("&", " and ")).split()
    while len(words) > 1 and words[-1] == "gbp":
        words.pop()
    if not words and "£" in text:
        return "amount"
    return " ".join(IN_FULL.get(word, word) for word in words)


@lru_cache(maxsize=2_000)
def names_of(field: Field) -> tuple[str, ...]:
    """What a field is called, as headings are compared."""
    return tuple(dict.fromkeys(heading(name) for name in field.called))


@lru_cache(maxsize=200_000)
def likeness(text: str, field: Field) -> float:
    """How like a heading is to the names of a field, 0 to 100; the surest names count a little more."""
    called = names_of(field)
    if not text:
        return 0.0
    if text in called:
        return 100.0 - 0.4 * called.index(text)
    best = _like(text, called)
    if field.type is Type.MONEY and (taxed := _TAX.sub("", text).strip()) != text:
        best = max(best, 90.0 if taxed in called else _like(taxed, called) * 0.95)
    return best


def _like(text: str, called: tuple[str, ...]) -> float:
    best = float(process.extractOne(text, called, scorer=fuzz.token_sort_ratio)[1]) * 0.96
    words = f" {text} "
    within = max((len(name) for name in called if f" {name} " in words), default=0)
    return max(best, 50 + 45 * within / len(text)) if within else best


def best_likeness(text: str, kind: Kind) -> float:
    return max(likeness(heading(text), each) for each in kind.fields)


def map_columns(
    kind: Kind,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    chosen: Mapping[str, str] | None = None,
) -> ColumnsFound:
    """`chosen` are fields by heading, as somebody confirmed them; what they leave out is found."""
    fixed = _chosen(kind, headings, chosen or {})
    first, more = _numbered(headings)
    open_columns = [
        at for at, text in enumerate(headings)
        if at not in fixed.values() and at not in more and heading(text) not in _set_aside(kind, chosen)
    ]  # fmt: skip
    open_fields = [each for each in kind.fields if each.name not in fixed]
    samples = {at: _sample(rows, at) for at in open_columns}
    scores = [
        [_score(each, first.get(at, headings[at]), samples[at]) for each in open_fields]
        for at in open_columns
    ]
    columns, certain = dict(fixed), dict.fromkeys(fixed, 100.0)
    if open_fields:
        for row, column in best_pairs(_steep(scores), _steep([[LEAST]])[0][0]).items():
            columns[open_fields[column].name] = open_columns[row]
            certain[open_fields[column].name] = round(scores[row][column], 1)
    groups = {
        name: tuple(other for other, head in more.items() if head == at)
        for name, at in columns.items()
    }
    return ColumnsFound(
        columns, certain, {name: others for name, others in groups.items() if others}
    )


def _steep(scores: Sequence[Sequence[float]]) -> list[list[float]]:
    """One sure pair is worth more than two halfway ones."""
    return [[max(score, 0.0) ** 3 for score in row] for row in scores]


def _chosen(kind: Kind, headings: Sequence[str], chosen: Mapping[str, str]) -> dict[str, int]:
    names = {each.name for each in kind.fields}
    wanted = {heading(text): name for text, name in chosen.items() if name in names}
    fixed: dict[str, int] = {}
    for at, text in enumerate(headings):
        name = wanted.get(heading(text))
        if name and name not in fixed:
            fixed[name] = at
    return fixed


def _set_aside(kind: Kind, chosen: Mapping[str, str] | None) -> set[str]:
    """Headings of which somebody, or everybody, knows that they are none of the fields."""
    said = {heading(text) for text, name in (chosen or {}).items() if not name}
    ours = {name for each in kind.fields for name in names_of(each)}
    return said | {heading(name) for name in NEVER_OURS} - ours


def _numbered(headings: Sequence[str]) -> tuple[dict[int, str], dict[int, int]]:
    """Of "Donors_1_Name, Donors_2_Name" the first stands for all: its plain name, and the others."""
    first: dict[tuple[str, str], int] = {}
    plain: dict[int, str] = {}
    more: dict[int, int] = {}
    for at, text in enumerate(headings):
        found = _NUMBERED.match(text.strip())
        if not found:
            continue
        group = (found["before"], found["after"])
        if found["number"] == "1":
            first[group] = at
            plain[at] = found["before"] + found["after"]
        elif group in first:
            more[at] = first[group]
    return plain, more


def _sample(rows: Sequence[Sequence[Cell]], at: int) -> list[Cell]:
    step = max(len(rows) // 500, 1)
    found = [row[at] for row in rows[::step] if at < len(row) and not is_blank(row[at])]
    return found[:: max(len(found) // SAMPLE, 1)][:SAMPLE]


def _score(each: Field, text: str, sample: Sequence[Cell]) -> float:
    name = likeness(heading(text), each)
    if each.type is Type.MONEY and _POUND.search(text):
        name = max(name, 66.0) + 4
    if each.type is not Type.DATE and name < EXACT and _DATE.search(heading(text)):
        return 0.0  # "Accepted date" is no answer to "Accepted?"
    if name < LEAST - 15 or not sample:
        return name
    fits = _fits(each.type, sample)
    if each.type in {Type.MONEY, Type.DATE, Type.NUMBER}:
        if fits > TROUBLED:
            return name - 12 + 16 * fits
        return name - (10 if name >= EXACT else 45)
    return name - 40 * (1 - fits)


def _fits(type_: Type, sample: Sequence[Cell]) -> float:
    test = {
        Type.MONEY: _is_money, Type.DATE: _is_date, Type.NUMBER: _is_number,
        Type.NAME: _is_name, Type.CODE: _is_code, Type.TEXT: _is_anything,
    }[type_]  # fmt: skip
    return sum(map(test, sample)) / len(sample)


def _is_money(cell: Cell) -> bool:
    read = money(cell)
    return read.basis not in NOT_UNDERSTOOD or read.basis is Basis.AMBIGUOUS


def _is_date(cell: Cell) -> bool:
    return when(cell).how not in {How.UNCLEAR, How.BLANK, How.SEVERAL}


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or bool(
        re.fullmatch(r"-?[\d,]+(\.\d+)?", as_text(cell).strip())
    )


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and not re.fullmatch(r"[\s£$€\d.,:/()+-]*", cell)


def _is_code(cell: Cell) -> bool:
    whole = not isinstance(cell, float) or cell.is_integer()
    return whole and len(as_text(cell)) <= LONGEST_CODE


def _is_anything(cell: Cell) -> bool:
    return not is_blank(cell)
