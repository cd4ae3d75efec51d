# SPDX-License-Identifier: MIT
"""The six digits of a code app (RFC 6238): SHA-1, 30 seconds, one step of tolerance each way."""

import base64
import hashlib
import hmac
from datetime import datetime

PERIOD = 30
DIGITS = 6
TOLERANCE = 1


def code_at(secret: str, step: int) -> str:
    """The digits that the app shows during one step of 30 seconds."""
    key = base64.b32decode(secret, casefold=True)
    digest = hmac.new(key, step.to_bytes(8), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    value = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{value % 10**DIGITS:0{DIGITS}}"


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // PERIOD


def step_of(secret: str, typed: str, moment: datetime) -> int | None:
    """The step whose code was typed; none if no code near this moment is this one."""
    now = step_at(moment)
    found = None
    for step in range(now - TOLERANCE, now + TOLERANCE + 1):  # all of them: no answer is quicker
        if hmac.compare_digest(code_at(secret, step).encode(), typed.encode()):
            found = step
    return found


def as_typed(typed: str) -> str:
    """A code without the spaces and hyphens that people copy with it."""
    return "".join(each for each in typed.upper() if each.isalnum())
