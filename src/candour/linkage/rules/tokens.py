# SPDX-License-Identifier: MIT
"""The words of a name, and its key: one spelling for what is one name. Written once, for every engine.

Databases, DuckDB and Spark compare what stands here; none of them takes a name apart itself.
"""

import re
import unicodedata

from candour.linkage.rules.vocabulary import (
    LEGAL_FORMS,
    LONG_FORMS,
    SAME_PHRASE,
    SAME_WORD,
    STOP_WORDS,
    TRAILING_FORMS,
)

MOST_WORDS = 24
"""A longer name is a sentence; its first words decide."""

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = "'’‘`´ʼ"
LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "&": " and ",
    "+": " and ", **dict.fromkeys(APOSTROPHES, ""),
})  # fmt: skip
PHRASES = re.compile("|".join(rf"\b{re.escape(said)}\b" for said, _ in (*LONG_FORMS, *SAME_PHRASE)))
MEANT = dict((*LONG_FORMS, *SAME_PHRASE))
PHRASE_ENDS = frozenset(said.split()[-1] for said in MEANT)
FORM_WORDS = frozenset(LEGAL_FORMS)
MISREAD = re.compile(r"[a-z]{2,}[015][a-z]+|[a-z][015][a-z]{2,}")
AS_LETTERS = str.maketrans("015", "ols")
"""A figure inside a word is a letter that a machine has misread."""
KEEPS_ITS_S = ("ss", "us", "is", "as", "os", "news")
SHORT_PLURAL = 3


NEEDS_CARE = re.compile(r"[^\w\s.,()/-]")


class _Spellings(dict[str, str]):
    """Each word and its one spelling; a word met for the first time is worked out and kept."""

    ROOM = 400_000

    def __missing__(self, word: str) -> str:
        if len(self) > self.ROOM:
            self.clear()
        self[word] = spelt = one_spelling(word)
        return spelt


SPELLINGS = _Spellings()


def plain(text: str) -> str:
    """Lower case without accents: letters of other scripts stay as they are."""
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join([letter for letter in text if not unicodedata.combining(letter)])
        text = text.casefold()
        return text.translate(LETTERS)
    return text.translate(LETTERS) if NEEDS_CARE.search(text) else text


def spoken(text: str) -> list[str]:
    """Every word of a text as it was typed, capitals and accents apart."""
    return WORD.findall(plain(text))


def words(text: str) -> list[str]:
    """Every word of a name, legal form and all, each in its one spelling.

    >>> words("J.C. Brämford & Son (Svcs) Ltd")
    ['jc', 'bramford', 'and', 'son', 'service', 'ltd']
    """
    return spelt(spoken(text))


def spelt(found: list[str]) -> list[str]:
    """Words in their one spelling, with initials and set phrases put together."""
    if 1 in map(len, found):
        found = _initials_joined(found)
    one = list(map(SPELLINGS.__getitem__, found[:MOST_WORDS]))
    if PHRASE_ENDS.isdisjoint(one):
        return one
    return PHRASES.sub(lambda said: MEANT[said.group()], " ".join(one)).split()


def informative(found: list[str]) -> tuple[tuple[str, ...], str]:
    """The words that tell one body from another, and the family of its legal form.

    >>> informative(["the", "window", "company", "ltd"])
    (('window',), 'limited')
    """
    form, kept = "", found[:]
    if not FORM_WORDS.isdisjoint(found):
        form = next(LEGAL_FORMS[word] for word in found if word in LEGAL_FORMS)
        kept = [word for word in found if word not in LEGAL_FORMS]
    while len(kept) > 1 and (kept[-1] in TRAILING_FORMS or kept[-1] in STOP_WORDS):
        kept.pop()
    if STOP_WORDS.isdisjoint(kept):
        return tuple(kept), form
    return tuple([word for word in kept if word not in STOP_WORDS]) or tuple(kept), form


def key(telling: tuple[str, ...]) -> str:
    """One string for one name: the same whatever was written together or apart."""
    return "".join(telling)


def one_spelling(word: str) -> str:
    if MISREAD.fullmatch(word):
        word = word.translate(AS_LETTERS)
    if word in SAME_WORD:
        return SAME_WORD[word]
    if len(word) > SHORT_PLURAL and word[-1] == "s" and not word.endswith(KEEPS_ITS_S):
        word = word[:-1]
    return SAME_WORD.get(word, word)


def _initials_joined(found: list[str]) -> list[str]:
    """Letters that stand alone belong together: "J C", "J.C." and "JC" are one word."""
    joined: list[str] = []
    open_run = False
    for place, word in enumerate(found):
        between = word == "and" and open_run and len("".join(found[place + 1 : place + 2])) == 1
        if between:
            continue
        alone = len(word) == 1
        if alone and open_run:
            joined[-1] += word
        else:
            joined.append(word)
        open_run = alone
    return joined
