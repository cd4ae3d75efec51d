# SPDX-License-Identifier: MIT
"""Finds the time zone that a calendar program meant.

The zones that a file describes are not built: their rules come from a stranger, may be endless,
and would be kept for the next reader. Only their names and two offsets are used.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_OFFSET = re.compile(r"TZOFFSETTO:\s*([+-])(\d\d):?(\d\d)")
_LONDON = re.compile(r"\((?:UTC|GMT)(?:[+-]00:00)?\)[^()]*\bLondon\b")
_FAR = timedelta(hours=15)

# Standard and summer offsets, in minutes, of the zones that written names most often hide.
_BY_OFFSETS = {
    (0, 60): "Europe/London",
    (60, 120): "Europe/Paris",
    (120, 180): "Europe/Athens",
    (-300, -240): "America/New_York",
    (-360, -300): "America/Chicago",
    (-420, -360): "America/Denver",
    (-480, -420): "America/Los_Angeles",
    (600, 660): "Australia/Sydney",
}


def zone(name: str, described: Mapping[str, Sequence[str]]) -> tzinfo | None:
    """The zone of this name; `described` holds the lines of the VTIMEZONEs of the file."""
    known = _named(name)
    if known is not None:
        return known
    lines = described.get(name, ())
    for line in lines:
        if line.upper().startswith("X-LIC-LOCATION:") and (known := _named(line[15:])):
            return known
    return _from_offsets(lines)


def _named(name: str) -> tzinfo | None:
    cleaned = name.strip().strip('"').strip("/")
    if _LONDON.match(cleaned):
        return ZoneInfo("Europe/London")
    if cleaned.upper() in {"UTC", "GMT", "Z", "ETC/UTC", "TZONE://MICROSOFT/UTC"}:
        return UTC
    parts = cleaned.split("/")[-6:]
    tails = ("/".join(parts[start:]) for start in range(len(parts)))
    for candidate in (cleaned, WINDOWS_TO_OLSON.get(cleaned, ""), *tails):
        if candidate in _known_zones():
            return ZoneInfo(candidate)
    return None


@cache
def _known_zones() -> frozenset[str]:
    # Names without a region ("Israel", "Factory") are left out: a folder may be called so too.
    return frozenset(name for name in available_timezones() if "/" in name)


def _from_offsets(lines: Sequence[str]) -> tzinfo | None:
    offsets = sorted(
        {
            (1 if sign == "+" else -1) * (int(hours) * 60 + int(minutes))
            for sign, hours, minutes in (
                found.groups() for found in map(_OFFSET.match, lines) if found
            )
        }
    )
    if len(offsets) == 2 and (name := _BY_OFFSETS.get((offsets[0], offsets[1]))):  # noqa: PLR2004 - standard and summer
        return ZoneInfo(name)
    if len(offsets) == 1 and abs(away := timedelta(minutes=offsets[0])) < _FAR:
        return timezone(away)
    return None
