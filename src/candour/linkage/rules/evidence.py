# SPDX-License-Identifier: MIT
"""What two bodies' names, numbers and places say for and against their being one, feature by feature.

A feature that is missing says nothing: it has no entry and weighs no bits.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from candour.linkage.rules.alignment import KNOWN_BELOW, Alignment, Weigh, align
from candour.linkage.rules.known_names import KNOWN
from candour.linkage.rules.names import Alias, Name
from candour.linkage.rules.tokens import key
from candour.linkage.rules.vocabulary import (
    COUNTRY_WORDS,
    KINDS_OF_BODY,
    OFFICE_WORDS,
    OWNER_WORDS,
)

FULL, OUTWARD = 2.0, 1.0
FEWEST = 3
CUT = 20
"""Letters from which a name may have been cut to the width of a column."""
INITIALS_TELL = 0.6
GROUP = COUNTRY_WORDS | {"group"}


class Side(NamedTuple):
    """One of two records that are compared."""

    name: Name
    number: str = ""
    postcode: str = ""
    place: str = ""


class Compared(NamedTuple):
    """The two aliases that speak most for one body, and how they stand beside each other."""

    left: Alias
    right: Alias
    alignment: Alignment
    features: dict[str, float]
    bits: float


@dataclass(frozen=True)
class Model:
    """Weights in bits, kept as data under a version; see `models/`."""

    version: str
    prior: float
    edges: dict[str, tuple[float, ...]]
    bits: dict[str, tuple[float, ...]]
    thresholds: dict[str, float]
    kinds: dict[str, float]
    counts: dict[str, int] = field(repr=False)
    names: int = 1
    unknown: float = 14.0

    @cached_property
    def steps(self) -> dict[str, tuple[tuple[float, ...], tuple[float, ...]]]:
        return {name: (edges, self.bits[name]) for name, edges in self.edges.items()}

    def place(self, feature: str, value: float) -> int:
        """Which step of a feature a value stands on."""
        return bisect_right(self.edges[feature], value)

    def step(self, feature: str, value: float) -> float:
        return self.bits[feature][self.place(feature, value)]

    def total(self, features: dict[str, float]) -> float:
        steps, total = self.steps, self.prior
        for name, value in features.items():
            edges, bits = steps[name]
            total += bits[bisect_right(edges, value)]
        return total


def compare_names(left: Side, right: Side, model: Model, weigh: Weigh) -> Compared | None:
    """The best of all pairs of aliases; nothing where a side has no name that may match."""
    quiet = _quiet(left.place, right.place) if left.place or right.place else OFFICE_WORDS
    best: Compared | None = None
    for mine in left.name.aliases:
        for other in right.name.aliases:
            found = compare_aliases(mine, other, model, weigh, quiet)
            if best is None or found.bits > best.bits:
                best = found
    return best


@lru_cache(maxsize=10_000)
def _quiet(mine: str, other: str) -> frozenset[str]:
    """Words that may be left over for nothing: where in a body something goes, and the two towns."""
    return OFFICE_WORDS.union(mine.split(), other.split())


def compare_aliases(
    mine: Alias, other: Alias, model: Model, weigh: Weigh, quiet: frozenset[str] = OFFICE_WORDS
) -> Compared:
    alignment = align(mine.words, other.words, weigh, mine.soft | other.soft, quiet)
    if (alignment.left_over or alignment.right_over) and is_cut_short(mine, other, weigh):
        alignment = _as_far_as_it_goes(mine, other, weigh)
    if alignment.left_over and _initials(mine, other):
        long = mine if len(mine.words) > 1 else other
        told = sum(map(weigh, long.words)) * INITIALS_TELL
        alignment = Alignment(told, initials=True, telling=told)
    features = name_features(mine, other, alignment)
    bits = model.total(features) + model.kinds[mine.kind] + model.kinds[other.kind]
    return Compared(mine, other, alignment, features, bits)


def is_cut_short(mine: Alias, other: Alias, weigh: Weigh) -> bool:
    """Whether one name ends within a word of the other, as a column that is too narrow leaves it."""
    if not _begin_alike(mine.words[0], other.words[0]):
        return False
    short, long = sorted((mine, other), key=lambda one: len(key(one.words)))
    *whole, last = short.words
    if len(key(short.words)) < CUT or short.form or len(long.words) <= len(whole):
        return False
    full = long.words[len(whole)]
    within = (
        full.startswith(last)
        and last != full
        and (len(last) < FEWEST or weigh(last) >= KNOWN_BELOW)
    )
    return within and tuple(whole) == long.words[: len(whole)]


def _begin_alike(mine: str, other: str) -> bool:
    return mine.startswith(other) or other.startswith(mine)


def _as_far_as_it_goes(mine: Alias, other: Alias, weigh: Weigh) -> Alignment:
    shared = [weigh(word) for word in min(mine.words, other.words, key=len)[:-1]]
    return Alignment(sum(shared), telling=max(shared), exact=max(shared))


def _initials(mine: Alias, other: Alias) -> bool:
    """Whether the whole of one name is the initials of the other, three letters at least."""
    for short, long in ((mine, other), (other, mine)):
        if (
            len(short.words) == 1
            and len(short.words[0]) >= FEWEST
            and short.words[0] in long.letters
            and short.words[0] not in KNOWN
        ):
            return True
    return False


def name_features(mine: Alias, other: Alias, found: Alignment) -> dict[str, float]:
    features = {"shared words": found.shared}
    if found.left or found.right or found.typos or found.guesses:
        features.update(_differences(mine, other, found))
    if found.initials:
        features.update(_initials_told(mine, other, found))
    if mine.form and other.form and mine.form != other.form:
        features["legal forms differ"] = 1.0
    return features


def _initials_told(mine: Alias, other: Alias, found: Alignment) -> dict[str, float]:
    if found.joint:
        return {"misspellings": 1.0}
    letters = [len(one.words[0]) for one in (mine, other) if len(one.words) == 1]
    whole = letters and not found.left_over and not found.right_over
    return {"initials only": float(min(letters)) if whole else 1.0}


def _differences(mine: Alias, other: Alias, found: Alignment) -> dict[str, float]:
    near, far = (found.left, found.right) if found.left < found.right else (found.right, found.left)
    features: dict[str, float] = {}
    if far:
        features["words left over on one side"] = far
        features.update(_left_over(mine, other, found))
    if near:
        features["words left over on both sides"] = near
        features["spelling of what is left over"] = fuzz.ratio(
            key(found.left_over), key(found.right_over)
        )
    if found.typos:
        features["misspellings"] = float(found.typos)
    if found.guesses:
        features["guessed misspellings"] = float(found.guesses)
    if not found.head:
        features["first words differ"] = 1.0
    features["most telling word in common"] = found.telling
    features["share in common"] = 2 * found.shared / (2 * found.shared + near + far or 1.0)
    features["spelling of the whole"] = fuzz.ratio(key(mine.words), key(other.words))
    return features


def _left_over(mine: Alias, other: Alias, found: Alignment) -> dict[str, float]:
    told: dict[str, float] = {}
    if kinds := kinds_differ(found):
        told["kinds of body differ"] = kinds
    parts = parts_of_a_group(found)
    if parts and not is_its_group(mine, other, found):
        told["another part of a group"] = parts
    if figures_differ(found):
        told["figures differ"] = 1.0
    if len(found.left_over) > 1 or len(found.right_over) > 1:
        told["several words left over"] = 1.0
    if mine.form and other.form:
        told["both are registered names"] = 1.0
    return told


def kinds_differ(found: Alignment) -> float:
    """2 where each side is another sort of body, 1 where one side alone says what it is."""
    mine = not KINDS_OF_BODY.isdisjoint(found.left_over)
    other = not KINDS_OF_BODY.isdisjoint(found.right_over)
    return float(mine + other)


def parts_of_a_group(found: Alignment) -> float:
    """How many sides add "Holdings", "Group" and the like, which name another company of one owner."""
    mine = not OWNER_WORDS.isdisjoint(found.left_over)
    other = not OWNER_WORDS.isdisjoint(found.right_over)
    return float(mine + other)


def is_its_group(mine: Alias, other: Alias, found: Alignment) -> bool:
    """Whether one name adds no more than "Group" to a bare brand: so people shorten it."""
    short, over = (mine, found.right_over) if found.right_over else (other, found.left_over)
    bare = not (found.left_over and found.right_over) and not short.form
    return bare and "group" in over and GROUP.issuperset(over)


def figures_differ(found: Alignment) -> bool:
    """A figure of one side that the other lacks: "Academy 2", "Lot 14"."""
    return any(word.isdigit() for word in (*found.left_over, *found.right_over))


def record_features(left: Side, right: Side) -> dict[str, float]:
    """What numbers and places say; nothing where either side is silent."""
    features: dict[str, float] = {}
    if left.number and right.number:
        features["number"] = float(left.number == right.number)
    if left.postcode and right.postcode:
        same_area = left.postcode.split()[0] == right.postcode.split()[0]
        features["postcode"] = FULL if left.postcode == right.postcode else OUTWARD * same_area
    if left.place and right.place:
        features["place"] = float(left.place == right.place)
    return features
