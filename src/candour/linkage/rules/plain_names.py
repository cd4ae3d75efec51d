# SPDX-License-Identifier: MIT
"""The quickest way to take a name apart, for cells of nothing but plain words, as most are.

Each word is worked out once and kept; a word that only the slow way understands has no entry, and
its cell takes that way. A property test holds the two to the same answer.
"""

import re
from itertools import pairwise

from candour.linkage.rules.cells import ACCOUNT_SAID, MOST_LETTERS, TELLING_WORDS
from candour.linkage.rules.tokens import MEANT, MOST_WORDS, PHRASE_ENDS, SPELLINGS
from candour.linkage.rules.vocabulary import (
    FIRST_NAMES,
    HONORIFICS,
    LEGAL_FORMS,
    MASK_WORDS,
    MASKED,
    STOP_WORDS,
)

FIGURES = re.compile(r"\d{5}")
TELL_BESIDE = {"care": re.compile(r"\bof\b"), "co": re.compile(r"\d{3}")}
"""Words that make a cell worth taking apart only beside something else: "care of", "co no 123"."""
TELL = (TELLING_WORDS | ACCOUNT_SAID) - TELL_BESIDE.keys()
FIRST_NEEDS_CARE = HONORIFICS | MASKED
PHRASES_END = frozenset(tuple(said.split()[-2:]) for said in MEANT)
PERSON = 3
"""The most words of a person's name that needs care."""


class _Plain(dict[str, str | None]):
    """Each word as it is typed in small letters, and its one spelling; nothing where it needs care."""

    ROOM = 400_000

    def __missing__(self, word: str) -> str | None:
        if len(self) > self.ROOM:
            self.clear()
        self[word] = found = None if _needs_care(word) else SPELLINGS[word]
        return found


def _needs_care(word: str) -> bool:
    spelt = SPELLINGS[word]
    return (
        len(word) == 1
        or not word.isalnum()
        or word in TELL
        or spelt in MASK_WORDS
        or bool(FIGURES.search(word))
        or (word in LEGAL_FORMS) != (spelt in LEGAL_FORMS)
        or (word in STOP_WORDS) != (spelt in STOP_WORDS)
    )


def _begins_oddly(typed: list[str], spelt: list[str]) -> bool:
    """As a mask or a person's name does."""
    if spelt[0] in FIRST_NEEDS_CARE or typed[0].isdigit():
        return True
    return spelt[0] in FIRST_NAMES and len(typed) <= PERSON


def _tells(typed: list[str], spelt: list[str]) -> bool:
    """Whether words mean something beside each other that none means alone."""
    if not PHRASE_ENDS.isdisjoint(spelt) and not PHRASES_END.isdisjoint(pairwise(spelt)):
        return True
    if TELL_BESIDE.keys().isdisjoint(typed):
        return False
    text = " ".join(typed)
    return any(mark.search(text) for word, mark in TELL_BESIDE.items() if word in typed)


PLAIN = _Plain()


def plain_words(raw: str) -> tuple[list[str], list[str]] | None:
    """The words of a cell as they were typed and in their one spelling; nothing where it needs care.

    >>> plain_words("ALDER & FENN SVCS LTD")
    (['alder', 'and', 'fenn', 'svcs', 'ltd'], ['alder', 'and', 'fenn', 'service', 'ltd'])
    >>> plain_words("J. Fenn"), plain_words("Mr Fenn"), plain_words("Halewick Football Club")
    (None, None, None)
    """
    if not raw.isascii() or len(raw) > MOST_LETTERS:
        return None
    typed = (raw.replace("&", " and ") if "&" in raw else raw).lower().split()
    if not 0 < len(typed) <= MOST_WORDS:
        return None
    spelt = list(map(PLAIN.__getitem__, typed))
    every = [word for word in spelt if word]
    if len(every) < len(typed) or _begins_oddly(typed, every) or _tells(typed, every):
        return None
    return typed, every
