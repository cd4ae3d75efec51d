# SPDX-License-Identifier: MIT
"""Reads the published file, and can do nothing else: it is opened read-only, as a file that stays as it is.

What has passed its last day is not shown even while nobody writes the file anew.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings

FORMAT = "2"
A_PAGE = 25
NOT_YET_OVER = "(hide_on IS NULL OR hide_on > :today)"


def file_read() -> Path | None:
    """The file that the settings of the public site name."""
    found: Path | None = getattr(settings, "PUBLISHED_FILE", None)
    return found


class NothingPublished(Exception):
    """There is no file, or one that this version does not read."""


@dataclass(frozen=True)
class Row:
    reference: str
    span: str
    shown: Mapping[str, Any]
    current: bool
    number: int
    published_at: str
    note: str


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for."""

    who: str = ""
    giver: str = ""
    words: str = ""
    span: str = ""
    page: int = 1

    @property
    def any(self) -> bool:
        return bool(self.who or self.giver or self.words or self.span)


@dataclass(frozen=True)
class Totals:
    entries: int
    nothing_to_declare: int
    pence: int


@dataclass(frozen=True)
class Found:
    rows: list[Row]
    count: int
    totals: Totals


@contextmanager
def opened(path: Path | None, today: date) -> Iterator["Site"]:
    if path is None or not path.is_file():
        raise NothingPublished
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as file:
        site = Site(file, today)
        if site.about.get("format") != FORMAT:
            raise NothingPublished
        yield site


class Site:
    """One reading of the file."""

    def __init__(self, file: sqlite3.Connection, today: date) -> None:
        file.row_factory = sqlite3.Row
        self.file, self.today = file, today.isoformat()
        self.about: dict[str, str] = dict(file.execute("SELECT name, value FROM about").fetchall())

    def _all(self, question: str, **values: Any) -> list[sqlite3.Row]:
        return self.file.execute(question, {"today": self.today, **values}).fetchall()

    def _first(self, question: str, **values: Any) -> sqlite3.Row | None:
        return next(iter(self._all(question, **values)), None)

    # -------------------------------------------------------------- datasets and releases

    def datasets(self) -> list[dict[str, Any]]:
        rows = self._all(
            "SELECT dataset.*, (SELECT COUNT(*) FROM row WHERE row.dataset = dataset.code AND "
            f"current = 1 AND {NOT_YET_OVER}) AS entries, (SELECT MAX(published_at) FROM release "
            "WHERE release.dataset = dataset.code) AS last FROM dataset ORDER BY position"
        )
        return [_dataset(row) for row in rows]

    def dataset(self, code: str) -> dict[str, Any] | None:
        return next((one for one in self.datasets() if one["code"] == code), None)

    def releases(self, code: str = "") -> list[sqlite3.Row]:
        """Newest first."""
        return self._all(
            "SELECT * FROM release WHERE :code IN ('', dataset) ORDER BY published_at DESC, number DESC",
            code=code,
        )

    def spans(self, code: str) -> list[str]:
        rows = self._all(
            f"SELECT DISTINCT span, first FROM release WHERE dataset = :code AND stage = 'published' AND {NOT_YET_OVER} ORDER BY first DESC",
            code=code,
        )
        return [row["span"] for row in rows]

    # -------------------------------------------------------------- rows

    def found(self, code: str, wanted: Wanted) -> Found:
        """A page of what is wanted, newest first, and the totals of all of it."""
        where, values = _where(code, wanted)
        total = self._first(
            "SELECT COUNT(*) AS count, SUM(day IS NULL AND reference LIKE 'NIL-%') AS nil, "
            f"SUM(pence) AS pence FROM row WHERE {where}",
            **values,
        )
        count, nil = (total["count"], total["nil"] or 0) if total else (0, 0)
        first = (wanted.page - 1) * A_PAGE
        rows = self._all(
            f"{ROWS} WHERE {where} ORDER BY day DESC, row.id LIMIT {A_PAGE} OFFSET :first",
            first=first,
            **values,
        )
        totals = Totals(count - nil, nil, (total["pence"] or 0) if total else 0)
        return Found([_row(row) for row in rows], count, totals)

    def entry(self, code: str, reference: str) -> list[Row]:
        """What is public under an address, and what corrections left of its past; newest first."""
        rows = self._all(
            f"{ROWS} WHERE row.dataset = :code AND reference = :reference AND {HIDDEN} "
            "ORDER BY current DESC, release.number DESC",
            code=code,
            reference=reference,
        )
        return [_row(row) for row in rows]

    def proof(self, code: str, reference: str) -> str:
        row = self._first(
            f"SELECT proof FROM row WHERE dataset = :code AND reference = :reference AND current = 1 AND {NOT_YET_OVER}",
            code=code,
            reference=reference,
        )
        return str(row["proof"]) if row else ""

    def gone(self, code: str, reference: str) -> sqlite3.Row | None:
        """Why something is no longer there; what has just passed its last day counts too."""
        row = self._first(
            "SELECT why, note, gone_on FROM gone WHERE dataset = :code AND reference = :reference",
            code=code,
            reference=reference,
        )
        return row or self._first(
            "SELECT 'expired' AS why, '' AS note, hide_on AS gone_on FROM row "
            "WHERE dataset = :code AND reference = :reference AND hide_on <= :today",
            code=code,
            reference=reference,
        )

    def bands(self, code: str) -> dict[str, dict[str, dict[str, int]]]:
        """By period and department, how many entries of each code there are at least."""
        rows = self._all(
            f"SELECT span, unit, code, least FROM band WHERE dataset = :code AND {NOT_YET_OVER} "
            "ORDER BY span DESC, unit = '', unit",
            code=code,
        )
        found: dict[str, dict[str, dict[str, int]]] = {}
        for row in rows:
            found.setdefault(row["span"], {}).setdefault(row["unit"], {})[row["code"]] = row[
                "least"
            ]
        return found

    # -------------------------------------------------------------- files

    def files(self, code: str) -> list[sqlite3.Row]:
        return self._all(
            "SELECT span, format, name, sha256, LENGTH(content) AS size FROM file WHERE dataset = :code "
            "AND (good_until IS NULL OR good_until > :today) ORDER BY span = 'all' DESC, span DESC, format",
            code=code,
        )

    def file_named(self, code: str, name: str) -> sqlite3.Row | None:
        return self._first(
            "SELECT content_type, content FROM file WHERE dataset = :code AND name = :name "
            "AND (good_until IS NULL OR good_until > :today)",
            code=code,
            name=name,
        )


HIDDEN = "(row.hide_on IS NULL OR row.hide_on > :today)"
ROWS = (
    "SELECT row.*, release.number, release.published_at, release.note FROM row "
    "JOIN release ON release.id = row.release"
)


def _where(code: str, wanted: Wanted) -> tuple[str, dict[str, Any]]:
    parts, values = ["row.dataset = :code", "current = 1", HIDDEN], {"code": code}
    if wanted.span:
        parts.append("row.span = :span")
        values["span"] = wanted.span
    for name in ("who", "giver", "words"):
        if text := getattr(wanted, name):
            parts.append(f"row.{name} LIKE :{name} ESCAPE '!'")
            values[name] = f"%{_plain(text)}%"
    return " AND ".join(parts), values


def _plain(text: str) -> str:
    """The words as they stand, whatever LIKE makes of their signs."""
    return text.casefold().replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _row(row: sqlite3.Row) -> Row:
    return Row(
        reference=row["reference"],
        span=row["span"],
        shown=json.loads(row["shown"]),
        current=bool(row["current"]),
        number=row["number"],
        published_at=row["published_at"],
        note=row["note"],
    )


def _dataset(row: sqlite3.Row) -> dict[str, Any]:
    told = {name: row[name] for name in row.keys() if name != "described"}  # noqa: SIM118 - a Row is no dict
    described: dict[str, Any] = json.loads(row["described"])
    return told | described
