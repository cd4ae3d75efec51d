# SPDX-License-Identifier: MIT
"""CSV and Parquet files as rows of text, however they were written; nothing is lost on the way in."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

DELIMITERS = ",;\t|"
LONGEST_CELL = 50_000_000
AT_ONCE = 10_000
HEAD = 65_536
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SPAN = 1_000_000
"""Bytes of a stretch of a file that is read by itself."""
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


CLOSED = {
    ",": re.compile(rb'(?:[^",]*|"(?:[^"]|"")*")(?:,(?:[^",]*|"(?:[^"]|"")*"))*\r?'),
    ";": re.compile(rb'(?:[^";]*|"(?:[^"]|"")*")(?:;(?:[^";]*|"(?:[^"]|"")*"))*\r?'),
    "\t": re.compile(rb'(?:[^"\t]*|"(?:[^"]|"")*")(?:\t(?:[^"\t]*|"(?:[^"]|"")*"))*\r?'),
    "|": re.compile(rb'(?:[^"|]*|"(?:[^"]|"")*")(?:\|(?:[^"|]*|"(?:[^"]|"")*"))*\r?'),
}
"""By delimiter: a line whose every quotation mark opens or closes a whole cell, or is doubled in one."""


class Unreadable(Exception):
    """A file or a column that is not there; a sentence for the person at the keyboard."""


class Span(NamedTuple):
    """A stretch of a CSV file, from the start of a line to the end of one."""

    path: str
    start: int
    end: int
    delimiter: str


@dataclass(frozen=True)
class Table:
    path: Path
    columns: tuple[str, ...]

    def place_of(self, column: str) -> int:
        """Where a column stands, whatever its capitals."""
        if column in self.columns:
            return self.columns.index(column)
        folded = [one.strip().casefold() for one in self.columns]
        if folded.count(column.strip().casefold()) == 1:
            return folded.index(column.strip().casefold())
        listed = ", ".join(self.columns)
        raise Unreadable(
            f"Check the name of the column: {self.path} has no column “{column}”. It has: {listed}."
        )

    def rows(self) -> Iterator[list[str]]:
        """Every row, as long as the header."""
        read = _parquet_rows if _is_parquet(self.path) else _csv_rows
        width = len(self.columns)
        for row in read(self.path):
            yield row if len(row) == width else [*row[:width], *[""] * (width - len(row))]

    def spans(self) -> Iterator[Span]:
        """Stretches of the file after its header, each of whole lines; none where lines are not bytes."""
        if _is_parquet(self.path):
            return
        with self.path.open("rb") as file:
            head = file.readline()
            if head[:2] in MARKS or head.count(b'"') % 2:
                return
            delimiter, start = _delimiter(self.path), file.tell()
            while True:
                file.seek(start + SPAN)
                file.readline()
                end = min(file.tell(), self.path.stat().st_size)
                if end <= start:
                    return
                yield Span(str(self.path), start, end, delimiter)
                start = end


def open_table(path: str) -> Table:
    """Find a file and read its header."""
    file = Path(path)
    if not file.is_file():
        raise Unreadable(f"Check the file name: there is no file {path}.")
    if file.stat().st_size == 0:
        raise Unreadable(
            f"Check {path}: the file is empty. It needs a first line with column names."
        )
    with file.open("rb") as opened:
        if opened.read(4) in WORKBOOKS:
            raise Unreadable(f"Check {path}: it is a workbook. Save its sheet as CSV first.")
    columns = _parquet_columns(file) if _is_parquet(file) else _csv_columns(file)
    if not any(columns):
        raise Unreadable(f"Check {path}: its first line holds no column names.")
    return Table(file, columns)


def span_rows(span: Span) -> Iterator[list[str]] | None:
    """The rows of a stretch; nothing where a cell may run over the ends of lines."""
    with Path(span.path).open("rb") as file:
        file.seek(span.start)
        raw = file.read(span.end - span.start)
    if raw.count(b"\r") != raw.count(b"\r\n") or not _is_plain(raw, span.delimiter):
        return None
    try:
        text = raw.decode("utf-8")
        lines = text.replace("\0", "").split("\n")
    except UnicodeDecodeError:
        lines = [_text(line).replace("\0", "") for line in raw.split(b"\n")]
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(lines, delimiter=span.delimiter)


def _is_plain(raw: bytes, delimiter: str) -> bool:
    """Whether every line with a quotation mark ends outside of what it quotes."""
    if b'"' not in raw:
        return True
    whole = CLOSED[delimiter]
    return all(whole.fullmatch(line) for line in raw.split(b"\n") if b'"' in line)


def write_rows(path: str, header: Sequence[str], rows: Iterator[Sequence[object]]) -> int:
    """Write a CSV file and say how many rows it has."""
    count = 0
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            for row in rows:
                writer.writerow(row)
                count += 1
    except OSError as problem:
        raise Unreadable(
            f"Check where to write: {path} cannot be written ({problem.strerror})."
        ) from None
    return count


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _lines(path: Path) -> Iterator[str]:
    """Lines of text; each line is read as UTF-8, or else as Windows text: files are often stitched."""
    with path.open("rb") as file:
        encoding = MARKS.get(file.read(2))
        file.seek(0)
        if encoding:
            yield from file.read().decode(encoding, errors="replace").splitlines(keepends=True)
            return
        head = file.read(HEAD)
        file.seek(0)
        lone = b"\r" in head and b"\n" not in head
        for count, line in enumerate(file.read().split(b"\r") if lone else file):
            start = line if count else line.removeprefix(b"\xef\xbb\xbf")
            yield _one_line(_text(start).replace("\0", ""))


def _one_line(line: str) -> str:
    """A stray carriage return within a line is a space, unless something there is quoted."""
    body = line.rstrip("\r\n")
    if "\r" not in body or '"' in body:
        return line
    return body.replace("\r", " ") + line[len(body) :]


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _delimiter(path: Path) -> str:
    head = next(_lines(path), "")
    return max(DELIMITERS, key=lambda mark: (head.count(mark), mark == ","))


def _reader(path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(_lines(path), delimiter=_delimiter(path))


def _csv_columns(path: Path) -> tuple[str, ...]:
    return tuple(one.strip() for one in next(_reader(path), []))


def _csv_rows(path: Path) -> Iterator[list[str]]:
    count = 0
    try:
        for count, row in enumerate(_reader(path), start=1):
            if count > 1 and row:
                yield row
    except csv.Error:
        raise Unreadable(
            f"Check row {count + 1:,} of {path}: its quotation marks or line ends cannot be read."
        ) from None


def _parquet_columns(path: Path) -> tuple[str, ...]:
    import duckdb  # noqa: PLC0415 - a tenth of a second, which a CSV file need not pay

    try:
        asked = duckdb.execute("SELECT * FROM read_parquet(?) LIMIT 0", [str(path)])
    except duckdb.Error:
        raise Unreadable(
            f"Check {path}: it begins like a Parquet file but cannot be read."
        ) from None
    return tuple(one[0] for one in asked.description or ())


def _parquet_rows(path: Path) -> Iterator[list[str]]:
    import duckdb  # noqa: PLC0415 - the same

    with duckdb.connect() as connection:
        asked = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        while rows := asked.fetchmany(AT_ONCE):
            for row in rows:
                yield ["" if value is None else str(value) for value in row]
