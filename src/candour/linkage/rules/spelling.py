# SPDX-License-Identifier: MIT
"""How alike two kept names are spelt, for an engine whose own measure need not be DuckDB's to the last bit."""

from rapidfuzz.distance import JaroWinkler

from candour.linkage.rules.names import ALIAS


def likest(mine: str, other: str) -> float:
    """The likeness of two names, or of one and the second name of the other."""
    ours, theirs = (one.replace(" ", "").split(ALIAS)[:2] for one in (mine, other))
    found = JaroWinkler.similarity(ours[0], theirs[0])
    if len(theirs) > 1:
        found = max(found, JaroWinkler.similarity(ours[0], theirs[1]))
    if len(ours) > 1:
        found = max(found, JaroWinkler.similarity(ours[1], theirs[0]))
    return float(found)
