# SPDX-License-Identifier: MIT
"""Short forms that the names of a run explain themselves: "Zelbourne Riders League (ZRL)".

A cell that gives a name and its initials makes the initials a name of that body elsewhere too,
unless the cells disagree about whose they are.
"""

from collections.abc import Iterable

from candour.linkage.rules.names import Alias, Name, parse
from candour.linkage.rules.tokens import key

Learned = dict[str, Alias]
"""The key of a long name, and the short form that stands for it."""


def learn(cells: Iterable[str]) -> Learned:
    """Read every cell that may explain a short form."""
    long_of: dict[str, set[str]] = {}
    found: Learned = {}
    for cell in cells:
        if "(" not in cell and "[" not in cell:
            continue
        name = parse(cell)
        for alias in name.aliases[1:]:
            if alias.kind == "initials" and len(alias.words) == 1:
                long = key(name.aliases[0].words)
                long_of.setdefault(alias.words[0], set()).add(long)
                found[long] = alias
    return {long: alias for long, alias in found.items() if len(long_of[alias.words[0]]) == 1}


def explained(name: Name, learned: Learned) -> Name:
    """A name with the short form that was learned for it."""
    if not learned or not name.aliases:
        return name
    short = learned.get(key(name.aliases[0].words))
    if short is None or short in name.aliases:
        return name
    return name._replace(aliases=(*name.aliases, short))
