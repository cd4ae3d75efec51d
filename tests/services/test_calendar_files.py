# SPDX-License-Identifier: MIT
"""Dates out: taken up by calendars, and telling a passer-by nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from candour.correspondence.calendar_files import CalendarEntry, What, calendar_file, uid
from candour.kernel.procedure import Refused

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
URL = "https://candour.example/gateway/GW-7KQ3-9FXD"
DEADLINE = CalendarEntry(What.DECIDE, "GW-7KQ3-9FXD", date(2026, 11, 27), URL)
EVENT = CalendarEntry(What.EVENT, "GW-7KQ3-9FXD", datetime(2027, 7, 14, 18, 30, tzinfo=UTC), URL)


def read_back(*entries):
    calendar = Calendar.from_ical(calendar_file(entries, now=NOW))
    return [part for part in calendar.walk() if part.name == "VEVENT"]


def test_a_deadline_is_a_whole_day_that_leaves_the_diary_free():
    [entry] = read_back(DEADLINE)
    assert str(entry["summary"]) == "Decide by today: GW-7KQ3-9FXD"
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2026, 11, 27), date(2026, 11, 28))
    assert entry["dtstart"].params["VALUE"] == "DATE"
    assert str(entry["transp"]) == "TRANSPARENT"
    assert str(entry["x-microsoft-cdo-busystatus"]) == "FREE"


def test_a_deadline_reminds_on_the_morning_before():
    [entry] = read_back(DEADLINE)
    [alarm] = entry.walk("VALARM")
    start = datetime(2026, 11, 27)
    assert start + alarm["trigger"].dt == datetime(2026, 11, 26, 9)


def test_an_event_has_its_time_whatever_the_season():
    [entry] = read_back(replace(EVENT, ends=EVENT.starts + timedelta(hours=4)))
    assert entry["dtstart"].dt == EVENT.starts
    assert entry["dtend"].dt - entry["dtstart"].dt == timedelta(hours=4)
    assert b"DTSTART:20270714T183000Z" in calendar_file([EVENT], now=NOW)


def test_an_event_without_an_end_lasts_an_hour():
    [entry] = read_back(EVENT)
    assert entry["dtend"].dt - entry["dtstart"].dt == timedelta(hours=1)


def test_the_same_entry_has_the_same_number_in_every_file():
    moved = replace(DEADLINE, starts=date(2026, 12, 4), sequence=1)
    assert uid(moved) == uid(DEADLINE) == "gw-7kq3-9fxd.decide@candour"
    [entry] = read_back(moved)
    assert (str(entry["uid"]), entry["sequence"]) == (uid(DEADLINE), 1)


def test_two_steps_of_one_matter_have_two_numbers():
    steps = [replace(DEADLINE, what=What.EVIDENCE, key=key) for key in ("full_minutes", "delegate")]
    assert len({str(entry["uid"]) for entry in read_back(*steps)}) == 2


def test_a_withdrawn_entry_is_cancelled():
    [entry] = read_back(replace(DEADLINE, cancelled=True, sequence=2))
    assert str(entry["status"]) == "CANCELLED"


@pytest.mark.parametrize(
    "changed",
    [
        {"reference": "Dinner with Acme"},
        {"reference": "GW-7KQ3-9FXD Acme"},
        {"reference": "gw-7kq3-9fxd"},
        {"key": "Acme Catering"},
        {"key": "a\nATTENDEE:x"},
    ],
)
def test_nothing_but_a_reference_can_name_a_matter_in_a_calendar(changed):
    with pytest.raises(Refused):
        calendar_file([replace(DEADLINE, **changed)], now=NOW)


def test_a_calendar_holds_no_name_no_place_and_nobody_invited():
    text = calendar_file([DEADLINE, EVENT], now=NOW).decode()
    for line in ("ATTENDEE", "ORGANIZER", "LOCATION", "COMMENT", "CONTACT"):
        assert line not in text


def test_the_file_keeps_to_the_form_that_mail_programs_read():
    data = calendar_file([DEADLINE, replace(EVENT, url=URL + "?" + "x" * 200)], now=NOW)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert b"METHOD:PUBLISH" in lines
    assert b"VERSION:2.0" in lines
    assert data.count(b"DTSTAMP:20261120T090000Z") == 2


def test_the_same_dates_give_the_same_bytes():
    assert calendar_file([DEADLINE], now=NOW) == calendar_file([DEADLINE], now=NOW)


def test_an_entry_that_did_not_change_does_not_look_new():
    known = replace(DEADLINE, changed_at=NOW)
    later = NOW + timedelta(days=3)
    assert calendar_file([known], now=NOW) == calendar_file([known], now=later)


def test_an_empty_calendar_can_be_read():
    assert read_back() == []
