# SPDX-License-Identifier: MIT
"""The names in what somebody writes about whom they know: a person, perhaps a business."""

import re

PARTS = re.compile(r"[,;:\n()]|\.\s|\b(?:who|and|he|she|they)\b", re.IGNORECASE)
LEADS = re.compile(
    r"^(?:.*\b)?(?:runs|owns|works (?:for|at)|employed (?:by|at)|director of|manager of|partner (?:in|at)|"
    r"manages|owner of|boss of|founder of)\s+(?:a company called\s+|the\s+)?",
    re.IGNORECASE,
)
MOST_WORDS, MOST_NAMES = 7, 4
NOT_A_NAME = re.compile(
    r"^(?:about|around|aged?|lives?|from|in|at|near|my|our|somebody|someone|an?)\b|\d{2}$",
    re.IGNORECASE,
)


def names_in(text: str) -> list[str]:
    """What may be names, the first of them the person.

    >>> names_in("Robin Sale, about 40, runs Sale Haulage Ltd in Marlock")
    ['Robin Sale', 'Sale Haulage Ltd']
    """
    found: list[str] = []
    for part in PARTS.split(text):
        name = re.sub(r"\s+(?:in|at|near|from)\s+\w+$", "", LEADS.sub("", part.strip())).strip(" .")
        if name and len(name.split()) <= MOST_WORDS and not NOT_A_NAME.search(name):
            found.append(name)
    return list(dict.fromkeys(found))[:MOST_NAMES]
