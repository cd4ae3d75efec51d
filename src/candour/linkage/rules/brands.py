# SPDX-License-Identifier: MIT
"""Which brands only one company of a file bears: there, and only there, the brand alone may stand for it."""

from collections import defaultdict
from collections.abc import Iterable

from candour.linkage.rules.names import Alias, Name
from candour.linkage.rules.vocabulary import BUSINESS_WORDS, COUNTRY_WORDS

LONGEST = 3
"""Words of a brand."""
ADDS_NOTHING = COUNTRY_WORDS | {"group"}


class Brands:
    """The words that follow each beginning of a name in a file, as far as there is more than one."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._next: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for name in names:
            for alias in name.aliases[:1]:
                self._add(alias.words)

    def _add(self, words: tuple[str, ...]) -> None:
        for at in range(1, min(len(words), LONGEST + 1)):
            if words[at] not in ADDS_NOTHING and len(self._next[words[:at]]) < 2:  # noqa: PLR2004 - two are not one
                self._next[words[:at]].add(words[at])

    def only(self, mine: Alias, other: Alias) -> bool:
        """Whether one is a bare brand, and the other all that bears it here."""
        brand, company = sorted((mine, other), key=lambda one: len(one.words))
        size = len(brand.words)
        if brand.form or company.words[:size] != brand.words:
            return False
        added = set(company.words[size:]) - ADDS_NOTHING
        alone = len(self._next.get(brand.words, ())) <= 1
        return alone and len(added) == 1 and added <= BUSINESS_WORDS
