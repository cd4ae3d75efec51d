# SPDX-License-Identifier: MIT
"""The two sides that are checked against each other: what was declared, and where money went."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from candour.linkage.rules.names import parse
from candour.linkage.rules.numbers import company_number
from candour.linkage.rules.tokens import informative, key, words


class Says(StrEnum):
    """What a declaration is."""

    OFFER = "offer"
    INTEREST = "interest"
    MEMBERSHIP = "membership"
    ASSOCIATION = "association"
    ORGANISER = "organiser"
    HOLD = "hold"
    """A hold on a company that a public register states of somebody with an officer's name."""


def plain_name(name: str) -> str:
    """Finance writes "VALE, Morgan" where the staff list says "Morgan Vale".

    >>> plain_name("VALE, Morgan") == plain_name("Morgan Vale")
    True
    """
    last, comma, rest = name.partition(",")
    return " ".join(f"{rest} {last}".split() if comma else name.split()).casefold()


class Money(StrEnum):
    PAYMENT = "payment"
    CONTRACT = "contract"
    CARD = "card"


class Compartment(StrEnum):
    """Who may know of a finding. What is in one is neither shown nor counted in another."""

    REGISTERS = "registers"
    MATTERS = "matters"
    CORRUPTION = "corruption"


class Buying(StrEnum):
    """What the declarer has to do with the buying of the body, on either day."""

    BUYS = "buys"
    DECIDES = "decides"
    NONE = "none"
    UNKNOWN = "unknown"


class NameOf(NamedTuple):
    """A name as it stood, and the company number beside it."""

    name: str
    number: str = ""

    @property
    def telling(self) -> str:
        """The words that tell it from others, run together; the whole name where there are none."""
        return key(informative(words(self.name))[0]) or " ".join(self.name.casefold().split())

    @property
    def spelling(self) -> str:
        """The same for every spelling of one name: what a decision about a pair is kept under."""
        form = informative(words(self.name))[1]
        number = company_number(self.number) if self.number else ""
        return "#".join(part for part in (self.telling, form, number) if part)

    @property
    def can_match(self) -> bool:
        return parse(self.name).can_match


@dataclass(frozen=True)
class Declaration:
    """One declaration that names somebody outside."""

    key: str
    """Of the entry, the same in every run."""
    source: str
    """The register that it stands in."""
    reference: str
    stream: str
    """Under whose key what is written of it is sealed."""
    says: Says
    compartment: Compartment
    name: NameOf
    starts: date
    ends: date | None = None
    sort: str = ""
    taken: bool = True
    said_so: bool = False
    pence: int | None = None
    person: str = ""
    """Whose it is, by id; nothing where a file names somebody who is not known here."""
    who: str = ""
    body: str = ""
    body_named: str = ""
    linked: str = ""
    posts: tuple[tuple[date, date | None, Buying], ...] = ()
    """When the declarer had a part in the buying of the body; the second day no longer counts."""
    doubt: str = ""
    """Why this can never be more than connected, however well the names agree."""

    def buying(self, *days: date) -> Buying:
        """The closest part that they had in the buying on one of these days."""
        if not self.person:
            return Buying.UNKNOWN
        held = {
            part
            for starts, ends, part in self.posts
            if any(starts <= day and (ends is None or day < ends) for day in days)
        }
        return next((part for part in (Buying.BUYS, Buying.DECIDES) if part in held), Buying.NONE)


@dataclass(frozen=True)
class Spend:
    """A payment, a contract or a purchase by card."""

    key: str
    kind: Money
    name: NameOf
    day: date
    ends: date | None = None
    pence: int = 0
    what: str = ""
    by: str = ""
    """Whose money it is, as the file says."""
    who: str = ""
    """Who held the card."""


class Match(NamedTuple):
    """That a declared name and a paid one are one body, or two that have to do with each other."""

    declared: NameOf
    paid: NameOf
    outcome: str
    code: str
    reason: str
    bits: float
    steps: str = ""
    """Every step from before the comparison to the bits."""


class Answer(StrEnum):
    """What a person makes of two names."""

    SAME = "same"
    CONNECTED = "connected"
    DIFFERENT = "different"
    NOT_SURE = "not_sure"
