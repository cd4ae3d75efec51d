# SPDX-License-Identifier: MIT
"""Where a name can be looked up from as it is typed: each word on, by its letters and by its sound."""

import re

from candour.linkage.rules.tokens import informative, key, words

MOST = 5
"""A name is looked up from one of its first words."""
LETTERS, SOUND = 24, 10
SILENT = re.compile(r"(?<!^)[aeiouhwy]")
TWICE = re.compile(r"(.)\1+")
ALIKE = str.maketrans({"z": "s", "k": "c", "q": "c", "v": "f"})


def beginnings(name: str) -> list[tuple[str, str]]:
    """The letters and the sound of a name from each of its words on.

    >>> beginnings("Alderholt Fleet Ltd")
    [('alderholtfleet', 'aldrltflt'), ('fleet', 'flt')]
    """
    telling, _ = informative(words(name))
    found = []
    for place in range(min(len(telling), MOST)):
        rest = key(telling[place:])
        found.append((rest[:LETTERS], sound(rest)[:SOUND]))
    return found


def sound(letters: str) -> str:
    """What is left of letters when vowels, doubles and letters that sound alike are put aside."""
    return TWICE.sub(r"\1", SILENT.sub("", letters.translate(ALIKE)))
