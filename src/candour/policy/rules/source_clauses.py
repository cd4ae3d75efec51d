# SPDX-License-Identifier: MIT
"""The clauses that a pack may cite: those of the procedures for the transparency gateway."""

from __future__ import annotations

from collections.abc import Iterator

_PREFIX = "COG"
# The first and last number of each run of clauses, section by section.
_RUNS = (
    ("0/", 1, 1),
    ("1/", 1, 3),
    ("2/", 1, 3),
    ("2/area", 1, 9),
    ("3/", 1, 1),
    ("3.1/", 1, 2),
    ("3.2/", 1, 10),
    ("3.2/mitigation", 1, 6),
    ("3.3/", 1, 2),
    ("3.4/", 1, 8),
    ("R/CO/", 1, 7),
    ("R/SO/", 1, 2),
    ("R/HS/", 1, 5),
    ("4/", 1, 4),
    ("A1/intro", 1, 2),
    ("A1/", 1, 4),
    ("A1/Q", 1, 4),
)


def _all() -> Iterator[str]:
    for section, first, last in _RUNS:
        for number in range(first, last + 1):
            yield f"{_PREFIX} {section}{number}"


CLAUSES = frozenset(_all())
