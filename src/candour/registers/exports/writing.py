# SPDX-License-Identifier: MIT
"""The one writer of exports: CSV, Excel, OpenDocument, PDF. No cell of any of them runs."""

import csv
import io
from collections.abc import Callable
from datetime import date
from enum import StrEnum

import xlsxwriter

from candour.correspondence.typesetting import Template, typeset
from candour.registers.exports.open_document import open_document
from candour.registers.exports.sheet import Sheet, Value
from candour.registers.rules.harmless_cells import amount, begins_dangerously, harmless

MOST_IN_A_PDF = 5_000
WIDEST, NARROWEST = 60, 8
CELL_LIMIT = 32_767
"""As many characters as Excel holds in a cell."""


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    PDF = "pdf"


CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Format.PDF: "application/pdf",
}


def written(sheet: Sheet, format_: Format) -> bytes:
    return _WRITERS[format_](sheet)


def as_csv(sheet: Sheet) -> bytes:
    """The table and nothing else. The mark at the front tells Excel that it is UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(text) for text in sheet.headings])
    writer.writerows([_as_text(value) for value in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _as_text(value: Value) -> str:
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, float):
        return amount(value)
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def as_xlsx(sheet: Sheet) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": sheet.title, "comments": sheet.marking})
        _Cover(book, sheet)
        _Table(book, sheet)
    return out.getvalue()


class _Cover:
    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        page = book.add_worksheet("About")
        bold = book.add_format({"bold": True})
        quoted = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
        page.set_column(0, 0, 24)
        page.set_column(1, 1, 80)
        page.write_string(0, 0, sheet.marking, bold)
        page.write_string(1, 0, sheet.title, bold)
        for number, (name, text) in enumerate(sheet.about, 3):
            page.write_string(number, 0, name, bold)
            page.write_string(number, 1, text[:CELL_LIMIT], quoted)
        page.set_header(f"&C{sheet.marking}")


class _Table:
    """One table, no merged cells, the headings stay in sight."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        self.page = book.add_worksheet("Rows")
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.quoted = book.add_format({"quote_prefix": True})
        for at, text in enumerate(sheet.headings):
            self.page.write_string(0, at, text, self.bold)
            longest = max((len(str(row[at])) for row in sheet.rows[:200]), default=0)
            self.page.set_column(at, at, min(max(longest, len(text), NARROWEST), WIDEST) + 1)
        for number, row in enumerate(sheet.rows, 1):
            for at, value in enumerate(row):
                self._cell(number, at, value)
        self.page.freeze_panes(1, 0)
        self.page.set_landscape()
        self.page.repeat_rows(0)
        self.page.set_header(f"&C{sheet.marking}")

    def _cell(self, number: int, at: int, value: Value) -> None:
        if isinstance(value, str):
            text = value.replace("\0", "")[:CELL_LIMIT]
            if text:
                style = self.quoted if begins_dangerously(text) else None
                self.page.write_string(number, at, text, style)
        elif isinstance(value, float):
            self.page.write_number(number, at, value, self.money)
        elif isinstance(value, int):
            self.page.write_number(number, at, value)
        elif isinstance(value, date):
            self.page.write_datetime(number, at, value, self.day)


def as_pdf(sheet: Sheet) -> bytes:
    """Tagged, with the headings on every page."""
    rows = [["" if value is None else _shown(value) for value in row] for row in sheet.rows]
    data = {
        "title": sheet.title, "marking": sheet.marking, "headings": list(sheet.headings),
        "rows": rows, "about": [list(each) for each in sheet.about],
    }  # fmt: skip
    return typeset(Template.REGISTER, data)


def _shown(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)


_WRITERS: dict[Format, Callable[[Sheet], bytes]] = {
    Format.CSV: as_csv,
    Format.XLSX: as_xlsx,
    Format.ODS: open_document,
    Format.PDF: as_pdf,
}
