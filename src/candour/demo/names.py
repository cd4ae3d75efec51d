# SPDX-License-Identifier: MIT
"""Invented names, the same every time: given names from many places, surnames nobody bears."""

from collections.abc import Iterator
from itertools import product
from random import Random

GIVEN = (
    "Aaliyah", "Abena", "Agnieszka", "Aisling", "Amara", "Anil", "Bethan", "Bilal", "Bronwen",
    "Callum", "Carys", "Chidi", "Danuta", "Dariusz", "Deepa", "Dilwyn", "Eilidh", "Emeka", "Esther",
    "Farah", "Fergus", "Gareth", "Gwen", "Hamza", "Harriet", "Hyun", "Imani", "Ines", "Iqbal",
    "Jasmin", "Jerome", "Joan", "Kamal", "Keziah", "Kwame", "Lech", "Leila", "Lowri", "Magda",
    "Marcus", "Meera", "Nadia", "Niamh", "Obi", "Olwen", "Paloma", "Priya", "Rafiq", "Rhiannon",
    "Rosalind", "Samir", "Sanjay", "Siobhan", "Tamsin", "Tariq", "Teresa", "Usha", "Wei", "Winston",
    "Yusuf", "Zainab", "Zofia",
)  # fmt: skip
FIRST = (
    "Amber", "Bramble", "Cinder", "Dapple", "Ember", "Fennel", "Gorse", "Heather", "Indigo",
    "Juniper", "Kestrel", "Lantern", "Marble", "Nettle", "Otter", "Pepper", "Quill", "Russet",
    "Saffron", "Teasel", "Umber", "Velvet", "Willow", "Yarrow",
)  # fmt: skip
SECOND = ("acre", "beck", "croft", "dale", "garth", "holme", "mere", "shaw", "thwaite", "wick")
SEED = "Aldshire"


def full_names() -> Iterator[str]:
    """Names in a fixed order; no surname comes twice."""
    draw = Random(SEED)  # noqa: S311  invented people need the same names each time, not secrecy
    surnames = [first + second for first, second in product(FIRST, SECOND)]
    draw.shuffle(surnames)
    for surname in surnames:
        yield f"{draw.choice(GIVEN)} {surname}"
