# SPDX-License-Identifier: MIT
"""Typesets documents as tagged PDF (PDF/UA-1) with Typst, offline and with the shipped font.

What people typed travels as data beside the template. It is never part of the template, so it
stays text whatever it looks like. Templates may read nothing but their own folder.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from candour.correspondence.case_file import CaseFile
from candour.correspondence.composing import date_in_words
from candour.correspondence.printable import FONTS_FOLDER, printable
from candour.correspondence.sheets import LetterSheet, PolicySheet, ReportSheet
from candour.ui import words

TEMPLATES = Path(__file__).parent / "typst"


class Template(StrEnum):
    CASE_FILE = "case_file"
    LETTER = "letter"
    POLICY = "policy"
    REGISTER = "register"
    REPORT = "report"


def case_file(case: CaseFile) -> bytes:
    """The print-perfect file of one matter, as one reader may see it."""
    return typeset(Template.CASE_FILE, asdict(case), at=case.stamp.taken_at)


def letter(sheet: LetterSheet) -> bytes:
    written_on = date_in_words(sheet.written_on, sheet.language)
    return typeset(Template.LETTER, {**asdict(sheet), "written_on": written_on})


def policy(sheet: PolicySheet) -> bytes:
    return typeset(Template.POLICY, asdict(sheet))


def report(sheet: ReportSheet) -> bytes:
    return typeset(Template.REPORT, asdict(sheet), at=sheet.stamp.taken_at)


def typeset(template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
    """Fill one template. The same data at the same time give the same bytes."""
    name = Template(template)
    made_at = int((at or timezone.now()).astimezone(UTC).timestamp())
    return typst.compile(
        str(TEMPLATES / f"{name}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_shown(data))},
        pdf_standards=["ua-1"],
        timestamp=made_at,
        # Packages would come from the network: both places to look for them hold none.
        package_path=str(TEMPLATES),
        package_cache_path=str(TEMPLATES),
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS_FOLDER)],
    )


def _shown(value: Any) -> Any:
    """Every value as a person reads it: dates in words, text in drawable characters."""
    match value:
        case str():
            return printable(value)
        case datetime():
            return words.date_time(value)
        case date():
            return words.long_date(value)
        case Mapping():
            return {str(name): _shown(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_shown(inner) for inner in value]
        case _:
            return value
