# SPDX-License-Identifier: MIT
"""Word and Excel files: their parts are plain XML, and nothing in them runs or loads from elsewhere."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from candour.files.inspection.archive import Budget, Locked, TooLarge, Unsafe, unfold
from candour.files.rules.names import FileType, ending_of, refusal
from candour.kernel.procedure import Refused

_MAIN_PART = {FileType.WORD: "word/document.xml", FileType.EXCEL: "xl/workbook.xml"}
_PROGRAMS = {FileType.WORD: "a Word file", FileType.EXCEL: "an Excel file"}
_CONTENT_TYPES = "[Content_Types].xml"
_MACROS = re.compile(
    r"vbaproject|vbadata|activex|macrosheets|oleobject|package\d*\.bin", re.IGNORECASE
)
_XML = {"xml", "rels", "vml", "svg"}
_SETTINGS = re.compile(r"^xl/printerSettings/|^word/printerSettings|customProperty\d*\.bin$")
_PICTURES = {
    "png",
    "jpeg",
    "jpg",
    "gif",
    "emf",
    "wmf",
    "tiff",
    "tif",
    "bmp",
    "wdp",
    "odttf",
    "fntdata",
}
_MAY_LEAD_OUT = {"hyperlink", "externalLinkPath"}
_RUNS = re.compile(
    rb"<(?:w:)?instrText[^>]*>[^<]*\bDDE(?:AUTO)?\b|w:instr=\"[^\"]*\bDDE|<ddeLink\b|<script\b",
    re.IGNORECASE,
)
_INSIDE = 2


class _Foreign(Exception):
    """It runs something or loads something from elsewhere."""


class _Embedded(Exception):
    """It carries another file that cannot be checked."""


def check_word(name: str, data: bytes) -> bytes:
    return _checked(name, data, FileType.WORD)


def check_excel(name: str, data: bytes) -> bytes:
    return _checked(name, data, FileType.EXCEL)


def _checked(name: str, data: bytes, kind: FileType) -> bytes:
    try:
        _check(data, kind, Budget.of(data), _INSIDE)
    except Refused:
        raise
    except Locked:
        raise refusal(
            name, "it is locked with a password. Save it without the password and upload that."
        ) from None
    except TooLarge:
        raise refusal(
            name,
            "it unfolds to more than 100 MB or 100 times its size. Save it as a PDF and upload that.",
        ) from None
    except _Foreign:
        raise refusal(
            name,
            "it runs a macro or loads something from elsewhere when it is opened. Save it as a PDF and "
            "upload that.",
        ) from None
    except _Embedded:
        raise refusal(
            name, "it has other files inside it. Save it as a PDF and upload that."
        ) from None
    except Unsafe:
        raise refusal(
            name,
            f"it is damaged or not {_PROGRAMS[kind]}. Save it once more and upload that.",
        ) from None
    return data


def _check(data: bytes, kind: FileType, budget: Budget, deeper: int) -> None:
    parts = unfold(data, budget)
    if _CONTENT_TYPES not in parts or _MAIN_PART[kind] not in parts:
        raise Unsafe
    if b"macroenabled" in parts[_CONTENT_TYPES].lower():
        raise _Foreign
    for path, content in parts.items():
        _check_part(path, content, budget, deeper)
    _check_relations(parts)


def _check_part(path: str, content: bytes, budget: Budget, deeper: int) -> None:
    ending = ending_of(path.rpartition("/")[2])
    if _MACROS.search(path):
        raise _Foreign
    if path.endswith("/") or ending in _PICTURES or _SETTINGS.search(path):
        return
    if ending in _XML:
        _check_xml(content)
    elif ending in {FileType.WORD.value, FileType.EXCEL.value} and deeper:
        _check(content, FileType(ending), budget, deeper - 1)
    else:
        raise _Embedded


def _check_xml(content: bytes) -> None:
    """Well formed, without a document type: no entities, nothing to fetch."""
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if _RUNS.search(content.decode("utf-16", "replace").encode() if wide else content):
        raise _Foreign

    def refuse(*_what: object) -> None:
        raise Unsafe

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise Unsafe from None


def _check_relations(parts: Mapping[str, bytes]) -> None:
    for path, content in parts.items():
        if not path.endswith(".rels"):
            continue
        try:
            relations = fromstring(content)
        except (ParseError, DefusedXmlException, ValueError):
            raise Unsafe from None
        for relation in relations:
            kind = relation.get("Type", "").rpartition("/")[2]
            outside = relation.get("TargetMode", "").lower() == "external"
            if outside and kind not in _MAY_LEAD_OUT:
                raise _Foreign
