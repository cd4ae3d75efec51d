# SPDX-License-Identifier: MIT
"""When a message that could not be handed over is tried again, and when we stop."""

from datetime import datetime, timedelta
from enum import StrEnum

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
FACTOR = 4
MOST_TRIES = 8
"""One minute, four, sixteen, about an hour, then every four hours: given up after half a day."""

PERMANENT = range(500, 600)


class Problem(StrEnum):
    """Why the mail server did not take a message, in words for the outbox."""

    ADDRESS_REFUSED = "The mail server refused the address"
    MESSAGE_REFUSED = "The mail server refused the message"
    NOT_NOW = "The mail server asked us to try later"
    NOT_WELCOME = "The mail server did not accept this service as a sender"
    NO_SERVER = "The mail server could not be reached"
    STOPPED = "Sending stopped before the mail server answered"
    ERASED = "What the message said has been erased"


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try once more after this many tries; none when it is time to give up."""
    if tries >= MOST_TRIES:
        return None
    return now + min(FIRST_WAIT * int(FACTOR ** (tries - 1)), LONGEST_WAIT)


def is_permanent(code: int) -> bool:
    """Whether the mail server said that trying again cannot help."""
    return code in PERMANENT
