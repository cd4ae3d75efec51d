# SPDX-License-Identifier: MIT
"""Draws that anybody can repeat: a published start value, and the fingerprints of what is drawn from.

No library of random numbers is trusted to give the same answer in ten years; SHA-256 is.
"""

from collections.abc import Iterable
from hashlib import sha256
from math import ceil


def draw(keys: Iterable[str], *, sampling_seed: str, size: int) -> list[str]:
    """The keys whose fingerprints with the start value come first, in that order.

    The same keys and the same start value give the same draw, in whatever order the keys come.
    """
    if size < 0:
        raise ValueError("A sample has no negative size")
    ranked = sorted(set(keys), key=lambda key: (_fingerprint(sampling_seed, key), key))
    return ranked[:size]


def share_of(number: int, percent: int) -> int:
    """How many a share comes to, at least one of anything."""
    return min(number, max(1, ceil(number * percent / 100))) if number else 0


def _fingerprint(sampling_seed: str, key: str) -> bytes:
    return sha256(f"{sampling_seed}\0{key}".encode()).digest()
