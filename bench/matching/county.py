# SPDX-License-Identifier: MIT
"""A made-up world of suppliers: names with the skew of real ones, siblings, trading names, addresses."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

FORMS = (
    ("LTD", 43), ("LIMITED", 36), ("", 12), ("LLP", 3), ("PLC", 2), ("CIC", 1.5), ("(UK) LTD", 1.5), ("& CO LTD", 1),
)  # fmt: skip
DESCRIPTORS = (
    "holdings", "group", "services", "north west", "property", "south", "investments", "trading",
    "international", "solutions", "developments", "management", "scotland", "midlands", "logistics",
)  # fmt: skip
STREETS = (
    "High Street",
    "Church Lane",
    "Station Road",
    "Mill Lane",
    "Park Road",
    "Victoria Street",
)
TOWN_ENDS = ("ton", "ford", "bury", "wick", "ham", "leigh", "mouth", "stead", "bridge", "worth")
TOWN_HEADS = (
    "Ald", "Fenn", "Hale", "Sten", "Dun", "Quar", "Mar", "Thorn", "Wex", "Bram", "Cald", "Ell", "Grim", "Hart", "Kel",
)  # fmt: skip
TOWNS = [head + end for head in TOWN_HEADS for end in TOWN_ENDS]
TOWN_WEIGHTS = [1 / rank for rank in range(1, len(TOWNS) + 1)]
TRADES, HAS_SIBLINGS, SAME_ADDRESS = 0.06, 0.10, 0.5
ORDER = 3
SINGLE = 2
RARE = 30
"""A word that more names hold than this tells none of them apart."""


@dataclass(slots=True)
class Body:
    """One organisation, as it truly is."""

    number: int
    name: str
    trading: str
    town: str
    postcode: str
    street: str
    company: str
    group: int
    told_by: frozenset[str] = frozenset()
    """words that tell it from others; a declarer keeps one"""


class Names:
    """Names as real registers have them: a few words everywhere, most of them once."""

    def __init__(self, base: list[str], chance: random.Random) -> None:
        self.base = [
            name for name in base if not {"t/a", "t/as", "ta", "trading"} & set(name.split())
        ]
        self.often = Counter(word for name in self.base for word in set(name.split()))
        self.chance = chance
        self.used: set[str] = set()
        self._next: dict[str, list[str]] = defaultdict(list)
        for name in self.base:
            word = f"{'^' * ORDER}{name.split()[0]}$"
            for at in range(ORDER, len(word)):
                self._next[word[at - ORDER : at]].append(word[at])

    def brand(self) -> str:
        """A word that does not exist, spelt the way first words are."""
        while True:
            word = "^" * ORDER
            while not word.endswith("$") and len(word) < 16:  # noqa: PLR2004 - longer is no brand
                word += self.chance.choice(self._next[word[-ORDER:]])
            found = word.strip("^$")
            if len(found) > ORDER and found not in self.often:
                return found

    def one(self) -> str:
        """A name that something tells from others: nobody registers "The Food Ltd"."""
        while True:
            name = " ".join(self._once(word) for word in self._any().split())
            if any(self.rare(word) for word in name.split()):
                return name

    def _once(self, word: str) -> str:
        """A word that one or two real names hold names one body here too: splices must not wear it out."""
        if self.often[word] > SINGLE or len(word) <= ORDER:
            return word
        if word in self.used:
            return self.brand()
        self.used.add(word)
        return word

    def rare(self, word: str) -> bool:
        return len(word) > 2 and self.often[word] <= RARE  # noqa: PLR2004 - two letters tell nothing

    def told_by(self, name: str) -> str:
        """The word that a family of companies shares."""
        return next(word for word in name.split() if self.rare(word))

    def _any(self) -> str:
        draw = self.chance.random()
        if draw < 0.25:  # noqa: PLR2004 - the recipe
            return self.chance.choice(self.base)
        head = self.chance.choice(self.base).split()
        tail = self.chance.choice(self.base).split()
        after = tail[len(tail) // 2 :] if len(tail) > 1 else tail
        if draw < 0.65:  # noqa: PLR2004 - the recipe
            return " ".join([*head[: max(1, len(head) // 2)], *after])
        return " ".join([self.brand(), *after])


def spelt_alike(name: str) -> str:
    """Two names with this in common are one name to any reader."""
    return " ".join(
        sorted(
            word.strip("s") for word in re.findall(r"\w+", name) if word not in {"the", "and", "of"}
        )
    )


def bodies(names: Names, count: int, taken: set[str]) -> Iterator[Body]:
    """So many organisations, some of them siblings; no two have one name."""
    chance = names.chance
    made = 0
    while made < count:
        name = names.one()
        if spelt_alike(name) in taken:
            continue
        taken.add(spelt_alike(name))
        first = _body(made, name, names.one() if chance.random() < TRADES else "", chance, made)
        first.told_by = frozenset(filter(names.rare, name.split()))
        yield first
        made += 1
        for sibling in _siblings(names, first, taken)[: count - made]:
            sibling.number = made
            yield sibling
            made += 1


def _siblings(names: Names, first: Body, taken: set[str]) -> list[Body]:
    """Companies of the same brand, half of them at the same address."""
    chance, made = names.chance, []
    if chance.random() >= HAS_SIBLINGS:
        return []
    brand = names.told_by(first.name)
    for _ in range(chance.choice((1, 2))):
        name = f"{brand} {chance.choice(DESCRIPTORS)}"
        body = _body(0, name, "", chance, first.number)
        body.told_by = frozenset({brand})
        if chance.random() < SAME_ADDRESS:
            body.postcode, body.street, body.town = first.postcode, first.street, first.town
        if spelt_alike(name) not in taken:
            taken.add(spelt_alike(name))
            made.append(body)
    return made


def _body(number: int, name: str, trading: str, chance: random.Random, group: int) -> Body:
    town = chance.choices(TOWNS, TOWN_WEIGHTS)[0]
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    postcode = (
        f"{town[:2].upper()}{chance.randint(1, 28)} {chance.randint(1, 9)}"
        f"{chance.choice(letters)}{chance.choice(letters)}"
    )
    street = f"{chance.randint(1, 240)} {chance.choice(STREETS)}"
    return Body(
        number,
        name,
        trading,
        town,
        postcode,
        street,
        f"{chance.randint(10**6, 16 * 10**6):08d}",
        group,
    )


def with_form(name: str, chance: random.Random) -> str:
    form = chance.choices([one for one, _ in FORMS], [share for _, share in FORMS])[0]
    return f"{name} {form}".strip()


def in_case(name: str, chance: random.Random) -> str:
    draw = chance.random()
    if draw < 0.45:  # noqa: PLR2004 - the recipe
        return name.upper()
    return name.title() if draw < 0.92 else name.lower()  # noqa: PLR2004 - the recipe


def spread(tags: list[tuple[str, ...]]) -> Counter[str]:
    """How often each corruption was applied."""
    return Counter(tag for row in tags for tag in row)
