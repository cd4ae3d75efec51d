# SPDX-License-Identifier: MIT
"""The lines of a calendar file: decoded, unfolded and parted.

A file is read line by line and not as a whole, so that one bad line, one bad event or a file cut
short costs no more than itself.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

LONGEST = 64_000
MOST_LINES = 200_000

_QUOTED_PRINTABLE = re.compile(
    r"[A-Z0-9-]{1,40};[^:]{0,200}QUOTED-PRINTABLE[^:]{0,200}:", re.IGNORECASE
)
_PLAIN = re.compile(r"([A-Za-z0-9-]{1,60})(?:;[^:]*)?:(.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\,;:nN])")


@dataclass(frozen=True)
class Property:
    """One line: DTSTART;TZID=Europe/London:20261203T190000."""

    name: str
    value: str
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value with its line breaks and commas."""
        return _ESCAPED.sub(lambda m: "\n" if m.group(1) in "nN" else m.group(1), self.value)


@dataclass(frozen=True)
class Calendar:
    """The parts of a file, each as its lines."""

    head: list[str]
    events: list[list[str]]
    zones: dict[str, list[str]]
    whole: bool
    """False when the file ends in the middle."""


def parts_of(data: bytes) -> Calendar:
    """Sort the lines of a file into its events and zones; alarms and tasks are left out."""
    blocks: dict[str, list[list[str]]] = {"VCALENDAR": [], "VEVENT": [], "VTIMEZONE": []}
    opened: list[str] = []
    for line in _unfolded(data):
        mark, _, what = line[:40].upper().rstrip().partition(":")
        if mark == "BEGIN":
            opened.append(what)
            blocks.get(what, []).append([])
        elif mark == "END":
            _close(opened, what)
        elif opened:
            owner = "VTIMEZONE" if "VTIMEZONE" in opened[:3] else opened[-1]
            if blocks.get(owner):
                blocks[owner][-1].append(line)
    return Calendar(
        head=[line for block in blocks["VCALENDAR"] for line in block],
        events=[block for block in blocks["VEVENT"] if block],
        zones={text_of(block, "TZID").strip(): block for block in blocks["VTIMEZONE"][:50]},
        whole=not opened,
    )


def _close(opened: list[str], what: str) -> None:
    """Close what is named and whatever was left open inside it."""
    if what in opened[-5:]:
        while opened.pop() != what:
            pass


def properties(lines: list[str], *wanted: str) -> Iterator[Property]:
    """The properties of these names, in the order of the file."""
    starts = tuple(name + mark for name in wanted for mark in ":;")
    for line in lines:
        if line[:60].upper().startswith(starts):
            found = _parted(line)
            if found is not None:
                yield found


def first(lines: list[str], name: str) -> Property | None:
    return next(properties(lines, name), None)


def text_of(lines: list[str], name: str) -> str:
    """The text of the first property of this name that is not empty."""
    return next((one.text for one in properties(lines, name) if one.value.strip()), "")


def decoded(data: bytes) -> str:
    """Text in whatever encoding it was written."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _unfolded(data: bytes) -> Iterator[str]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = decoded(data).encode()
    # Folds are undone before decoding: some programs fold in the middle of a letter.
    data = data.replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    data = data.replace(b"\n ", b"").replace(b"\n\t", b"")
    waiting = ""
    for line in decoded(data).split("\n", MOST_LINES)[:MOST_LINES]:
        room = LONGEST - len(waiting)
        joined = waiting + line[:room] if room > 0 else waiting
        if line.endswith("=") and (waiting or _QUOTED_PRINTABLE.match(joined)):
            waiting = joined[:-1]
            continue
        waiting = ""
        if joined.strip():
            yield _from_quoted_printable(joined)
    if waiting:
        yield _from_quoted_printable(waiting)


def _from_quoted_printable(line: str) -> str:
    """Lines of the older vCalendar: SUMMARY;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9."""
    found = _QUOTED_PRINTABLE.match(line)
    if found is None:
        return line
    value = decoded(quopri.decodestring(line[found.end() :].encode()))
    value = value.replace("\r\n", "\\n").replace("\n", "\\n")
    return f"{line[: line.index(';')]}:{value}"


def _parted(line: str) -> Property | None:
    try:
        name, parameters, value = Contentline(line).raw_parts()
    except (ValueError, IndexError):
        found = _PLAIN.fullmatch(line)
        return Property(found.group(1).upper(), found.group(2)) if found else None
    given = {
        str(key).upper(): value if isinstance(value, str) else ",".join(map(str, value))
        for key, value in parameters.items()
    }
    return Property(name.upper(), value, given)
