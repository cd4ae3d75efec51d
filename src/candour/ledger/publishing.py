# SPDX-License-Identifier: MIT
"""Publish the log as files that anyone's software can check (C2SP tlog-tiles).

Order is everything: tiles and bundles first, then the folders they lie in, then what this key
has signed, then the checkpoint. A power cut at any point leaves a folder that verifies.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from candour.ledger import checkpoints, custody, verify_log
from candour.ledger.checkpoints import LogKey
from candour.ledger.models import LogHead, LogLeaf
from candour.ledger.rules import merkle, tiles
from candour.ledger.rules.tiles import WIDTH, Tile
from candour.ledger.tile_tree import TILE_HEIGHT, TileTree
from candour.ledger.verify_log import Checkpoint, Wrong

ROWS_AT_ONCE = 64 * WIDTH
_DRAFT = ".tmp"


class WillNotSign(Exception):
    """Signing this would contradict something that was signed before."""


@dataclass(frozen=True)
class Published:
    checkpoint: Checkpoint
    note: bytes
    files: int
    """How many files are new."""


def publish(folder: Path) -> Published:
    """Bring the folder up to date with the database and sign how far it goes."""
    with checkpoints.one_at_a_time():
        if checkpoints.is_shut():
            raise WillNotSign(
                "this installation was restored, and its log may have been signed further than "
                "the backup knows: show the newest checkpoint with candour log-key --confirm FILE"
            )
        key = checkpoints.log_key()
        head = LogHead.objects.get()
        now = Checkpoint(key.name, head.size, bytes(head.root))
        before = _published(folder, key)
        earlier = [kept for kept in (before, checkpoints.last_checkpoint()) if kept]
        _refuse_to_shrink(now, earlier)
        export = _Export(folder, since=before.size if before else 0)
        export.write(now.size)
        _refuse_to_contradict(TileTree(folder, now.size), now, earlier)
        note = checkpoints.sign(key, now)
        export.finish(now.size)
        checkpoints.remember(note)
        export.put("checkpoint", note, over_another=True)
        export.sync()
        return Published(now, note, export.files)


def _published(folder: Path, key: LogKey) -> Checkpoint | None:
    path = folder / "checkpoint"
    if not path.exists():
        return None
    try:
        return verify_log.open_checkpoint(path.read_bytes(), verify_log.parse_key(key.verifier_key))
    except Wrong as wrong:
        raise WillNotSign(f"{folder} holds another log: {wrong}") from None


def _refuse_to_shrink(now: Checkpoint, earlier: list[Checkpoint]) -> None:
    for kept in earlier:
        if now.size < kept.size:
            raise WillNotSign(
                f"the database holds {now.size} entries, but a checkpoint of {kept.size} was "
                "signed before: it is older than what was published"
            )


def _refuse_to_contradict(tree: TileTree, now: Checkpoint, earlier: list[Checkpoint]) -> None:
    if tree.root(now.size) != now.root:
        raise WillNotSign("the entries do not lead to the root that the database keeps")
    for kept in earlier:
        if tree.root(kept.size) != kept.root:
            raise WillNotSign(
                f"the first {kept.size} entries are not those that were signed before"
            )


class _Export:
    """Writes what is missing in the folder; no file is ever written again with other bytes."""

    def __init__(self, folder: Path, *, since: int) -> None:
        self._folder = folder
        self._since = since
        self._touched: set[Path] = set()
        self.files = 0
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.rglob(f"*{_DRAFT}"):
            stale.unlink()

    def write(self, size: int) -> None:
        self._write_entries(size)
        for tile in tiles.tiles_of(size, after=self._since):
            if tile.level > 0:
                self._write_upper(tile, size)

    def _write_entries(self, size: int) -> None:
        start = self._since // WIDTH * WIDTH
        for first in range(start, size, ROWS_AT_ONCE):
            rows = LogLeaf.objects.filter(idx__gte=first, idx__lt=min(size, first + ROWS_AT_ONCE))
            found = list(rows.order_by("idx").values_list("idx", "leaf_hash", "entry"))
            for place in range(0, len(found), WIDTH):
                self._write_bundle((first + place) // WIDTH, found[place : place + WIDTH])

    def _write_bundle(self, number: int, rows: list[tuple[int, bytes, bytes]]) -> None:
        bundle, hashes = bytearray(), bytearray()
        for expected, (idx, leaf, data) in enumerate(rows, start=number * WIDTH):
            entry = bytes(data)
            if idx != expected or bytes(leaf) != merkle.leaf_hash(entry):
                raise WillNotSign(f"entry {expected} of the database is missing or was changed")
            bundle += len(entry).to_bytes(2) + entry
            hashes += leaf
        self.put(tiles.path(tiles.ENTRIES, number, len(rows)), bytes(bundle))
        self.put(tiles.path(0, number, len(rows)), bytes(hashes))

    def _write_upper(self, tile: Tile, size: int) -> None:
        """Each hash stands for a full tile one level below."""
        span = 1 << (TILE_HEIGHT * tile.level)
        known = min(tile.width, max(0, self._since // span - tile.number * WIDTH))
        before, below = TileTree(self._folder, self._since), TileTree(self._folder, size)
        hashes = before.hashes(tile.level, tile.number)[:known] if known else []
        for place in range(known, tile.width):
            hashes.append(merkle.fold(below.hashes(tile.level - 1, tile.number * WIDTH + place)))
        self.put(tiles.path(tile.level, tile.number, tile.width), b"".join(hashes))

    def put(self, name: str, data: bytes, *, over_another: bool = False) -> None:
        path = self._folder / name
        if path.exists():
            if path.read_bytes() == data:
                return
            if not over_another:
                raise WillNotSign(f"{name} was published before with other content")
        self._make_folders(path.parent)
        draft = path.with_name(path.name + _DRAFT)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        self._touched.add(path.parent)
        self.files += 1

    def _make_folders(self, folder: Path) -> None:
        if not folder.exists():
            self._make_folders(folder.parent)
            folder.mkdir()
            self._touched.add(folder.parent)

    def finish(self, size: int) -> None:
        """Partial tiles give way to full ones; everything is on the disk when this returns."""
        for tile in tiles.tiles_of(size, after=self._since):
            if tile.is_full:
                self._drop_partials(tiles.path(tile.level, tile.number))
                if tile.level == 0:
                    self._drop_partials(tiles.path(tiles.ENTRIES, tile.number))
        self.sync()

    def _drop_partials(self, name: str) -> None:
        partials = self._folder / f"{name}.p"
        if partials.exists():
            shutil.rmtree(partials)
            self._touched.discard(partials)
            self._touched.add(partials.parent)

    def sync(self) -> None:
        for folder in sorted(self._touched):
            custody.sync_folder(folder)
        self._touched.clear()
