# SPDX-License-Identifier: MIT
"""What the public site says, in English and in Welsh, and how it writes dates, money and periods."""

import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language

from candour.transparency.rules.spans import Span, as_span
from candour.transparency.rules.suppression import SMALLEST
from candour.ui import words

WELSH = "cy"
PENCE = 100


@cache
def welsh() -> dict[str, str]:
    text = (files("candour.transparency.site") / "welsh.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["words"])


def in_welsh() -> bool:
    return get_language() == WELSH


def say(message: str) -> str:
    """The message in the language of the page."""
    return welsh().get(message, message) if in_welsh() else message


def say_many(one: str, many: str, count: int) -> str:
    """Welsh keeps the singular after a number."""
    return say(one) if in_welsh() or count == 1 else many


def both(said: dict[str, str]) -> str:
    """Of words that come in both languages, those of the page."""
    return said[WELSH] if in_welsh() else said["en"]


def span_words(code: str) -> str:
    """October to December 2026."""
    span = as_span(code)
    return _span(span) if span else code


def _span(span: Span) -> str:
    first, last = _month(span.first), _month(span.last)
    if span.months == 1:
        return f"{last} {span.last.year}"
    start = first if span.first.year == span.last.year else f"{first} {span.first.year}"
    return say("%(first)s to %(last)s") % {"first": start, "last": f"{last} {span.last.year}"}


MONTHS = (
    ("January", "Ionawr"), ("February", "Chwefror"), ("March", "Mawrth"), ("April", "Ebrill"),
    ("May", "Mai"), ("June", "Mehefin"), ("July", "Gorffennaf"), ("August", "Awst"),
    ("September", "Medi"), ("October", "Hydref"), ("November", "Tachwedd"), ("December", "Rhagfyr"),
)  # fmt: skip
"""Django's Welsh misspells July."""


def _month(day: date) -> str:
    return MONTHS[day.month - 1][in_welsh()]


def day_words(value: str) -> str:
    """27 March 2026, from its spelling for machines."""
    if not value:
        return ""
    day = date.fromisoformat(value[:10])
    return f"{day.day} {_month(day)} {day.year}"


def moment_words(value: str) -> str:
    """27 March 2026 at 9:05am."""
    if not value:
        return ""
    time = words.clock_time_of(datetime.fromisoformat(value).time())
    return say("%(date)s at %(time)s") % {"date": day_words(value), "time": say(time)}


def money_words(pounds: Any) -> str:
    return words.money(round(float(pounds) * PENCE)) if pounds not in (None, "") else ""


def pence_words(pence: int) -> str:
    return words.money(pence)


def band_words(least: int, cells: int = 1) -> str:
    """Fewer than 5, 5 to 9, or the sum of several such bands."""
    most = least + cells * (SMALLEST - 1)
    if least == 0:
        return say("Fewer than %(number)s") % {"number": most + 1}
    return say("%(least)s to %(most)s") % {"least": least, "most": most}


def value_words(value: Any, column: dict[str, Any], reasons: dict[str, Any]) -> str:
    """A published value as the page says it."""
    if value is None or value == "":
        return ""
    if column["name"] == "redaction_note":
        return ", ".join(both(reasons[code]) for code in str(value).split(";") if code in reasons)
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if column["codes"]:
        return both(column["codes"][value]) if value in column["codes"] else str(value)
    written = {"date": day_words, "number": money_words}.get(column["kind"])
    return written(value) if written else say_value(str(value))


FIXED = ("A member of the public", "Officer or member of staff")


def say_value(text: str) -> str:
    """Words that the product itself puts in the place of a value."""
    return say(text) if text in FIXED else text
