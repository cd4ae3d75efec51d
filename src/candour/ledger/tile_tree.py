# SPDX-License-Identifier: MIT
"""The Merkle tree as it lies in files or in the table of leaves: gives the node of any subtree."""

from pathlib import Path

from candour.ledger.models import LogLeaf
from candour.ledger.rules import merkle
from candour.ledger.rules.merkle import HASH_LENGTH
from candour.ledger.rules.tiles import WIDTH
from candour.ledger.verify_log import read_tile

TILE_HEIGHT = 8


class TileTree:
    """A published log of `size` entries."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        self._size = size

    def node(self, level: int, index: int) -> bytes:
        tile_level, height = divmod(level, TILE_HEIGHT)
        first = index << height
        hashes = self.hashes(tile_level, first // WIDTH)
        place = first % WIDTH
        return merkle.fold(hashes[place : place + (1 << height)])

    def hashes(self, level: int, number: int) -> list[bytes]:
        """The hashes of one tile."""
        width = min(WIDTH, (self._size >> (TILE_HEIGHT * level)) - number * WIDTH)
        tile = read_tile(self._folder, level, number, width, HASH_LENGTH)
        return [tile[at : at + HASH_LENGTH] for at in range(0, len(tile), HASH_LENGTH)]

    def root(self, size: int) -> bytes:
        return merkle.subtree(self, 0, size)


class DatabaseTree:
    """The leaves as the database holds them; a large subtree takes a while."""

    def node(self, level: int, index: int) -> bytes:
        leaves = LogLeaf.objects.filter(idx__gte=index << level, idx__lt=(index + 1) << level)
        hashes = leaves.order_by("idx").values_list("leaf_hash", flat=True)
        return merkle.fold([bytes(leaf) for leaf in hashes.iterator(chunk_size=10_000)])
