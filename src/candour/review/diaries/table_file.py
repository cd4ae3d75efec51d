# SPDX-License-Identifier: MIT
"""Reads a diary from a table, as Outlook exports one (CSV): a row a date, found by its headings."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from candour.gateway.intake_invitation import one_line
from candour.gateway.intake_lines import decoded
from candour.review.diaries.occurrences import DiaryRead, NotADiary, NotRead, Occurrence
from candour.ui.dates import Expects, UnclearDate, parse_date, parse_time

HEADINGS = {
    "title": ("subject", "title", "summary", "event", "appointment", "what"),
    "day": ("start date", "date", "starts", "start", "day", "from"),
    "starts": ("start time", "time", "begins"),
    "last_day": ("end date", "ends", "end", "to"),
    "ends": ("end time", "finishes"),
    "place": ("location", "place", "venue", "where"),
    "organiser": ("meeting organizer", "organizer", "organiser", "host", "with"),
    "text": ("description", "notes", "details", "body"),
    "private": ("private",),
}
NO_HEADINGS = "Upload a table with a heading for the date and one for the subject, or the diary as an .ics file"
NO_DAY = "Enter the date of this row as day, month and year."
LONGEST_TEXT = 4000
FIRST_ROWS = 20


def looks_like_a_table(data: bytes) -> bool:
    head = decoded(data[:4000])
    return "BEGIN:VCALENDAR" not in head.upper() and _columns(next(_rows(head), [])) is not None


def read_table(data: bytes, first: date, last: date) -> DiaryRead:
    """Every row of the period; raises NotADiary when no heading says which column is the date."""
    rows = _rows(decoded(data))
    columns = None
    for number, row in zip(range(FIRST_ROWS), rows, strict=False):
        del number  # titles may stand above the headings
        columns = _columns(row)
        if columns:
            break
    if not columns:
        raise NotADiary(NO_HEADINGS)
    found: list[Occurrence] = []
    not_read: list[NotRead] = []
    entries = outside = 0
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        entries += 1
        try:
            one = _occurrence(row, columns, number)
        except UnclearDate as unclear:
            not_read.append(NotRead(_cell(row, columns, "title") or f"row {number}", str(unclear)))
            continue
        if one.day > last or one.last_day < first:
            outside += 1
        else:
            found.append(one)
    found.sort(key=lambda one: (one.day, one.starts is None or one.starts.time(), one.key))
    return DiaryRead(tuple(found), tuple(not_read), entries, len(found), outside)


def _rows(text: str) -> Iterator[list[str]]:
    separator = max(",;\t", key=text[:2000].count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as problem:
        raise NotADiary(NO_HEADINGS) from problem


def _columns(row: list[str]) -> dict[str, int] | None:
    """Which column holds what; None when these are no headings."""
    cells = [" ".join(cell.lower().split()) for cell in row]
    found = {
        name: cells.index(heading)
        for name, headings in HEADINGS.items()
        for heading in reversed(headings)
        if heading in cells
    }
    return found if {"title", "day"} <= found.keys() else None


def _cell(row: list[str], columns: dict[str, int], name: str) -> str:
    at = columns.get(name)
    return row[at].strip() if at is not None and at < len(row) else ""


def _occurrence(row: list[str], columns: dict[str, int], number: int) -> Occurrence:
    def cell(name: str) -> str:
        return _cell(row, columns, name)

    day, starts = _moment(cell("day"), cell("starts"))
    if day is None:
        raise UnclearDate(NO_DAY)
    last_day, ends = _moment(cell("last_day"), cell("ends"))
    last_day = max(day, last_day or day)
    if starts is None and last_day > day and cell("last_day"):
        last_day -= timedelta(days=1)  # an entry for the whole day ends on the day after it
    title = one_line(cell("title"))
    return Occurrence(
        uid=f"row {number}: {title}",
        date_of_series=day.isoformat(),
        day=day,
        last_day=last_day,
        title=title,
        starts=starts,
        ends=ends if ends and starts and ends > starts else None,
        place=one_line(cell("place")),
        text=cell("text")[:LONGEST_TEXT],
        organiser=one_line(cell("organiser")),
        private=cell("private").lower() in {"true", "yes", "1"},
        cancelled=title.lower().startswith(("canceled:", "cancelled:")),
    )


def _moment(day: str, clock: str) -> tuple[date | None, datetime | None]:
    """A date, alone or with its time in the same cell or the next."""
    if not day:
        return None, None
    written, _, rest = day.partition(" ") if day[:1].isdigit() and ":" in day else (day, "", "")
    found = parse_date(written, timezone.localdate(), Expects.ANY)
    at = clock or rest
    if not at:
        return found, None
    try:
        return found, timezone.make_aware(datetime.combine(found, parse_time(at)))
    except UnclearDate:
        return found, None
