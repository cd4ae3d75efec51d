# SPDX-License-Identifier: MIT
"""`make bench-import`: rows a second in, a messy sheet looked at, rows out, beside plain programs.

Candour judges every cell, keeps the row as it stood, finds rows that it holds already and records
the import. The programs beside it read the same file and insert it unjudged, which is the least
that anybody does.
"""

import csv
import io
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

ROWS, MESSY, OUT = 100_000, 5_000, 10_000
HEAD = [
    "Body Name", "Service Area", "Expenditure Category", "Expenditure Code", "Paid Date", "Trans No",
    "Amount", "Type", "Supplier ID", "Supplier Name",
]  # fmt: skip


def payments(rows: int) -> list[list[str]]:
    chance = random.Random(7)  # noqa: S311 - the same file every time
    first = date(2026, 1, 1)
    return [
        [
            "Aldshire", f"Unit {chance.randrange(20)}", f"Category {chance.randrange(140)}",
            f"D{chance.randrange(999):04}", f"{first + timedelta(chance.randrange(360)):%d/%m/%Y}",
            f"46{number:06}_1", f"{chance.randrange(50_000, 9_000_000) / 100:.2f}",
            chance.choice(["Revenue", "Capital"]), f"2000{chance.randrange(3000):05}",
            f"SUPPLIER NUMBER {chance.randrange(3000)} LIMITED",
        ]
        for number in range(rows)
    ]  # fmt: skip


def messy_gifts(rows: int) -> list[list[str]]:
    chance = random.Random(8)  # noqa: S311 - the same file every time
    found = [["Aldshire Constabulary"], ["Gifts register"], [],
             ["Date of offer", "Officer", "Offered by", "Description of gift", "Est. value (£)", "Outcome", "Notes", "Authorised by", "Rank"]]  # fmt: skip
    for number in range(rows):
        day = f"{chance.randrange(1, 29):02}/{chance.randrange(1, 13):02}/2026"
        found.append(
            [chance.choice([day, "12.3.26", "March 2026", "4 May 2026", "soon"]), "Ann Able", "Brook & Sons",
             f"Lunch {number}", chance.choice(["£25pp", "approx £30", "N/K", "12.00", "see note"]),
             chance.choice(["Accepted", "Declined", ""]), "", "Ben Baker", "PC"]
        )  # fmt: skip
    return found


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@contextmanager
def timed(what: str, rows: int) -> Iterator[list[float]]:
    spent: list[float] = []
    wall, cpu = time.perf_counter(), time.process_time()
    yield spent
    spent += [time.perf_counter() - wall, time.process_time() - cpu]
    print(f"{what:62} {spent[0]:7.2f} s  {rows / spent[0]:10,.0f} rows/s  (CPU {spent[1]:.2f} s)")


TEN = ",".join("?" * 10)
CREATE = f"CREATE TABLE t ({', '.join(f'c{n} TEXT' for n in range(10))})"
INSERT = f"INSERT INTO t VALUES ({TEN})"  # noqa: S608 - ten question marks


def bare(data: bytes, folder: Path) -> None:
    """Csv and executemany: the floor."""
    with sqlite3.connect(folder / "bare.sqlite3") as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute(CREATE)
        reader = csv.reader(io.StringIO(data.decode()))
        next(reader)
        database.executemany(INSERT, reader)


def with_openpyxl(data: bytes, folder: Path) -> None:
    """What most importers stand on, for a workbook."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True)
    with sqlite3.connect(folder / "openpyxl.sqlite3") as database:
        database.execute(CREATE)
        rows = book.worksheets[0].iter_rows(values_only=True, min_row=2)
        database.executemany(INSERT, ([str(c) for c in row] for row in rows))  # fmt: skip


def workbook(rows: list[list[str]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                sheet.write_string(number, at, text)
    return out.getvalue()


def imported(kind: str, name: str, data: bytes, *, dry_run: bool = False) -> int:
    from candour.ledger.services import By
    from candour.registers.intake.known_kinds import kind_named
    from candour.registers.intake.services.importing import import_files
    from candour.registers.intake.sheets import Source

    by = By(None, "operator", name="bench")
    done = import_files(kind_named(kind), [Source(name, data)], by=by, dry_run=dry_run)
    assert done.report.identity.balances
    return len(list(done.report._groups()))


def exported() -> Callable[[str], int]:
    from candour.registers.exports.sheet import Sheet, Value
    from candour.registers.exports.writing import Format, written

    rows: list[list[Value]] = [[date(2026, 3, 4), *row[:9]] for row in payments(OUT)]
    sheet = Sheet("Payments", HEAD, rows, "OFFICIAL")
    return lambda format_: len(written(sheet, Format(format_)))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="candour-bench-import-") as place:
        folder = Path(place)
        os.environ |= {"CANDOUR_HOME": place, "DJANGO_SETTINGS_MODULE": "candour.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        run(folder)


def run(folder: Path) -> None:
    clean = as_csv([HEAD, *payments(ROWS)])
    with timed(f"Candour: {ROWS:,} payments from CSV, judged, kept, recorded", ROWS) as ours:
        imported("spend", "spend.csv", clean)
    with timed("Candour: the same file again, every row held already", ROWS):
        imported("spend", "spend.csv", clean)
    with timed("csv + executemany, unjudged", ROWS) as floor:
        bare(clean, folder)
    print(
        f"  Candour takes {ours[0] / floor[0]:.1f} times as long as reading and inserting unjudged"
    )
    few = [HEAD, *payments(20_000)]
    book = workbook([[*row[:5], f"X{row[5]}", *row[6:]] for row in few])
    with timed("Candour: 20,000 payments from .xlsx", 20_000) as ours:
        imported("spend", "spend.xlsx", book)
    with timed("openpyxl + executemany, unjudged", 20_000) as theirs:
        with_openpyxl(book, folder)
    print(f"  Candour takes {ours[0] / theirs[0]:.2f} times as long as openpyxl")
    with timed(f"Candour: {MESSY:,} messy gifts mapped, judged and grouped", MESSY):
        groups = imported("gifts", "gifts.csv", as_csv(messy_gifts(MESSY)), dry_run=True)
    print(f"  in {groups} groups")
    out = exported()
    for format_ in ("csv", "xlsx", "ods"):
        with timed(f"Candour: {OUT:,} rows out as {format_}", OUT):
            out(format_)


if __name__ == "__main__":
    main()
