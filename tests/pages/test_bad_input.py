# SPDX-License-Identifier: MIT
"""What is malformed, too large, sent twice or too late gets a clear sentence, and nothing is lost."""

import re
from uuid import uuid4

import pytest
from county import county
from django.core.files.uploadedfile import SimpleUploadedFile

from candour.gateway.models import Case
from candour.ledger.queries import timeline
from fresh_proof import prove

pytestmark = pytest.mark.django_db

MB = 1024 * 1024
NO_DATE = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Dinner\r\n"
    b"DTSTART:tomorrow-ish\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
REASONS = "The tender closed a year ago, and the host sells nothing to us."


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def signed_in(client, aldshire):
    def as_person(name):
        client.force_login(aldshire.people[name].account)
        return prove(client)

    return as_person


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"the form has no {name}"
    return found[1]


def answers_of(response, **answers):
    """The form as it was drawn, with these answers."""
    return {"once": hidden(response, "once"), "version": hidden(response, "version"), **answers}


def bring(client, person, name, content):
    invitation = SimpleUploadedFile(name, content)
    return client.post(
        "/gateway/new", {"principal": str(person.pk), "invitation": invitation}, follow=True
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("torn.ics", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Din"),
        ("empty.eml", b"\r\n"),
        ("not-a-date.ics", NO_DATE),
    ],
    ids=["torn", "empty", "no date"],
)
def test_what_cannot_be_read_of_an_invitation_is_typed(signed_in, aldshire, name, content):
    client = signed_in("deputy.chief")
    page = bring(client, aldshire.people["deputy.chief"], name, content)
    words = page.content.decode()
    assert page.status_code in {200, 422}
    assert "Check these" in words or "There is a problem" in words
    assert not Case.objects.exists()


def test_an_invitation_that_is_a_program_is_refused_by_name(signed_in, aldshire):
    client = signed_in("deputy.chief")
    page = bring(client, aldshire.people["deputy.chief"], "invitation.exe", b"MZ\x90\x00" * 50)
    assert page.status_code == 422
    assert "invitation.exe" in page.content.decode()


def test_fifty_megabytes_are_refused_by_name(signed_in, aldshire):
    client = signed_in("deputy.chief")
    page = bring(client, aldshire.people["deputy.chief"], "film.eml", b"x" * (50 * MB))
    assert page.status_code == 422
    words = page.content.decode()
    assert "film.eml" in words
    assert "12 MB" in words


def test_a_text_that_is_too_long_comes_back_with_its_length(signed_in, aldshire):
    case = aldshire.recommended()
    address = f"/gateway/{case.reference}/decision"
    client = signed_in("deputy.chief")
    long = "word " * 3_000
    sent = answers_of(client.get(address), decision="accept", reasons=long)
    page = client.post(address, sent)
    assert page.status_code == 422
    words = page.content.decode()
    assert "Enter at most 10,000 characters" in words
    assert long.strip() in words
    case.refresh_from_db()
    assert case.stage == "recommended"


def decision(client, case, **answers):
    page = client.get(f"/gateway/{case.reference}/decision")
    choices = re.findall(r'name="(choice-[^"]+)"', page.content.decode())
    given = dict.fromkeys(choices, "accepted")
    return answers_of(page, decision="accept", reasons=REASONS, **given, **answers)


def test_a_decision_that_is_sent_twice_is_recorded_once(signed_in, aldshire):
    case = aldshire.recommended()
    client = signed_in("deputy.chief")
    sent = decision(client, case)
    address = f"/gateway/{case.reference}/decision"
    first, second = client.post(address, sent), client.post(address, sent)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert (
        "You already sent this. We recorded it once."
        in client.get(second["Location"]).content.decode()
    )
    acts = [entry.act for entry in timeline(case.stream)]
    assert acts.count("decide") == 1


def test_two_windows_decide_at_once_and_the_second_sees_what_happened(signed_in, aldshire):
    case = aldshire.recommended()
    client = signed_in("deputy.chief")
    one = decision(client, case)
    other = {**decision(client, case), "decision": "stay_away"}
    address = f"/gateway/{case.reference}/decision"
    assert client.post(address, one).status_code == 302
    page = client.post(address, other)
    assert page.status_code == 409
    words = page.content.decode()
    assert "A decision was recorded before you sent yours." in words
    assert REASONS in words
    acts = [entry.act for entry in timeline(case.stream)]
    assert acts.count("decide") == 1


def test_the_material_changed_meanwhile_and_what_was_typed_stands_beside_it(signed_in, aldshire):
    case = aldshire.gathering()
    client = signed_in("deputy.chief")
    address = f"/gateway/{case.reference}/request"
    form = {
        "activity": "Dinner, moved to June",
        "subject": "event",
        "organiser": "Ribblesea Systems Ltd",
        "how_it_came": "invited",
        "capacity": "official",
    }
    mine = answers_of(client.get(address), **form)
    theirs = answers_of(client.get(address), **{**form, "activity": "Dinner, moved to May"})
    assert client.post(address, theirs).status_code == 302
    page = client.post(address, mine)
    assert page.status_code == 409
    assert "Dinner, moved to June" in page.content.decode()


def test_words_where_a_choice_belongs_are_refused(signed_in, aldshire):
    case = aldshire.recommended()
    client = signed_in("deputy.chief")
    sent = {**decision(client, case), "decision": "perhaps"}
    page = client.post(f"/gateway/{case.reference}/decision", sent)
    assert page.status_code == 422
    assert REASONS in page.content.decode()


def test_a_version_that_is_no_number_does_not_break_the_page(signed_in, aldshire):
    case = aldshire.recommended()
    client = signed_in("deputy.chief")
    sent = {**decision(client, case), "version": "one"}
    assert client.post(f"/gateway/{case.reference}/decision", sent).status_code in {302, 422}


def test_a_file_that_never_existed_is_not_found(signed_in, aldshire):
    case = aldshire.decided()
    client = signed_in("deputy.chief")
    assert client.get(f"/gateway/{case.reference}/files/{uuid4()}").status_code == 404
