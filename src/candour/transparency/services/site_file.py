# SPDX-License-Identifier: MIT
"""Writes everything that is public into one file, which is all that the public site ever reads.

The file is made whole beside the old one and takes its place at once. It holds released rows only,
so whoever runs the public site, or breaks into it, finds nothing else (decision 60).
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from candour.audit.publication import last_published, publish_what_is_new
from candour.ledger import proofs
from candour.people.models import Body
from candour.transparency.queries.public import PublicDataset, PublicRow, public_of
from candour.transparency.rules.publication import Stage
from candour.transparency.rules.redaction import Value
from candour.transparency.rules.scheme import Dataset, Scheme
from candour.transparency.rules.spans import as_span
from candour.transparency.services.open_files import File, files_of
from candour.transparency.site.reader import FORMAT

SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE dataset (
    code TEXT PRIMARY KEY, position INTEGER NOT NULL, described TEXT NOT NULL,
    next_first TEXT NOT NULL, next_last TEXT NOT NULL, next_by TEXT NOT NULL
);
CREATE TABLE release (
    id TEXT PRIMARY KEY, dataset TEXT NOT NULL, span TEXT NOT NULL, first TEXT NOT NULL,
    last TEXT NOT NULL, number INTEGER NOT NULL, stage TEXT NOT NULL, published_at TEXT NOT NULL,
    ended_at TEXT, note TEXT NOT NULL, hide_on TEXT, rows INTEGER NOT NULL, proof TEXT NOT NULL
);
CREATE TABLE row (
    id INTEGER PRIMARY KEY, dataset TEXT NOT NULL, reference TEXT NOT NULL, span TEXT NOT NULL,
    release TEXT NOT NULL, current INTEGER NOT NULL, day TEXT, who TEXT NOT NULL, giver TEXT NOT NULL,
    words TEXT NOT NULL, pence INTEGER, shown TEXT NOT NULL, hide_on TEXT, event TEXT NOT NULL,
    proof TEXT NOT NULL
);
CREATE INDEX row_by_day ON row (dataset, current, day DESC, id);
CREATE INDEX row_by_reference ON row (dataset, reference);
CREATE TABLE band (
    dataset TEXT NOT NULL, span TEXT NOT NULL, unit TEXT NOT NULL, code TEXT NOT NULL,
    least INTEGER NOT NULL, hide_on TEXT, PRIMARY KEY (dataset, span, unit, code)
);
CREATE TABLE gone (
    dataset TEXT NOT NULL, reference TEXT NOT NULL, why TEXT NOT NULL, note TEXT NOT NULL,
    gone_on TEXT, PRIMARY KEY (dataset, reference)
);
CREATE TABLE file (
    dataset TEXT NOT NULL, span TEXT NOT NULL, format TEXT NOT NULL, name TEXT NOT NULL,
    content_type TEXT NOT NULL, content BLOB NOT NULL, sha256 TEXT NOT NULL, good_until TEXT,
    PRIMARY KEY (dataset, span, format)
);
"""


def path_of(body: Body) -> Path:
    return Path(settings.PUBLISHED_FOLDER) / f"{body.slug}.sqlite3"


def write_sites(now: datetime) -> None:
    """The file of every body that has something public, or had."""
    for body in Body.objects.order_by("slug"):
        write_site(body, now)


def write_site(body: Body, now: datetime) -> Path | None:
    """Make the file of one body anew; none where nothing was ever published."""
    found = public_of(body, timezone.localdate(now))
    if found is None or not any(one.releases for one in found[1]):
        return None
    publish_what_is_new(now)
    path = path_of(body)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.new")
    draft.unlink(missing_ok=True)
    with closing(sqlite3.connect(draft)) as file:
        file.executescript(SCHEMA)
        _Writer(file, body, found[0], _Proofs(path)).write(found[1], now)
        file.commit()
        file.execute("VACUUM")
    _keep(draft, path)
    return path


def _keep(draft: Path, path: Path) -> None:
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.chmod(0o644)
    draft.replace(path)


class _Proofs:
    """A proof stays good for ever, so those in the file that is replaced are taken over."""

    def __init__(self, path: Path) -> None:
        self.known: dict[str, str] = {}
        if path.exists():
            with closing(sqlite3.connect(path)) as file:
                self.known = dict(file.execute("SELECT event, proof FROM row"))
                self.known |= dict(file.execute("SELECT id, proof FROM release"))

    def of(self, event: str, show: str, key: str = "") -> str:
        known = self.known.get(key or event)
        if known:
            return known
        return proofs.disclose(proofs.event_called(event), show=show.split()).decode()


class _Writer:
    def __init__(
        self, file: sqlite3.Connection, body: Body, scheme: Scheme, proofs_: _Proofs
    ) -> None:
        self.file, self.body, self.scheme, self.proofs = file, body, scheme, proofs_

    def write(self, datasets: list[PublicDataset], now: datetime) -> None:
        self._about(now)
        for position, one in enumerate(datasets):
            self._dataset(position, one)
            self._releases(one)
            self._rows(one)
            self._bands(one)
            self._many("gone", [
                (one.dataset.code, gone.reference, gone.why, gone.note, _at(gone.on))
                for gone in one.gone
            ])  # fmt: skip
            for file in files_of(self.body, self.scheme, one):
                self._file(one.dataset, file)

    def _about(self, now: datetime) -> None:
        record = last_published()
        told = {
            "format": FORMAT,
            "body": self.body.name,
            "made_at": _at(now),
            "checkpoint": record.note if record else "",
            "key": record.key if record else "",
            "origin": record.origin if record else "",
            **_appearance(self.body),
        }
        self._many("about", [(name, value or "") for name, value in told.items()])

    def _dataset(self, position: int, one: PublicDataset) -> None:
        span = one.due.span
        described = json.dumps(described_as(one.dataset, self.scheme), ensure_ascii=False)
        told = (one.dataset.code, position, described, span.first, span.last, one.due.by)
        self._many("dataset", [tuple(_plain(value) for value in told)])

    def _releases(self, one: PublicDataset) -> None:
        for release in one.releases:
            span = as_span(release.span)
            if span is None or release.published_event is None:
                continue
            event = str(release.published_event)
            shown = "dataset span number rows"
            self._many("release", [(
                event, release.dataset, release.span, span.first.isoformat(),
                span.last.isoformat(), release.number, release.stage, _at(release.approved_at),
                _at(release.ended_at), release.note, _plain(release.unpublish_on),
                sum(row.release is release for row in one.rows), self.proofs.of(event, shown),
            )])  # fmt: skip

    def _rows(self, one: PublicDataset) -> None:
        self._many("row", [self._row(one.dataset, row) for row in one.rows])

    def _bands(self, one: PublicDataset) -> None:
        """Of what is public; a release that was corrected or taken down has none."""
        for release in one.releases:
            if release.stage == Stage.PUBLISHED.value:
                hide_on = _plain(release.unpublish_on)
                self._many(
                    "band",
                    [
                        (release.dataset, release.span, unit, code, least, hide_on)
                        for unit, code, least in release.bands
                    ],
                )

    def _row(self, dataset: Dataset, one: PublicRow) -> tuple[Any, ...]:
        who, giver = _part(dataset, one, "person"), _part(dataset, one, "giver")
        day, money = _part(dataset, one, "day"), _part(dataset, one, "money")
        words = " ".join(str(value) for value in one.row.values() if isinstance(value, str))
        event = str(one.event)
        return (
            None, dataset.code, one.reference, one.release.span, str(one.release.published_event),
            int(one.current), day or None, who.casefold(), giver.casefold(), words.casefold(),
            int(money.replace(".", "")) if money else None,
            json.dumps(one.row, ensure_ascii=False), _plain(one.release.unpublish_on), event,
            self.proofs.of(event, "row"),
        )  # fmt: skip

    def _file(self, dataset: Dataset, file: File) -> None:
        sha256 = hashlib.sha256(file.content).hexdigest()
        self._many("file", [(
            dataset.code, file.span, file.format, file.name, file.content_type, file.content,
            sha256, _plain(file.good_until),
        )])  # fmt: skip

    def _many(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        for row in rows:
            marks = ", ".join("?" * len(row))
            self.file.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - our own names


def _appearance(body: Body) -> dict[str, str]:
    """Colour and contact, where the body has chosen any."""
    brand = getattr(body, "brand", None)
    names = ("colour", "help_email", "help_phone")
    return {name: getattr(brand, name, "") for name in names}


def _part(dataset: Dataset, one: PublicRow, part: str) -> str:
    column = dataset.part(part)
    value: Value = one.row.get(column.name) if column else None
    return str(value) if value is not None else ""


def described_as(dataset: Dataset, scheme: Scheme) -> dict[str, Any]:
    """The dataset and its columns in both languages, as the public site shows them."""
    columns = list(_columns(dataset, scheme))
    return {
        "title": vars(dataset.title),
        "says": vars(dataset.says),
        "counted_by": dataset.counted_by,
        "frequency": dataset.frequency.value,
        "chiefs_only": dataset.chiefs_only,
        "columns": columns,
        "reasons": {code: vars(words) for code, words in scheme.codes["reasons"].items()},
    }


def _columns(dataset: Dataset, scheme: Scheme) -> Iterator[dict[str, Any]]:
    for column in dataset.columns:
        codes = scheme.codes.get(column.codes, {}) if column.codes else {}
        yield {
            "name": column.name,
            "kind": column.kind.value,
            "part": column.part,
            "title": vars(column.title),
            "says": vars(column.says),
            "codes": {code: vars(words) for code, words in codes.items()},
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _at(value: datetime | None) -> str | None:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None
