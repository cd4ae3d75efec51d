# SPDX-License-Identifier: MIT
"""The quickest way to take a name apart, for cells of nothing but plain words, as most are.

Each word is worked out once and kept with what it means for a name; a word that only the slow way
understands says so, and its cell takes that way. A property test holds the two to the same answer.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from candour.linkage.rules.cells import ACCOUNT_SAID, MOST_LETTERS, TELLING_WORDS
from candour.linkage.rules.tokens import MEANT, MOST_WORDS, PHRASE_ENDS, informative, one_spelling
from candour.linkage.rules.vocabulary import (
    FIRST_NAMES,
    HONORIFICS,
    LEGAL_FORMS,
    MASK_WORDS,
    MASKED,
    SAY_NOTHING,
    STOP_WORDS,
    TRAILING_FORMS,
)

FIGURES = re.compile(r"\d{5}")
TELL_BESIDE = {
    "care": re.compile(r"\bof\b"),
    "co": re.compile(r"\d{3}"),
    "trading": re.compile(r"\b(?:not|ceased) trading\b|\btrading (?:as|name)\b"),
    "hospitality": re.compile(r"\bhospitality (?:at|for|to)\b"),
}
"""Words that make a cell worth taking apart only beside something else: "care of", "co no 123"."""
TELL = (TELLING_WORDS | ACCOUNT_SAID) - TELL_BESIDE.keys()
FIRST_NEEDS_CARE = HONORIFICS | MASKED
PHRASES_END = frozenset(tuple(said.split()[-2:]) for said in MEANT)
PERSON = 3
"""The most words of a person's name that needs care."""
MOST_INITIALS = 9

CARE, LETTER, FORM, STOP, TRAILING, FIRST, PERSONAL, PHRASE, BESIDE = (1 << n for n in range(9))
"""What a word may mean for a name, each a bit: it needs the slow way, is one letter, a legal form, a
small word, an ending, may not begin a name, begins a person's, may end a phrase, tells beside others."""
TELLING = frozenset().union(
    TELL, TELL_BESIDE, MASK_WORDS, LEGAL_FORMS, STOP_WORDS, TRAILING_FORMS, FIRST_NEEDS_CARE, FIRST_NAMES, PHRASE_ENDS
)  # fmt: skip
"""Every word of letters that may mean anything."""
SILENT = FORM | STOP
UNUSUAL = CARE | LETTER | TRAILING | PHRASE | BESIDE

Word = tuple[int, str, str]
"""What a word may mean, its one spelling, its first letter as it is typed."""


class PlainName(NamedTuple):
    words: tuple[str, ...]
    """none: they say nothing"""
    form: str
    letters: tuple[str, ...]


class _Words(dict[str, Word]):
    """Each word as it is typed in small letters."""

    ROOM = 400_000

    def __missing__(self, word: str) -> Word:
        if len(self) > self.ROOM:
            self.clear()
        spelt = one_spelling(word)
        self[word] = found = (_meaning(word, spelt), spelt, word[0])
        return found


def _meaning(word: str, spelt: str) -> int:
    if word.isalpha() and len(word) > 1 and word not in TELLING and spelt not in TELLING:
        return 0
    if _needs_care(word, spelt):
        return CARE
    return (
        LETTER * (len(word) == 1)
        | FORM * (spelt in LEGAL_FORMS)
        | STOP * (spelt in STOP_WORDS)
        | TRAILING * (spelt in TRAILING_FORMS)
        | FIRST * (spelt in FIRST_NEEDS_CARE or word.isdigit())
        | PERSONAL * (spelt in FIRST_NAMES)
        | PHRASE * (spelt in PHRASE_ENDS)
        | BESIDE * (word in TELL_BESIDE)
    )


def _needs_care(word: str, spelt: str) -> bool:
    return (
        not word.isalnum()
        or word in TELL
        or spelt in MASK_WORDS
        or bool(FIGURES.search(word))
        or (word in LEGAL_FORMS) != (spelt in LEGAL_FORMS)
        or (word in STOP_WORDS) != (spelt in STOP_WORDS)
    )


def _tells(typed: list[str], found: list[Word], marks: int) -> bool:
    """Whether words mean something beside each other that none means alone."""
    if marks & LETTER and sum(one[0] & LETTER for one in found) > LETTER:
        return True
    if marks & PHRASE and not PHRASES_END.isdisjoint(pairwise([one[1] for one in found])):
        return True
    if not marks & BESIDE:
        return False
    text = " ".join(typed)
    return any(mark.search(text) for word, mark in TELL_BESIDE.items() if word in typed)


WORDS = _Words()


def plain_name(raw: str) -> PlainName | None:
    """What a cell of plain words says; nothing where it needs care.

    >>> plain_name("THE ALDER & FENN SVCS LTD")
    PlainName(words=('alder', 'fenn', 'service'), form='limited', letters=('taafs', 'afs'))
    >>> plain_name("J. Fenn"), plain_name("Mr Fenn"), plain_name("Halewick Football Club")
    (None, None, None)
    """
    if not raw.isascii() or len(raw) > MOST_LETTERS:
        return None
    typed = (raw.replace("&", " and ") if "&" in raw else raw).lower().split()
    if not 0 < len(typed) <= MOST_WORDS:
        return None
    found = [WORDS[word] for word in typed]
    marks = 0
    for one in found:
        marks |= one[0]
    first = found[0][0]
    if first & FIRST or (first & PERSONAL and len(typed) <= PERSON):
        return None
    if marks & UNUSUAL and (marks & CARE or _tells(typed, found, marks)):
        return None
    return _said(found, marks)


def _said(found: list[Word], marks: int) -> PlainName:
    words = tuple([spelt for mark, spelt, _ in found if not mark & SILENT])
    form = ""
    if marks & TRAILING or not words:
        words, form = informative([one[1] for one in found])
        words = () if SAY_NOTHING.issuperset(words) else words
    elif marks & FORM:
        form = next(LEGAL_FORMS[one[1]] for one in found if one[0] & FORM)
    some = found[:MOST_INITIALS]
    every = "".join([letter for mark, _, letter in some if not mark & FORM])
    if not marks & STOP:
        return PlainName(words, form, (every,))
    told = "".join([letter for mark, _, letter in some if not mark & SILENT])
    return PlainName(words, form, (every, told) if any(one[0] & STOP for one in some) else (every,))
