# SPDX-License-Identifier: MIT
"""Workbooks (.xlsx, .xls, .ods), read by another process so that none of them can harm this one."""

import marshal
import subprocess
import sys
from datetime import date, datetime
from typing import Any

from candour.registers.intake.sheets import Book, Row, Sheet, Unreadable

SECONDS = 180
_WORDS = {
    "locked": "Upload the workbook without its password: this one is locked. Open it, take the "
    "password off and save it.",
    "large": "Upload a smaller workbook: this one unfolds to more than a spreadsheet should hold. "
    "Save the sheet that you need as .csv and upload that.",
    "damaged": "Upload the workbook once more: this file is damaged or cut off. Open it in the "
    "program that made it and save it anew.",
    "foreign": "Upload a spreadsheet: this file is not a workbook, whatever its name says. Save it "
    "as .xlsx or .csv.",
}


def read_workbook(name: str, data: bytes, ending: str) -> Book:
    what, content = _in_another_process(data)
    if what != "read":
        raise Unreadable(_WORDS[what])
    sheets, unsolved = content
    book = Book(name, f".{ending} workbook", [_sheet(*each) for each in sheets])
    if unsolved:
        book.sheets[0].notes.append(
            f"{unsolved} cells hold a formula that was never worked out, so they count as blank. "
            "Open the file in a spreadsheet program and save it to have them filled."
        )
    return book


def _in_another_process(data: bytes) -> tuple[str, Any]:
    command = [sys.executable, "-m", "candour.registers.intake.workbook_reader"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and the file goes in as bytes
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return "large", None
    if done.returncode or not done.stdout:
        # It ended before it could say why: memory or time ran out, or the reader gave up on it.
        return ("damaged" if b"panic" in done.stderr else "large"), None
    answer: tuple[str, Any] = marshal.loads(done.stdout)  # noqa: S302 - written by our own process
    return answer


def _sheet(name: str, hidden: bool, rows: list[list[Any]], merged: list[Any]) -> Sheet:
    cells: list[Row] = [[_back(cell) for cell in row] for row in rows]
    sheet = Sheet(name, cells, hidden=hidden)
    filled = sum(_fill(cells, area) for area in merged)
    if filled:
        sheet.notes.append(f"{filled} cells are part of a merged cell and were read as it is.")
    if hidden:
        sheet.notes.append("This sheet is hidden in the workbook; it was read all the same.")
    return sheet


def _back(cell: Any) -> Any:
    if not isinstance(cell, tuple):
        return cell
    kind, written = cell
    return date.fromisoformat(written) if kind == "date" else datetime.fromisoformat(written)


def _fill(cells: list[Row], area: Any) -> int:
    """A merged cell stands for every row it covers; across columns it is a heading or a title."""
    (top, left), (bottom, right) = area
    if left != right or top >= len(cells) or left >= len(cells[top]):
        return 0
    value = cells[top][left]
    for row in cells[top + 1 : bottom + 1]:
        row[left] = value
    return max(min(int(bottom), len(cells) - 1) - int(top), 0)
