# SPDX-License-Identifier: MIT
"""Declarations and suppliers from the benchmark's generator, drawn from names that nobody has."""

import random

from bench.matching.generate import generate

PARTS = [
    "al",
    "ber",
    "cor",
    "dun",
    "el",
    "fen",
    "gar",
    "hol",
    "is",
    "jor",
    "kel",
    "lan",
    "mar",
    "nor",
    "os",
    "pel",
    "quin",
    "ros",
    "sten",
    "tor",
    "ul",
    "ven",
    "wex",
    "yar",
    "zel",
]
TRADES = [
    "services",
    "cleaning",
    "group",
    "catering",
    "motors",
    "solutions",
    "consulting",
    "security",
    "engineering",
    "events",
    "design",
    "training",
]


def made_up(count=1_500, seed=7):
    """Names as the generator wants them: small letters, a brand of its own and a trade."""
    chance = random.Random(seed)
    return [
        f"{''.join(chance.choices(PARTS, k=chance.choice((2, 3, 3))))} {' '.join(chance.sample(TRADES, chance.choice((1, 1, 2))))}"
        for _ in range(count)
    ]


def declared_and_paid(folder, left, right, seed=3):
    """Two files with the whole mix of misspellings, masks, trading names and siblings."""
    generate(folder, left, right, seed, made_up())
    return folder / "left.csv", folder / "right.csv"
