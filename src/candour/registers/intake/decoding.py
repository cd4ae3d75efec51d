# SPDX-License-Identifier: MIT
"""How a text file is written: its encoding, line by line where it has several, and its separator."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from candour.registers.intake.sheets import MOST_COLUMNS, MOST_ROWS, Row, Unreadable

SEPARATORS = (",", ";", "\t", "|")
LARGEST_CELL = 32 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAMPLE = 400
_FEW = 0.02
_PAIRED_LINES = 60
"""A cell that goes on for more lines than this began with a quotation mark that was not meant."""


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str


def decoded(data: bytes) -> Decoded:
    """The text of a file, or a sentence why there is none."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _with_one_encoding(data[len(mark) :], name)
    if guessed := _wide(data):
        return _with_one_encoding(data, guessed)
    try:
        found = Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        found = _line_by_line(data)
    return _fit_to_read(found)


def _with_one_encoding(data: bytes, name: str) -> Decoded:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        text = data.decode(name, errors="replace") if name != "utf-8" else _line_by_line(data).text
    return _fit_to_read(Decoded(text, name.upper().replace("-LE", " LE").replace("-BE", " BE")))


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of plain text is zero."""
    head = data[:4000]
    if b"\0" not in head:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half // 2 and even < half // 20:
        return "utf-16-le"
    return "utf-16-be" if even > half // 2 and odd < half // 20 else ""


def _line_by_line(data: bytes) -> Decoded:
    """Several people pasted into one file: each line is read the way it was written."""
    lines, other = [], 0
    for line in data.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            other += 1
    plain = all(line.isascii() or line.count("\ufffd") for line in lines) or other == len(lines)
    wide = sum(1 for line in lines if not line.isascii())
    mixed = wide > other and not plain
    name = f"UTF-8, with {other} lines in Windows-1252" if mixed else "Windows-1252"
    return Decoded("\n".join(lines), name)


def _fit_to_read(found: Decoded) -> Decoded:
    head = found.text[:20_000]
    if len(_CONTROLS.findall(head)) > _FEW * max(len(head), 50):
        raise Unreadable(
            "Upload a spreadsheet: this file is not text, whatever its name says. "
            "Open it in the program that made it and save it as .csv or .xlsx."
        )
    # Neither a spreadsheet nor a database holds this one character.
    return Decoded(found.text.replace("\0", ""), found.encoding) if "\0" in found.text else found


# ------------------------------------------------------------------ values in lines


@dataclass(frozen=True)
class Lines:
    """Records of a text file, and how they were told apart."""

    rows: list[Row]
    separator: str
    notes: list[str]


def records(text: str) -> Lines:
    """Every record of the text. A stray quotation mark never swallows the lines after it."""
    csv.field_size_limit(LARGEST_CELL)
    separator = separator_of(text)
    if text[:5].lower() == "sep=" + separator:
        separator = text[4]
    try:
        rows: list[Row] = list(csv.reader(_lines(text), delimiter=separator, strict=True))  # type: ignore[arg-type]
        notes: list[str] = []
    except csv.Error:
        rows, notes = _carefully(text, separator)
    if _longest_break(rows) > _PAIRED_LINES:
        rows, notes = _carefully(text, separator)
    _check_bounds(rows)
    return Lines(rows, separator, notes)


def _lines(text: str) -> list[str]:
    """Physical lines with their ends: only what a spreadsheet takes for the end of a line."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    return [line + "\n" for line in whole.split("\n")] if whole else []


def _longest_break(rows: list[Row]) -> int:
    return max((cell.count("\n") for row in rows for cell in row if "\n" in cell), default=0)  # type: ignore[union-attr, operator]


def _carefully(text: str, separator: str) -> tuple[list[Row], list[str]]:
    """Record by record: where the quotation marks of one do not pair, it ends with its line."""
    lines = _lines(text)
    usual = _usual_width(lines, separator)
    rows: list[Row] = []
    stray, at = 0, 0
    while at < len(lines):
        row, used = _one_record(lines, at, separator, usual)
        if used == 0:
            row, used = _without_quotes(lines[at], separator), 1
            stray += 1
        rows.append(row)
        at += used
    note = f"{stray} lines have a quotation mark that is not closed; each was read on its own."
    return rows, [note] if stray else []


def _one_record(lines: list[str], at: int, separator: str, usual: int) -> tuple[Row, int]:
    """The record that begins here and how many lines it takes; none when its quotes do not pair."""
    taken = ""
    for used in range(1, _PAIRED_LINES + 2):
        if at + used > len(lines):
            break
        taken += lines[at + used - 1]
        if taken.count('"') % 2:
            continue
        try:
            read: list[Row] = list(csv.reader([taken], delimiter=separator, strict=True))  # type: ignore[arg-type]
        except csv.Error:
            return [], 0
        row = read[0] if read else []
        return (row, used) if used == 1 or len(row) == usual else ([], 0)
    return [], 0


def _without_quotes(line: str, separator: str) -> Row:
    return [cell.strip() for cell in line.rstrip("\n").split(separator)]


def _usual_width(lines: list[str], separator: str) -> int:
    widths = Counter(line.count(separator) + 1 for line in lines[:5000] if '"' not in line)
    return widths.most_common(1)[0][0] if widths else 0


def separator_of(text: str) -> str:
    """Whatever gives the most records of one and the same width."""
    sample = text[:200_000].splitlines()[:_SAMPLE]
    return max(SEPARATORS, key=lambda each: (_evenness(sample, each), -SEPARATORS.index(each)))


def _evenness(sample: list[str], separator: str) -> float:
    widths = Counter(_widths(sample, separator))
    wide = {width: n for width, n in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, often = max(wide.items(), key=lambda each: (each[1], each[0]))
    return float(often / max(len(sample), 1) * min(width, 12) ** 0.5)


def _widths(sample: list[str], separator: str) -> Iterator[int]:
    try:
        for row in csv.reader(sample, delimiter=separator):
            yield len(row)
    except csv.Error:
        return


def _check_bounds(rows: list[Row]) -> None:
    if len(rows) > MOST_ROWS:
        raise Unreadable(
            f"Upload a smaller file: this one has more than {MOST_ROWS:,} lines. Save it in parts."
        )
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise Unreadable(
            f"Check the file: a line has more than {MOST_COLUMNS:,} values, more than a "
            "spreadsheet can hold."
        )
