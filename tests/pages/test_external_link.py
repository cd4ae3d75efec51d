# SPDX-License-Identifier: MIT
"""The one-time link of somebody outside: replay, expiry, another case, and never in the open."""

import logging
import re
from datetime import timedelta

import pytest
from county import county
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tampering import put_at

from candour.config.quiet_logs import WithoutSecrets
from candour.correspondence.models import Message
from candour.gateway.models import Case, Decision, ExternalLink, Representation
from candour.gateway.models.outcome import About
from candour.gateway.queries.file import case_file
from candour.gateway.queries.letters import letter_for
from candour.gateway.rules.visibility import Part
from candour.gateway.services import links, telling
from candour.ledger.queries import timeline
from candour.ui.models import Submission
from markup import hidden, page, words

pytestmark = pytest.mark.django_db

WORDS = "The tender had closed before the dinner was planned."


@pytest.fixture
def aldshire():
    return county()


def link_for(aldshire, case):
    """Tell the organiser by letter, and read the link in it as they would."""
    file = case_file(case, frozenset({Part.PEOPLE, Part.MITIGATIONS}))
    party = next(one for one in file.people if one.is_party)
    in_force = tuple(one for one in file.conditions if one.in_force)
    letter = letter_for(Case.objects.get(pk=case.pk), party, About.DECISION, in_force)
    by = aldshire.by("deputy.chief", "principal")
    telling.write_to(case.pk, letter, "I will come.", by=by)
    sent = Message.objects.filter(stream=case.stream, to_party=True)
    text = next(one.text for one in sent if one.link)
    return re.search(r"/r/[\w-]+", text)[0]


def fill(client, link, **answers):
    return {**dict(hidden(page(client.get(link)))), "representation": WORDS, **answers}


def closed(response):
    """The page of a link that does nothing, without what differs from request to request."""
    return response.status_code, words(page(response))


NEVER_EXISTED = "/r/" + "A" * 43


def test_a_party_asks_again_in_their_own_words(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    client = Client(enforce_csrf_checks=True)
    sent = client.post(link, fill(client, link), follow=True)
    assert "We have what you wrote" in words(page(sent))
    case.refresh_from_db()
    assert case.stage == "reassessment_requested"
    row = Representation.objects.get(case=case)
    assert (row.text, row.party_id, row.late) == (WORDS, aldshire.party(case).pk, False)
    assert any(entry.name == "Morgan Vale" for entry in timeline(case.stream))


def test_what_they_wrote_is_confirmed_by_e_mail(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    client = Client()
    client.post(link, fill(client, link))
    letters = Message.objects.filter(stream=case.stream, to_party=True)
    last = letters.order_by("queued_at").last()
    assert last.letter == "representation_received"
    assert last.to_address == "morgan.vale@ribblesea.example"
    assert WORDS not in last.text


def test_a_link_works_once(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    client = Client()
    client.post(link, fill(client, link))
    assert client.get(link).status_code == 404
    again = Client().post(link, {"representation": "Once more."})
    assert "Once more." in words(page(again))
    never = Client().post(NEVER_EXISTED, {"representation": "Once more."})
    assert closed(again) == closed(never)
    assert Representation.objects.count() == 1


def test_the_same_form_sent_twice_counts_once_and_says_so(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    client = Client()
    answers = fill(client, link)
    client.post(link, answers)
    second = client.post(link, answers, follow=True)
    assert "You already sent this. We recorded it once." in words(page(second))
    assert Representation.objects.count() == 1


def test_of_two_who_come_at_once_one_is_refused(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    now = timezone.now()
    way = links.find(link.removeprefix("/r/"), now=now)
    links.use(way, lambda: case, now=now)
    with pytest.raises(Exception, match="This link has been used"):
        links.use(way, lambda: pytest.fail("it was used"), now=now)


def test_a_link_runs_out(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    row = ExternalLink.objects.get()
    days = timezone.localdate(row.expires_at) - timezone.localdate()
    assert days == timedelta(days=15)  # midnight after the fourteenth day
    assert Client().get(link).status_code == 200
    ExternalLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert closed(Client().get(link)) == closed(Client().get(NEVER_EXISTED))
    assert Client().post(link, {"representation": WORDS}).status_code == 404
    assert not Representation.objects.exists()


def test_a_link_leads_to_its_own_matter_only(aldshire):
    mine, other = aldshire.decided(), aldshire.decided(principal="chief.constable")
    link = link_for(aldshire, mine)
    client = Client()
    client.post(link, fill(client, link, reference=other.reference, case=str(other.pk)))
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.stage, other.stage) == ("reassessment_requested", "decided")


def test_a_new_letter_ends_the_earlier_link(aldshire):
    case = aldshire.decided()
    first = link_for(aldshire, case)
    second_party_letter = link_for_newest(aldshire, case)
    assert Client().get(first).status_code == 404
    assert Client().get(second_party_letter).status_code == 200


def link_for_newest(aldshire, case):
    known = set(Message.objects.values_list("pk", flat=True))
    link_for(aldshire, case)
    new = Message.objects.exclude(pk__in=known)
    return re.search(r"/r/[\w-]+", next(one.text for one in new if one.link))[0]


def test_own_words_stay_when_something_is_wrong(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    client = Client()
    bad = SimpleUploadedFile("tool.exe", b"MZ\x90")
    response = client.post(link, fill(client, link, file=bad))
    assert response.status_code == 422
    assert WORDS in page(response).xpath("//textarea")[0].text_content()
    assert Client().get(link).status_code == 200


def test_nothing_written_is_said_beside_the_question(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    client = Client()
    response = client.post(link, fill(client, link, representation=" "))
    assert response.status_code == 422
    assert "Enter what should be looked at again" in words(page(response))


def test_who_is_late_says_what_delayed_them(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    told = timezone.now() - timedelta(days=40)
    put_at(case, told_at=told)
    client = Client()
    without = client.post(link, fill(client, link, why_late=""))
    assert "Enter what delayed you" in words(page(without))
    client.post(link, fill(client, link, why_late="I was in hospital."))
    assert Representation.objects.get(case=case).why_late == "I was in hospital."


def test_a_matter_that_is_final_says_so(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    put_at(case, stage="withdrawn")
    assert "You can no longer ask for a reassessment" in words(page(Client().get(link)))


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_only_reading_and_sending_are_understood(aldshire, method):
    link = link_for(aldshire, aldshire.decided())
    assert getattr(Client(), method)(link).status_code == 405


def test_the_page_shows_nothing_of_the_matter(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    shown = words(page(Client().get(link)))
    assert case.reference in shown
    for secret in (case.activity, "Morgan Vale", Decision.objects.get(case=case).reasons):
        assert secret not in shown


def test_the_token_is_kept_nowhere_in_the_clear(aldshire):
    case = aldshire.decided()
    link = link_for(aldshire, case)
    token = link.removeprefix("/r/")
    client = Client()
    client.post(link, fill(client, link))
    assert bytes(ExternalLink.objects.get().digest) != token.encode()
    assert not Submission.objects.filter(path__contains=token).exists()
    assert not Submission.objects.filter(led_to__contains=token).exists()


def test_the_outbox_hides_the_link(aldshire):
    case = aldshire.decided()
    token = link_for(aldshire, case).removeprefix("/r/")
    client = Client()
    client.force_login(aldshire.people["secretariat"].account)
    for message in Message.objects.filter(stream=case.stream, to_party=True):
        response = client.get(f"/outbox/{message.pk}")
        assert response.status_code == 200
        assert token not in response.content.decode()


def test_the_log_never_holds_a_link():
    line = logging.LogRecord("x", 30, "", 0, "%s: %s", ("Gone", "/r/abc-DEF_123"), None)
    assert WithoutSecrets().filter(line)
    assert line.getMessage() == "Gone: /r/…"


def test_the_console_log_uses_the_filter(settings):
    assert "no_secrets" in settings.LOGGING["handlers"]["console"]["filters"]
