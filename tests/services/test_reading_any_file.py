# SPDX-License-Identifier: MIT
"""Any file is read, or refused in a sentence; none does harm."""

import gzip
import io
import struct
import zipfile
import zlib

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from candour.registers.intake.reading import read_book
from candour.registers.intake.sheets import Unreadable
from ugly_workbooks import as_csv, xlsx

ROWS = [["Name", "Café"], ["Ann Able", "£5"]]
TEXT = as_csv(ROWS)


def rows(name, data):
    return [row for sheet in read_book(name, data).sheets for row in sheet.rows]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_text_is_read_however_it_is_encoded(encoding):
    assert rows("a.csv", TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_is_read_whatever_separates_its_values(separator):
    assert rows("a.csv", as_csv(ROWS, separator).encode()) == ROWS


def test_lines_of_two_encodings_are_each_read_their_way():
    book = read_book("a.csv", "a,Café\r\n".encode() + "b,Müller\r\n".encode("cp1252"))
    assert book.sheets[0].rows == [["a", "Café"], ["b", "Müller"]]
    assert "with 1 lines" in book.how


def test_excel_may_say_what_separates():
    assert rows("a.csv", b"sep=;\r\na;b\r\n1;2\r\n")[1:] == [["a", "b"], ["1", "2"]]


def test_packed_text_is_unpacked():
    assert rows("a.csv.gz", gzip.compress(TEXT.encode())) == ROWS


def test_an_open_document_is_read():
    document = OpenDocumentSpreadsheet()
    table = Table(name="Gifts")
    document.spreadsheet.addElement(table)
    for each in ROWS:
        row = TableRow()
        table.addElement(row)
        for text in each:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
    out = io.BytesIO()
    document.save(out)
    assert rows("a.ods", out.getvalue()) == ROWS


def test_a_merged_cell_stands_for_every_row_that_it_covers():
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A3", "Estates")
        sheet.write_column("B1", ["x", "y", "z"])
    book = read_book("a.xlsx", out.getvalue())
    assert [row[0] for row in book.sheets[0].rows] == ["Estates"] * 3
    assert "merged" in book.sheets[0].notes[0]


def bomb():
    """200 MB of nothing, as a sheet."""
    good = zipfile.ZipFile(io.BytesIO(xlsx(ROWS)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in good.namelist():
            data = good.read(name)
            made.writestr(name, data + b" " * (200 * 1024 * 1024) if "sheet1" in name else data)
    return out.getvalue()


def far_apart():
    """Two cells, at the two ends of the largest sheet there is."""
    good = zipfile.ZipFile(io.BytesIO(xlsx(ROWS)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in good.namelist():
            data = good.read(name)
            far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            made.writestr(name, data.replace(b"</sheetData>", far) if "sheet1" in name else data)
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE = {
    "empty.csv": b"",
    "blank.csv": b"\r\n\r\n  ",
    "locked.xlsx": OLD + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
    "broken.xls": OLD + b"\0" * 4000,
    "cut.xlsx": xlsx(ROWS)[:2000],
    "packed.csv.gz": gzip.compress(TEXT.encode())[:20] + b"nonsense",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "paper.pdf": b"%PDF-1.7 and so on",
    "text.xlsx": b"this is no workbook at all",
    "package.json": b'{"releases": 5}',
    "lines.jsonl": b'{"a": 1}\nnot json\n',
    "deep.json": b'{"a":' * 100_000,
    "wide.csv": b"," * 20_000,
    "program.xlsx": b"PK\x03\x04" + struct.pack("<H", 20) + zlib.compress(b"x" * 5000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_ends_in_a_sentence(name):
    with pytest.raises(Unreadable) as refused:
        read_book(name, HOSTILE[name])
    assert str(refused.value).startswith(("Upload", "Check", "Enter", "Select"))
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("make", [bomb, far_apart])
def test_a_workbook_that_unfolds_without_end_is_refused(make):
    with pytest.raises(Unreadable, match="smaller workbook"):
        read_book("bomb.xlsx", make())


def test_a_cell_of_a_megabyte_is_one_cell():
    assert rows("a.csv", as_csv([["a", "b"], ["x" * 1_000_000, "y"]]).encode())[1][1] == "y"


def test_a_workbook_with_all_columns_there_are_is_read():
    assert len(rows("a.xlsx", xlsx([["x"] * 16_384]))[0]) == 16_384


def test_formulas_that_were_never_worked_out_are_named():
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, "")
    assert "formula" in read_book("a.xlsx", out.getvalue()).sheets[0].notes[0]
