# SPDX-License-Identifier: MIT
"""`candour import KIND FILE...`: spreadsheets and packages into a register, every row accounted for.

Ends with 0 when rows were imported (or there were none), 1 when every row was refused, 2 when a
file could not be read, and 3 when the sums did not agree, which keeps nothing.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django

from candour.kernel.procedure import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from candour.registers.intake.choices import Choices
    from candour.registers.intake.kinds import Kind
    from candour.registers.intake.reporting import FileReport, Group, Report
    from candour.registers.intake.sheets import Source

DONE, ALL_REFUSED, UNREADABLE, OUT_OF_BALANCE = range(4)
GROUPS_SHOWN = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        metavar="KIND",
        help="what the rows are: gifts, interests, claims, cards, training, spend, contracts, suppliers, ownership or people",
    )
    parser.add_argument(
        "files", metavar="FILE", nargs="*", type=Path, help=".csv, .xlsx, .xls, .ods or .json"
    )
    parser.add_argument(
        "--map", type=Path, metavar="FILE", help="JSON: field by heading, and what was decided"
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE.json", help="write the whole report here"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="report what would happen and keep nothing"
    )
    parser.add_argument(
        "--undo", action="store_true", help="take an import back: give its id instead of a file"
    )

    # Files may stand before options and after them.
    parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.db import OperationalError, ProgrammingError

    from candour.registers.intake.known_kinds import kind_named
    from candour.registers.intake.services.importing import (
        NothingRead,
        OutOfBalance,
        import_files,
    )

    kind = kind_named(options.kind)
    if options.undo:
        return _undo(options.files)
    if not options.files:
        raise Refused("Enter at least one file after the kind.")
    choices = _choices(kind, options.map)
    sources = [_source(path) for path in options.files]
    try:
        done = import_files(
            kind, sources, by=_by(), choices=choices, dry_run=options.dry_run, progress=_progress
        )
    except NothingRead as refused:
        _write_report(options, refused.report, None)
        raise
    except OutOfBalance as error:
        print(error, file=sys.stderr)
        return OUT_OF_BALANCE
    except (OperationalError, ProgrammingError) as error:
        raise Refused(f"The database is not ready ({error}). Run: candour migrate") from None
    _write_report(options, done.report, done.import_id)
    print("\n".join(_lines(done.report)))
    last = (
        "Nothing was kept: this was a dry run." if options.dry_run else f"Import {done.import_id}"
    )
    print(last)
    return _code(done.report)


def _write_report(options: argparse.Namespace, report: "Report", import_id: "UUID | None") -> None:
    if options.report:
        named = str(import_id) if import_id else None
        facts = {"import": named, "dry_run": options.dry_run, **report.as_json()}
        options.report.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def _code(report: "Report") -> int:
    if any(file.unreadable for file in report.files):
        return UNREADABLE
    identity = report.identity
    return ALL_REFUSED if identity.refused and not identity.imported + identity.nil else DONE


def _undo(files: list[Path]) -> int:
    from uuid import UUID

    from candour.registers.intake.services.undoing import undo

    for each in files:
        try:
            import_id = UUID(str(each))
        except ValueError:
            raise Refused(f"Enter the id of an import, not “{each}”.") from None
        undo(import_id, by=_by())
        print(f"import {import_id} undone")
    return DONE


def _by() -> "By":  # type: ignore[name-defined]  # noqa: F821
    from candour.ledger.services import By

    return By(None, "operator", name="candour import")


def _source(path: Path) -> "Source":
    from candour.registers.intake.sheets import Source

    try:
        return Source(path.name, path.read_bytes())
    except OSError as error:
        raise Refused(f"Check the file {path}: {error.strerror}.") from None


def _choices(kind: "Kind", path: Path | None) -> "Choices":
    from candour.registers.intake.choices import Choices, read_choices

    if path is None:
        return Choices()
    try:
        return read_choices(kind, json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Refused(f"Check the map {path}: {error.strerror}.") from None
    except ValueError as error:
        raise Refused(f"Check the map {path}: it is not JSON ({error}).") from None


def _progress(rows: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{rows:,} rows", end="", file=sys.stderr, flush=True)


# ------------------------------------------------------------ what is said


def _lines(report: "Report") -> list[str]:
    lines = [line for file in report.files for line in _file(file)]
    held = report.held
    if len(report.files) > 1:
        lines += ["all files together", *(f"  {line}" for line in report.identity.in_words())]
    lines.append(
        f"new {held.added:,}, changed {held.changed:,}, already held {held.already_held:,},"
        f" no longer in the file {held.ended:,}"
    )
    if held.already_held and not (held.added or held.changed or held.ended):
        lines.append("Every row was held already: nothing in the register changed.")
    lines.append(f"result {report.result}")
    return lines


def _file(file: "FileReport") -> list[str]:
    if file.unreadable:
        return [f"{file.name}: {file.unreadable}"]
    lines = [f"{file.name} ({file.read_as})"]
    several = sum(len(tallies) for _, _, _, tallies in file.sheets) > 1
    for name, notes, _hidden, tallies in file.sheets:
        lines += [f"  note: {note}" for note in notes]
        for tally in tallies:
            table = tally.judge.table
            if several:
                lines.append(
                    f"  sheet “{name}”, table {table.number}, headings in row {table.heading_row}"
                )
                lines += [f"    {line}" for line in tally.identity.in_words()]
            lines += [f"  note: {note}" for note in tally.judge.notes]
            columns = ", ".join(
                f"{table.headings[at]} → {field}" for field, at in table.found.columns.items()
            )
            lines.append(f"  columns: {columns or 'none'}")
            groups = sorted(tally.groups.values(), key=lambda group: -group.rows)
            lines += [f"  refused: {_group(group)}" for group in groups[:GROUPS_SHOWN]]
    return [*lines, *(f"  {line}" for line in file.identity.in_words())]


def _group(group: "Group") -> str:
    where = ", ".join(map(str, group.row_numbers[:8])) + (", …" if group.rows > 8 else "")  # noqa: PLR2004 - as many as fit in a line
    rows = "row" if group.rows == 1 else "rows"
    examples = "; ".join(f"“{value}”" for value, _ in group.values.most_common(3))
    seen = f" Seen: {examples}." if examples else ""
    return f"{group.rows:,} {rows} ({where}). {group.problem.sentence}{seen}"
