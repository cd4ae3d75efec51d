# SPDX-License-Identifier: MIT
"""How dates, times, money and clocks are written on screen, in letters and in files."""

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.dates import MONTHS
from django.utils.translation import ngettext

from candour.ui.said import language
from candour.ui.said import said as _

PENCE = 100
NOON = 12


def long_date(value: date | None) -> str:
    """27 March 2026."""
    return _long(_day(value), language()) if value else ""


@lru_cache(maxsize=4096)
def _long(day: date, spoken: str | None) -> str:  # noqa: ARG001 - the name of the month is in it
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def short_date(value: date | None) -> str:
    """27 Mar 2026, for tight tables."""
    return dateformat.format(_day(value), "j M Y") if value else ""


def clock_time(value: datetime | None) -> str:
    """9:05am, midday or midnight."""
    if value is None:
        return ""
    return clock_time_of(timezone.localtime(value).time())


def clock_time_of(value: time) -> str:
    if (value.hour, value.minute) == (NOON, 0):
        return _("midday")
    if (value.hour, value.minute) == (0, 0):
        return _("midnight")
    half = "am" if value.hour < NOON else "pm"
    return f"{value.hour % NOON or NOON}:{value.minute:02d}{half}"


def date_time(value: datetime | None) -> str:
    """27 March 2026 at 9:05am."""
    if value is None:
        return ""
    return _to_the_minute(value.replace(second=0, microsecond=0), language())


@lru_cache(maxsize=4096)
def _to_the_minute(moment: datetime, spoken: str | None) -> str:  # noqa: ARG001 - the words are in it
    here = timezone.localtime(moment)
    day, time_of_day = long_date(here.date()), clock_time_of(here.time())
    return _("%(date)s at %(time)s") % {"date": day, "time": time_of_day}


def deadline(value: date | None) -> str:
    """Thursday 14 January 2027."""
    return dateformat.format(_day(value), "l j F Y") if value else ""


def iso(value: date | datetime | None) -> str:
    """For machines: no microseconds, which HTML does not allow in this form."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat()


def money(pence: int | None) -> str:
    """£75, £75.50 or £184,000."""
    if pence is None:
        return ""
    pounds, rest = divmod(abs(pence), PENCE)
    sign = "−" if pence < 0 else ""
    return f"{sign}£{pounds:,}" + (f".{rest:02d}" if rest else "")


def plural(count: int, one: str, many: str) -> str:
    """3 days; both forms go through the translations, because languages count differently."""
    return f"{count:,} {ngettext(one, many, count)}"


def time_left(days: int, *, working: bool = True) -> str:
    """3 working days left, due today or 1 working day overdue."""
    if days == 0:
        return _("Due today")
    if days > 0:
        return _left(days, working=working)
    return _over(-days, working=working)


def _left(days: int, *, working: bool) -> str:
    if working:
        words = ngettext("%(days)s working day left", "%(days)s working days left", days)
    else:
        words = ngettext("%(days)s day left", "%(days)s days left", days)
    return words % {"days": days}


def _over(days: int, *, working: bool) -> str:
    if working:
        words = ngettext("%(days)s working day overdue", "%(days)s working days overdue", days)
    else:
        words = ngettext("%(days)s day overdue", "%(days)s days overdue", days)
    return words % {"days": days}


def _day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
