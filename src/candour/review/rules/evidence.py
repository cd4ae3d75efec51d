# SPDX-License-Identifier: MIT
"""How much two traces speak for being of one activity: their days, their rare words, who and where.

Words are weighed by how rare they are among everything under review: "chief" says little,
the name of a host says much. The points are added, and every term can be put into words.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST = 3
_LONG_ENOUGH_TO_MISSPELL = 6
EMPTY_WORDS = frozenset({
    "a", "an", "and", "the", "of", "for", "to", "at", "in", "on", "with", "by", "from", "re",
    "fw", "fwd", "your", "our", "you", "we", "us", "will", "be", "is", "are", "this", "that",
    "invitation", "invite", "invited", "meeting", "event", "attend", "attendance", "attending",
    "chief", "constable", "deputy", "assistant", "officer", "police", "force", "constabulary",
    "claim", "mileage", "expense", "expenses", "overtime", "travel", "journey", "return", "staff",
    "accompanying", "miles", "receipt", "card", "payment", "paid", "regarding", "about", "ltd",
    "limited", "plc", "llp", "uk", "gift", "hospitality",
})  # fmt: skip


def words_of(*texts: str) -> frozenset[str]:
    """The words of some texts that can tell one activity from another."""
    return frozenset().union(*map(_words, texts))


@lru_cache(maxsize=50_000)
def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    found = (_stem(word) for word in _WORD.findall(plain))
    return frozenset(w for w in found if len(w) >= _SHORTEST and w not in EMPTY_WORDS)


def run_together(text: str) -> str:
    """Letters and figures alone: "Norbury Racecourse" and "NorburyRacecourse" are one."""
    return "".join(_WORD.findall(text.lower()))


def _stem(word: str) -> str:
    """Singular and plural are one word; "business" keeps its end."""
    longest_kept = 4
    if len(word) > longest_kept and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def spelled_alike(counts: Mapping[str, int]) -> dict[str, str]:
    """Each rare word that is one letter away from a commoner one, and that one.

    People misspell hosts and towns. Found without comparing all with all: two words one letter
    apart have a spelling in common once a letter is left out.
    """
    by_spelling: dict[str, str] = {}
    alike: dict[str, str] = {}
    commonest = sorted(counts, key=lambda word: (-counts[word], word))
    for word in [*sorted(EMPTY_WORDS), *commonest]:
        if len(word) < _LONG_ENOUGH_TO_MISSPELL:
            continue
        spellings = [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]
        meant = next((by_spelling[one] for one in spellings if one in by_spelling), None)
        if meant is not None and meant != word:
            alike[word] = meant
            continue
        for one in spellings:
            by_spelling.setdefault(one, word)
    return alike


@dataclass(frozen=True)
class Rarity:
    """How much each word says, in points: a word of one trace in a thousand says about 3."""

    counts: Counter[str]
    texts: int

    @classmethod
    def among(cls, texts: Iterable[frozenset[str]]) -> "Rarity":
        counts: Counter[str] = Counter()
        number = 0
        for words in texts:
            counts.update(words)
            number += 1
        return cls(counts, number)

    def of(self, word: str) -> float:
        return math.log10((1 + self.texts) / (1 + self.counts[word])) + 0.3

    def sum(self, words: Iterable[str]) -> float:
        return sum(map(self.of, words))


def shared_words(left: frozenset[str], right: frozenset[str], rarity: Rarity) -> float:
    """0 to 1: what is common to both, against the less wordy of the two."""
    both = left & right
    if not both:
        return 0.0
    smaller = min(rarity.sum(left), rarity.sum(right))
    return min(1.0, rarity.sum(both) / smaller) if smaller else 0.0


def days_apart(day: date, first: date, last: date) -> int:
    """Days between a day and a period; 0 inside it."""
    if day < first:
        return (first - day).days
    return max(0, (day - last).days)


def rarest(words: frozenset[str], rarity: Rarity, most: int = 3) -> list[str]:
    return sorted(words, key=lambda word: (-rarity.of(word), word))[:most]
