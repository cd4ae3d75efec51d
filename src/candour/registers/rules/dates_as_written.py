# SPDX-License-Identifier: MIT
"""A date as people write it in a spreadsheet, read with its basis, or the reason why it cannot be.

"04/05/2024" is the fourth of May or the fifth of April. Another date of the same file may say
which; if none does, it is refused until somebody says.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache


class Order(StrEnum):
    """Which comes first in 04/05/2024, as far as the file itself says."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    NOT_SAID = "not said"
    BOTH = "both"
    """Some dates of the file can only be the one, some only the other."""


class How(StrEnum):
    """How a date was read, or why it could not be."""

    TYPED = "typed"
    """The workbook itself says that the cell is a date."""
    ISO = "iso"
    SERIAL = "serial"
    MONTH_NAMED = "month named"
    CERTAIN = "certain"
    """Figures that can be read in one way only."""
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"

    BLANK = "blank"
    AMBIGUOUS = "ambiguous"
    MONTH_ONLY = "month only"
    YEAR_ONLY = "year only"
    TIME_ONLY = "time only"
    SEVERAL = "several"
    IMPOSSIBLE = "impossible"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class When:
    on: date | None
    how: How
    first: date | None = None
    """Of a month without a day: its first day, for whoever decides to use it."""


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NAMES = {name: n for n, name in enumerate(MONTHS, 1)} | {n: i for i, n in enumerate(_LONG, 1)}
_NAMES["sept"] = 9
_MONTH = "(" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")\.?"
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_TIME = r"(?:[t ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)? ?(?:[ap]m|z|[+-]\d\d:?\d\d)?)?"
_TH = r"(?:st|nd|rd|th)?"

_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_FIGURES = re.compile(
    rf"{_DAY}(\d{{1,2}}) ?[/.\- ] ?(\d{{1,2}}) ?[/.\- ] ?(\d{{4}}|\d{{2}}){_TIME}"
)
_DAY_MONTH = re.compile(
    rf"{_DAY}(\d{{1,2}}){_TH}(?: of)?[ \-/.]*{_MONTH}[ \-/.,']*(\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_DAY = re.compile(rf"{_DAY}{_MONTH}[ \-/.]*(\d{{1,2}}){_TH},? (\d{{4}}){_TIME}")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}})[ \-/]{_MONTH}[ \-/](\d{{1,2}})")
_MONTH_ONLY = re.compile(rf"{_MONTH}[ \-/.,']*(\d{{4}}|\d{{2}})")
_FIGURES_MONTH = re.compile(r"(\d{1,2})[/\-](\d{4})")
_EIGHT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/\-]\d{2,4})?")
_CLOCK = re.compile(r"\d{1,3}:\d\d(?::\d\d(?:\.\d+)?)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SPACES = re.compile(r"\s+")
_DATES_IN_IT = re.compile(
    rf"\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}|\d{{1,2}}{_TH} ?{_MONTH}|\d{{4}}-\d\d-\d\d"
)

EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a day has no zone
FIRST_SERIAL, LAST_SERIAL = 20_000, 60_000  # 1954 to 2064
CENTURY, PIVOT = 100, 70
MONTHS_IN_A_YEAR = 12


def order_of(written: Iterable[str]) -> Order:
    """What the dates of a column, or of a file, say about their own order."""
    day = month = False
    for each in written:
        found = _FIGURES.fullmatch(_plain(each))
        if found is None:
            continue
        one, two = int(found[1]), int(found[2])
        day = day or (one > MONTHS_IN_A_YEAR >= two)
        month = month or (two > MONTHS_IN_A_YEAR >= one)
    if day and month:
        return Order.BOTH
    return Order.DAY_FIRST if day else Order.MONTH_FIRST if month else Order.NOT_SAID


def heading_says(heading: str) -> Order:
    """A heading such as "Date (dd/mm/yyyy)" settles it."""
    text = heading.lower().replace(" ", "")
    if re.search(r"dd?[/.\-]?mm", text):
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if re.search(r"mm[/.\-]dd?", text) else Order.NOT_SAID


def when(written: object, order: Order = Order.NOT_SAID) -> When:
    """Read one cell."""
    if isinstance(written, str):
        return _text(written, order)
    if isinstance(written, datetime):
        return When(written.date(), How.TYPED)
    if isinstance(written, date):
        return When(written, How.TYPED)
    if isinstance(written, bool) or not isinstance(written, int | float):
        return When(None, How.BLANK if written is None else How.UNCLEAR)
    return _serial(float(written))


def _plain(written: str) -> str:
    return _SPACES.sub(" ", written.strip().lower().strip("'\"* "))


@lru_cache(maxsize=20_000)
def _text(written: str, order: Order) -> When:
    text = _plain(written)
    if not text:
        return When(None, How.BLANK)
    for reads in (_figures, _named, _less_than_a_day, _digits):
        answer = reads(text, order)
        if answer is not None:
            return answer
    several = len(_DATES_IN_IT.findall(text)) > 1
    return When(None, How.SEVERAL if several else How.UNCLEAR)


def _figures(text: str, order: Order) -> When | None:
    if found := _ISO.fullmatch(text):
        return _made(found[1], found[2], found[3], How.ISO)
    found = _FIGURES.fullmatch(text)
    if found is None:
        return None
    if order is Order.NOT_SAID and "." in text[:5]:
        order = Order.DAY_FIRST  # nobody who writes dots puts the month first
    return _ordered(int(found[1]), int(found[2]), found[3], order)


def _ordered(one: int, two: int, year: str, order: Order) -> When:
    if one > MONTHS_IN_A_YEAR or one == two:
        return _made(year, two, one, How.CERTAIN)
    if two > MONTHS_IN_A_YEAR:
        return _made(year, one, two, How.CERTAIN)
    if order is Order.DAY_FIRST:
        return _made(year, two, one, How.DAY_FIRST)
    if order is Order.MONTH_FIRST:
        return _made(year, one, two, How.MONTH_FIRST)
    return When(None, How.AMBIGUOUS)


def _named(text: str, _order: Order) -> When | None:
    if found := _DAY_MONTH.fullmatch(text):
        return _made(found[3], _NAMES[found[2]], found[1], How.MONTH_NAMED)
    if found := _MONTH_DAY.fullmatch(text):
        return _made(found[3], _NAMES[found[1]], found[2], How.MONTH_NAMED)
    if found := _YEAR_MONTH_DAY.fullmatch(text):
        return _made(found[1], _NAMES[found[2]], found[3], How.MONTH_NAMED)
    return None


def _less_than_a_day(text: str, _order: Order) -> When | None:
    if found := _MONTH_ONLY.fullmatch(text):
        return _month(found[2], _NAMES[found[1]])
    if (found := _FIGURES_MONTH.fullmatch(text)) and 1 <= int(found[1]) <= MONTHS_IN_A_YEAR:
        return _month(found[2], int(found[1]))
    if _YEAR.fullmatch(text):
        return When(None, How.YEAR_ONLY)
    return When(None, How.TIME_ONLY) if _CLOCK.fullmatch(text) else None


def _digits(text: str, _order: Order) -> When | None:
    if found := _EIGHT.fullmatch(text):
        return _made(found[1], found[2], found[3], How.ISO)
    return _serial(float(text)) if _SERIAL.fullmatch(text) else None


def _serial(number: float) -> When:
    """The days since Excel's beginning of time."""
    if not FIRST_SERIAL <= number < LAST_SERIAL:
        return When(None, How.UNCLEAR)
    return When((EXCEL_EPOCH + timedelta(days=int(number))).date(), How.SERIAL)


def _month(year: str, month: int) -> When:
    return When(None, How.MONTH_ONLY, date(_year(year), month, 1))


def _made(year: str, month: str | int, day: str | int, how: How) -> When:
    try:
        return When(date(_year(year), int(month), int(day)), how)
    except ValueError:
        return When(None, How.IMPOSSIBLE)


def _year(written: str) -> int:
    """Two figures mean this century up to 69."""
    year = int(written)
    if year >= CENTURY:
        return year
    return year + (2000 if year < PIVOT else 1900)
