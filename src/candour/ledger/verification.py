# SPDX-License-Identifier: MIT
"""Hold the database against itself, against what was published and against what was signed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from django.db import connection

from candour.ledger import verify_log
from candour.ledger.models import LogHead, LogLeaf, Stream
from candour.ledger.one_view import one_view
from candour.ledger.rules import merkle
from candour.ledger.rules.entry import HASH_LENGTH, LENGTH
from candour.ledger.rules.tiles import WIDTH
from candour.ledger.verify_contents import Contents
from candour.ledger.verify_log import Audit, Checkpoint, Wrong

Row = tuple[int, bytes, bytes]
_LENGTH_BEFORE = LENGTH.to_bytes(2)
_GUARDED = (
    "ledger_logleaf",
    "ledger_event",
    "ledger_eventfield",
    "ledger_stream",
    "ledger_loghead",
)


@dataclass
class Report:
    """What was looked at, and the first thing that each step found wrong."""

    checked: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    def step(self, look: Callable[[], str]) -> None:
        try:
            self.checked.append(look())
        except Wrong as found:
            self.wrong.append(found)


def verify_database(
    *, published: tuple[Path, Checkpoint] | None = None, kept: Sequence[Checkpoint] = ()
) -> Report:
    """Leaves, head, chains, events, contents; all seen at one moment while others write on."""
    with one_view():
        report, database = _look_at_the_log(published, kept)
        if not report.wrong:
            report.step(database.chains)
        report.step(_guards)
        for look in Contents().steps():
            report.step(look)
    return report


def verify_log_table(*, kept: Sequence[Checkpoint] = ()) -> Report:
    """The table of leaves and the head alone: what an auditor of the log's growth needs."""
    return _look_at_the_log(None, kept)[0]


def _look_at_the_log(
    published: tuple[Path, Checkpoint] | None, kept: Sequence[Checkpoint]
) -> tuple[Report, "_Database"]:
    report = Report()
    database = _Database(_published_leaves(*published) if published else iter(()))
    report.step(database.read)
    if not report.wrong:
        report.step(database.head)
        for checkpoint in kept:
            report.step(partial(database.begins_with, checkpoint))
    return report, database


class _Database:
    """The log as the table of leaves holds it."""

    def __init__(self, published: Iterator[list[bytes]]) -> None:
        self._published = published
        self._compared = 0
        self._audit = Audit()

    def read(self) -> str:
        """Every leaf is the hash of its entry, stands in its chain, and is what was published."""
        for first, rows in _rows():
            self._add(first, rows)
        if next(self._published, None) is not None:
            raise Wrong("was published, and the database ends here", self._audit.size)
        said = f"{self._audit.size} entries in {len(self._audit.chains)} streams"
        return f"{said}; {self._compared} of them were published, and are the same"

    def _add(self, first: int, rows: list[Row]) -> None:
        numbers, kept, entries = zip(*rows, strict=True)
        if numbers != tuple(range(first, first + len(rows))):
            gap = next(place for place, number in enumerate(numbers, first) if number != place)
            raise Wrong("is missing from the database", gap)
        bundle = _LENGTH_BEFORE + _LENGTH_BEFORE.join(entries)
        if len(bundle) != len(rows) * (LENGTH + len(_LENGTH_BEFORE)):
            place, odd = next((at, one) for at, one in enumerate(entries) if len(one) != LENGTH)
            raise Wrong(f"is {len(odd)} bytes long, not {LENGTH}", first + place)
        leaves = verify_log.leaf_hashes(bundle)
        if leaves != list(kept):
            place = next(at for at, leaf in enumerate(leaves) if leaf != kept[at])
            raise Wrong("the entry and its hash do not agree", first + place)
        self._compare(first, leaves)
        self._audit.add(bundle, leaves)

    def _compare(self, first: int, leaves: list[bytes]) -> None:
        published = next(self._published, [])
        if leaves[: len(published)] != published[: len(leaves)]:
            pairs = enumerate(zip(leaves, published, strict=False), start=first)
            idx = next(idx for idx, (here, there) in pairs if here != there)
            raise Wrong("the database and what was published do not agree", idx)
        if len(published) > len(leaves):
            raise Wrong("was published, and the database ends here", first + len(leaves))
        self._compared += len(published)

    def head(self) -> str:
        head, audit = LogHead.objects.get(), self._audit
        if head.size != audit.size:
            raise Wrong(f"the head says {head.size} entries", min(head.size, audit.size))
        if bytes(head.root) != audit.root() or bytes(head.frontier) != self._frontier():
            raise Wrong("the head's root does not follow from the entries")
        if head.last_time_ms != audit.time_ms:
            raise Wrong("the head's time is not that of the last entry")
        return "the head of the log follows from its entries"

    def _frontier(self) -> bytes:
        frontier: list[bytes] = []
        for number, tile in enumerate(self._audit.tiles):
            merkle.push(frontier, number, tile)
        full = len(self._audit.tiles) * WIDTH
        for place, leaf in enumerate(self._audit.tail):
            merkle.push(frontier, full + place, leaf)
        return b"".join(frontier)

    def chains(self) -> str:
        rows = Stream.objects.values_list("pk", "next_seq", "last_leaf")
        kept = {pk.bytes: (next_seq, bytes(leaf)) for pk, next_seq, leaf in rows.iterator()}
        for stream, end in self._audit.chains.items():
            if kept.pop(stream, None) != end:
                raise Wrong(f"the chain of stream {stream.hex()} does not end as its row says")
        if kept:
            raise Wrong(f"stream {next(iter(kept)).hex()} has a row and no entries")
        return "every stream ends where its row says"

    def begins_with(self, kept: Checkpoint) -> str:
        if kept.size > self._audit.size:
            raise Wrong(f"the log ends here, and {kept.size} were signed before", self._audit.size)
        full, rest = divmod(kept.size, WIDTH)
        tail = LogLeaf.objects.filter(idx__gte=full * WIDTH, idx__lt=kept.size).order_by("idx")
        leaves = [bytes(leaf) for leaf in tail.values_list("leaf_hash", flat=True)]
        if merkle.fold([*self._audit.tiles[:full], *([merkle.fold(leaves)] if rest else [])]) != (
            kept.root
        ):
            raise Wrong(f"the first {kept.size} entries are not those of the kept checkpoint")
        return f"the log begins with the {kept.size} entries of a checkpoint signed before"


def _rows() -> Iterator[tuple[int, list[Row]]]:
    """A tile at a time, by one question whose answer is read as it comes."""
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT idx, leaf_hash, entry FROM ledger_logleaf ORDER BY idx")
        for first in count(0, WIDTH):
            rows = cursor.fetchmany(WIDTH)
            if not rows:
                return
            yield first, rows


def _published_leaves(folder: Path, checkpoint: Checkpoint) -> Iterator[list[bytes]]:
    """The leaf hashes of each published tile; the folder itself is checked elsewhere."""
    for number, first in enumerate(range(0, checkpoint.size, WIDTH)):
        width = min(WIDTH, checkpoint.size - first)
        tile = verify_log.read_tile(folder, 0, number, width, HASH_LENGTH)
        yield [tile[at : at + HASH_LENGTH] for at in range(0, len(tile), HASH_LENGTH)]


def _guards() -> str:
    """The triggers that refuse changes are where the migrations put them."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    last = "truncate" if connection.vendor == "postgresql" else "replace"
    wanted = {f"{table}_no_{what}" for table in _GUARDED for what in ("update", "delete", last)}
    if lost := sorted(wanted - there):
        raise Wrong(f"the database no longer refuses changes: {', '.join(lost)} is gone")
    return "the database still refuses changes to the record"
