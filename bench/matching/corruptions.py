# SPDX-License-Identifier: MIT
"""What people do to a name when they type it: the corruption mix, each tagged on the row that it hit."""

import random
from collections.abc import Callable

from bench.matching.county import Body, in_case

SHORT = {
    "services": "svcs", "international": "intl", "management": "mgmt", "university": "uni", "association": "assoc",
    "solutions": "solns", "technologies": "tech", "technology": "tech", "engineering": "eng", "limited": "ltd",
    "construction": "constr", "development": "dev", "developments": "devs", "consulting": "cons", "group": "grp",
    "holdings": "hldgs", "properties": "props", "property": "prop", "centre": "ctr", "company": "co", "systems": "sys",
    "restaurant": "rest", "hospital": "hosp", "manufacturing": "mfg", "department": "dept", "brothers": "bros",
}  # fmt: skip
KEYS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "o",
    "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil", "l": "ko",
    "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
ACCENTS = {"a": "á", "e": "é", "o": "ö", "u": "ü", "i": "í", "c": "ç"}
FORMS = ("ltd", "limited", "", "", "", "plc", "llp")

Change = Callable[[str, Body, random.Random], str]


def edit(name: str, chance: random.Random) -> str:
    """One slip of a finger: a letter lost, doubled, its neighbour, or swapped."""
    places = [at for at, letter in enumerate(name) if letter.isalpha()]
    if len(places) < 4:  # noqa: PLR2004 - nothing left to read
        return name
    at = chance.choice(places)
    kind = chance.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:  # noqa: PLR2004 - the third kind
        return name[:at] + chance.choice(KEYS.get(name[at], name[at])) + name[at + 1 :]
    return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]


def _trading(name: str, body: Body, chance: random.Random) -> str:
    if not body.trading:
        return name
    return body.trading if chance.random() < 2 / 3 else f"{name} t/a {body.trading}"


def _acronym(name: str, body: Body, chance: random.Random) -> str:
    words = name.split()
    return "".join(word[0] for word in words) if len(words) > 2 else name  # noqa: PLR2004 - the recipe


def _missing(name: str, body: Body, chance: random.Random) -> str:
    words = name.split()
    if words[0] == "the" and len(words) > 1:
        return " ".join(words[1:])
    gone = len(words) - 1 if chance.random() < 0.8 else chance.randrange(len(words))  # noqa: PLR2004 - mostly the end
    left = [word for at, word in enumerate(words) if at != gone]
    return " ".join(left) if body.told_by.intersection(left) else name


def _shorter(name: str, body: Body, chance: random.Random) -> str:
    return " ".join(SHORT.get(word, word) for word in name.split())


def _ampersand(name: str, body: Body, chance: random.Random) -> str:
    if " & " in name:
        return name.replace(" & ", " and ")
    return name.replace(" and ", " & ")


def _order(name: str, body: Body, chance: random.Random) -> str:
    words = name.split()
    chance.shuffle(words)
    return " ".join(words)


def _together(name: str, body: Body, chance: random.Random) -> str:
    words = name.split()
    if len(words) < 2:  # noqa: PLR2004 - nothing to run together
        return name
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def _added(name: str, body: Body, chance: random.Random) -> str:
    kind = chance.randrange(5)
    if kind == 0:
        return f"the {name}"
    return f"{name} {(body.town.lower(), 'head office', 'accounts', 'branch')[kind - 1]}"


def _form(name: str, body: Body, chance: random.Random) -> str:
    return name


def _unicode(name: str, body: Body, chance: random.Random) -> str:
    kind = chance.randrange(3)
    if kind == 0:
        at = chance.randrange(len(name))
        return name[:at] + ACCENTS.get(name[at], name[at]) + name[at + 1 :]
    return name.replace(" ", "\u00a0", 1) if kind == 1 else name.replace("'", "’")


MIX: tuple[tuple[str, float, Change], ...] = (
    ("trading name", 0.45, _trading),
    ("acronym", 0.02, _acronym),
    ("missing words", 0.12, _missing),
    ("abbreviation", 0.20, _shorter),
    ("& and and", 0.30, _ampersand),
    ("word order", 0.04, _order),
    ("run together", 0.03, _together),
    ("added words", 0.085, _added),
    ("unicode", 0.03, _unicode),
)


def declared(body: Body, chance: random.Random) -> tuple[str, tuple[str, ...]]:
    """The name as somebody types it, and what was done to it."""
    name, tags = body.name, []
    for tag, share, change in MIX:
        if chance.random() < share:
            changed = change(name, body, chance)
            if changed != name:
                tags.append(tag)
                name = changed
    draw = chance.random()
    for _ in range(2 if draw < 0.05 else 1 if draw < 0.30 else 0):  # noqa: PLR2004 - the recipe
        name = edit(name, chance)
    if draw < 0.30:  # noqa: PLR2004 - the recipe
        tags.append("two edits" if draw < 0.05 else "one edit")  # noqa: PLR2004 - the recipe
    if chance.random() < 0.60:  # noqa: PLR2004 - the recipe
        tags.append("legal form")
        name = f"{name} {chance.choice(FORMS)}".strip()
    else:
        name = f"{name} ltd"
    return in_case(name, chance), tuple(tags)
