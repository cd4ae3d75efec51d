# SPDX-License-Identifier: MIT
"""Invented names and sentences: plausible lengths, no real person, force or company."""

import random

FIRST = (
    "Alis", "Bram", "Carys", "Dev", "Elin", "Faraz", "Greta", "Hamid", "Isla", "Jonah", "Kezia",
    "Lowri", "Mina", "Nia", "Osian", "Priya", "Quentin", "Rhys", "Sana", "Tomos", "Una", "Viktor",
)  # fmt: skip
LAST = (
    "Ashdown", "Birchall", "Corrie", "Dunmore", "Eastlake", "Farrow", "Glynn", "Hartnell",
    "Ibbotson", "Jessop", "Kerrigan", "Lockyer", "Maddox", "Nettle", "Orme", "Penrose", "Quill",
    "Rushby", "Saddler", "Thorne", "Underhay", "Verrall", "Wexley", "Yarrow",
)  # fmt: skip
RANKS = ("Chief Superintendent", "Superintendent", "Chief Inspector", "Inspector", "Sergeant")
ORGANISATIONS = tuple(
    f"{first} {last}"
    for first in ("Aldshire", "Northmere", "Brackwater", "Stonehaven Vale", "Ferrow", "Lindale")
    for last in (
        "Chamber of Trade",
        "Motor Group",
        "Housing Trust",
        "Security Systems Ltd",
        "Hotel",
    )
)
PLACES = ("Aldshire Guildhall", "Brackwater Conference Centre", "Ferrow Park", "by video call")
STAGES = ("notified", "assessing", "recommended", "decided", "closed")
TEXT = (
    "the invitation comes from an organisation that has asked about work with us before and the "
    "evening is open to other public bodies in the county so a wider group could attend instead "
    "of one officer while the minutes would show who spoke and what was agreed about any contract"
)
WORDS = TEXT.split()


def name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"


def paragraph(chance: random.Random, size: int) -> str:
    """Plain text of about this many characters."""
    words: list[str] = []
    length = 0
    while length < size:
        words.append(chance.choice(WORDS))
        length += len(words[-1]) + 1
    return " ".join(words).capitalize()[: size - 1] + "."
