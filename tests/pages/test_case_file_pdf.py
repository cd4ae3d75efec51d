# SPDX-License-Identifier: MIT
"""The case file that leaves with a reader: what they may see, and nothing else."""

import pytest
from county import county
from django.test import Client
from icalendar import Calendar
from printed import says_it_is_tagged, tags_of, text_of

from candour.gateway.models import MaterialItem
from candour.gateway.services import stage_four, stage_two
from candour.ledger.models import Event
from candour.ledger.queries import opened, timeline
from candour.ledger.rules.entry import Kind
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db

DECIDED = "I have weighed it."
ADVISED = "The host will bid."
WEIGHED = "A tender is open and the host will bid."
KNOWN = "I chair the regional digital board."
INVITED = "You are invited."
ASKED = "The tender closed last week."


@pytest.fixture
def aldshire():
    return county()


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def file_of(aldshire, case, name):
    response = browser(aldshire, name).get(f"/gateway/{case.reference}/file.pdf")
    assert response.status_code == 200
    return response.content


def test_the_assessor_takes_the_whole_assessment(aldshire):
    case = aldshire.decided()
    text = text_of(file_of(aldshire, case, "staff.officer.chief"))
    for part in (case.reference, case.activity, DECIDED, ADVISED, WEIGHED, KNOWN, INVITED):
        assert part in text
    assert "Morgan Vale" in text
    assert "Keep full minutes" in text


def test_the_assessor_is_not_given_the_representations(aldshire):
    case = aldshire.asked_again()
    assert ASKED not in text_of(file_of(aldshire, case, "staff.officer.chief"))


def test_the_reassessor_takes_the_whole_file(aldshire):
    case = aldshire.reassessing()
    text = text_of(file_of(aldshire, case, "external.psd"))
    for part in (ASKED, DECIDED, WEIGHED, KNOWN):
        assert part in text


def test_the_representative_takes_no_part_of_the_assessment(aldshire):
    case = aldshire.assessing(representative="association.rep")
    by = aldshire.by("staff.officer.chief")
    stage_two.ask_for_view(case.pk, by=by)
    text = text_of(file_of(aldshire, case, "association.rep"))
    assert case.reference in text
    for part in (KNOWN, INVITED, WEIGHED, "Morgan Vale"):
        assert part not in text
    assert "Not in this copy" in text


def test_the_secretariat_takes_the_outcome_without_reasons(aldshire):
    case = aldshire.decided()
    text = text_of(file_of(aldshire, case, "secretariat"))
    assert "The chief officer takes part" in text
    assert INVITED in text
    for part in (DECIDED, ADVISED, WEIGHED, KNOWN):
        assert part not in text


def test_the_overseer_takes_no_content(aldshire):
    case = aldshire.recommended()
    text = text_of(file_of(aldshire, case, "head.secretariat"))
    for part in (ADVISED, WEIGHED, KNOWN, INVITED):
        assert part not in text


def test_a_stranger_gets_the_page_of_a_reference_that_never_existed(aldshire):
    case = aldshire.decided()
    for address in (f"/gateway/{case.reference}/file.pdf", f"/gateway/{case.reference}/dates.ics"):
        assert browser(aldshire, "union.rep").get(address).status_code == 404


def test_the_file_is_tagged(aldshire):
    data = file_of(aldshire, aldshire.decided(), "staff.officer.chief")
    assert says_it_is_tagged(data)
    assert {"H1", "H2", "Table", "TH"} <= set(tags_of(data))


def test_the_copy_says_who_took_it_and_the_record_too(aldshire):
    case = aldshire.decided()
    me = aldshire.people["staff.officer.chief"]
    assert me.full_name in text_of(file_of(aldshire, case, "staff.officer.chief"))
    last = timeline(case.stream)[-1]
    assert (last.act, last.kind, last.by_person) == ("copy_taken", Kind.DISCLOSURE, me.pk)
    kept = opened([last.event_id])[last.event_id]
    assert len(kept["sha256"]) == 64
    assert "worksheet" in kept["parts"]


def test_a_copy_that_was_taken_is_in_the_history_in_words(aldshire):
    case = aldshire.decided()
    file_of(aldshire, case, "staff.officer.chief")
    shown = browser(aldshire, "staff.officer.chief").get(f"/gateway/{case.reference}")
    assert "Copy of the case file taken" in words(page(shown))


def test_the_leaf_of_each_event_stands_in_the_file(aldshire):
    case = aldshire.decided()
    text = text_of(file_of(aldshire, case, "staff.officer.chief")).replace(" ", "")
    event = Event.objects.select_related("leaf").get(stream=case.stream, act="decide")
    assert bytes(event.leaf.leaf_hash).hex() in text


def test_a_hidden_act_has_no_leaf_in_the_copy(aldshire):
    case = aldshire.assessing()
    by = aldshire.by("staff.officer.chief")
    stage_two.ask_for_gist(case.pk, "Is anything known?", by=by)
    text = text_of(file_of(aldshire, case, "deputy.chief")).replace(" ", "")
    hidden = Event.objects.select_related("leaf").get(stream=case.stream, act="ask_for_gist")
    assert bytes(hidden.leaf.leaf_hash).hex() not in text
    assert "Isanythingknown" not in text


def test_notes_are_printed_with_the_timeline(aldshire):
    case = aldshire.final()
    by = aldshire.by("external.psd", "reassessor")
    stage_four.add_note(case.pk, "A date was corrected.", by=by)
    assert "A date was corrected." in text_of(file_of(aldshire, case, "external.psd"))


def test_what_people_typed_stays_text(aldshire):
    case = aldshire.complete()
    row = MaterialItem.objects.select_related("case").get(case=case)
    row.title = '#panic() *bold* #read("/etc/passwd")'
    row.save()
    text = text_of(file_of(aldshire, case, "deputy.chief"))
    assert "#panic() *bold*" in text


def test_the_calendar_names_nobody(aldshire):
    case = aldshire.decided()
    response = browser(aldshire, "deputy.chief").get(f"/gateway/{case.reference}/dates.ics")
    text = response.content.decode()
    events = Calendar.from_ical(response.content).walk("VEVENT")
    summaries = [str(one["summary"]) for one in events]
    assert f"Event: {case.reference}" in summaries
    assert f"Record evidence by today: {case.reference}" in summaries
    for secret in (case.activity, "Morgan", "Ribblesea", aldshire.people["deputy.chief"].full_name):
        assert secret not in text


def test_whoever_may_not_see_conditions_gets_no_date_of_one(aldshire):
    case = aldshire.decided()
    response = browser(aldshire, "head.secretariat").get(f"/gateway/{case.reference}/dates.ics")
    assert b"Record evidence" not in response.content
    assert b"Event: " in response.content


def test_the_home_of_a_matter_leads_to_both(aldshire):
    case = aldshire.notified()
    shown = page(browser(aldshire, "deputy.chief").get(f"/gateway/{case.reference}"))
    links = shown.xpath("//a/@href")
    assert f"/gateway/{case.reference}/file.pdf" in links
    assert f"/gateway/{case.reference}/dates.ics" in links
