# SPDX-License-Identifier: MIT
"""Reads a workbook in a process of its own, within bounds of memory and time.

A workbook is a program's memory written down, and a hostile one can ask for more than there is.
Whatever happens here ends in one word for the parent, which has the sentence that goes with it.
"""

import io
import marshal
import re
import resource
import sys
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from candour.files.inspection.archive import Budget, Locked, TooLarge, Unsafe, unfold

MEMORY = 3 * 1024**3
SECONDS = 120
MOST_CELLS = 40_000_000
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
_ROWS = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"")
_FAR_COLUMNS = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{3})\d+\"")
_COLUMNS = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{2})\d+\"")
_UNSOLVED = re.compile(rb"</(?:\w+:)?f>(?:<(?:\w+:)?v/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>")
_REPEATED = re.compile(rb"number-(rows|columns)-repeated=\"(\d+)\"")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")


def read(data: bytes) -> tuple[str, Any]:
    """("read", sheets), or why not: locked, large, damaged, foreign."""
    try:
        unsolved = _look_inside(data) if data.startswith(_ZIP) else 0
        if data.startswith(_OLD) and _LOCKED_PART in data:
            return "locked", None
        return "read", (_sheets(data), unsolved)
    except (PasswordError, Locked):
        return "locked", None
    except (TooLarge, MemoryError):
        return "large", None
    except CalamineError as error:
        return ("foreign" if "detect" in str(error) else "damaged"), None
    except Unsafe:
        return "damaged", None


def _look_inside(data: bytes) -> int:
    """Count formulas without a result; and before cells are laid out in memory, how far apart they are."""
    parts = unfold(data, Budget.of(data))
    unsolved = 0
    for name, content in parts.items():
        if _SHEET.search(name):
            unsolved += len(_UNSOLVED.findall(content))
            rows = max(map(int, _ROWS.findall(content)), default=0)
            if rows * _widest(content) > MOST_CELLS:
                raise TooLarge
        elif name == "content.xml":
            _check_repeats(content)
    return unsolved


def _widest(content: bytes) -> int:
    for pattern in (_FAR_COLUMNS, _COLUMNS):
        if found := pattern.findall(content):
            return max(map(_column_number, found))
    return 26


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_repeats(content: bytes) -> None:
    """Open documents say "and so on"; a sheet that is empty to its end says it once for rows."""
    rows = [int(times) for what, times in _REPEATED.findall(content) if what == b"rows"]
    if sum(sorted(rows)[:-3]) > MOST_CELLS // 40:
        raise TooLarge


def _sheets(data: bytes) -> list[tuple[str, bool, list[list[Any]], list[Any]]]:
    found = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        hidden = {
            each.name for each in workbook.sheets_metadata
            if each.visible is not SheetVisibleEnum.Visible
        }  # fmt: skip
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows = [
                [_carried(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
            ]
            merged = [tuple(map(tuple, area)) for area in sheet.merged_cell_ranges or ()]
            found.append((name, name in hidden, rows, merged))
    return found


def _carried(cell: Any) -> Any:
    """Marshal knows text, numbers and truth; days travel marked."""
    if isinstance(cell, str):
        return cell.replace("\0", "")
    if isinstance(cell, float | int):
        return cell
    if isinstance(cell, datetime):
        return ("datetime", cell.isoformat())
    if isinstance(cell, date):
        return ("date", cell.isoformat())
    return str(cell)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.buffer.write(marshal.dumps(read(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
