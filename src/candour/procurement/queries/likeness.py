# SPDX-License-Identifier: MIT
"""Whether two names are one body, or have to do with each other, by the matching of the product."""

from candour.crosschecks.rules.relations import FAR, LOOSE
from candour.linkage.models_on_file import PAIRS, Weights, model
from candour.linkage.records import Record, side
from candour.linkage.rules.outcomes import SAME, Decision, decide


def told(name: str, number: str, other: str, other_number: str) -> Decision | None:
    """None where they have nothing, or too little, to do with each other."""
    known = model(PAIRS)
    mine = side(Record("", name, number, "", ""))
    theirs = side(Record("", other, other_number, "", ""))
    found = decide(mine, theirs, known, Weights(known).__getitem__)
    if found.outcome == SAME:
        return found
    far = found.bits < FAR or found.code in LOOSE
    return None if found.outcome == "different" or far else found
