# SPDX-License-Identifier: MIT
"""Reads an invitation from a file or from pasted text, so that a notification need not be typed (COG 3.1).

What cannot be read is said, and can be typed. A file in which nothing can be read is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.utils import timezone

from candour.gateway.intake_calendar import read_calendar
from candour.gateway.intake_dates import when_in
from candour.gateway.intake_forwarded import Letter, invitation_among, title_of
from candour.gateway.intake_invitation import (
    About,
    Attendee,
    Invitation,
    Note,
    Source,
    one_line,
    paragraphs,
    with_notes,
)
from candour.gateway.intake_mail import read_message
from candour.gateway.intake_places import host_in, place_in
from candour.gateway.rules.area_proposals import Facts, Limits, outside_working_hours
from candour.kernel.procedure import Refused

LARGEST = 12 * 1024 * 1024
_BY_HAND = "or enter the details yourself"
_OTHER_KINDS = {
    b"\xd0\xcf\x11\xe0": "it is saved in Outlook's own format: save it as a calendar file (.ics) or a "
    "message (.eml)",
    b"PK\x03\x04": "it is a zip or an Office file, and not a calendar file or a message: upload the "
    ".ics or .eml file",
    b"%PDF": "it is a PDF: add it as material",
}

_A_HEADER = re.compile(r"[!-9;-~]+:[ \t]*\S")
_ONLY_IN_A_SOURCE = re.compile(
    r"^(MIME-Version|Content-Type|Message-ID|Received):", re.IGNORECASE | re.MULTILINE
)


def read_invitation(name: str, data: bytes, *, today: date | None = None) -> Invitation:
    """Read a calendar file (.ics) or a saved message (.eml)."""
    shown = one_line(name, 100) or "you added"
    now = today or timezone.localdate()
    _check_size(shown, data)
    try:
        found = _read(data, now)
    except Exception as trouble:
        raise _nothing_read(shown, data) from trouble
    if found is None:
        raise _nothing_read(shown, data)
    return _completed(found, found.written_on or now)


def read_pasted(text: str, *, today: date | None = None) -> Invitation:
    """Read an invitation that was pasted as text, with or without the headers of a message."""
    now = today or timezone.localdate()
    if not text.strip():
        raise Refused("Enter the text of the invitation.", about="invitation")
    if "BEGIN:VCALENDAR" in text[:2000].upper() or _is_a_source(text):
        return read_invitation("you pasted", text.lstrip().encode(), today=now)
    letter = invitation_among(Letter(Attendee(""), (), "", paragraphs(text)))
    found = Invitation(
        title=title_of(letter.subject) or _first_line(letter.text),
        organiser_name=letter.sender.name,
        organiser_email=letter.sender.email,
        attendees=letter.to,
        text=letter.text,
        source=Source.TEXT,
    )
    return _completed(found, now)


def facts_of(found: Invitation, limits: Limits) -> Facts:
    """What an invitation says by itself; the caller adds cost, suppliers and what checks found."""
    timed = found.starts if not found.all_day else None
    days = (found.ends - found.starts).days + 1 if found.starts and found.ends else 1
    return Facts(
        title=found.title,
        text=found.text,
        organiser=found.organiser_name,
        attendees=tuple(one.name or one.email for one in found.attendees),
        place=found.place,
        days_away=days if found.all_day and days > 1 else 0,
        out_of_hours=timed is not None and outside_working_hours(timed, found.ends, limits),
        limits=limits,
    )


def _read(data: bytes, today: date) -> Invitation | None:
    """Whatever its name says, a file that begins as a calendar is read as one."""
    start = data[:4096].replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").upper()
    if start.startswith(b"BEGIN:V"):
        return read_calendar(data, today)
    if b"\0" in data[:4096]:
        return None
    message = read_message(data, today)
    return message or (read_calendar(data, today) if b"BEGIN:VEVENT" in data.upper() else None)


def _is_a_source(text: str) -> bool:
    """Whether this is a whole message as it travelled, not what a reader shows of one."""
    head = text.lstrip().replace("\r\n", "\n").partition("\n\n")[0]
    return bool(_A_HEADER.match(head) and _ONLY_IN_A_SOURCE.search(head))


def _check_size(name: str, data: bytes) -> None:
    if not data.strip():
        raise Refused(f"Check the file {name}: it is empty.", about="invitation")
    if len(data) > LARGEST:
        raise Refused(
            f"Check the file {name}: it is larger than {LARGEST // 1024 // 1024} MB. Save the "
            f"invitation without its attachments, {_BY_HAND}.",
            about="invitation",
        )


def _nothing_read(name: str, data: bytes) -> Refused:
    why = next((why for mark, why in _OTHER_KINDS.items() if data.startswith(mark)), "")
    if not why and b"BEGIN:VCALENDAR" in data[:4096].upper():
        why = "it is a calendar file without an event: save the invitation once more"
    why = why or "it is neither a calendar file (.ics) nor a message (.eml): choose another file"
    return Refused(f"Check the file {name}: {why}, {_BY_HAND}.", about="invitation")


def _completed(found: Invitation, sent: date) -> Invitation:
    """Take from the text what the fields do not say, then say what is still missing."""
    if found.starts is None and not found.noted(About.DATE):
        words = f"{found.title}\n{found.text}"
        when = when_in(words, sent, timezone.get_default_timezone())
        found = replace(found, starts=when.starts, ends=when.ends, all_day=when.all_day)
        found = with_notes(found, *when.notes)
    found = replace(found, place=found.place or place_in(found.text))
    if not found.organiser_name and not found.organiser_email:
        found = replace(found, organiser_name=host_in(found.text))
    return with_notes(found, *_missing(found))


def _missing(found: Invitation) -> Iterator[Note]:
    answers = (
        (About.TITLE, found.title, "what you are invited to"),
        (About.ORGANISER, found.organiser_name or found.organiser_email, "who invites"),
        (About.DATE, found.starts or found.noted(About.DATE), "the date"),
        (About.PLACE, found.place, "the place"),
    )
    paper = "message" if found.source is Source.MESSAGE_WITH_CALENDAR else found.source
    for about, answer, words in answers:
        if not answer:
            yield Note(about, f"Enter {words}: the {paper} does not say it.")


def _first_line(text: str) -> str:
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    greeting = first.lower().startswith(("dear ", "hello", "hi ", "good morning", "annwyl"))
    return "" if greeting or len(first) > 120 else first.rstrip(".,:")  # noqa: PLR2004 - longer is no title
