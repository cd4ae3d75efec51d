# SPDX-License-Identifier: MIT
"""Protective marking: the highest of what is on this page for this reader."""

from enum import StrEnum


class Marking(StrEnum):
    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"

    @property
    def sensitive(self) -> bool:
        return self is Marking.OFFICIAL_SENSITIVE


def highest(*markings: Marking) -> Marking:
    """The marking of a page from the markings of what it shows."""
    return Marking.OFFICIAL_SENSITIVE if any(m.sensitive for m in markings) else Marking.OFFICIAL
