# SPDX-License-Identifier: MIT
"""The check of each type of file."""

from collections.abc import Callable

from candour.files.inspection.office import check_excel, check_word
from candour.files.inspection.pdf import check_pdf
from candour.files.inspection.pictures import check_jpeg, check_png
from candour.files.inspection.plain import check_calendar, check_message, check_text
from candour.files.rules.names import FileType

CHECKS: dict[FileType, Callable[[str, bytes], bytes]] = {
    FileType.PDF: check_pdf,
    FileType.PNG: check_png,
    FileType.JPEG: check_jpeg,
    FileType.WORD: check_word,
    FileType.EXCEL: check_excel,
    FileType.TEXT: check_text,
    FileType.CSV: check_text,
    FileType.MESSAGE: check_message,
    FileType.CALENDAR: check_calendar,
}
"""Each is given the name, for its sentence, and the content; it returns what is to be kept."""
