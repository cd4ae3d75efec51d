# SPDX-License-Identifier: MIT
"""Invitations as common mail and calendar programs write them, and files made to break a reader."""

import random
import re
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import broken_invitations
import icalendar
import pytest

from candour.gateway.intake import LARGEST, facts_of, read_invitation, read_pasted
from candour.gateway.intake_invitation import About, Attendee, Invitation, Source
from candour.gateway.rules.area_proposals import Limits, propose
from candour.kernel.procedure import Refused

FILES = Path(__file__).parent.parent / "fixtures" / "invitations"
TODAY = date(2026, 6, 1)
LONDON = ZoneInfo("Europe/London")


def read(name: str) -> Invitation:
    return read_invitation(name, (FILES / name).read_bytes(), today=TODAY)


def of_event(*lines: str) -> Invitation:
    return read_invitation("x.ics", broken_invitations.event(*lines), today=TODAY)


def of_text(text: str, sent: str = "Thu, 12 Nov 2026 10:00:00 +0000") -> Invitation:
    head = f"From: Jo <jo@host.example>\nDate: {sent}\nSubject: Dinner\n"
    data = f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()
    return read_invitation("x.eml", data, today=TODAY)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


OFFICE = Attendee("", "chief.office@aldshire.example")


# ---------------------------------------------------------------- calendar files


def test_outlook_calendar_file():
    assert read("outlook.ics") == Invitation(
        title="Meridian Fleet Systems: supplier dinner",
        organiser_name="Rowan Ellery",
        organiser_email="rowan.ellery@meridian-fleet.example",
        starts=at(2026, 12, 3, 19),
        ends=at(2026, 12, 3, 22, 30),
        place="The Grand Hotel, Castle Street, Aldbury AL1 2GH",
        attendees=(
            Attendee("Office of the Chief Constable", "chief.office@aldshire.example"),
            Attendee("Tamsin Orrell", "tamsin.orrell@aldshire.example"),
        ),
        text="Dear Chief Constable,\n\nMeridian Fleet Systems would be delighted to welcome you to our "
        "annual supplier dinner. A drinks reception begins at 7.00pm; dinner is served at 7.45pm.\n\n"
        "Black tie.\n\nRowan Ellery\nDirector of Public Sector",
        source=Source.CALENDAR,
    )


def test_google_calendar_file():
    assert read("google.ics") == Invitation(
        title="Business breakfast – Chief Constable speaks",
        organiser_name="Aldbury Business Breakfast Club",
        organiser_email="breakfast@aldburybusiness.example",
        starts=at(2026, 9, 10, 9),
        ends=at(2026, 9, 10, 10, 30),
        place="Guildhall, Market Square, Aldbury AL1 1AA, UK",
        attendees=(OFFICE,),
        text="Speaker slot of 20 minutes, then questions.\n\nBreakfast is provided free of charge.\n"
        "Café Müller does the catering.",
        source=Source.CALENDAR,
    )


def test_apple_calendar_file_with_its_place_on_the_map():
    assert read("apple.ics") == Invitation(
        title="Aldbury Hospice summer ball",
        organiser_name="Odile Farrant",
        organiser_email="odile@aldburyhospice.example",
        starts=at(2026, 6, 20, 18, 30),
        ends=at(2026, 6, 20, 23, 59),
        place="Orangery, Hartley Park, Aldbury",
        attendees=(Attendee("Chief Constable's Office", OFFICE.email),),
        text="Summer ball in aid of the hospice. Two tickets with our compliments.",
        source=Source.CALENDAR,
    )


def test_thunderbird_calendar_file_that_repeats():
    found = read("thunderbird.ics")
    assert found == Invitation(
        title="Rotary Club lunch: guest speaker",
        organiser_name="Idris Pennant",
        organiser_email="idris.pennant@rotary-aldbury.example",
        starts=at(2026, 4, 7, 12, 30),
        ends=at(2026, 4, 7, 14),
        place="Crown Inn, Aldbury",
        attendees=(OFFICE,),
        text="Lunch is provided by the club.",
        source=Source.CALENDAR,
        notes=found.notes,
    )
    assert found.unread == ("It repeats: only its first date, 7 April 2026, is filled in.",)


def test_outlook_whole_days_with_a_description_in_html_only():
    assert read("outlook-all-day.ics") == Invitation(
        title="International policing technology conference",
        organiser_name="Sentinel Forum",
        starts=at(2026, 9, 22),
        ends=at(2026, 9, 24),
        all_day=True,
        place="Lisbon",
        text="Hosted by the Sentinel Forum. Flights & hotel paid.",
        source=Source.CALENDAR,
    )


def test_of_several_events_the_next_is_read_and_the_others_are_named():
    found = read("google-several.ics")
    assert (found.title, found.starts, found.ends, found.place) == (
        "Heritage reception",
        at(2026, 9, 15, 18),
        at(2026, 9, 15, 20),
        "Museum of Aldbury",
    )
    assert found.organiser_name == "Aldbury Civic Society"
    assert found.unread == (
        "2 other events in the file left out: “Annual dinner”, “Spring lecture”.",
    )


def test_of_past_events_the_first_is_read():
    past = read_invitation(
        "x.ics", (FILES / "google-several.ics").read_bytes(), today=date(2030, 1, 1)
    )
    assert past.title == "Spring lecture"


def test_the_older_vcalendar_with_quoted_printable():
    assert read("vcalendar.vcs") == Invitation(
        title="Café opening at the community centre",
        organiser_name="Friends of Aldbury",
        starts=at(2026, 5, 5, 18),
        ends=at(2026, 5, 5, 20),
        place="Community Centre",
        text="Ribbon, tea and cake.\nHosted by the Friends of Aldbury.",
        source=Source.CALENDAR,
    )


@pytest.mark.parametrize(
    ("start", "hour"),
    [
        ("DTSTART;TZID=GMT Standard Time:20260715T100000", 10),
        ('DTSTART;TZID="GMT Standard Time":20260715T100000', 10),
        ("DTSTART;TZID=Europe/London:20260715T100000", 10),
        ("DTSTART;TZID=/freeassociation.example/Tzfile/Europe/London:20260715T100000", 10),
        (
            'DTSTART;TZID="(UTC+00:00) Dublin, Edinburgh, Lisbon, London":20260715T100000',
            10,
        ),
        ("DTSTART:20260715T100000", 10),
        ("DTSTART:20260715T100000Z", 11),
        ("DTSTART;TZID=UTC:20260715T100000", 11),
        ('DTSTART;TZID="tzone://Microsoft/Utc":20260715T100000', 11),
        ("DTSTART;TZID=W. Europe Standard Time:20260715T100000", 9),
        ("DTSTART;TZID=Eastern Standard Time:20260715T100000", 15),
        ("DTSTART;TZID=America/Argentina/Buenos_Aires:20260715T100000", 14),
    ],
)
def test_every_way_to_name_a_time_zone_gives_the_time_here(start, hour):
    found = of_event(start, "SUMMARY:x")
    assert found.starts == at(2026, 7, 15, hour)
    assert not found.noted(About.TIME)


def _described_zone(*offsets: str) -> bytes:
    parts = "".join(f"BEGIN:STANDARD\nTZOFFSETTO:{offset}\nEND:STANDARD\n" for offset in offsets)
    return (
        f"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Head office\n{parts}END:VTIMEZONE\nBEGIN:VEVENT\n"
        "DTSTART;TZID=Head office:20260715T100000\nEND:VEVENT\nEND:VCALENDAR\n"
    ).encode()


@pytest.mark.parametrize(
    ("offsets", "hour"), [(("+0000", "+0100"), 10), (("+0100", "+0200"), 9), (("+0530",), 5)]
)
def test_a_zone_that_only_the_file_knows_is_told_by_its_offsets(offsets, hour):
    found = read_invitation("x.ics", _described_zone(*offsets), today=TODAY)
    assert found.starts is not None
    assert found.starts.hour == hour


def test_a_zone_that_nobody_knows_is_said():
    found = of_event("DTSTART;TZID=Nowhere/Land:20261203T190000", "SUMMARY:x")
    assert found.starts == at(2026, 12, 3, 19)
    assert "Check the time: the time zone “Nowhere/Land” is not known." in found.unread


def test_a_zone_in_one_file_does_not_change_the_next():
    hostile = _described_zone("+0900").replace(b"Head office", b"GMT Standard Time")
    read_invitation("x.ics", hostile, today=TODAY)
    assert read("outlook.ics").starts == at(2026, 12, 3, 19)


def test_a_moved_date_of_a_series_is_not_a_second_event():
    data = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nRRULE:FREQ=DAILY\nDTSTART:20260701T090000\n"
        b"SUMMARY:Series\nEND:VEVENT\nBEGIN:VEVENT\nUID:1\nRECURRENCE-ID:20260702T090000\n"
        b"DTSTART:20260702T100000\nSUMMARY:Moved\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    found = read_invitation("x.ics", data, today=TODAY)
    assert found.title == "Series"
    assert not any("other event" in one for one in found.unread)


def test_one_moved_date_alone_is_the_event():
    found = of_event("RECURRENCE-ID:20260702T090000", "DTSTART:20260702T100000", "SUMMARY:Moved")
    assert found.title == "Moved"


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "METHOD:CANCEL"], ids=["the event", "the file"]
)
def test_a_cancelled_event_is_said(line):
    event = broken_invitations.event("DTSTART:20261203T190000Z", "SUMMARY:x", line)
    data = event if "STATUS" in line else event.replace(b"VERSION:2.0", line.encode())
    unread = read_invitation("x.ics", data, today=TODAY).unread
    assert "Check that it still happens: the calendar file says that it is cancelled." in unread


def test_an_answer_to_an_invitation_is_said():
    data = broken_invitations.event("DTSTART:20261203T190000Z", "SUMMARY:x")
    data = data.replace(b"VERSION:2.0", b"METHOD:REPLY")
    assert (
        "Check the details: this is an answer to an invitation and not the invitation."
        in read_invitation("x.ics", data, today=TODAY).unread
    )


def test_an_end_before_the_start_is_left_out_and_said():
    found = of_event("DTSTART:20261203T190000", "DTEND:20261203T180000", "SUMMARY:x")
    assert found.ends is None
    assert "Check when it ends: the file gives an end before its start." in found.unread


def test_a_date_before_1900_is_not_believed():
    found = of_event("DTSTART:18991231T120000", "SUMMARY:x")
    assert found.starts is None
    assert "Check the date: the file says 31 December 1899." in found.unread
    assert not any(one.startswith("Enter the date") for one in found.unread)


def test_whole_days_as_exchange_marks_them():
    found = of_event(
        "DTSTART;TZID=GMT Standard Time:20260715T000000",
        "DTEND;TZID=GMT Standard Time:20260716T000000",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    )
    assert (found.starts, found.ends, found.all_day) == (at(2026, 7, 15), at(2026, 7, 15), True)


def test_a_room_is_a_place_and_not_a_person():
    found = of_event("ATTENDEE;CUTYPE=ROOM;CN=Castle Suite:mailto:castle@hotel.example")
    assert found.place == "Castle Suite"
    assert found.attendees == ()


def test_a_meeting_on_the_screen_is_online():
    assert of_event("X-GOOGLE-CONFERENCE:https://meet.example/a").place == "Online"


def test_more_people_than_can_be_shown_is_said():
    found = of_event(*(f"ATTENDEE;CN=P{n}:mailto:p{n}@example.com" for n in range(300)))
    assert len(found.attendees) == 200
    assert "More than 200 people are invited: the first are filled in." in found.unread


def test_what_a_calendar_file_does_not_say_is_listed():
    assert of_event("X-EMPTY:1").unread == (
        "Enter what you are invited to: the calendar file does not say it.",
        "Enter who invites: the calendar file does not say it.",
        "Enter the date: the calendar file does not say it.",
        "Enter the place: the calendar file does not say it.",
    )


# ---------------------------------------------------------------- messages


def test_exchange_message_with_its_calendar_entry():
    assert read("exchange.eml") == Invitation(
        title="Round table: evidence-based policing",
        organiser_name="Farida Wyn-Jones",
        organiser_email="farida.wynjones@aldburyuni.example",
        starts=at(2026, 7, 15, 10),
        ends=at(2026, 7, 15, 12),
        place="Senate Room, University of Aldbury",
        attendees=(Attendee("Chief Constable Office", OFFICE.email),),
        text="Please join us for the round table on evidence-based policing.\n\n"
        + "_" * 80
        + "\nMicrosoft Teams meeting\nJoin on your computer, mobile app or room device",
        source=Source.MESSAGE_WITH_CALENDAR,
        written_on=date(2026, 6, 1),
    )


def test_google_message_with_its_calendar_entry():
    found = read("google.eml")
    entry = read("google.ics")
    assert found.source is Source.MESSAGE_WITH_CALENDAR
    assert found.written_on == date(2026, 8, 14)
    assert (found.title, found.organiser_name, found.starts, found.ends, found.place) == (
        entry.title,
        entry.organiser_name,
        entry.starts,
        entry.ends,
        entry.place,
    )
    assert found.text == entry.text
    assert found.attendees == (OFFICE,)
    assert found.unread == ()


def test_message_forwarded_with_outlook():
    found = read("outlook-forwarded.eml")
    assert found == Invitation(
        title="Supplier dinner, 3 December",
        organiser_name="Rowan Ellery",
        organiser_email="rowan.ellery@meridian-fleet.example",
        starts=at(2026, 12, 3, 19),
        place="The Grand Hotel, Castle Street, Aldbury",
        attendees=(
            Attendee("Office of the Chief Constable", OFFICE.email),
            Attendee("Priya Nandakumar", "priya.n@meridian-fleet.example"),
        ),
        text="Dear Chief Constable,\nIt would be our pleasure to welcome you to dinner on Thursday "
        "3 December 2026 at 7pm, at The Grand Hotel, Castle Street, Aldbury. Drinks from 6.30pm. "
        "Please reply by 20 November 2026 – the table of ten is £1,200.\nKind regards,\nRowan Ellery\n"
        "Meridian Fleet Systems Ltd",
        source=Source.MESSAGE,
        written_on=date(2026, 11, 12),
        notes=found.notes,
    )
    assert found.unread == (
        "The attached file “Menu.pdf” was not read: add it as material if it matters.",
    )


def test_message_forwarded_with_outlook_as_html_only():
    data = (FILES / "outlook-forwarded.eml").read_bytes()
    plain = data.index(b"Content-Type: text/plain")
    html = data.index(b"Content-Type: text/html")
    found = read_invitation("x.eml", data[:plain] + data[html:], today=TODAY)
    assert found.organiser_name == "Rowan Ellery"
    assert found.title == "Supplier dinner, 3 December"
    assert found.starts == at(2026, 12, 3, 19)
    assert found.place == "The Grand Hotel, Castle Street, Aldbury"
    assert found.attendees[1] == Attendee("Priya Nandakumar", "priya.n@meridian-fleet.example")
    assert "<" not in found.text
    assert "the table of ten is £1,200" in found.text


def test_message_forwarded_with_gmail():
    assert read("gmail-forwarded.eml") == Invitation(
        title="Opening of the new lifeboat station",
        organiser_name="Dilys Pugh",
        organiser_email="dilys@harbourtrust.example",
        starts=at(2026, 3, 14, 10, 30),
        ends=at(2026, 3, 14, 12, 30),
        place="The Slipway, Harbour Road, Porth Aldan",
        attendees=(
            Attendee("", "asst.chief@aldshire.example"),
            Attendee("Tegan Hollis", "tegan.hollis@aldshire.example"),
        ),
        text="Dear Assistant Chief Constable\n\nThe Harbour Trust invites you to the official opening "
        "of the lifeboat station.\n\nDate: Saturday 14 March 2026\nTime: 10.30am to 12.30pm\n"
        "Venue: The Slipway, Harbour Road, Porth Aldan\n\nLight refreshments will be served.\n\n"
        "Dilys Pugh",
        source=Source.MESSAGE,
        written_on=date(2026, 2, 2),
    )


def test_message_forwarded_with_apple_mail():
    assert read("apple-mail-forwarded.eml") == Invitation(
        title="Golf day invitation",
        organiser_name="Bryn O'Hare",
        organiser_email="bryn@sentinel-optics.example",
        starts=at(2026, 6, 12, 9),
        place="Hartley Park Golf Club",
        attendees=(Attendee("", "chief.constable@aldshire.example"),),
        text="Good morning,\n\nWe have not met, but we would love you to join our charity golf day on "
        "Friday 12 June at Hartley Park Golf Club. Tee off 9am; lunch and a goody bag are included.\n\n"
        "Bryn O’Hare\nSentinel Optics plc",
        source=Source.MESSAGE,
        written_on=date(2026, 5, 1),
    )


def test_message_forwarded_with_thunderbird():
    assert read("thunderbird-forwarded.eml") == Invitation(
        title="Llyfrgell y Dre: agoriad / Library opening",
        organiser_name="Siân Môn",
        organiser_email="sian@llyfrgell.example",
        starts=at(2026, 2, 21, 14),
        ends=at(2026, 2, 21, 16),
        place="Carnegie Library, Stryd Fawr",
        attendees=(OFFICE,),
        text="Annwyl bawb,\n\nHoffem eich gwahodd. The opening is on 21/02/2026 from 14:00 to 16:00 in "
        "the Carnegie Library, Stryd Fawr.",
        source=Source.MESSAGE,
        written_on=date(2026, 1, 6),
    )


def test_message_forwarded_as_an_attachment():
    found = read("outlook-forwarded-as-attachment.eml")
    assert found == Invitation(
        title="Final home match – executive box",
        organiser_name="Renée D'Arcy",
        organiser_email="renee@stadiumgroup.example",
        starts=at(2026, 5, 2, 12, 30),
        ends=at(2026, 5, 2, 17),
        place="Aldbury Stadium, Gate 4",
        attendees=(Attendee("Chief Constable", OFFICE.email),),
        text="Date\n\nSaturday 2 May 2026, 12.30pm – 5pm\n\nVenue\n\nAldbury Stadium, Gate 4\n\n"
        "You and a guest would be hosted in our executive box.",
        source=Source.MESSAGE,
        written_on=date(2026, 4, 8),
        notes=found.notes,
    )
    name = "Rhaglen y diwrnod – programme.docx"
    assert found.unread == (
        f"The attached file “{name}” was not read: add it as material if it matters.",
    )


def test_a_letter_that_names_neither_day_nor_place_says_so():
    found = read("plain-letter.eml")
    assert found.organiser_name == "The Mayor's Parlour"
    assert "The Mayor’s civic service" in found.text
    assert found.unread == (
        "Enter the date: the message does not say it.",
        "Enter the place: the message does not say it.",
    )


def test_a_reply_that_quotes_our_own_message_is_from_its_sender():
    text = (
        "We look forward to it.\n\nFrom: Office <chief.office@aldshire.example>\n"
        "Sent: 1 May 2026 10:00\nTo: Jo <jo@host.example>\nSubject: Dinner\n\nThank you.\n"
    )
    data = f"From: Jo <jo@host.example>\nSubject: RE: Dinner\nTo: x@aldshire.example\n\n{text}"
    assert read_invitation("x.eml", data.encode(), today=TODAY).organiser_name == "Jo"


def test_of_a_chain_of_forwards_the_first_from_outside_invites():
    text = (
        "-----Original Message-----\nFrom: Pat <pat@aldshire.example>\nSent: 2 May 2026 10:00\n"
        "To: Tegan <tegan@aldshire.example>\nSubject: FW: Dinner\n\nFor you.\n\n"
        "-----Original Message-----\nFrom: Jo Host [mailto:jo@host.example]\nSent: 1 May 2026 10:00\n"
        "To: Pat <pat@aldshire.example>\nSubject: Dinner in June\n\nDo come.\n"
    )
    data = (
        f"From: Tegan <tegan@aldshire.example>\nSubject: FW: FW: Dinner\nTo: x@y.example\n\n{text}"
    )
    found = read_invitation("x.eml", data.encode(), today=TODAY)
    assert (found.organiser_name, found.organiser_email) == ("Jo Host", "jo@host.example")
    assert (found.title, found.text) == ("Dinner in June", "Do come.")


def test_a_calendar_file_attached_to_a_message_is_read():
    calendar = (FILES / "outlook.ics").read_bytes().decode()
    data = (
        "From: T <t@aldshire.example>\nSubject: FW: x\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee file.\n"
        '--b\nContent-Type: application/octet-stream; name="=?utf-8?Q?Invite.ics?="\n'
        f"Content-Disposition: attachment\n\n{calendar}\n--b--\n"
    )
    found = read_invitation("x.eml", data.encode(), today=TODAY)
    assert found.title == "Meridian Fleet Systems: supplier dinner"
    assert found.organiser_name == "Rowan Ellery"


def test_an_attachment_in_outlooks_own_wrapping_is_said():
    data = (
        "From: A <a@x.example>\nSubject: Dinner\nContent-Type: multipart/mixed; boundary=b\n\n"
        '--b\nContent-Type: application/ms-tnef; name="winmail.dat"\n\nxx\n--b--\n'
    )
    assert (
        "The attachment winmail.dat cannot be read: ask for the invitation as a calendar file."
        in read_invitation("x.eml", data.encode(), today=TODAY).unread
    )


# ---------------------------------------------------------------- days, times and places in text


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("on Thursday 3 December 2026 at 7pm", at(2026, 12, 3, 19), None),
        ("Thursday, 3rd December 7.00pm – 10.30pm", at(2026, 12, 3, 19), at(2026, 12, 3, 22, 30)),
        ("Thursday the 3rd of December 2026, 7-10pm", at(2026, 12, 3, 19), at(2026, 12, 3, 22)),
        ("6.30 for 7pm on 3 Dec 2026", at(2026, 12, 3, 18, 30), None),
        ("from 11 to 1pm on 03/12/2026", at(2026, 12, 3, 11), at(2026, 12, 3, 13)),
        ("from 10am to 4pm on 03.12.26", at(2026, 12, 3, 10), at(2026, 12, 3, 16)),
        ("Date: 3 December 2026\nTime: 1900 hrs", at(2026, 12, 3, 19), None),
        ("December 3, 2026 7:00 PM-10:00 PM", at(2026, 12, 3, 19), at(2026, 12, 3, 22)),
        ("3 December 2026 at noon", at(2026, 12, 3, 12), None),
        ("2026-12-03 19:00", at(2026, 12, 3, 19), None),
        ("3 December 2026 from 8pm until midnight", at(2026, 12, 3, 20), at(2026, 12, 4, 0)),
        ("3 December 2026 at 12.30 a.m.", at(2026, 12, 3, 0, 30), None),
    ],
)
def test_a_day_and_a_time_in_words(text, starts, ends):
    found = of_text(text)
    assert (found.starts, found.ends, found.all_day) == (starts, ends, False)
    assert not found.noted(About.DATE)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3-5 December 2026", at(2026, 12, 3), at(2026, 12, 5)),
        ("3rd to 5th December", at(2026, 12, 3), at(2026, 12, 5)),
        ("on 3 December 2026", at(2026, 12, 3), at(2026, 12, 3)),
    ],
)
def test_days_without_a_time(text, first, last):
    found = of_text(text)
    assert (found.starts, found.ends, found.all_day) == (first, last, True)


def test_a_day_without_a_time_asks_for_the_time():
    assert "Enter the time: the message does not say it." in of_text("on 3 December 2026").unread


@pytest.mark.parametrize(
    "text",
    [
        "next Thursday",
        "32 December 2026",
        "Please reply by 20 November 2026",
        "RSVP: 20 November 2026",
        "We met on 3 December 2020 at 7pm",
        "On Thu, 12 Nov 2026 at 09:14, Jo Host <jo@host.example> wrote:",
        "the committee of 31 February 2027",
    ],
)
def test_a_day_that_is_not_clear_is_left_to_type(text):
    found = of_text(text)
    assert found.starts is None
    assert "Enter the date: the message does not say it." in found.unread


def test_several_days_are_named_and_left_to_choose():
    found = of_text("Either 3 December 2026 or 10 December 2026.")
    assert found.starts is None
    assert (
        "Enter the date: the message names several (3 December 2026, 10 December 2026)."
        in found.unread
    )


@pytest.mark.parametrize(
    "text",
    [
        "Dinner at 7pm on 3 December 2026. Our office closes from 24 December 2026.",
        "We meet on 1 December 2026.\nWhen: 3 December 2026, 7pm",
    ],
    ids=["the one with a time", "the one that is labelled"],
)
def test_of_several_days_the_marked_one_is_taken(text):
    assert of_text(text).starts == at(2026, 12, 3, 19)


def test_a_day_without_a_year_is_the_next_and_is_to_be_checked():
    found = of_text("on 3 January at 7pm")
    assert found.starts == at(2027, 1, 3, 19)
    assert "Check the year: the message does not say it." in found.unread


def test_29_february_waits_for_its_year():
    assert of_text("on 29 February at 7pm").starts == at(2028, 2, 29, 19)


def test_a_weekday_that_does_not_fit_is_said():
    found = of_text("on Friday 3 December 2026 at 7pm")
    assert found.starts == at(2026, 12, 3, 19)
    assert (
        "Check the date: 3 December 2026 is a Thursday; the message says otherwise." in found.unread
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("dinner at The Grand Hotel, Castle Street, Aldbury on Thursday", "The Grand Hotel, Castle Street, Aldbury"),
        ("in the Castle Suite at Aldbury Racecourse from noon", "Castle Suite at Aldbury Racecourse"),
        ("at St. Mary's Church Hall, Stoke on Trent.", "St. Mary's Church Hall, Stoke on Trent"),
        ("Venue: Guildhall", "Guildhall"),
        ("Where\nThe Grand Hotel", "The Grand Hotel"),
        ("Lleoliad: Neuadd y Dref", "Neuadd y Dref"),
        ("at the Town Hall. Parking is at the Town Hall.", "Town Hall"),
        ("at the Town Hall or at the Grand Hotel", ""),
        ("at Thursday's meeting", ""),
        ("at 7pm in December", ""),
    ],
)  # fmt: skip
def test_a_place_in_words(text, place):
    assert of_text(text).place == place


# ---------------------------------------------------------------- pasted text


def test_pasted_text_is_read():
    found = read_pasted(
        "Summer reception\n\nThe Friends of Aldbury invite you to a reception on Friday 10 July 2026 "
        "at 6pm at the Town Hall, Aldbury.\n",
        today=TODAY,
    )
    assert found == Invitation(
        title="Summer reception",
        organiser_name="Friends of Aldbury",
        starts=at(2026, 7, 10, 18),
        place="Town Hall, Aldbury",
        text=found.text,
        source=Source.TEXT,
    )


def test_a_pasted_message_keeps_its_headers():
    found = read_pasted(
        "From: Jo Host <jo@host.example>\nSent: 1 June 2026 10:00\nTo: x@aldshire.example\n"
        "Subject: RE: Lunch\n\nLunch on 3 July 2026 at 1pm?",
        today=TODAY,
    )
    assert (found.title, found.organiser_name, found.starts) == (
        "Lunch",
        "Jo Host",
        at(2026, 7, 3, 13),
    )


def test_the_source_of_a_message_is_read_as_the_file_would_be():
    source = (FILES / "gmail-forwarded.eml").read_bytes()
    pasted = read_pasted(source.decode(), today=TODAY)
    saved = read_invitation("gmail-forwarded.eml", source, today=TODAY)
    assert pasted.organiser_email == saved.organiser_email != ""
    assert pasted.title == saved.title


def test_a_pasted_calendar_is_read():
    found = read_pasted((FILES / "outlook.ics").read_bytes().decode(), today=TODAY)
    assert found.title == "Meridian Fleet Systems: supplier dinner"


def test_nothing_pasted_is_refused():
    with pytest.raises(Refused) as refused:
        read_pasted(" \n ")
    assert refused.value.about == "invitation"


# ---------------------------------------------------------------- what follows for the areas


def test_a_supplier_dinner_in_a_file_leads_to_its_areas():
    facts = facts_of(read("outlook.ics"), Limits())
    assert facts.out_of_hours
    codes = [proposal.code for proposal in propose(facts)]
    assert codes == ["external_event", "creates_register_entry", "procurement"]


def test_a_conference_of_three_days_takes_three_days():
    facts = facts_of(read("outlook-all-day.ics"), Limits())
    assert (facts.days_away, facts.out_of_hours) == (3, False)
    assert "poor_value" in [proposal.code for proposal in propose(facts)]


def test_an_invitation_without_a_date_says_nothing_of_hours():
    facts = facts_of(read("plain-letter.eml"), Limits())
    assert (facts.days_away, facts.out_of_hours) == (0, False)


# ---------------------------------------------------------------- files made to break a reader

BROKEN = list(broken_invitations.everything())


def read_or_refusal(name: str, data: bytes) -> Invitation | Refused:
    try:
        return read_invitation(name, data, today=TODAY)
    except Refused as refused:
        return refused


@pytest.mark.parametrize(("name", "data"), BROKEN, ids=[ascii(name) for name, _ in BROKEN])
def test_no_file_breaks_the_reader_or_holds_it_up(name, data):
    began = time.process_time()
    found = read_or_refusal(name, data)
    assert time.process_time() - began < 5  # coverage makes it two to three times as slow
    if isinstance(found, Refused):
        assert found.about == "invitation"
        assert re.fullmatch(
            r"Check the file .*: .*(enter the details yourself|is empty)\.", str(found)
        )
        # A decision, with no exception of a parser behind it.
        assert found.__cause__ is None
    else:
        shown = (found.title, found.organiser_name, found.organiser_email, found.place)
        assert not any("\n" in one or "\0" in one or "\u202e" in one for one in shown)
        assert max(map(len, shown)) <= 300
        assert len(found.text) <= 20_000
        assert len(found.attendees) <= 200
        assert all(one.endswith(".") for one in found.unread)


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.[eiv]*")))
def test_a_real_file_that_was_harmed_is_read_or_refused_by_decision(name):
    dice = random.Random(name)
    for _ in range(40):
        harmed = bytearray((FILES / name).read_bytes())
        for _ in range(dice.randint(1, 10)):
            at = dice.randrange(len(harmed))
            harmed[at : at + dice.randint(0, 40)] = dice.choice(
                [b"", b"\r\n", b";:=,", b'"', b"\0", b"=?", b"\xe2\x80", dice.randbytes(3)]
            )
        found = read_or_refusal(name, bytes(harmed))
        assert isinstance(found, Invitation) or found.__cause__ is None


def test_a_file_that_is_too_large_is_refused_by_its_size():
    with pytest.raises(Refused, match="larger than 12 MB"):
        read_invitation("big.ics", b"B" * (LARGEST + 1))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("outlook.msg", "Outlook's own format"),
        ("brochure.pdf", "add it as material"),
        ("zip-named.ics", "zip or an Office file"),
        ("no-event.ics", "without an event"),
        ("words.ics", "neither a calendar file"),
        ("spaces.ics", "it is empty"),
    ],
)
def test_a_file_in_which_nothing_can_be_read_is_refused_with_what_to_do(name, words):
    with pytest.raises(Refused, match=words):
        read_invitation(name, dict(BROKEN)[name], today=TODAY)


def test_headers_cannot_be_smuggled_into_the_title():
    found = read_invitation("x.eml", dict(BROKEN)["encoded-injection.eml"], today=TODAY)
    assert found.title == "Dinner Bcc: x@example.com Body"


LIBRARY = sorted((Path(icalendar.__file__).parent / "tests").rglob("*.ics"))


@pytest.mark.skipif(not LIBRARY, reason="this release of icalendar ships no tests")
def test_every_file_of_the_calendar_librarys_own_tests_is_read_or_refused():
    found = [read_or_refusal(path.name, path.read_bytes()) for path in LIBRARY]
    assert not [one for one in found if isinstance(one, Refused) and one.__cause__]
    assert sum(isinstance(one, Invitation) for one in found) >= len(LIBRARY) / 2
