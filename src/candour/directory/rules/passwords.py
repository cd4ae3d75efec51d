# SPDX-License-Identifier: MIT
"""A password may be anything long enough that is neither common nor made of what everybody knows."""

import re
from collections.abc import Iterable

PRODUCT = "candour"
LONG_ENOUGH_TO_COUNT = 4
LEFT_OVER = 8
"""How much has to be left of a password once the words that everybody knows are taken out of it."""


def is_mostly_known(password: str, names: Iterable[str]) -> bool:
    """Whether little but the person's, the body's and the product's own names is in it."""
    words = {PRODUCT, *(word for name in names for word in re.findall(r"\w+", name.lower()))}
    left = password.lower()
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= LONG_ENOUGH_TO_COUNT:
            left = left.replace(word, "")
    return len(left) < LEFT_OVER and left != password.lower()
