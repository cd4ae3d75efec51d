# SPDX-License-Identifier: MIT
"""UX16: each list leaves in four forms, with exactly the rows that are filtered, and harmless."""

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pikepdf
from playwright.sync_api import Browser

from bench.ux.desk import Desk, Figure

READERS = ("registrar", "head.psd", "communications")
FORMS = ("csv", "xlsx", "ods", "pdf")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def lists(browser: Browser, address: str) -> list[Figure]:
    made, wrong, done = 0, [], set[str]()
    for name in READERS:
        with Desk(browser, address, name) as desk:
            desk.page.goto("/registers")
            links = desk.page.locator("main a[href^='/registers/']").all()
            for path in sorted({str(link.get_attribute("href")) for link in links} - done):
                done.add(path)
                for query in ("", _filter(desk, path)):
                    count, trouble = _list(desk, path, query)
                    made += count
                    wrong += trouble
    what = f"files of {len(done)} lists, whole and filtered, that hold just those rows, safely"
    return [Figure("UX16", what, f"{made - len(wrong)} of {made}", "all", bool(made) and not wrong, tuple(wrong))]  # fmt: skip


def _filter(desk: Desk, path: str) -> str:
    """A state that some of the entries are in, as the address of the list says it."""
    desk.page.goto(path)
    for value in desk.page.locator("#state option").evaluate_all(
        "all => all.map((one) => one.value)"
    ):
        if value:
            desk.page.goto(f"{path}?state={value}")
            if desk.page.locator("main table tbody tr").count():
                return f"?state={value}"
    return "?state=withdrawn"


def _list(desk: Desk, path: str, query: str) -> tuple[int, list[str]]:
    desk.page.goto(f"{path}{query}")
    link = desk.page.get_by_role("link", name="Export these entries")
    if not link.count():
        return 0, []
    kept = urlquery(str(link.first.get_attribute("href")))
    on_screen = _counted(desk.page.locator("main").inner_text(), "entry", "entries")
    if on_screen < 0:  # a list of many says "more than"; the page that makes the file counts them
        desk.page.goto(f"{path}/export{kept}")
        on_screen = _counted(desk.page.locator("main").inner_text(), "row", "rows")
    trouble = [
        f"{path}{query} as {form}: {said}"
        for form in FORMS
        if (said := _wrong_with(desk, f"{path}/export{kept}", form, on_screen))
    ]
    return len(FORMS), trouble


def urlquery(address: str) -> str:
    _path, mark, query = address.partition("?")
    return f"{mark}{query}"


def _counted(words: str, *called: str) -> int:
    """How many there are, as the page says; -1 where it does not."""
    found = re.search(rf"(more than )?([\d,]+) (?:{'|'.join(called)})\b", words, re.IGNORECASE)
    return int(found[2].replace(",", "")) if found and not found[1] else -1


def _wrong_with(desk: Desk, address: str, form: str, rows: int) -> str:
    file = _taken(desk, address, form)
    if form == "pdf":
        with pikepdf.open(file) as pdf:
            marked = "/MarkInfo" in pdf.Root and bool(pdf.Root.MarkInfo.Marked)
            return "" if marked and "/StructTreeRoot" in pdf.Root else "is not tagged"
    found = _READ[form](file)
    if len(found) - 1 != rows:
        return f"{len(found) - 1} rows instead of {rows}"
    bad = [cell for row in found for cell in row if cell.startswith(DANGEROUS)]
    return f"a cell begins dangerously: {bad[0][:20]}" if bad else ""


def _taken(desk: Desk, address: str, form: str) -> Path:
    page = desk.page
    page.goto(address)
    page.get_by_label("Format").select_option(form)
    page.locator("main form textarea, main form input[type=text]").first.fill("measured")
    page.get_by_role("button", name="Make the file").click(no_wait_after=True)
    with page.expect_download() as came:
        if page.get_by_role("heading", name="Show that it is you").count():
            page.get_by_role("button", name="Go on").click(no_wait_after=True)
    return Path(came.value.path())


def _csv(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))


def _xlsx(file: Path) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()), read_only=True)
    sheet = max((book[name] for name in book.sheetnames), key=lambda one: one.max_column or 0)
    return [
        [cell for cell in row if isinstance(cell, str)] for row in sheet.iter_rows(values_only=True)
    ]


def _ods(file: Path) -> list[list[str]]:
    with zipfile.ZipFile(file) as packed:
        root = ET.fromstring(packed.read("content.xml"))  # noqa: S314 - a file that we made
    tables = root.iter(f"{TABLE}table")
    widest = max(tables, key=lambda one: max(len(row) for row in one.iter(f"{TABLE}table-row")))
    return [
        ["".join(cell.itertext()) for cell in row if cell.get(f"{OFFICE}value-type") == "string"]
        for row in widest.iter(f"{TABLE}table-row")
    ]


_READ = {"csv": _csv, "xlsx": _xlsx, "ods": _ods}
