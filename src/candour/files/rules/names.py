# SPDX-License-Identifier: MIT
"""Which files may be added, told by the name, and how a name is kept."""

import re
import unicodedata
from enum import StrEnum

from candour.kernel.procedure import Refused

LONGEST_NAME = 120

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RESERVED = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class FileType(StrEnum):
    """The types that can be added; the value is the ending of the name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    WORD = "docx"
    EXCEL = "xlsx"
    TEXT = "txt"
    CSV = "csv"
    MESSAGE = "eml"
    CALENDAR = "ics"


CONTENT_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
    FileType.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.TEXT: "text/plain; charset=utf-8",
    FileType.CSV: "text/csv; charset=utf-8",
    FileType.MESSAGE: "message/rfc822",
    FileType.CALENDAR: "text/calendar; charset=utf-8",
}
ACCEPTED = (
    "PDF, PNG, JPEG, Word (.docx), Excel (.xlsx), text, CSV, message (.eml) or calendar (.ics)"
)

_ENDINGS = {file_type.value: file_type for file_type in FileType} | {"jpg": FileType.JPEG}
_WHY_NOT = {
    "svg html htm xhtml mht mhtml xml": "it can run programs when it is opened. Save it as a PDF and upload that.",
    "zip 7z rar tar gz bz2 xz tgz cab iso img": "it is an archive. Take the files out of it and upload them one by one.",
    "docm dotm xlsm xltm xlsb pptm": "it can hold macros. Save it as a PDF, or as .docx or .xlsx, and upload that.",
    "doc xls ppt dot xlt rtf": "it is in an older format that can hold programs. Save it as a PDF, .docx or .xlsx and upload that.",
    "msg": "it is a message in Outlook's own format. Save it as .eml or as a PDF and upload that.",
    "gif bmp webp tif tiff heic heif avif": "this picture format is not kept. Save it as a PNG or a JPEG and upload that.",
    "pptx odt ods odp pages numbers key": "this format is not kept. Save it as a PDF and upload that.",
    "exe dll com bat cmd ps1 js jse vbs vbe wsf hta scr lnk msi jar apk sh": "it is a program, and programs are not kept.",
}  # fmt: skip
_REASONS = {ending: why for endings, why in _WHY_NOT.items() for ending in endings.split()}
CARRIED_NEVER = frozenset(
    ["exe", "dll", "com", "bat", "cmd", "ps1", "js", "jse", "vbs", "vbe", "wsf", "hta", "scr", "lnk", "msi", "jar", "apk", "sh", "zip", "7z", "rar", "tar", "gz", "cab", "iso", "img", "docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "svg"]
)  # fmt: skip
"""Endings that no message may carry."""


def kept_name(given: str) -> str:
    """The last part of the name without unseen letters, paths and letters that systems reserve."""
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(
        letter
        for letter in unicodedata.normalize("NFC", last)
        if unicodedata.category(letter) not in _UNSEEN
    )
    cleaned = _RESERVED.sub("_", " ".join(seen.split())).strip(". ")
    stem, dot, ending = cleaned.rpartition(".")
    if not dot:
        stem, ending = cleaned, ""
    stem = stem.strip(". ")
    if _DEVICES.fullmatch(stem.split(".")[0]):
        stem = f"_{stem}"
    room = LONGEST_NAME - len(dot) - len(ending)
    return f"{stem[:room].strip()}{dot}{ending}" if stem and room > 0 else cleaned[:LONGEST_NAME]


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def type_of(name: str) -> FileType:
    """The type that the ending of the name promises; refused when it is not one of ours."""
    ending = ending_of(name)
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    raise refusal(name, _REASONS.get(ending, f"its type is not kept. Upload a {ACCEPTED} file."))


def refusal(name: str, why: str) -> Refused:
    """Why a file is not kept and what to do, as a sentence that names the file."""
    return Refused(f"Check the file “{name}”: {why}", about="files")
