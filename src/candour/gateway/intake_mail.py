# SPDX-License-Identifier: MIT
"""Reads an invitation from a saved message (.eml), with whatever calendar entry it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime

from candour.files.mail_parts import (
    decoded_words,
    file_name,
    inside,
    is_message,
    leaves,
    parsed,
    payload,
)
from candour.gateway.intake_calendar import read_calendar
from candour.gateway.intake_forwarded import (
    Letter,
    invitation_among,
    people,
    person,
    title_of,
)
from candour.gateway.intake_html import text_of
from candour.gateway.intake_invitation import (
    About,
    Invitation,
    Note,
    Source,
    paragraphs,
    with_notes,
)
from candour.gateway.intake_lines import decoded

_WINMAIL = "The attachment winmail.dat cannot be read: ask for the invitation as a calendar file."
_MOST_INSIDE = 20
_CALENDAR_TYPES = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})


@dataclass(frozen=True)
class _Contents:
    """The parts of a message that matter."""

    plain: tuple[str, ...] = ()
    html: tuple[str, ...] = ()
    calendars: tuple[bytes, ...] = ()
    inner: tuple[Message[str, str], ...] = ()
    attached: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        plain = paragraphs("\n\n".join(self.plain))
        return plain or paragraphs("\n\n".join(text_of(one) for one in self.html))


def read_message(data: bytes, today: date) -> Invitation | None:
    """The invitation in a message; none when this is not a message."""
    message, _ = parsed(data)
    if message is None:
        return None
    contents = _contents(message)
    letter = _letter(message, contents)
    written_on = _day(message)
    innermost = _innermost(contents)
    if innermost is not None:
        message_inside, contents_inside = innermost
        letter = _letter(message_inside, contents_inside)
        written_on = _day(message_inside) or written_on
        contents = replace(
            contents_inside,
            calendars=contents_inside.calendars or contents.calendars,
            attached=contents_inside.attached + contents.attached,
        )
    else:
        letter = invitation_among(letter)
    found = replace(_invitation(letter, contents, today), written_on=written_on)
    return with_notes(found, *_about(contents))


def _invitation(letter: Letter, contents: _Contents, today: date) -> Invitation:
    written = Invitation(
        title=title_of(letter.subject),
        organiser_name=letter.sender.name,
        organiser_email=letter.sender.email,
        attendees=letter.to,
        text=paragraphs(letter.text),
        source=Source.MESSAGE,
    )
    for calendar in contents.calendars:
        entry = read_calendar(calendar, today)
        if entry is not None:
            return replace(
                entry,
                title=entry.title or written.title,
                organiser_name=entry.organiser_name or _if_same(entry, written),
                organiser_email=entry.organiser_email or written.organiser_email,
                attendees=entry.attendees or written.attendees,
                text=entry.text or written.text,
                source=Source.MESSAGE_WITH_CALENDAR,
            )
    return written


def _if_same(entry: Invitation, written: Invitation) -> str:
    """The sender's name, unless the calendar entry names the address of someone else."""
    same = entry.organiser_email in {"", written.organiser_email}
    return written.organiser_name if same else ""


def _about(contents: _Contents) -> Iterator[Note]:
    for name in contents.attached[:5]:
        if name.lower() == "winmail.dat":
            yield Note(About.FILE, _WINMAIL)
        else:
            says = f"The attached file “{name}” was not read: add it as material if it matters."
            yield Note(About.MATERIAL, says)
    if len(contents.attached) > 5:  # noqa: PLR2004 - the five that are named
        says = f"{len(contents.attached) - 5} more attached files were not read."
        yield Note(About.MATERIAL, says)


# ---------------------------------------------------------------- the message and its parts


def _contents(message: Message[str, str]) -> _Contents:
    plain: list[str] = []
    html: list[str] = []
    calendars: list[bytes] = []
    inner: list[Message[str, str]] = []
    attached: list[str] = []
    for part in leaves(message):
        kind, name = part.get_content_type(), file_name(part)
        if is_message(part):
            message_inside, _ = inside(part)
            inner += [message_inside] if message_inside is not None else []
        elif kind in _CALENDAR_TYPES or name.lower().endswith((".ics", ".vcs")):
            calendars.append(payload(part))
        elif name and part.get_content_disposition() == "attachment":
            attached.append(name)
        elif kind == "text/plain":
            plain.append(_text(part))
        elif kind == "text/html":
            html.append(_text(part))
        elif name and part.get_content_maintype() != "image":
            attached.append(name)
    return _Contents(tuple(plain), tuple(html), tuple(calendars), tuple(inner), tuple(attached))


def _innermost(contents: _Contents) -> tuple[Message[str, str], _Contents] | None:
    """The innermost of messages attached to one another."""
    found = None
    for _ in range(_MOST_INSIDE):
        if not contents.inner:
            break
        message = contents.inner[0]
        contents = _contents(message)
        found = (message, contents)
    return found


def _letter(message: Message[str, str], contents: _Contents) -> Letter:
    return Letter(
        sender=person(decoded_words(_header(message, "from"))),
        to=people(f"{_header(message, 'to')}, {_header(message, 'cc')}"),
        subject=decoded_words(_header(message, "subject")),
        text=contents.text,
    )


def _day(message: Message[str, str]) -> date | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _header(message: Message[str, str], name: str) -> str:
    return str(message.get(name, "") or "")


def _text(part: Message[str, str]) -> str:
    data = payload(part)
    charset = str(part.get_content_charset() or "").lower()
    # What calls itself Latin 1 or ASCII is mostly Windows.
    name = "cp1252" if charset in {"iso-8859-1", "latin-1", "us-ascii", "ascii", ""} else charset
    try:
        return data.decode("utf-8" if name == "cp1252" and _is_utf8(data) else name)
    except (LookupError, ValueError):
        return decoded(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
