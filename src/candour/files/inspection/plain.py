# SPDX-License-Identifier: MIT
"""Whether text, CSV, messages and calendar files are what they say they are."""

import re
from email.message import Message

from candour.files import mail_parts
from candour.files.rules.names import CARRIED_NEVER, ending_of, refusal

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_NOT_TEXT = "it is not plain text. Save it as a PDF and upload that."
_NOT_A_MESSAGE = "it is not a message. Save the message once more as .eml and upload that."
_NOT_A_CALENDAR = (
    "it is not a calendar file. Save the invitation once more as .ics and upload that."
)
_TOO_MANY_PARTS = "it holds more parts than can be checked. Save it as a PDF and upload that."
_MOST_INSIDE = 20


def check_text(name: str, data: bytes) -> bytes:
    """Letters only, in whichever encoding."""
    if _CONTROL.search(decoded(name, data)):
        raise refusal(name, "it is not plain text. Save it as a PDF and upload that.")
    return data


def check_calendar(name: str, data: bytes) -> bytes:
    if not decoded(name, data).lstrip("\ufeff \t\r\n").upper().startswith("BEGIN:VCALENDAR"):
        raise refusal(name, _NOT_A_CALENDAR)
    return check_text(name, data)


def check_message(name: str, data: bytes) -> bytes:
    """A message with its headers, and no program or archive attached."""
    if b"\0" in data:
        raise refusal(name, _NOT_A_MESSAGE)
    message, whole = mail_parts.parsed(data)
    if message is None:
        raise refusal(name, _NOT_A_MESSAGE)
    waiting: list[Message] = [message]
    for _ in range(_MOST_INSIDE):
        if not waiting:
            break
        for part in mail_parts.leaves(waiting.pop()):
            _check_part(name, part)
            if mail_parts.is_message(part):
                found, all_read = mail_parts.inside(part)
                whole = whole and all_read
                waiting += [found] if found is not None else []
    if waiting or not whole:
        raise refusal(name, _TOO_MANY_PARTS)
    return data


def _check_part(name: str, part: Message) -> None:
    carried = mail_parts.file_name(part)
    if ending_of(carried) in CARRIED_NEVER:
        raise refusal(
            name,
            f"it carries “{carried}”, which can hold a program. Save the message without it and "
            "upload that.",
        )


def decoded(name: str, data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding = "utf-16"
    elif b"\0" in data:
        raise refusal(name, _NOT_TEXT)
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
