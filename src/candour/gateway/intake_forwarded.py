# SPDX-License-Identifier: MIT
"""Finds the message inside a message: the headers that mail programs write when they forward.

Outlook, Gmail, Apple Mail and Thunderbird each write the old headers as text; the first that comes
from outside the forwarder's own office is the invitation.
"""

import re
from dataclasses import dataclass

from candour.files.mail_parts import decoded_words
from candour.gateway.intake_invitation import MOST_ATTENDEES, Attendee, address, one_line

_HEADER = re.compile(
    r"^[>\s*]*(from|oddi wrth|sent|anfonwyd|date|dyddiad|to|at|cc|bcc|subject|pwnc|reply-to|importance|"
    r"attachments|atodiadau|oddiwrth)\s?[*]?:[*]?\s*(.*)$",
    re.IGNORECASE,
)
_LABELS = {
    "oddi wrth": "from",
    "oddiwrth": "from",
    "sent": "date",
    "anfonwyd": "date",
    "dyddiad": "date",
    "at": "to",
    "pwnc": "subject",
}
_MARK = re.compile(
    r"^[>\s]*(?:-{2,}\s*(?:original (?:message|appointment)|forwarded message|neges wreiddiol)\s*-{2,}|"
    r"begin forwarded message:)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_PREFIX = re.compile(r"^\s*(?:(?:re|fw|fwd|tr|wg|ymlaen|ymateb)\s*:\s*)+", re.IGNORECASE)
_FORWARD_PREFIX = re.compile(r"^\s*(?:fw|fwd|tr|wg|ymlaen)\s*:", re.IGNORECASE)
_REPLY_PREFIX = re.compile(r"^\s*(?:re|ymateb)\s*:", re.IGNORECASE)
_NAMED = re.compile(r"(?s)(.*?)[<\[(]\s*+(?:mailto:)?([^<>\[\]()\s]+@[^<>\[\]()\s]+)\s*[>\])]")
_RULE = re.compile(r"^[>\s]*[_-]{5,}\s*$")
_MOST_LETTERS = 20
_MOST_HEADER_LINES = 24


@dataclass(frozen=True)
class Letter:
    """One message of a chain."""

    sender: Attendee
    to: tuple[Attendee, ...]
    subject: str
    text: str


def invitation_among(outer: Letter) -> Letter:
    """The message that invites: the outer one, or the first it forwards from another office."""
    inner = letters_in(outer.text)
    replying = bool(_REPLY_PREFIX.match(outer.subject)) and not _MARK.search(outer.text[:4000])
    if not inner or replying:
        return outer
    home = _office(outer.sender)
    return next((one for one in inner if home and _office(one.sender) != home), inner[0])


def letters_in(text: str) -> list[Letter]:
    """The messages whose headers stand in the text, the outermost first."""
    lines = text.split("\n")
    letters: list[Letter] = []
    at = 0
    while at < len(lines) and len(letters) < _MOST_LETTERS:
        found, after = _headers(lines, at)
        if "from" in found and found.keys() & {"subject", "date"}:
            letters.append(
                Letter(
                    sender=person(found["from"]),
                    to=people(f"{found.get('to', '')}; {found.get('cc', '')}"),
                    subject=found.get("subject", ""),
                    text=_unquoted(lines[after:]),
                )
            )
            at = after
        else:
            at += 1
    return letters


def is_forwarded(subject: str, text: str) -> bool:
    return bool(_FORWARD_PREFIX.match(subject) or _MARK.search(text[:4000]))


def title_of(subject: str) -> str:
    """A subject without the marks of replies and forwards."""
    return one_line(_PREFIX.sub("", subject))


def person(text: str) -> Attendee:
    """The name and the address in: Jo Host <jo@example.com>, Jo Host [mailto:...] or only one."""
    found = _NAMED.match(text[:1000])
    if found is None:
        bare = address(text)
        return Attendee("" if bare else one_line(text.strip("\"' ;,"), 200), bare)
    email = address(found.group(2))
    name = one_line(decoded_words(found.group(1).strip("\"' \t\r\n")).strip("\"' "), 200)
    return Attendee("" if address(name) else name, email)


def people(text: str) -> tuple[Attendee, ...]:
    """Everyone in a list that is parted by semicolons, or by commas after addresses."""
    parts = re.split(
        r"\s*;\s*" if ";" in text.strip("; ") else r"(?<=[>\])])\s*,\s*", text[:20_000]
    )
    if len(parts) == 1 and parts[0].count("@") > 1:
        parts = parts[0].split(",")
    found = (person(part.strip("; ,")) for part in parts[:MOST_ATTENDEES] if part.strip("; ,"))
    return tuple(dict.fromkeys(one for one in found if one.name or one.email))


def _headers(lines: list[str], at: int) -> tuple[dict[str, str], int]:
    """The header lines that begin here, and the number of the line after them."""
    found: dict[str, str] = {}
    name = ""
    for number, line in enumerate(lines[at : at + _MOST_HEADER_LINES], at):
        header = _HEADER.match(line[:2000])
        bare = line.strip("> \t*")
        if header:
            name = _LABELS.get(header.group(1).lower(), header.group(1).lower())
            if name in found:
                return found, number
            found[name] = header.group(2).strip("* ")
        elif not found or (bare and not _runs_on(name, found, bare)):
            return found, number
        elif bare:
            found[name] += f" {bare}"
        elif found.get(name):
            name = ""  # an empty line may part headers, but none runs on after it
    return found, min(at + _MOST_HEADER_LINES, len(lines))


def _runs_on(name: str, found: dict[str, str], line: str) -> bool:
    """Long lists of people and long subjects run on to the next line."""
    if name in {"to", "cc", "bcc"}:
        return "@" in line or found[name].endswith((";", ","))
    return name in found and not found[name]


def _unquoted(lines: list[str]) -> str:
    """Apple Mail and others put > before every line."""
    full = [line for line in lines if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in full[:40])
    if quoted * 2 > len(full[:40]):
        lines = [re.sub(r"^\s*>\s?", "", line) for line in lines]
    return "\n".join(line for line in lines if not _RULE.match(line)).strip()


def _office(sender: Attendee) -> str:
    return sender.email.rpartition("@")[2].lower()
