# SPDX-License-Identifier: MIT
"""Puts imported rows into their table, many at a time, and finds those that are there already."""

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from candour.people.prepared import often
from candour.registers.intake.cells import Value
from candour.registers.intake.fingerprints import Fingerprints
from candour.registers.intake.judging import Judged
from candour.registers.intake.kinds import Kind, Type
from candour.registers.intake.models import MODELS, Import, NilReturn
from candour.registers.intake.reporting import Held, texts_of

AT_ONCE = 2_000
ASKED_AT_ONCE = 500
BEFORE_VALUES = 7
"""Columns of a row before those of its kind."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_MASKED = re.compile(
    r"redact(?:ed|ion)?\b.*|\(?(?:name |details? |information )?(?:withheld|removed|suppressed|restricted)\)?.*"
    r"|x{3,}|\*{3,}|individual|private individual|personal(?: data| information)?(?: redacted)?|confidential"
    r"|anon(?:ymous|ymised)?|sensitive|various|sundry.*|not disclosed",
    re.IGNORECASE,
)


def why_masked(name: str) -> str:
    """Why nobody can say who was paid."""
    if not name:
        return "blank"
    return "taken out" if _MASKED.fullmatch(name) else ""


class RowKeeper:
    """Takes the rows of one file and one kind. What it holds back is written by `flush`."""

    def __init__(self, kind: Kind, import_id: UUID, held: Held) -> None:
        self.kind, self.held = kind, held
        self.model = MODELS[kind.name]
        self.table_name = self.model._meta.db_table
        self.prints = Fingerprints(kind)
        self.seen: set[bytes] = set()
        self.scopes: set[str] = set()
        self._id = import_id if connection.vendor == "postgresql" else import_id.hex
        self._waiting: list[tuple[bytes, bytes, list[Any]]] = []
        self._fields = [each for each in kind.fields if each.name != "currency"]
        names = [each.name for each in kind.fields]
        self._at = [names.index(each.name) for each in self._fields]
        self._dates = [n for n, each in enumerate(self._fields) if each.type is Type.DATE]
        self._scope_at = names.index(kind.scope) if kind.scope else -1
        self._payee_at = next((names.index(n) for n in ("supplier", "merchant") if n in names), -1)
        self._masks = any(field.name == "masked" for field in self.model._meta.fields)
        own = [each.name for each in self._fields]
        self._called_at = [BEFORE_VALUES + own.index(name) for name in kind.key]
        self._columns = self._named()

    def _named(self) -> list[str]:
        columns = [
            "of_id", "table_id", "row_number", "row_key", "content", "cells", "noted",
            *("pence" if each.type is Type.MONEY else each.name for each in self._fields),
            *(["currency"] if self.kind.amount else []), *(["masked"] if self._masks else []),
        ]  # fmt: skip
        return [connection.ops.quote_name(column) for column in columns]

    def add(self, row: Judged, table_id: int) -> bytes:
        """Returns the key of the entry and its content together, for the commitment."""
        key, content = self.prints.of(row.values, row.currency)
        if self.kind.snapshot:
            self.seen.add(key)
            if self._scope_at >= 0:
                self.scopes.add(str(row.values[self._scope_at] or ""))
        self._waiting.append((key, content, self._row(row, table_id, key, content)))
        if len(self._waiting) >= AT_ONCE:
            self.flush()
        return key + content

    def _row(self, row: Judged, table_id: int, key: bytes, content: bytes) -> list[Any]:
        values: list[Value] = [row.values[at] for at in self._at]
        for at in self._dates:
            day = values[at]
            values[at] = day.isoformat() if isinstance(day, date) else None
        made: list[Any] = [
            self._id, table_id, row.row_number, key, content, _encode(texts_of(row)),
            _encode(row.noted) if row.noted else "", *values,
        ]  # fmt: skip
        if self.kind.amount:
            made.append(row.currency)
        if self._masks:
            made.append(why_masked(str(row.values[self._payee_at] or "")))
        return made

    def _called(self, made: list[Any]) -> list[Any]:
        return [made[at] for at in self._called_at]

    def flush(self) -> None:
        if not self._waiting:
            return
        there = self._there([key for key, _, _ in self._waiting])
        new: list[list[Any]] = []
        replaced: list[int] = []
        for key, content, made in self._waiting:
            before = there.get(key)
            if before is not None and before[0] == content:
                self.held.already_held += 1
                continue
            if before is None:
                self.held.added += 1
            else:
                self.held.changed += 1
                self.held.name(self.held.changed_entries, self._called(made))
                replaced.append(before[1])
            new.append(made)
        self._waiting.clear()
        self._supersede(replaced)
        if new:
            self._write(new)

    def _write(self, rows: list[list[Any]]) -> None:
        named = ", ".join(self._columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # which takes a stream of rows in half the time
                copying: Any = cursor
                statement = f"COPY {self.table_name} ({named}) FROM STDIN"
                with connection.wrap_database_errors, copying.copy(statement) as copy:
                    for row in rows:
                        copy.write_row(row)
                return
            places = ", ".join(["%s"] * len(self._columns))
            insert = f"INSERT INTO {self.table_name} ({named}) VALUES ({places})"  # noqa: S608 - our own names
            cursor.executemany(insert, rows)

    def _there(self, keys: list[bytes]) -> dict[bytes, tuple[bytes, int]]:
        """Entries that are held under these keys: their content and their row."""
        found: dict[bytes, tuple[bytes, int]] = {}
        with often(connection) as cursor:
            for where, some in _among(keys):
                cursor.execute(
                    f"SELECT row_key, content, id FROM {self.table_name} WHERE row_key {where}"  # noqa: S608 - our own names
                    " AND superseded_by_id IS NULL AND ended_by_id IS NULL",
                    some,
                )
                found.update({bytes(key): (bytes(content), pk) for key, content, pk in cursor})
        return found

    def add_nil(self, row: Judged, of: Import, table_id: int) -> None:
        """A nil return is held once, however often its file comes in."""
        texts = texts_of(row)
        key = self.prints.of_texts(texts)
        if NilReturn.objects.filter(row_key=key).exists():
            self.held.nil_already_held += 1
            return
        person = str(next((value for value in row.values if value), ""))
        NilReturn.objects.create(
            of=of, table_id=table_id, row_number=row.row_number, row_key=key, person=person, cells=texts
        )  # fmt: skip

    def _supersede(self, ids: list[int]) -> None:
        for some in _parts(ids):
            self.model.objects.filter(pk__in=some).update(superseded_by=UUID(str(self._id)))  # type: ignore[attr-defined]

    @property
    def met(self) -> int:
        """Rows whose entries were held before this file."""
        return self.held.already_held + self.held.changed

    def end_what_is_missing(self, seen: set[bytes]) -> None:
        """Mark what the import no longer has, in the parts of the register that this file covers."""
        current = self.model.objects.filter(superseded_by=None, ended_by=None)  # type: ignore[attr-defined]
        if self._scope_at >= 0:
            current = current.filter(**{f"{self.kind.scope}__in": sorted(self.scopes)})
        gone = []
        for pk, key, *names in current.values_list("pk", "row_key", *self.kind.key).iterator():
            if bytes(key) not in seen:
                gone.append(pk)
                self.held.name(self.held.ended_entries, names)
        for some in _parts(gone):
            self.model.objects.filter(pk__in=some).update(ended_by=UUID(str(self._id)))  # type: ignore[attr-defined]
        self.held.ended += len(gone)


def is_later_edition(keepers: list[RowKeeper]) -> bool:
    """Whether the files together are the register at a later date, and not more of it."""
    rows = sum(len(keeper.seen) for keeper in keepers)
    keyed = sum(keeper.prints.keyed for keeper in keepers)
    met = sum(keeper.met for keeper in keepers)
    return bool(met) and keyed >= KEYED * rows and met >= OVERLAP * rows


KEYED, OVERLAP = 0.95, 0.1
"""A file is a later edition when nearly all its rows have numbers, and a tenth of them is known."""


def _among(keys: list[bytes]) -> Iterable[tuple[str, list[Any]]]:
    """How a row is found among these: PostgreSQL takes them as one list, SQLite so many at a time."""
    if connection.vendor == "postgresql":
        # Written out here: the driver takes as long for such a list as the server for the answer.
        yield "= ANY(%s::bytea[])", ["{" + ",".join(f'"\\\\x{key.hex()}"' for key in keys) + "}"]
        return
    for start in range(0, len(keys), ASKED_AT_ONCE):
        some = keys[start : start + ASKED_AT_ONCE]
        yield f"IN ({', '.join(['%s'] * len(some))})", list(some)


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + ASKED_AT_ONCE] for start in range(0, len(ids), ASKED_AT_ONCE))
