# SPDX-License-Identifier: MIT
"""Reads any file that people keep registers in, by what it is and not by what it is called."""

import zlib

from candour.registers.intake.decoding import decoded, records
from candour.registers.intake.open_contracting import read_json
from candour.registers.intake.sheets import Book, Sheet, Unreadable
from candour.registers.intake.workbooks import read_workbook

LARGEST = 512 * 1024 * 1024
_GZIP, _ZIP, _OLE, _PDF = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def read_book(name: str, data: bytes) -> Book:
    """Raises Unreadable with a sentence for the person who chose the file."""
    if data.startswith(_GZIP):
        name, data = name.removesuffix(".gz"), _unpacked(data)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("Upload a file with rows in it: this one is empty.")
    if data.startswith(_PDF):
        raise Unreadable(
            "Upload the spreadsheet that the PDF was made from: rows cannot be read out of a PDF."
        )
    ending = name.rpartition(".")[2].lower()
    if data.startswith((_ZIP, _OLE)):
        return read_workbook(
            name, data, ending if ending in {"xls", "ods", "xlsx", "xlsm"} else "xlsx"
        )
    return _text_file(name, data, ending)


def _text_file(name: str, data: bytes, ending: str) -> Book:
    found = decoded(data)
    if ending in {"json", "jsonl", "ndjson"} or found.text.lstrip()[:2] in {
        '{"',
        "[{",
        "{\n",
        "{\r",
        "[\n",
    }:
        return read_json(name, found.text)
    if ending in {"xlsx", "xls", "ods"} and "," not in found.text and "\t" not in found.text:
        raise Unreadable(
            f"Upload the workbook once more: this file is named .{ending} and is not one. "
            "Open it in the program that made it and save it anew."
        )
    lines = records(found.text)
    how = f"text in {found.encoding}, separated by {_NAMES[lines.separator]}"
    return Book(name, how, [Sheet("", lines.rows, lines.notes)])


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(31)
    try:
        content = unpacking.decompress(data, LARGEST)
    except zlib.error:
        content = b""
    if unpacking.unconsumed_tail:
        raise Unreadable(
            f"Upload a smaller file: this one unpacks to more than {LARGEST // 1024**2} MB."
        )
    if not unpacking.eof:
        raise Unreadable("Upload the file once more: its packing (.gz) is damaged.")
    return content
