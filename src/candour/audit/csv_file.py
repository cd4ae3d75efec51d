# SPDX-License-Identifier: MIT
"""Tables for other programs, in which no cell can start a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

STARTS_A_FORMULA = tuple("=+-@\t\r\0＝＋－＠")
"""Also in the wide letters that some spreadsheets take for the same."""
AS_TEXT = "'"


def safe(cell: str) -> str:
    """The cell as text: whatever could be taken for a formula begins with an apostrophe."""
    return AS_TEXT + cell if cell.lstrip(" \n").startswith(STARTS_A_FORMULA) else cell


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """RFC 4180, in UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
