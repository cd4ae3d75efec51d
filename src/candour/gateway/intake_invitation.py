# SPDX-License-Identifier: MIT
"""What an invitation says, as far as a file or a message shows it (COG 3.1)."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

LONGEST_TEXT = 20_000
LONGEST_LINE = 300
MOST_ATTENDEES = 200

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# Windows letters in what calls itself Latin 1: dashes and curly quotes.
_WINDOWS = {
    code: letter
    for code in range(0x80, 0xA0)
    if (letter := bytes([code]).decode("cp1252", "ignore"))
}
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_ADDRESS = re.compile(r"[^\s@<>\"',;:()\[\]]{1,64}@[^\s@<>\"',;:()\[\]]{1,190}")


class Source(StrEnum):
    """Where the answers come from."""

    CALENDAR = "calendar file"
    MESSAGE = "message"
    MESSAGE_WITH_CALENDAR = "message with a calendar entry"
    TEXT = "pasted text"


class About(StrEnum):
    """The answer that a note is about."""

    TITLE = "title"
    ORGANISER = "organiser"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    ATTENDEES = "attendees"
    MATERIAL = "material"
    FILE = "file"


@dataclass(frozen=True)
class Note:
    """What could not be read or has to be checked, as a sentence for the person."""

    about: About
    says: str


@dataclass(frozen=True)
class Attendee:
    """Someone the invitation is addressed to; the name or the address may be missing."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class Invitation:
    """The answers found; an empty one is left for the person to type."""

    title: str = ""
    organiser_name: str = ""
    organiser_email: str = ""
    starts: datetime | None = None
    """In the service's own time zone; midnight when no time of day is known."""
    ends: datetime | None = None
    """For whole days: midnight at the beginning of the last day."""
    all_day: bool = False
    """Whole days, or a day without a time."""
    place: str = ""
    attendees: tuple[Attendee, ...] = ()
    text: str = ""
    source: Source = Source.TEXT
    written_on: date | None = None
    """The day on which the message was sent."""
    notes: tuple[Note, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """What could not be read or has to be checked, as sentences for the person."""
        return tuple(note.says for note in self.notes)

    def noted(self, about: About) -> bool:
        return any(note.about is about for note in self.notes)


def with_notes(invitation: Invitation, *notes: Note) -> Invitation:
    """Add notes, each once."""
    return replace(invitation, notes=tuple(dict.fromkeys((*invitation.notes, *notes))))


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Text without line breaks, unseen characters or needless space."""
    return " ".join(_seen(text[: longest * 4]).split())[:longest].strip()


def paragraphs(text: str) -> str:
    """Text with its lines, but without unseen characters and runs of empty lines."""
    lines = _seen(text[: LONGEST_TEXT * 2].replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    joined = "\n".join(line.replace("\u00a0", " ").rstrip() for line in lines)
    return _BLANK_LINES.sub("\n\n", joined).strip()[:LONGEST_TEXT]


def address(text: str) -> str:
    """The e-mail address in the text, or nothing."""
    found = _ADDRESS.fullmatch(one_line(text, 254).removeprefix("mailto:"))
    return found.group() if found else ""


def written(day: date) -> str:
    """A date as the pages write it: 3 December 2026."""
    return f"{day.day} {day:%B} {day.year}"


def _seen(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text.translate(_WINDOWS)))
