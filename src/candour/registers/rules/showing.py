# SPDX-License-Identifier: MIT
"""Who may see a column, from the widest to the narrowest."""

from enum import StrEnum


class Show(StrEnum):
    PUBLIC = "public"
    """May be published."""
    STAFF = "staff"
    """The line, and those who keep or check the register."""
    PSD = "psd"
    """The unit that runs the register, and the person concerned."""
    SECRET = "secret"  # noqa: S105 - a level, not a password
    """Sealed; the person concerned and those who handle the entry by name of their office."""
