# SPDX-License-Identifier: MIT
"""Diaries as calendar programs write them, whole, broken and hostile."""

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from django.utils import timezone

from candour.review.diaries.calendar_file import read_calendar_file
from candour.review.diaries.occurrences import NotADiary
from candour.review.diaries.standing import commitment_of
from candour.review.rules.traces import Standing

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
LIBRARYS_OWN = sorted(Path(str(files("icalendar"))).glob("tests/**/*.ics"))


def calendar(*events, head=""):
    blocks = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{blocks}END:VCALENDAR\r\n".encode()


def read(*events, head=""):
    found = read_calendar_file(calendar(*events, head=head), FIRST, LAST)
    assert found.adds_up
    return found


def days(found):
    return [one.day.isoformat() for one in found.occurrences]


WEEKLY = "UID:1\r\nSUMMARY:SMT\r\nDTSTART;TZID=Europe/London:20260907T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY"


def test_a_series_is_unfolded_within_the_period_only():
    found = read(WEEKLY + ";COUNT=6")
    assert days(found) == ["2026-10-05", "2026-10-12"]
    assert found.entries == found.within == 1


def test_nine_in_the_morning_stays_nine_when_the_clocks_change():
    found = read(WEEKLY)
    assert {timezone.localtime(one.starts).hour for one in found.occurrences} == {9}
    assert len(found.occurrences) == 13


def test_a_date_that_was_moved_and_one_that_was_taken_out():
    found = read(
        WEEKLY + "\r\nEXDATE;TZID=Europe/London:20261012T090000",
        "UID:1\r\nSUMMARY:SMT, moved\r\nRECURRENCE-ID;TZID=Europe/London:20261019T090000\r\n"
        "DTSTART;TZID=Europe/London:20261020T140000\r\nDURATION:PT1H",
    )
    assert days(found)[:3] == ["2026-10-05", "2026-10-20", "2026-10-26"]
    assert found.occurrences[1].title == "SMT, moved"
    assert found.occurrences[1].date_of_series.startswith("2026-10-19")


def test_a_date_that_was_moved_out_of_the_period_is_not_in_it():
    found = read(
        WEEKLY + ";COUNT=6",
        "UID:1\r\nSUMMARY:SMT\r\nRECURRENCE-ID;TZID=Europe/London:20261012T090000\r\n"
        "DTSTART;TZID=Europe/London:20270112T090000\r\nDURATION:PT1H",
    )
    assert days(found) == ["2026-10-05"]


def test_the_newest_version_of_an_entry_wins():
    found = read(
        "UID:1\r\nSEQUENCE:2\r\nSUMMARY:New\r\nDTSTART;VALUE=DATE:20261102",
        "UID:1\r\nSEQUENCE:1\r\nSUMMARY:Old\r\nDTSTART;VALUE=DATE:20261101",
    )
    assert [(one.title, one.day.day) for one in found.occurrences] == [("New", 2)]


def test_an_all_day_entry_ends_on_its_last_day():
    (one,) = read("UID:1\r\nDTSTART;VALUE=DATE:20261102\r\nDTEND;VALUE=DATE:20261105").occurrences
    assert (one.day, one.last_day, one.starts) == (date(2026, 11, 2), date(2026, 11, 4), None)


def test_an_evening_that_ends_at_midnight_is_of_one_day():
    (one,) = read("UID:1\r\nDTSTART:20261102T190000\r\nDTEND:20261103T000000").occurrences
    assert one.last_day == date(2026, 11, 2)


def test_who_and_whether_private_or_cancelled_is_read():
    (one,) = read(
        "UID:1\r\nDTSTART:20261102T190000\r\nCLASS:PRIVATE\r\nSTATUS:CANCELLED\r\n"
        "ORGANIZER;CN=Invented Host:mailto:host@halewick.example\r\n"
        "ATTENDEE:mailto:guest@halewick.example\r\nLOCATION:Guildhall\\, Marlock"
    ).occurrences
    assert (one.private, one.cancelled) == (True, True)
    assert (one.organiser, one.organiser_email) == ("Invented Host", "host@halewick.example")
    assert one.guests == ("guest@halewick.example",)
    assert one.place == "Guildhall, Marlock"


@pytest.mark.parametrize(
    ("event", "name", "reason"),
    [
        ("SUMMARY:No date", "No date", "Check when it is"),
        ("SUMMARY:Bad\r\nDTSTART:20261399T990000", "Bad", "Enter the date"),
        ("UID:1\r\nSUMMARY:Ticks\r\nDTSTART:20261001T000000\r\nRRULE:FREQ=SECONDLY", "Ticks", "Check how it repeats: it does so more often"),
        ("UID:1\r\nSUMMARY:Odd\r\nDTSTART:20261001T000000\r\nRRULE:FREQ=NEVER", "Odd", "Check how it repeats"),
        ("UID:1\r\nSUMMARY:Odd\r\nDTSTART:20261001T000000\r\nRRULE:nonsense", "Odd", "Check how it repeats"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_out_by_name_and_the_rest_stays(event, name, reason):
    found = read(event, "UID:9\r\nSUMMARY:Fine\r\nDTSTART;VALUE=DATE:20261102")
    assert [one.title for one in found.occurrences] == ["Fine"]
    assert [one.name for one in found.not_read] == [name]
    assert found.not_read[0].reason.startswith(reason)


def test_a_file_that_stops_in_the_middle_says_so_and_keeps_what_came_before():
    whole = calendar("UID:1\r\nSUMMARY:Fine\r\nDTSTART;VALUE=DATE:20261102", "UID:2\r\nSUMMARY:Cut")
    found = read_calendar_file(whole[:-40], FIRST, LAST)
    assert found.adds_up
    assert [one.title for one in found.occurrences] == ["Fine"]
    assert "the end of the file" in {one.name for one in found.not_read}


@pytest.mark.parametrize("data", [b"", b"Date,Title\n1/2/2026,Lunch\n", b"%PDF-1.7", b"\0" * 400])
def test_what_is_no_calendar_is_refused_with_what_to_do(data):
    with pytest.raises(NotADiary, match="Upload a calendar file"):
        read_calendar_file(data, FIRST, LAST)


@pytest.mark.parametrize("path", LIBRARYS_OWN, ids=lambda path: path.stem)
def test_every_calendar_of_the_librarys_own_suite_is_read_or_refused_by_name(path):
    try:
        found = read_calendar_file(path.read_bytes(), date(2000, 1, 1), date(2030, 12, 31))
    except NotADiary:
        assert b"BEGIN:VCALENDAR" not in path.read_bytes()
        return
    assert found.adds_up
    assert all(one.name and one.reason.startswith(("Check", "Enter")) for one in found.not_read)


def test_the_librarys_own_suite_is_there():
    assert len(LIBRARYS_OWN) > 100


def commitment(title, *, starts=None, **more):
    from candour.review.diaries.occurrences import Occurrence

    day = date(2026, 11, 2)
    one = Occurrence("1", day.isoformat(), day, day, title, starts=starts, **more)
    return commitment_of(one, "deputy", own_domains={"aldshire.example"})


def test_an_outside_dinner_needs_a_matter_and_says_why():
    dinner = commitment("Halewick annual dinner", organiser_email="host@halewick.example")
    assert dinner.standing is Standing.NEEDS_MATTER
    assert dinner.hospitality
    assert any("“dinner”" in reason for reason in dinner.areas)


def test_an_internal_evening_needs_no_matter_for_its_hour_alone():
    evening = timezone.make_aware(datetime(2026, 11, 2, 20, 0))
    late = commitment("Custody visit", starts=evening)
    assert (late.standing, late.areas) == (Standing.ROUTINE, ())


def test_a_meeting_of_ones_own_people_is_internal_whoever_of_them_calls_it():
    meeting = commitment("SMT contract update", organiser_email="staff@aldshire.example")
    assert meeting.standing is Standing.INTERNAL
