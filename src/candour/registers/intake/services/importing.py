# SPDX-License-Identifier: MIT
"""Brings files into a register: one transaction, one recorded act, however many rows."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, NewEvent, new_event_id, record_all
from candour.ledger.services import Kind as RecordKind
from candour.people.models import Person
from candour.registers.intake.choices import Choices
from candour.registers.intake.examining import Examined, examine
from candour.registers.intake.judging import Judged
from candour.registers.intake.kinds import Kind
from candour.registers.intake.models import (
    MODELS,
    Import,
    ImportFile,
    ImportTable,
    NilReturn,
    RefusedRow,
    State,
)
from candour.registers.intake.reading import read_book
from candour.registers.intake.reporting import FileReport, Report, TableTally, texts_of
from candour.registers.intake.services.keeping_rows import RowKeeper, is_later_edition
from candour.registers.intake.services.remembering import recall, remember
from candour.registers.intake.sheets import Source, Unreadable
from candour.registers.rules.accounting import Fate, without_zeros

IMPORTS = UUID("6f1b7c9e-2a54-4d0b-9a3c-5f0e8d6a7b21")
"""The stream of the record that tells of imports."""
AT_ONCE = 500

Progress = Callable[[int], None]


class OutOfBalance(Exception):
    """The sums do not agree, so nothing was kept. This is a fault of ours and never of the file."""


class NothingRead(Refused):
    """None of the files could be read, so there is no import. `report` says why of each."""

    def __init__(self, report: Report) -> None:
        super().__init__(" ".join(f"{file.name}: {file.unreadable}" for file in report.files))
        self.report = report


@dataclass(frozen=True)
class Imported:
    import_id: UUID
    report: Report


def import_files(
    kind: Kind,
    sources: Sequence[Source],
    *,
    by: By,
    choices: Choices | None = None,
    into: UUID | None = None,
    dry_run: bool = False,
    progress: Progress = lambda _rows: None,
) -> Imported:
    """Read the files and keep what is understood; `into` is an import that waits for this."""
    with transaction.atomic():
        imported = _Importing(kind, choices or Choices(), by, progress).run(sources, into)
        if dry_run:
            transaction.set_rollback(True)
    return imported


class _Importing:
    """One import while it goes on."""

    def __init__(self, kind: Kind, choices: Choices, by: By, progress: Progress) -> None:
        self.kind, self.choices, self.by, self.progress = kind, choices, by, progress
        self.commitment = hashlib.sha256()
        self.rows = 0
        self.keepers: list[RowKeeper] = []
        self.refused: list[RefusedRow] = []

    def run(self, sources: Sequence[Source], into: UUID | None) -> Imported:
        self.of = self._begun(into)
        report = Report(self.kind.name)
        for order, source in enumerate(sources):
            report.files.append(self._file(order, source))
        if report.files and all(file.unreadable for file in report.files):
            raise NothingRead(report)
        self._end_what_is_missing()
        report.result = self.commitment.hexdigest()
        self._check(report)
        self._finish(report)
        return Imported(self.of.pk, report)

    def _begun(self, into: UUID | None) -> Import:
        if into is not None:
            return Import.objects.select_for_update().get(pk=into, state=State.WAITING.value)
        person = Person.objects.get(pk=self.by.person) if self.by.person else None
        return Import.objects.create(
            kind=self.kind.name,
            started_by=person,
            body=person.body if person else None,
            choices=self.choices.as_json(),
        )

    # ------------------------------------------------------------ files, tables, rows

    def _file(self, order: int, source: Source) -> FileReport:
        sha256 = hashlib.sha256(source.data).hexdigest()
        report = FileReport(source.name, sha256, len(source.data))
        row, _ = ImportFile.objects.update_or_create(
            of=self.of,
            order=order,
            defaults={
                "name": source.name[:255],
                "sha256": sha256,
                "size": len(source.data),
                "content": None,
            },
        )
        try:
            book = read_book(source.name, source.data)
        except Unreadable as unreadable:
            report.unreadable = str(unreadable)
            return report
        report.read_as = book.how
        choices = recall(self.kind, book, self.choices)
        keeper = RowKeeper(self.kind, self.of.pk, report.held)
        for examined in examine(self.kind, book, choices):
            report.sheets.append(self._sheet(row, examined, keeper))
            remember(self.kind, examined, choices, self.by.person)
        keeper.flush()
        if self.kind.snapshot and not self._came_before(sha256):
            self.keepers.append(keeper)
        return report

    def _came_before(self, sha256: str) -> bool:
        """The same file again is no later edition of anything."""
        same = ImportFile.objects.filter(sha256=sha256, of__kind=self.kind.name)
        return same.filter(of__state=State.IMPORTED.value).exists()

    def _end_what_is_missing(self) -> None:
        if is_later_edition(self.keepers):
            seen = set[bytes]().union(*(keeper.seen for keeper in self.keepers))
            for keeper in self.keepers:
                keeper.end_what_is_missing(seen)

    def _sheet(
        self, file: ImportFile, examined: Examined, keeper: RowKeeper
    ) -> tuple[str, list[str], bool, list[TableTally]]:
        tallies = []
        for judge in examined.judges:
            tally = TableTally(judge)
            found = judge.table.found.columns
            table = ImportTable.objects.create(
                file=file,
                sheet=judge.table.sheet[:255],
                number=judge.table.number,
                headings=judge.table.headings,
                columns={name: judge.table.headings[at] for name, at in found.items()},
            )
            for row in judge.rows():
                tally.add(row)
                self._row(row, table.pk, keeper)
            self._write_refused()
            tallies.append(tally)
        sheet = examined.sheet
        return sheet.name, sheet.notes, sheet.hidden, tallies

    def _row(self, row: Judged, table_id: int, keeper: RowKeeper) -> None:
        self.rows += 1
        if self.rows % 10_000 == 0:
            self.progress(self.rows)
        if row.fate is Fate.IMPORTED:
            self.commitment.update(keeper.add(row, table_id))
        elif row.fate is Fate.REFUSED and row.problem:
            problem = row.problem
            self.refused.append(
                RefusedRow(
                    of=self.of, table_id=table_id, row_number=row.row_number,
                    code=problem.code.value, about=problem.about, sentence=problem.sentence[:400],
                    value=problem.value[:100], cells=[text[:5000] for text in texts_of(row)],
                    pence=row.pence, currency=row.currency,
                )
            )  # fmt: skip
            if len(self.refused) >= AT_ONCE:
                self._write_refused()
        elif row.fate is Fate.NIL:
            keeper.add_nil(row, self.of, table_id)

    def _write_refused(self) -> None:
        RefusedRow.objects.bulk_create(self.refused, batch_size=AT_ONCE)
        self.refused.clear()

    # ------------------------------------------------------------ the sums, and the record

    def _check(self, report: Report) -> None:
        """Ask the tables themselves how many rows and how much money they now hold."""
        identity, held = report.identity, report.held
        table = MODELS[self.kind.name]._meta.db_table
        money = ", COALESCE(SUM(pence), 0)" if self.kind.amount else ", 0"
        key = self.of.pk if connection.vendor == "postgresql" else self.of.pk.hex
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*){money} FROM {table} WHERE of_id = %s", [key])  # noqa: S608 - our own names
            rows, pence = cursor.fetchone()
        refused = RefusedRow.objects.filter(of=self.of).count()
        nil = NilReturn.objects.filter(of=self.of).count()
        everything_new = not held.already_held
        sums = sum(without_zeros(identity.amounts_imported).values())
        kept = (
            rows == held.added + held.changed
            and held.added + held.changed + held.already_held == identity.imported
            and (refused, nil + held.nil_already_held) == (identity.refused, identity.nil)
            and (not everything_new or int(pence) == sums)
        )
        if not (identity.balances and kept):
            raise OutOfBalance(
                f"{' '.join(identity.in_words())}. In the tables: {rows} rows, {pence} pence, "
                f"{refused} refused, {nil} nil returns. Nothing was kept."
            )

    def _finish(self, report: Report) -> None:
        facts = report.as_json()
        event = new_event_id()
        Import.objects.filter(pk=self.of.pk).update(
            state=State.IMPORTED.value,
            report=facts,
            imported_at=timezone.now(),
            event=event,
            choices=self.choices.as_json(),
        )
        fields: dict[str, Json] = {
            "kind": self.kind.name,
            "import": str(self.of.pk),
            "files": [{"name": file.name, "sha256": file.sha256} for file in report.files],
            "identity": facts["identity"],
            "held": report.held.counts(),
            "rows": report.result,
        }
        record_all(
            [NewEvent(IMPORTS, "import", self.by, RecordKind.COLLECTION, fields, event_id=event)]
        )
