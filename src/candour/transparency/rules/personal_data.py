# SPDX-License-Identifier: MIT
"""Finds what may be personal in a text before it is published: proposals, for a person to decide on.

It errs towards finding too much. Names are known names of people here, and words in the shape of a
name beside a title.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Found(StrEnum):
    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    NI_NUMBER = "ni_number"
    VEHICLE = "vehicle"
    BIRTH = "birth"
    PRIVATE_GIVER = "private_giver"
    """A member of the public gave it, so the column that says who names them."""


@dataclass(frozen=True, order=True)
class Finding:
    start: int
    end: int
    kind: Found


_I = re.IGNORECASE
_STREETS = (
    "street|st|road|rd|lane|ln|avenue|ave|close|drive|crescent|court|gardens|grove|hill|mews|place|"
    "row|square|terrace|walk|way|view|park|green|heol|stryd|ffordd|lôn|rhodfa"
)
_POSTCODE = r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b"
PATTERNS: tuple[tuple[Found, re.Pattern[str]], ...] = (
    (Found.EMAIL, re.compile(r"[\w.+'-]+(?:@|\s?\(at\)\s?)[\w-]+(?:\.[\w-]+)+", _I)),
    (Found.NI_NUMBER, re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", _I)),
    (Found.ADDRESS, re.compile(_POSTCODE, _I)),
    (Found.ADDRESS, re.compile(rf"\b\d{{1,4}}[a-z]?,? (?:[\w'’-]+ ){{1,3}}(?:{_STREETS})\b", _I)),
    (Found.ADDRESS, re.compile(r"\b(?:flat|apartment|unit) \d+[a-z]?\b", _I)),
    (Found.PHONE, re.compile(r"(?<![\w£])(?:\+44|0044|\(?0)(?:[ ()-]*\d){9,11}(?!\w)")),
    (Found.VEHICLE, re.compile(r"\b[A-HJ-PR-Y]{2}\d{2} ?[A-HJ-PR-Z]{3}\b", _I)),
    (Found.VEHICLE, re.compile(r"\b[A-HJ-NPR-TV-Y]\d{1,3} ?[A-Z]{3}\b|\b[A-Z]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]\b")),
    (Found.BIRTH, re.compile(r"\b(?:born|dob|d\.o\.b\.|date of birth)\W+(?:on )?\d[\d ./-]{5,9}\d", _I)),
    (
        Found.NAME,
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councillor|PC|DC|DS|DI|Sgt|Sergeant|Inspector)\.? "
            r"(?:[A-Z]\. ?)*[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}"
        ),
    ),
)  # fmt: skip
FIRM = re.compile(r" (?:& )?[A-Z]")
CHRISTENED = re.compile(r"\b[A-Z][\w'’-]+(?: (?:[A-Z]\.?|[a-z]{2,3}))? [A-Z][\w'’-]+\b")


@dataclass(frozen=True)
class Known:
    """Whom a text might name: people here by surname, and the first names that they have."""

    by_surname: Mapping[str, frozenset[str]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()


def known_people(names: Iterable[str]) -> Known:
    by_surname: dict[str, set[str]] = {}
    given = set()
    for name in names:
        first, _, last = name.rpartition(" ")
        if len(last) > 2:  # noqa: PLR2004 - shorter ones are in too many words
            by_surname.setdefault(last.casefold(), set()).add(name)
        given.add(first.partition(" ")[0].casefold())
    return Known(
        {one: frozenset(all_) for one, all_ in by_surname.items()}, frozenset(given - {""})
    )


NOBODY = Known()


def findings(text: str, known: Known = NOBODY) -> list[Finding]:
    """What may be personal, in the order of the text; one place is found once."""
    kept: list[Finding] = []
    for one in sorted({*_patterned(text), *_named(text, known), *_christened(text, known)}):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            kept[-1] = Finding(kept[-1].start, one.end, kept[-1].kind)
    return kept


def _patterned(text: str) -> Iterator[Finding]:
    for kind, pattern in PATTERNS:
        for hit in pattern.finditer(text):
            yield Finding(hit.start(), hit.end(), kind)


def _named(text: str, known: Known) -> Iterator[Finding]:
    """Full names, whatever their letters, and surnames on their own.

    A surname before another word with a capital is the name of a firm, a school or a place.
    """
    for word in {one.casefold() for one in re.findall(r"[\w'’-]+", text)} & set(known.by_surname):
        for wanted in (*map(re.escape, known.by_surname[word]), re.escape(word)):
            for hit in re.finditer(rf"\b{wanted}\b", text, _I):
                if wanted == re.escape(word) and FIRM.match(text, hit.end()):
                    continue
                yield Finding(hit.start(), hit.end(), Found.NAME)


def _christened(text: str, known: Known) -> Iterator[Finding]:
    """Two words with capitals, of which the first is a first name."""
    for hit in CHRISTENED.finditer(text):
        if hit[0].partition(" ")[0].casefold() in known.given:
            yield Finding(hit.start(), hit.end(), Found.NAME)


def masked(text: str, places: Iterable[Finding], mask: str) -> str:
    """The text with each place replaced, from the end so that the places stay right."""
    for one in sorted(places, reverse=True):
        text = text[: one.start] + mask + text[one.end :]
    return text
