# SPDX-License-Identifier: MIT
"""Why names alone cannot confirm, however many bits they tell; a place that agrees does away with each."""

from candour.linkage.rules.evidence import Compared
from candour.linkage.rules.known_names import KNOWN
from candour.linkage.rules.places import PLACES
from candour.linkage.rules.tokens import key
from candour.linkage.rules.vocabulary import (
    ARM_WORDS,
    CHARITY_WORDS,
    CLUB_WORDS,
    COUNTRY_WORDS,
    EVENT_WORDS,
    KINDS_OF_BODY,
    ONLY_CLUBS,
    OWNER_WORDS,
    PREMISES,
)

Doubt = tuple[str, str]
"""The code of a reason, and its words."""

NEARLY_RARE = 11.5
A_WORD = 6.5
"""Bits left over that a name of common words cannot do without."""
RARE = 13.0
"""Bits of a word that hardly any name holds: a brand."""
A_SUBJECT = 8.5
"""Bits of a word that says what a body is about, beside which initials may stand for the rest."""
SHORT_NAME = 6
"""Letters below which another letter may make another name: "Eton" and "Elton"."""
LONG_NAME = 8
"""Letters from which one slip in the only word of a name is a slip."""
ANOTHER_COMPANY = OWNER_WORDS - {"group"}
RELATED_WORDS = CHARITY_WORDS | EVENT_WORDS
ADDED: tuple[tuple[frozenset[str], Doubt], ...] = (
    (RELATED_WORDS, ("related", "One adds what another body of the same name would")),
    (ARM_WORDS, ("group", "One adds what an arm of the other would")),
    (ANOTHER_COMPANY, ("group", "One adds what another company of the same owner would")),
)
TURN = frozenset({"university", "council", "police"})
"""Words that stand before a place or behind it: "University of Halewick"."""
SAYS_WHAT_IT_IS = KINDS_OF_BODY | {"group"}
"""Words that people leave from a name of one telling word: "Halewick" for "Halewick Football Club"."""


def doubt(compared: Compared, letters: float) -> Doubt | None:
    """Why names alone cannot confirm; `letters` is how many initials suffice where all of them agree."""
    return _doubtful_letters(compared, letters) or _doubtful_words(compared)


def _doubtful_letters(compared: Compared, letters: float) -> Doubt | None:
    """Initials that may be another's, and a spelling that may be a name of its own."""
    found = compared.alignment
    if "initials only" in compared.features:
        told = compared.features["initials only"]
        if told < letters and not (found.left_over and found.right_over):
            return "acronym", "The letters of one begin the words of the other"
        return None
    unsure = found.left_over or found.right_over or found.exact < A_SUBJECT
    if found.initials and unsure:
        return "initials", "The letters of one begin words of the other, and little else agrees"
    return ("spelling", said) if (said := _doubtful_spelling(compared)) else None


def _doubtful_spelling(compared: Compared) -> str:
    found = compared.alignment
    if found.guesses:
        return "One word is nearly that of the other, and may be a name of its own"
    if found.slips and found.shortest < SHORT_NAME and found.exact < NEARLY_RARE:
        return "A letter differs in a short word, which may be another word"
    if found.slips > 1 and found.exact < NEARLY_RARE:
        return "Two letters differ in the only word that tells, which may be another name"
    shorter = min(len(key(compared.left.words)), len(key(compared.right.words)))
    if found.slips and not found.exact and shorter < LONG_NAME:
        return "A letter differs in a short name, which may be another name"
    return ""


def _doubtful_words(compared: Compared) -> Doubt | None:
    """Words of one name alone that another body's name would add."""
    over = {*compared.alignment.left_over, *compared.alignment.right_over}
    known = [KNOWN[name].key for one in compared[:2] if (name := key(one.words)) in KNOWN]
    if len(set(known)) > 1:
        return "related", "Two well-known bodies whose names are alike"
    for words, said in ADDED:
        if not words.isdisjoint(over):
            return said
    if "council" in over and not CLUB_WORDS.isdisjoint(compared.left.words):
        return "related", "A club and the council of its town may go by one name"
    if over and "legal forms differ" in compared.features:
        return "related", "Two legal forms, and words that stand in one name alone"
    return (
        _in_brackets(compared, over)
        or _too_many_words(compared)
        or _common_words(compared)
        or _no_shortening(compared)
    )


def _in_brackets(compared: Compared, over: set[str]) -> Doubt | None:
    """A place in brackets is an afterthought; a place without, or a trade in brackets, tells bodies apart."""
    soft = compared.left.soft | compared.right.soft
    if not PLACES.isdisjoint(over - soft):
        return "branch", "One adds a place, as a branch or another body of its kind would"
    if over & soft - PLACES - COUNTRY_WORDS - KNOWN.keys():
        return "group", "One adds in brackets what another company of the same owner would"
    return None


def _too_many_words(compared: Compared) -> Doubt | None:
    every = (*compared.alignment.left_over, *compared.alignment.right_over)
    over = [word for word in every if word not in COUNTRY_WORDS]
    if len(over) > 1:
        return "related", "Several words stand in one name alone"
    if over and _is_one_word(compared) and not SAYS_WHAT_IT_IS.issuperset(over):
        return "related", "One name is a single word, and the other adds to it"
    if every and _in_another_order(compared):
        return "related", "The words stand in another order, and one name adds to them"
    return None


def _common_words(compared: Compared) -> Doubt | None:
    """Words that many names hold, which tell little where they are all there is, or stand elsewhere."""
    found = compared.alignment
    if found.telling >= NEARLY_RARE or _says_its_game(compared):
        return None
    if not found.head or max(found.left, found.right) > A_WORD:
        return "related", "Only common words agree"
    turned = TURN.isdisjoint(compared.left.words) and _in_another_order(compared)
    if not found.left_over and not found.right_over and turned:
        return "related", "The same common words, in another order"
    return None


def _no_shortening(compared: Compared) -> Doubt | None:
    """People leave out the end of a name, and add nothing; a word inside it tells it from another."""
    found = compared.alignment
    over = (*found.left_over, *found.right_over)
    if len(over) != 1 or over[0] in COUNTRY_WORDS or found.typos or found.initials:
        return None
    long, short = compared.left, compared.right
    if found.right_over:
        long, short = short, long
    if short.form and not long.form and over[0] in PREMISES:
        return "related", "A registered name, and the name of a place of work that begins like it"
    *before, _ = long.words
    if over[0] in before and over[0] not in long.soft:
        return "related", "One name has a word more, and not at its end"
    return None


def _says_its_game(compared: Compared) -> bool:
    """Whether one name adds no more than "Football Club" to a name that only a club has."""
    over = (*compared.alignment.left_over, *compared.alignment.right_over)
    named = not ONLY_CLUBS.isdisjoint(compared.left.words)
    return named and bool(over) and {"fc", "afc"}.issuperset(over)


def _is_one_word(compared: Compared) -> bool:
    return min(len(compared.left.words), len(compared.right.words)) == 1


def _in_another_order(compared: Compared) -> bool:
    """Whether the words that both hold follow each other differently."""
    mine, other = compared.left.words, compared.right.words
    return [word for word in mine if word in other] != [word for word in other if word in mine]
