# SPDX-License-Identifier: MIT
"""How sessions begin and why they end, in the words that are kept."""

from enum import StrEnum


class How(StrEnum):
    """What somebody signed in with."""

    PASSWORD = "password"  # noqa: S105  the name of a way, not a secret
    CODE = "code"
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"
    ORGANISATION = "organisation"


class Ended(StrEnum):
    """Why a session ended before its time."""

    SIGNED_OUT = "signed_out"
    TOO_LONG = "too_long"
    BY_THEMSELVES = "by_themselves"
    BY_ADMINISTRATOR = "by_administrator"
    DETAILS_CHANGED = "details_changed"
    POST_LOST = "post_lost"
    LEFT = "left"
    STOPPED = "stopped"
