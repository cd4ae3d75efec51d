# SPDX-License-Identifier: MIT
"""Takes a message apart within bounds, however it was made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import Any

from candour.files.rules.names import kept_name

_LONGEST_LINE = 100_000
_LONGEST_HEADER = 8_000
_MOST_WORK = 3_000_000
_MOST_NESTING = 100
_MOST_PARTS = 500
_MAIL_HEADERS = frozenset(
    {"from", "subject", "date", "received", "message-id", "mime-version", "to"}
)
_NESTING = re.compile(rb"boundary|message/", re.IGNORECASE)
_LONG_LINE = re.compile(rb"([^\r\n]{%d})[^\r\n]+" % _LONGEST_LINE)


class _PatientPolicy(EmailPolicy):
    """Reads headers that the standard's grammar would stumble over."""

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        if not isinstance(value, str) or hasattr(value, "name"):
            return value
        short = value[:_LONGEST_HEADER]
        try:
            return super().header_fetch_parse(name, short)
        except Exception:  # noqa: BLE001 - the grammar fails in many ways on broken headers; the plain text will do
            return " ".join(short.split())


_POLICY = _PatientPolicy()


def parsed(data: bytes) -> tuple[Message[str, str] | None, bool]:
    """The message, and whether all of it was read; no message when the data has no headers of one."""
    data = _LONG_LINE.sub(rb"\1", data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t "))
    nesting = len(_NESTING.findall(data))
    whole = True
    if nesting > _MOST_NESTING:
        # No letter is as deep as this, and the parser calls itself for each level: the head only.
        message: Message[str, str] = BytesParser(policy=_POLICY).parsebytes(data, headersonly=True)
        whole = False
    else:
        readable = _readable(data, nesting)
        message = message_from_bytes(readable, policy=_POLICY)
        whole = len(readable) == len(data)
    names = {name.lower() for name in message.keys()}  # noqa: SIM118 - the stubs give a message no iterator
    return (message if len(names & _MAIL_HEADERS) > 1 else None), whole


def leaves(message: Message[str, str]) -> Iterator[Message[str, str]]:
    """The parts that hold something, in their order."""
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        content = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(content, list):
            waiting.extend(one for one in reversed(content) if isinstance(one, Message))
        else:
            yield part


def is_message(part: Message[str, str]) -> bool:
    return part.get_content_type() == "message/rfc822" or file_name(part).lower().endswith(".eml")


def inside(part: Message[str, str]) -> tuple[Message[str, str] | None, bool]:
    """The message that a part is, and whether all of it was read."""
    content = part.get_payload()
    if isinstance(content, list):
        attached = [one for one in content if isinstance(one, Message)]
        if attached and (attached[0]["from"] or attached[0]["subject"]):
            return attached[0], True
        # Some programs encode the message inside, which the standard does not allow.
        part = attached[0] if attached else part
    return parsed(payload(part))


def file_name(part: Message[str, str]) -> str:
    return kept_name(decoded_words(str(part.get_filename() or "")))


def payload(part: Message[str, str]) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def decoded_words(text: str) -> str:
    """Headers may hide letters: =?utf-8?Q?Caf=C3=A9?=."""
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text.replace("\r", "").replace("\n", " "))))
    except (ValueError, LookupError, MessageError):
        return text


def _readable(data: bytes, nesting: int) -> bytes:
    """As much as can be read in a second: each line is held against every open boundary."""
    marks = data.split(b"\n--", _MOST_PARTS)
    data = b"\n--".join(marks[:_MOST_PARTS])
    most_lines = _MOST_WORK // (nesting + 5)
    if data.count(b"\n") > most_lines:
        data = b"\n".join(data.split(b"\n", most_lines)[:most_lines])
    return data
