# SPDX-License-Identifier: MIT
"""How a log of some size is cut into tiles (C2SP tlog-tiles)."""

from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 256
ENTRIES = "entries"


@dataclass(frozen=True)
class Tile:
    level: int
    number: int
    width: int

    @property
    def first_leaf(self) -> int:
        return self.number << (8 * (self.level + 1))

    @property
    def is_full(self) -> bool:
        return self.width == WIDTH


def path(level: int | str, number: int, width: int = WIDTH) -> str:
    """`tile/0/x001/x234/067` for number 1234067; with `.p/5` when only 5 wide."""
    parts = [f"{number % 1000:03d}"]
    while number := number // 1000:
        parts.insert(0, f"x{number % 1000:03d}")
    return f"tile/{level}/" + "/".join(parts) + (f".p/{width}" if width < WIDTH else "")


def tiles_of(size: int, *, after: int = 0) -> Iterator[Tile]:
    """Every tile of a log of `size` that a log of `after` does not have in full, level by level."""
    level = 0
    while hashes := size >> (8 * level):
        done = (after >> (8 * level)) // WIDTH
        for number in range(done, -(-hashes // WIDTH)):
            yield Tile(level, number, min(WIDTH, hashes - number * WIDTH))
        level += 1
