# SPDX-License-Identifier: MIT
"""Which words of one name stand in the other, and what is left over on each side."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from candour.linkage.rules.known_names import KNOWN
from candour.linkage.rules.vocabulary import (
    COUNTRY_WORDS,
    KINDS_OF_BODY,
    MEANT_BESIDE,
    OFFICE_WORDS,
    SAME_PHRASE,
    STOP_WORDS,
)

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _next_keys() -> dict[str, str]:
    near: dict[str, str] = {}
    for row, keys in enumerate(ROWS):
        for place, letter in enumerate(keys):
            around = [keys[max(place - 1, 0) : place + 2]]
            around += [
                other[max(place - 1, 0) : place + 2] for other in ROWS[max(row - 1, 0) : row + 2]
            ]
            near[letter] = "".join(around)
    return near


NEXT_KEYS = _next_keys()
"""The keys around each key."""
Weigh = Callable[[str], float]
"""How many bits a word tells: few for "services", many for a made-up brand."""

KNOWN_BELOW = 13.0
"""A word that names use is one that a typist meant; two such words are two words."""
SHORT_WORD, SURE_WORD, LONG_WORD = 3, 6, 8
"""Letters below which a misspelling is a guess, is one only beside other words, and may be two slips."""
ABBREVIATION = 3
INITIALS = range(2, 7)
"""Letters of a word that may stand for words."""
SHORTEST = 2
"""Letters of initials that stand only for words that nothing else explains."""
STEM = 5
MISSPELT, SHORTENED, GUESSED = 0.8, 0.6, 0.5
"""How much of a word's bits a misspelling, a shortening and a misspelling that is a guess keep."""
PHRASES = (
    *((short, tuple(said.split())) for said, short in SAME_PHRASE if short not in said.split()),
    *((short, tuple(said.split())) for short, said in MEANT_BESIDE),
)
"""What stands behind the short form of a set phrase; somebody may have misspelt it in full."""
SOFT = 0.5
"""How much a word in brackets, or a country, weighs where it is left over."""


class Alignment(NamedTuple):
    shared: float
    left: float = 0.0
    right: float = 0.0
    left_over: tuple[str, ...] = ()
    right_over: tuple[str, ...] = ()
    typos: int = 0
    guesses: int = 0
    """misspellings that may well be two words"""
    initials: bool = False
    """whether a word of one stands for words of the other"""
    joint: bool = False
    """whether other words agree beside such initials"""
    head: bool = True
    """whether the first words agree"""
    telling: float = 0.0
    """the bits of the most telling word that both hold"""
    word: str = ""
    """that word, as the right side spells it"""
    exact: float = 0.0
    """the bits of the most telling word that both spell alike"""
    slips: int = 0
    """the most slips in one misspelling"""
    shortest: int = 99
    """letters of the shortest word that is misspelt"""


def align(
    left: tuple[str, ...],
    right: tuple[str, ...],
    weigh: Weigh,
    soft: frozenset[str] = frozenset(),
    quiet: frozenset[str] = OFFICE_WORDS,
) -> Alignment:
    """Lay two names beside each other; `quiet` words, as their towns, may be left over for nothing."""
    theirs = set(right)
    both = [word for word in dict.fromkeys(left) if word in theirs]
    weights = [weigh(word) for word in both]
    ours = set(left)
    if len(both) == len(ours) == len(theirs):
        most = max(weights)
        return Alignment(sum(weights), telling=most, exact=most)
    rest = _Rest(
        [word for word in dict.fromkeys(left) if word not in theirs],
        [word for word in dict.fromkeys(right) if word not in ours],
        weigh,
    )
    if both:
        rest.shared = sum(weights)
        rest.telling, rest.word = max(zip(weights, both, strict=True))
    rest.explain(left, right)
    if rest.shared:
        rest.hush(quiet)
    head = left[0] not in rest.left and right[0] not in rest.right
    return rest.told(soft, exact=max(weights, default=0.0), joint=bool(both), head=head)


def _left_over(words: list[str], weigh: Weigh, soft: frozenset[str]) -> float:
    total = 0.0
    for word in words:
        half = word in COUNTRY_WORDS or word in soft
        total += weigh(word) * (SOFT if half else 1.0)
    return total


@lru_cache(maxsize=200_000)
def _is_quiet(word: str, quiet: frozenset[str]) -> bool:
    if word in quiet:
        return True
    size = len(word)
    near = (one for one in quiet if -1 <= len(one) - size <= 1)
    return size > STEM and any(OSA.distance(word, one, score_cutoff=1) <= 1 for one in near)


class _Rest:
    """What two names do not share yet; each step takes out what it can explain."""

    def __init__(self, left: list[str], right: list[str], weigh: Weigh) -> None:
        self.left, self.right, self.weigh = left, right, weigh
        self.shared = self.telling = 0.0
        self.word = ""
        self.typos = self.guesses = self.slips = 0
        self.shortest = 99
        self.stood_for = False

    def explain(self, left: tuple[str, ...], right: tuple[str, ...]) -> None:
        if self.left and self.right:
            self.expand()
        if self.left and self.right:
            self.join()
            self.initials(left, right)
            self.spell()
            self.guess()

    def hush(self, quiet: frozenset[str]) -> None:
        """Leave out the words that may be left over for nothing, and look once more at the rest."""
        before = len(self.left) + len(self.right)
        self.left = [word for word in self.left if not _is_quiet(word, quiet)]
        self.right = [word for word in self.right if not _is_quiet(word, quiet)]
        if self.left and self.right and len(self.left) + len(self.right) < before:
            self.join()
            self.guess()

    def expand(self) -> None:
        """A short form beside its phrase misspelt: "cc" and "crickte club"."""
        for mine, other in ((self.left, self.right), (self.right, self.left)):
            for word, said in PHRASES:
                if word in mine and self._is_meant(said, other):
                    mine.remove(word)
                    mine += [one for one in said if one not in other]
                    for one in set(said).intersection(other):
                        self._share(self.weigh(one), one)
                        other.remove(one)

    def _is_meant(self, said: tuple[str, ...], other: list[str]) -> bool:
        """Whether the other side holds a phrase, whole or misspelt."""
        return set(said).issubset(other) or any(
            likeness(one, two, self.weigh) for one in said for two in other
        )

    def join(self) -> None:
        """Words written together on one side and apart on the other."""
        if "".join(self.left) == "".join(self.right):
            self._share(max(self._bits(self.left), self._bits(self.right)), self.right[0])
            self.left, self.right = [], []
            return
        if len(self.left) != len(self.right) and _nearly("".join(self.left), "".join(self.right)):
            self._share(
                max(self._bits(self.left), self._bits(self.right)) * MISSPELT, self.right[0]
            )
            self.typos += 1
            self.slips = max(self.slips, OSA.distance("".join(self.left), "".join(self.right)))
            self.left, self.right = [], []
            return
        for whole, pieces in ((self.left, self.right), (self.right, self.left)):
            for word in tuple(whole) if len(pieces) > 1 else ():
                found = _split(word, pieces)
                if found:
                    self._share(
                        max(self.weigh(word) * MISSPELT, self._bits(found)),
                        word if whole is self.right else found[0],
                    )
                    whole.remove(word)
                    for piece in found:
                        pieces.remove(piece)

    def initials(self, left: tuple[str, ...], right: tuple[str, ...]) -> None:
        """One word whose letters begin the words of the other name."""
        for short, words, own in ((self.left, self.right, right), (self.right, self.left, left)):
            for word in [one for one in short if len(one) in INITIALS and len(own) >= len(one)]:
                run = _run(word, [one for one in own if one not in STOP_WORDS], set(words))
                if run:
                    self.shared += self.weigh(word) * SHORTENED
                    self.stood_for = True
                    short.remove(word)
                    for one in set(run) & set(words):
                        words.remove(one)
                    break

    def spell(self) -> None:
        """Misspellings and shortenings, the closest pair of words first."""
        found = sorted(
            (-kept, mine, other)
            for mine in self.left
            for other in self.right
            if (mine[0] == other[0] or mine[-1] == other[-1])
            and (kept := likeness(mine, other, self.weigh))
            and (self.shared or _sure(mine, other))
        )
        for kept, mine, other in found:
            if mine in self.left and other in self.right:
                self._share(-kept * min(self.weigh(mine), self.weigh(other)), other)
                self.typos += 1
                slips = _slips(mine, other)
                self.slips = max(self.slips, slips)
                if slips:
                    self.shortest = min(self.shortest, len(mine), len(other))
                self.left.remove(mine)
                self.right.remove(other)

    def guess(self) -> None:
        """One word left over on each side, nearly alike beside all that agrees."""
        if self.shared and len(self.left) == len(self.right) == 1:
            mine, other = self.left[0], self.right[0]
            if _may_be(mine, other, self.weigh):
                self._share(GUESSED * min(self.weigh(mine), self.weigh(other)), other)
                self.guesses += 1
                self.left, self.right = [], []

    def told(self, soft: frozenset[str], *, exact: float, joint: bool, head: bool) -> Alignment:
        """What is shared and left over, once every step is done."""
        return Alignment(
            self.shared,
            _left_over(self.left, self.weigh, soft),
            _left_over(self.right, self.weigh, soft),
            tuple(self.left),
            tuple(self.right),
            self.typos,
            self.guesses,
            self.stood_for,
            self.stood_for and joint,
            head,
            self.telling,
            self.word,
            exact,
            self.slips,
            self.shortest,
        )

    def _share(self, bits: float, word: str) -> None:
        self.shared += bits
        if bits > self.telling:
            self.telling, self.word = bits, word

    def _bits(self, words: list[str]) -> float:
        return sum(map(self.weigh, words))


def likeness(mine: str, other: str, weigh: Weigh) -> float:
    """How far two different words may be one: 0 where both are words of their own."""
    short, long = (mine, other) if len(mine) <= len(other) else (other, mine)
    if (short[0] != long[0] and short[-1] != long[-1]) or _figures(short) != _figures(long):
        return 0.0
    known = [weigh(word) < KNOWN_BELOW for word in (short, long)]
    if _is_shorter(short, long, known):
        return SHORTENED
    if len(short) < SHORT_WORD or all(known):
        return 0.0
    if _is_jumbled(mine, other):
        return MISSPELT
    allowed = 2 if len(short) >= LONG_WORD else 1
    distance = OSA.distance(mine, other, score_cutoff=allowed)
    if distance > allowed and len(short) < len(long):
        distance = OSA.distance(f"{short}s", long, score_cutoff=allowed)
    if distance > allowed or (distance == 1 and _another_letter(mine, other)):
        return 0.0
    return MISSPELT


def _may_be(mine: str, other: str, weigh: Weigh) -> bool:
    """Two slips in a shorter word, or one in its first letter; not where both are words of their own."""
    if _figures(mine) != _figures(other) or all(weigh(one) < KNOWN_BELOW for one in (mine, other)):
        return False
    shorter = min(len(mine), len(other))
    allowed = 2 if shorter > ABBREVIATION + 1 else 1
    distance = OSA.distance(mine, other, score_cutoff=allowed)
    if distance > allowed or (distance == 1 and _another_letter(mine, other)):
        return False
    return shorter >= ABBREVIATION


def _figures(word: str) -> str:
    return "" if word.isalpha() else "".join(filter(str.isdigit, word))


def _is_shorter(short: str, long: str, known: list[bool]) -> bool:
    """An abbreviation of a known word, or another ending of one."""
    if known == [False, True] and len(short) >= ABBREVIATION and long.startswith(short):
        return True
    if len(short) == len(long):
        return False
    return any(known) and _stem(short, long) >= max(STEM, 0.6 * len(long))


def _sure(mine: str, other: str) -> bool:
    """Whether a misspelling is plain with no other word beside it: long, and begun alike or swapped."""
    begun = mine[0] == other[0] or mine[1::-1] == other[:2]
    return begun and min(len(mine), len(other)) >= SURE_WORD


def _slips(mine: str, other: str) -> int:
    """Slips between two spellings; a shortening, by more than a letter, is none."""
    short, long = sorted((mine, other), key=len)
    shortened = long.startswith(short) and len(long) - len(short) > 1
    return 0 if shortened else 1 if _is_jumbled(mine, other) else OSA.distance(mine, other)


def _is_jumbled(mine: str, other: str) -> bool:
    """The same letters begun alike, some of them in another order: one slip, however far a letter has gone."""
    return len(mine) >= SURE_WORD and mine[0] == other[0] and sorted(mine) == sorted(other)


def _nearly(mine: str, other: str) -> bool:
    """Whether words run together are a slip or two away from words apart."""
    shorter = min(len(mine), len(other))
    if shorter < SURE_WORD or mine[0] != other[0]:
        return False
    allowed = 2 if shorter > LONG_WORD else 1
    return OSA.distance(mine, other, score_cutoff=allowed) <= allowed


def _another_letter(mine: str, other: str) -> bool:
    """One letter instead of another that no finger slips to: two brands a vowel apart, not a misspelling."""
    if len(mine) != len(other) or len(mine) > LONG_WORD:
        return False
    apart = [(one, two) for one, two in zip(mine, other, strict=True) if one != two]
    return len(apart) == 1 and apart[0][1] not in NEXT_KEYS.get(apart[0][0], "")


def _stem(short: str, long: str) -> int:
    count = 0
    for mine, other in zip(short, long, strict=False):
        if mine != other:
            break
        count += 1
    return count


def _split(word: str, pieces: list[str]) -> list[str]:
    """The pieces, in any order of two, that make up a word."""
    for first in pieces:
        if len(first) > 1 and word.startswith(first) and len(first) < len(word):
            second = word[len(first) :]
            if second in pieces and second != first:
                return [first, second]
    return []


def _run(word: str, own: list[str], left_over: set[str]) -> list[str]:
    """The words, one after the other, that a word is the initials of; some must be left over."""
    if word in KINDS_OF_BODY or word in KNOWN:
        return []
    start = "".join([one[0] for one in own]).find(word)
    run = own[start : start + len(word)] if start >= 0 else []
    unmet = len(left_over.intersection(run))
    needed = len(word) / 2 if len(word) > SHORTEST else len(word)
    return run if run and unmet >= needed else []
