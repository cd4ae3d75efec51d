# SPDX-License-Identifier: MIT
"""Finds the place and the host that a message names, when it is clear which it means."""

import re

from candour.gateway.intake_invitation import one_line

_PLACE_LABEL = re.compile(
    r"^[ \t*]*(?:venue|where|location|place|lleoliad|ble)[ \t*]*(?:[:–-][ \t*]*|\n+)(?=\S)([^\n]{2,300})",
    re.IGNORECASE | re.MULTILINE,
)
_KINDS = (
    "Hotel|Hall|Centre|House|Stadium|Club|Restaurant|Inn|Museum|Gallery|Castle|College|University|"
    "Cathedral|Racecourse|Ground|Park|Room|Rooms|Suite|Arms|Pavilion|Theatre|Guildhall|Court|Lodge|"
    "Abbey|Arena|School|Academy|Library|Church|Barn|Manor|Headquarters|Station|Chamber|Palace|Square|"
    "Campus|Exchange|Brasserie|Bistro|Café|Cafe|Golf|Gardens|Farm|Tower|Offices|Street|Road|Lane"
)
_WORD = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)(?:St\.|[A-Z][\w'’&-]*|\d{1,4}[A-Za-z]{0,2}\b)"
_JOIN = r"(?:(?:of|and|the|on|upon|in|le|by|&)\s+){0,2}"
_NAMED = rf"{_WORD}(?:[ \t]+{_JOIN}{_WORD}){{0,8}}"
_PLACE = re.compile(
    r"\b(?:at|in|venue is|location is)\s+"
    rf"((?:[Tt]he\s+|[Oo]ur\s+)?(?!\d){_NAMED}"
    rf"(?:(?:,[ \t]+|[ \t]+(?:at|in)[ \t]+)(?:the\s+)?{_NAMED}){{0,5}})"
)
_A_PLACE = re.compile(rf"\b(?:{_KINDS})\b")
_HOST = (
    re.compile(
        r"\b(?i:hosted|organised|arranged|presented) by[ \t]+(?:the\s+)?([A-Z][^\n.,;:!?]{2,80})"
    ),
    re.compile(r"\b(?i:on) behalf of[ \t]+(?:the\s+)?([A-Z][^\n.,;:!?]{2,80})"),
    re.compile(
        r"^[ \t]*(?:The\s+)?([A-Z][^\n.,;:!?]{2,80}?)[ \t]+(?:invites?|cordially invites?|would like to invite|"
        r"requests? the pleasure|(?:is|are) (?:delighted|pleased) to invite)\b",
        re.MULTILINE,
    ),
    re.compile(
        r"^[ \t*]*(?:host|organiser|organizer)[ \t*]*[:–-][ \t]*([^\n]{2,120})",
        re.IGNORECASE | re.MULTILINE,
    ),
)
_NOBODY = frozenset({"i", "we", "you", "it", "they", "he", "she", "who"})


def place_in(text: str) -> str:
    """The place on a labelled line; else the only place after "at"."""
    labelled = _PLACE_LABEL.search(text)
    if labelled:
        return one_line(labelled.group(1)).strip("* .")
    named = [one_line(hit) for hit in _PLACE.findall(text) if _A_PLACE.search(hit)]
    longest = max(named, key=len, default="")
    clear = all(_same(one, longest) for one in named)
    return longest.removeprefix("the ").removeprefix("our ") if clear else ""


def host_in(text: str) -> str:
    """Who the text says is the host."""
    for pattern in _HOST:
        found = pattern.search(text)
        name = one_line(found.group(1)) if found else ""
        if name and name.split()[0].lower() not in _NOBODY:
            return name
    return ""


def _same(one: str, longest: str) -> bool:
    bare = one.lower().removeprefix("the ").removeprefix("our ")
    return bare in longest.lower()
