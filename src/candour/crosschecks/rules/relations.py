# SPDX-License-Identifier: MIT
"""What the match of two names takes from a finding: the less they have in common, the less it matters."""

from candour.crosschecks.rules.detecting import Point
from candour.crosschecks.rules.sides import Match

FAR = -3.0
"""Bits from which two connected names share little more than a word."""
LOOSE = frozenset({"related", "acronym"})
"""Relations that rest on a few words, or on initials."""
ANSWERED = "answered"


def names_tell(match: Match) -> tuple[Point, ...]:
    """Nothing where they are one body, or a person has said that they are connected."""
    if match.outcome == "same" or match.code == ANSWERED:
        return ()
    only = Point(-1.5, "The two are connected at most, and not one.")
    if match.bits >= FAR and match.code not in LOOSE:
        return (only,)
    return (only, Point(-2.0, "Their names have little in common."))
