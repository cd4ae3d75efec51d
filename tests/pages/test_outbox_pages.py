# SPDX-License-Identifier: MIT
"""The outbox on screen: each person sees the messages of the matters that they may see."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from candour.correspondence import queries
from candour.correspondence.addressing import Addressee, AttachedFile
from candour.correspondence.composing import compose
from candour.correspondence.models import Message, State
from candour.correspondence.services import queue
from candour.kernel.roles import Role
from candour.ledger import datakeys
from candour.ledger import queries as record_of
from candour.ledger.services import By
from markup import page, words

BY = By(None, "secretariat", name="a test")
SAM = Addressee("Sam Lowe", "sam.lowe@guild.example")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LINK = "https://candour.example/r/secret-token"


@pytest.fixture
def matter(monkeypatch):
    """The one matter that keepers may see; there may be others."""
    stream = uuid4()
    monkeypatch.setattr(queries, "_resolvers", {})
    queries.register_matters("test", lambda *_: Q(stream=stream))
    return stream


@pytest.fixture
def overseer(staff):
    return staff.browser(staff.person("Olu Overy", Role.OVERSEER))


def letter(stream, key="organiser_decline", to=SAM, **changed):
    values = {"name": to.name, "reference": "GW-7KQ3-9FXD"}
    match key:
        case "organiser_decline":
            values["organisation"] = "Aldshire Constabulary"
        case "external_link":
            values |= {"organisation": "Aldshire Constabulary", "link": LINK}
        case _:
            values["link"] = "https://candour.example/gateway/GW-7KQ3-9FXD"
    file = AttachedFile("dates.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n")
    with transaction.atomic():
        message = queue(compose(key, "en", values), to=to, stream=stream, by=BY, attached=[file])
    if changed.get("state", "queued") not in {"queued", "failed"}:
        changed["next_try_at"] = None
    Message.objects.filter(pk=message.pk).update(**changed)
    return message


def test_an_empty_outbox_says_what_will_appear(browser, matter):
    response = browser.get("/outbox")
    assert response.status_code == 200
    assert "There are no messages yet." in words(page(response))


def test_the_outbox_lists_messages_with_their_state_and_no_names(browser, matter):
    letter(matter)
    letter(matter, state="refused", problem="The mail server refused the address (550)")
    letter(matter, "decision_recorded", state="sent", sent_at=NOW)
    tree = page(browser.get("/outbox"))
    text = words(tree)
    for shown in (
        "Waiting for the mail server", "There is a problem", "Completed", "A person outside",
        "The mail server refused the address (550)", "A colleague", "20 Nov 2026, 9:00am",
        "1 message did not get through.",
    ):  # fmt: skip
        assert shown in text
    assert "Sam" not in text
    assert "guild.example" not in text


@pytest.mark.parametrize(
    ("show", "count"), [("all", 3), ("problems", 1), ("waiting", 1), ("sent", 1), ("odd", 3)]
)
def test_the_address_is_the_filter(browser, matter, show, count):
    letter(matter)
    letter(matter, state="gave_up")
    letter(matter, state="sent", sent_at=NOW)
    tree = page(browser.get(f"/outbox?show={show}"))
    assert len(tree.xpath("//tbody/tr")) == count


def test_messages_of_other_matters_are_not_there(browser, matter):
    theirs = letter(uuid4())
    assert "There are no messages yet." in words(page(browser.get("/outbox")))
    response = browser.get(f"/outbox/{theirs.pk}")
    never = browser.get(f"/outbox/{uuid4()}")
    assert response.status_code == never.status_code == 404
    assert browser.get(f"/outbox/{theirs.pk}/file/0").status_code == 404
    assert browser.post(f"/outbox/{theirs.pk}").status_code == 404


def test_without_an_app_that_says_so_nobody_sees_a_message(browser, monkeypatch):
    monkeypatch.setattr(queries, "_resolvers", {})
    message = letter(uuid4())
    assert browser.get(f"/outbox/{message.pk}").status_code == 404


def test_matters_of_several_apps_are_joined(browser, matter):
    other = uuid4()
    queries.register_matters("another", lambda *_: Q(stream=other))
    queries.register_matters("nothing", lambda *_: None)
    letter(matter)
    letter(other)
    assert len(page(browser.get("/outbox")).xpath("//tbody/tr")) == 2


def test_a_condition_that_says_nothing_is_a_mistake(browser, matter):
    queries.register_matters("another", lambda *_: Q())
    with pytest.raises(ValueError, match="too little"):
        browser.get("/outbox")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT, Role.OVERSEER}))
def test_nobody_else_has_an_outbox(staff, matter, role):
    client = staff.browser(staff.person("Pat Passer", role))
    message = letter(matter)
    assert client.get("/outbox").status_code == 404
    assert client.get(f"/outbox/{message.pk}").status_code == 404


def test_a_message_shows_who_is_told_how_and_in_which_words(browser, matter):
    message = letter(matter)
    tree = page(browser.get(f"/outbox/{message.pk}"))
    text = words(tree)
    for shown in ("Sam Lowe", "sam.lowe@guild.example", "I am grateful to have been asked."):
        assert shown in text
    assert "Sam" not in tree.xpath("string(//title)")
    assert tree.xpath("//a[text()='dates.ics']/@href") == [f"/outbox/{message.pk}/file/0"]


def test_reading_a_letter_to_a_person_outside_is_recorded(browser, ann, matter):
    message = letter(matter)
    browser.get(f"/outbox/{message.pk}")
    [entry] = record_of.timeline(matter)
    assert (entry.act, entry.by_person, entry.role) == ("read", ann.pk, "secretariat")


def test_reading_a_notice_without_content_is_not_recorded(browser, matter):
    message = letter(matter, "decision_recorded")
    browser.get(f"/outbox/{message.pk}")
    assert record_of.timeline(matter) == []


def test_the_link_of_a_person_outside_is_shown_to_nobody(browser, matter):
    message = letter(matter, "external_link")
    body = browser.get(f"/outbox/{message.pk}").content.decode()
    assert "secret-token" not in body
    assert "a link that only the addressee sees" in body


def test_a_message_whose_words_were_erased_still_says_how_it_went(browser, matter):
    message = letter(matter, state="sent", sent_at=NOW)
    datakeys.destroy(matter)
    text = words(page(browser.get(f"/outbox/{message.pk}")))
    assert "What this message said has been erased." in text
    assert "Completed" in text


def test_an_overseer_sees_how_a_letter_went_and_not_what_it_says(overseer, matter):
    message = letter(matter)
    text = words(page(overseer.get(f"/outbox/{message.pk}")))
    assert "Waiting for the mail server" in text
    for hidden in ("Sam", "guild.example", "grateful"):
        assert hidden not in text
    assert overseer.get(f"/outbox/{message.pk}/file/0").status_code == 404
    assert record_of.timeline(matter) == []


def test_an_overseer_reads_a_notice_without_content(overseer, matter):
    message = letter(matter, "decision_recorded")
    assert "A decision has been recorded" in words(page(overseer.get(f"/outbox/{message.pk}")))


def test_a_message_that_did_not_get_through_is_sent_again(browser, matter):
    message = letter(matter, state="refused", tries=1)
    response = browser.post(
        f"/outbox/{message.pk}", {"address": "sam@guild.example", "once": str(uuid4())}
    )
    assert response.status_code == 302
    again = Message.objects.get(pk=message.pk)
    assert (again.state, again.to_address) == (State.QUEUED, "sam@guild.example")


def test_sending_again_twice_counts_once(browser, matter):
    message = letter(matter, state="refused")
    form = {"address": SAM.address, "once": str(uuid4())}
    for _ in range(2):
        assert browser.post(f"/outbox/{message.pk}", form).status_code == 302
    acts = [entry.act for entry in record_of.timeline(matter)]
    assert acts.count("message_sent_again") == 1


def test_an_overseer_may_send_again_but_not_to_another_address(overseer, matter):
    message = letter(matter, state="gave_up")
    form = {"address": "other@guild.example", "once": str(uuid4())}
    assert overseer.post(f"/outbox/{message.pk}", form).status_code == 302
    assert Message.objects.get(pk=message.pk).to_address == SAM.address


def test_an_address_that_cannot_be_one_keeps_the_answer_and_says_what_to_do(browser, matter):
    message = letter(matter, state="refused")
    response = browser.post(f"/outbox/{message.pk}", {"address": "sam", "once": str(uuid4())})
    assert response.status_code == 422
    tree = page(response)
    assert tree.xpath("string(//title)").startswith("Error: ")
    assert tree.xpath("//input[@name='address']/@value") == ["sam"]


def test_a_message_that_has_been_sent_is_not_sent_again(browser, matter):
    message = letter(matter, state="sent", sent_at=NOW)
    response = browser.post(f"/outbox/{message.pk}", {"address": SAM.address, "once": str(uuid4())})
    assert response.status_code == 422
    assert "nothing to send again" in words(page(response))


def test_a_file_is_saved_and_never_opened_within_a_page(browser, matter):
    message = letter(matter)
    response = browser.get(f"/outbox/{message.pk}/file/0")
    assert response.content == b"BEGIN:VCALENDAR\r\n"
    assert response.headers["Content-Disposition"] == 'attachment; filename="dates.ics"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"/outbox/{message.pk}/file/1").status_code == 404


def test_the_next_page_goes_on_where_this_one_ends(browser, matter):
    for number in range(30):
        letter(matter, queued_at=NOW + timedelta(minutes=number // 2))
    tree = page(browser.get("/outbox"))
    first = tree.xpath("//tbody/tr/th/a/@href")
    [following] = tree.xpath("//a[@rel='next']/@href")
    rest = page(browser.get(following)).xpath("//tbody/tr/th/a/@href")
    assert (len(first), len(rest)) == (25, 5)
    assert len(set(first + rest)) == 30


def test_a_page_of_the_outbox_costs_the_same_however_many_messages_it_shows(browser, matter):
    letter(matter)
    browser.get("/outbox")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            browser.get("/outbox")
        counts.append(len(asked))
        for _ in range(10):
            letter(matter)
    assert counts[0] == counts[1]
    assert counts[0] <= 12
