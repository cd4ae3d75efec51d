# SPDX-License-Identifier: MIT
"""No cell of an export runs, and what was there comes back out of it."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from candour.registers.exports.sheet import Sheet
from candour.registers.exports.writing import Format, written
from candour.registers.rules.harmless_cells import DANGEROUS, as_it_was, harmless

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
EVIL = st.builds(str.__add__, st.sampled_from([*DANGEROUS, "'=", "''+"]), TEXTS)


def sheet(*rows, headings=("One", "Two")):
    return Sheet("Gifts", headings, rows, "OFFICIAL", (("Taken by", "=Ann Able"),))


@given(st.one_of(TEXTS, EVIL))
def test_a_harmless_cell_begins_with_nothing_that_runs_and_is_the_same_text(text):
    safe = harmless(text)
    assert not safe.startswith(tuple(DANGEROUS))
    assert as_it_was(safe) == text


def test_a_nul_is_dropped():
    assert harmless("\0=1") == "'=1"


@settings(max_examples=15)
@given(st.lists(st.tuples(st.one_of(TEXTS, EVIL), st.one_of(TEXTS, EVIL)), max_size=40))
def test_a_csv_is_read_back_exactly_and_nothing_in_it_runs(rows):
    text = written(sheet(*rows), Format.CSV).decode("utf-8-sig")
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert all(not cell.startswith(tuple(DANGEROUS)) for row in back for cell in row)
    assert [tuple(map(as_it_was, row)) for row in back[1:]] == rows


PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=30
)


@settings(max_examples=10)
@given(
    st.lists(
        st.one_of(PRINTABLE, st.builds(str.__add__, st.sampled_from("=+-@＝＋－＠"), PRINTABLE)),
        min_size=1,
        max_size=40,
    )
)
def test_a_workbook_holds_text_as_text(texts):
    book = load_workbook(io.BytesIO(written(sheet(*[(text, "x") for text in texts]), Format.XLSX)))
    cells = [row[0] for row in book["Rows"].iter_rows(min_row=2)]
    assert [cell.value or "" for cell in cells] == texts
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert all(cell.data_type == "s" for cell in cells if cell.value)


def test_amounts_and_days_stay_what_they_are():
    made = sheet((date(2026, 3, 4), -12.5), (None, 3))
    rows = list(csv.reader(io.StringIO(written(made, Format.CSV).decode("utf-8-sig"))))
    assert rows[1:] == [["2026-03-04", "(12.50)"], ["", "3"]]
    for format_ in (Format.XLSX, Format.ODS):
        book = CalamineWorkbook.from_filelike(io.BytesIO(written(made, format_)))
        first, second = book.get_sheet_by_name("Rows").to_python()[1:]
        assert [str(first[0])[:10], first[1]] == ["2026-03-04", -12.5]
        assert second[1] == 3
        assert book.get_sheet_by_name("About").to_python()[0][0] == "OFFICIAL"


@pytest.mark.parametrize("text", ["=1+1", "a  b", " a", "<&>\"'", "line\nbreak", "\x07bell"])
def test_an_open_document_holds_text_as_text(text):
    book = CalamineWorkbook.from_filelike(io.BytesIO(written(sheet((text, "x")), Format.ODS)))
    cell = book.get_sheet_by_name("Rows").to_python()[1][0]
    assert " ".join(cell.split()) == " ".join(text.replace("\x07", "").split())


def test_a_pdf_of_a_list_is_tagged_and_marked():
    pdf = written(sheet(("#strong[x]", "=1")), Format.PDF)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in pdf
    assert written(sheet(), Format.PDF).startswith(b"%PDF")
