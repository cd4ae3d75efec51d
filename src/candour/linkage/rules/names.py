# SPDX-License-Identifier: MIT
"""A name as matching sees it: every alias of one cell as words, and whether it may match at all."""

import re
from typing import NamedTuple

from candour.linkage.rules.cells import Part, parts, quick_words
from candour.linkage.rules.known_names import fullest_name
from candour.linkage.rules.plain_names import MOST_INITIALS, plain_name
from candour.linkage.rules.tokens import informative, key, spelt, spoken, words
from candour.linkage.rules.vocabulary import (
    FIRST_NAMES,
    HONORIFICS,
    KINDS_OF_BODY,
    LEGAL_FORMS,
    MASK_NEEDS,
    MASK_WORDS,
    MASKED,
    NOT_SURNAMES,
    SAY_NOTHING,
    STOP_WORDS,
)

MOST_ALIASES = 6
ALIAS = "|"
"""Stands between the aliases of one name where they are kept together."""
ONE_PART = [Part("main", "")]
NO_WORDS: frozenset[str] = frozenset()
BRACKETED = re.compile(r"[(\[{]([^()\[\]{}]*)")


class Alias(NamedTuple):
    kind: str
    """main, trading, former, initials, bracket, parent, joint, factored, via, event"""
    words: tuple[str, ...]
    form: str
    """the family of its legal form, or nothing"""
    soft: frozenset[str] = NO_WORDS
    """words that stood in a bracket: a region, a year, an afterthought"""
    letters: tuple[str, ...] = ()
    """what its initials would be, with its small words and without"""


class Name(NamedTuple):
    raw: str
    aliases: tuple[Alias, ...]
    """none: the name is empty, or hides whose it is"""
    masked: bool = False
    person: bool = False

    @property
    def can_match(self) -> bool:
        return bool(self.aliases)


def parse(raw: str) -> Name:
    """Take a cell apart.

    >>> [alias.words for alias in parse("ORCHARD LODGE LTD T/A STENNING CARS").aliases]
    [('orchard', 'lodge'), ('stenning', 'cars')]
    >>> parse("THIRD PARTY PAYMENT 00312").masked
    True
    """
    if plain := plain_name(raw):
        only = Alias("main", plain.words, plain.form, NO_WORDS, plain.letters)
        return Name(raw, _in_full((only,)) if plain.words else ())
    return carefully(raw)


def carefully(raw: str) -> Name:
    """Take a cell apart the slow way, which understands every cell."""
    quick = quick_words(raw)
    cell = parts(raw) if quick is None else ONE_PART
    typed = spoken(cell[0].text) if quick is None else quick
    every = spelt(typed)
    if is_masked(every):
        return Name(raw, (), masked=True)
    main = _alias(cell[0], every, typed)
    if len(cell) == 1:
        aliases: tuple[Alias, ...] = (main,) if main.words else ()
        return Name(raw, _in_full(aliases), person=is_person(every, main))
    others = []
    for part in cell[1:MOST_ALIASES]:
        said = spoken(part.text)
        others.append(_alias(part, spelt(said), said))
    if any(not MASK_WORDS.isdisjoint(words(part.text)) for part in cell[1:]):
        return Name(raw, (), masked=True)
    aliases = tuple(alias for alias in (main, *others) if alias.words)
    return Name(raw, _in_full(aliases), person=is_person(every, main))


def is_masked(found: list[str]) -> bool:
    """Whether a name hides who was paid; such a name never matches anything, itself included."""
    if not MASK_WORDS.isdisjoint(found):
        return True
    if not found or not (found[0] in MASKED or found[0].isdigit()):
        return False
    telling = [word for word in found if not word.isdigit()]
    if not telling or not MASKED.issuperset(telling):
        return False
    return len(telling) > 1 or telling[0] in MASK_NEEDS


def is_person(every: list[str], main: Alias) -> bool:
    """Whether a name reads as a human being's: no two people are one for their names alone."""
    if main.form or not every:
        return False
    if every[0] in HONORIFICS and len(every) > 1:
        return True
    return (
        len(every) in {2, 3}
        and every[0] in FIRST_NAMES
        and every[-1].isalpha()
        and NOT_SURNAMES.isdisjoint(every)
        and KINDS_OF_BODY.isdisjoint(every)
        and not {"and", "of", "the"} & set(every)
    )


def keys(name: Name) -> list[str]:
    """The keys that a name is found under, one an alias, no key twice."""
    return list(dict.fromkeys(key(alias.words) for alias in name.aliases))


def _in_full(aliases: tuple[Alias, ...]) -> tuple[Alias, ...]:
    """The aliases, and the full name of a body that everybody calls by a short one."""
    if not aliases or not (full := fullest_name(key(aliases[0].words), aliases[0].form)):
        return aliases
    said = spoken(full)
    return (*aliases, _alias(Part("initials", full), spelt(said), said))


def _alias(part: Part, every: list[str], typed: list[str]) -> Alias:
    telling, form = informative(every[1:] if len(every) > 1 and every[0] in HONORIFICS else every)
    if SAY_NOTHING.issuperset(telling):
        return Alias(part.kind, (), form)
    soft = NO_WORDS
    if "(" in part.text or "[" in part.text:
        inside = {word for said in BRACKETED.findall(part.text) for word in words(said)}
        if not inside.issuperset(telling):
            soft = frozenset(inside.intersection(telling))
    return Alias(part.kind, telling, form, soft, _letters(typed))


def _letters(typed: list[str]) -> tuple[str, ...]:
    said = [word for word in typed[:MOST_INITIALS] if word not in LEGAL_FORMS]
    every = "".join([word[0] for word in said])
    if STOP_WORDS.isdisjoint(said):
        return (every,)
    return (every, "".join([word[0] for word in said if word not in STOP_WORDS]))
