# SPDX-License-Identifier: MIT
"""Reads a diary from whatever somebody uploaded: a calendar file or a table."""

from datetime import date

from candour.review.diaries.calendar_file import read_calendar_file
from candour.review.diaries.occurrences import DiaryRead, NotADiary
from candour.review.diaries.table_file import looks_like_a_table, read_table
from candour.review.models import DiarySource

MOST_BYTES = 20_000_000
TOO_LARGE = (
    "Upload a smaller file: a quarter of a diary has less than 20 MB. Export only the quarter"
)


def read_diary(name: str, data: bytes, first: date, last: date) -> tuple[DiarySource, DiaryRead]:
    """Raises NotADiary with what to do when it is neither."""
    if len(data) > MOST_BYTES:
        raise NotADiary(TOO_LARGE)
    if name.lower().endswith(".csv") or looks_like_a_table(data):
        return DiarySource.TABLE, read_table(data, first, last)
    return DiarySource.FILE, read_calendar_file(data, first, last)
