# SPDX-License-Identifier: MIT
"""Somebody is let in by name: asked for, seconded by another office, ended, and told to the owners."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from county import county
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from candour.audit.models import Admission
from candour.correspondence.models import Message
from candour.gateway.queries.visible import visible_one, visible_to
from candour.gateway.services import letting_in
from candour.gateway.services.letting_in import end_what_ran_out
from candour.kernel.procedure import Refused
from candour.ledger.queries import opened, timeline
from candour.ledger.rules.entry import Kind
from candour.ledger.verification import verify_database
from candour.people.models import PostHolding
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture
def aldshire():
    with time_machine.travel(NOON, tick=False):
        yield county()


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def asked(aldshire, case, name="constable", **changed):
    answers = {
        "person": name,
        "reason": "Samples closed matters for the audit plan.",
        "until": "10 7 2026",
        "seconder": str(aldshire.people["head.psd"].pk),
    } | changed
    client = browser(aldshire, "head.secretariat")
    return client.post(f"/gateway/{case.reference}/access/ask", answers)


def seconded(aldshire, case, answer="yes", name="head.psd"):
    client = browser(aldshire, name)
    return client.post(f"/gateway/{case.reference}/access/second", {"answer": answer})


def let_in(aldshire, case, name="constable"):
    assert asked(aldshire, case, name).status_code == 302
    assert seconded(aldshire, case).status_code == 302
    return Admission.objects.get(stream=case.stream, ended_at=None)


def opens(aldshire, case, name="constable"):
    """Whether the matter opens, once a reason was given where one is asked."""
    client = browser(aldshire, name)
    answer = client.get(f"/gateway/{case.reference}")
    if answer.status_code == 302:
        client.post(answer.url, {"reason": "audit"})
        answer = client.get(f"/gateway/{case.reference}")
    return answer.status_code == 200


# ------------------------------------------------------------------ how it opens


def test_it_opens_once_another_office_agrees_and_not_before(aldshire):
    case = aldshire.decided()
    assert asked(aldshire, case).url == f"/gateway/{case.reference}/access"
    assert not opens(aldshire, case)
    assert seconded(aldshire, case).url == "/today"
    assert opens(aldshire, case)
    assert [one.reference for one in visible_to(aldshire.people["constable"])] == [case.reference]


def test_a_refusal_opens_nothing(aldshire):
    case = aldshire.decided()
    asked(aldshire, case)
    seconded(aldshire, case, answer="no")
    assert not opens(aldshire, case)
    assert asked(aldshire, case).status_code == 302, "it may be asked for again"


def test_who_was_let_in_reads_all_but_the_gist_and_does_nothing(aldshire):
    case = aldshire.decided()
    let_in(aldshire, case)
    seen = visible_one(aldshire.people["constable"], case.reference)
    assert {"worksheet", "decision", "timeline"} <= set(seen.parts)
    assert "gist" not in seen.parts
    client = browser(aldshire, "constable")
    client.post(client.get(f"/gateway/{case.reference}").url, {"reason": "audit"})
    before = case.version
    for path in ("decision", "close", "note", "tell", "conditions", "access/ask"):
        client.post(f"/gateway/{case.reference}/{path}", {"reasons": "Mine.", "version": "1"})
    case.refresh_from_db()
    assert case.version == before
    assert Admission.objects.count() == 1


def test_they_say_why_and_are_recorded_as_let_in(aldshire):
    case = aldshire.decided()
    let_in(aldshire, case)
    client = browser(aldshire, "constable")
    assert client.get(f"/gateway/{case.reference}").url.startswith("/reason?next=")
    assert opens(aldshire, case)
    last = [one for one in timeline(case.stream) if one.act == "read"][-1]
    assert (last.by_person, last.role) == (aldshire.people["constable"].pk, "let_in")
    shown = words(
        page(browser(aldshire, "head.secretariat").get(f"/gateway/{case.reference}/readers"))
    )
    assert "Let in by name" in shown


# ------------------------------------------------------------------ how it ends


def test_it_ends_at_the_next_request_when_somebody_ends_it(aldshire):
    case = aldshire.decided()
    made = let_in(aldshire, case)
    client = browser(aldshire, "constable")
    client.post(client.get(f"/gateway/{case.reference}").url, {"reason": "audit"})
    assert client.get(f"/gateway/{case.reference}").status_code == 200
    ours = browser(aldshire, "head.secretariat")
    assert ours.post(f"/gateway/{case.reference}/access/{made.pk}/end").status_code == 302
    assert client.get(f"/gateway/{case.reference}").status_code == 404


def test_it_ends_by_itself_with_its_last_day_and_that_is_written_down(aldshire):
    case = aldshire.decided()
    made = let_in(aldshire, case)
    with time_machine.travel(NOON + 30 * A_DAY, tick=False):
        assert opens(aldshire, case)
    with time_machine.travel(NOON + 31 * A_DAY, tick=False):
        assert not opens(aldshire, case)
        for _ in range(2):
            end_what_ran_out(timezone.now())
    made.refresh_from_db()
    assert (made.ended_at is not None, made.ended_by) == (True, None)
    ends = [one for one in timeline(case.stream) if one.act == "admission_ended"]
    assert [one.kind for one in ends] == [Kind.ACCESS_REMOVED]


def test_it_ends_with_the_last_post(aldshire):
    case = aldshire.decided()
    let_in(aldshire, case)
    PostHolding.objects.filter(person=aldshire.people["constable"]).update(
        ends_on=timezone.localdate()
    )
    client = Client()
    client.force_login(aldshire.people["constable"].account)
    assert client.get(f"/gateway/{case.reference}").url == "/welcome"


# ------------------------------------------------------------------ who and for whom


@pytest.mark.parametrize("name", ["deputy.chief", "superintendent", "staff.officer"])
def test_whoever_a_matter_concerns_is_denied_whatever_they_hold(aldshire, name):
    from matrix import matters

    case = matters(aldshire)["assessing"]
    before = visible_one(aldshire.people[name], case.reference)
    Admission.objects.create(
        stream=case.stream, person=aldshire.people[name], reason="", until="2026-07-10",
        asked_by=aldshire.people["head.secretariat"], asked_at=timezone.now(),
        seconder=aldshire.people["head.psd"], seconded_at=timezone.now(),
        state="seconded", event=timeline(case.stream)[0].event_id,
    )  # fmt: skip
    after = visible_one(aldshire.people[name], case.reference)
    assert (after and after.parts) == (before and before.parts)
    listed = {one.reference for one in visible_to(aldshire.people[name])}
    assert (case.reference in listed) == (before is not None)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"person": "head.secretariat"}, "You cannot let yourself in."),
        ({"person": "deputy.chief"}, "Select somebody whom this matter does not concern."),
        ({"person": "administrator"}, "an administrator sees no content"),
        ({"person": "nobody.here"}, "Check the sign-in name: nobody here has it"),
        ({"person": "head.psd"}, "Select another person to second this."),
        ({"until": "9 9 2026"}, "Enter a last day within 90 days from today."),
        ({"until": ""}, "Enter an answer to “Until when?”"),
        ({"reason": ""}, "Enter why they need to see it"),
        ({"seconder": ""}, "Select who is asked to second it"),
    ],
)
def test_what_must_not_be_asked_is_refused_in_words(aldshire, changed, said):
    case = aldshire.decided()
    answer = asked(aldshire, case, **changed)
    assert answer.status_code == 422
    assert said in words(page(answer))
    assert not Admission.objects.exists()


def test_ninety_days_are_offered(aldshire):
    case = aldshire.decided()
    tree = page(browser(aldshire, "head.secretariat").get(f"/gateway/{case.reference}/access/ask"))
    assert tree.xpath("//input[@name='until']/@value") == ["8 9 2026"]


def test_nobody_is_let_in_twice(aldshire):
    case = aldshire.decided()
    asked(aldshire, case)
    answer = asked(aldshire, case)
    assert answer.status_code == 422
    assert "They are let in already, or it has been asked for." in words(page(answer))


@pytest.mark.parametrize(
    "name", ["deputy.chief", "staff.officer.chief", "head.psd", "administrator"]
)
def test_only_whoever_runs_it_asks_and_sees_the_list(aldshire, name):
    case = aldshire.decided()
    client = browser(aldshire, name)
    for path in ("access", "access/ask"):
        assert client.get(f"/gateway/{case.reference}/{path}").status_code == 404


@pytest.mark.parametrize("name", ["head.secretariat", "constable", "deputy.chief", "external.psd"])
def test_only_whoever_was_asked_seconds(aldshire, name):
    case = aldshire.decided()
    asked(aldshire, case)
    assert seconded(aldshire, case, name=name).status_code == 404
    with pytest.raises(Refused, match="Only the person who was asked"):
        letting_in.second(Admission.objects.get().pk, agrees=True, by=aldshire.by(name))
    assert not opens(aldshire, case)


def test_the_page_of_the_seconder_tells_nothing_of_the_matter(aldshire):
    case = aldshire.decided()
    asked(aldshire, case)
    answer = browser(aldshire, "head.psd").get(f"/gateway/{case.reference}/access/second")
    shown = answer.content.decode()
    assert "Samples closed matters for the audit plan." in shown
    for word in (case.activity, case.principal.full_name, "Morgan Vale"):
        assert word not in shown
    never = browser(aldshire, "head.psd").get("/gateway/GW-2222-2222/access/second")
    assert never.status_code == 404


def test_the_database_itself_wants_three_people(aldshire):
    case = aldshire.decided()
    one, two = aldshire.people["head.secretariat"], aldshire.people["constable"]
    for person, asker, seconder in ((two, one, one), (one, one, two), (two, one, two)):
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            Admission.objects.create(
                stream=case.stream, person=person, reason="", until="2026-07-10",
                asked_by=asker, asked_at=timezone.now(), seconder=seconder,
                event=timeline(case.stream)[0].event_id,
            )  # fmt: skip


def test_an_admission_that_no_act_made_is_found(aldshire):
    """Whoever owns the database may open a matter to somebody; the next verification says so."""
    case = aldshire.decided()
    asked(aldshire, case)
    assert verify_database().wrong == []
    Admission.objects.update(state="seconded", seconded_at=timezone.now())
    assert opens(aldshire, case), "the database was changed behind the services"
    (wrong,) = verify_database().wrong
    assert "'state' of admission" in str(wrong)


# ------------------------------------------------------------------ recorded and told


def test_each_step_is_a_leaf_and_the_owners_are_told(aldshire):
    case = aldshire.decided()
    Message.objects.all().delete()
    made = let_in(aldshire, case)
    browser(aldshire, "head.secretariat").post(f"/gateway/{case.reference}/access/{made.pk}/end")
    steps = [one for one in timeline(case.stream) if one.act.startswith("admission_")]
    assert [(one.act, one.kind) for one in steps] == [
        ("admission_asked", Kind.ALTERATION),
        ("admission_seconded", Kind.ACCESS_GRANTED),
        ("admission_ended", Kind.ACCESS_REMOVED),
    ]
    first = opened([steps[0].event_id])[steps[0].event_id]
    assert first["reason"] == "Samples closed matters for the audit plan."
    sent = [(one.to_name, one.letter) for one in Message.objects.order_by("queued_at", "to_name")]
    names = {key: one.full_name for key, one in aldshire.people.items()}
    assert (names["head.psd"], "admission_to_second") in sent
    assert (names["constable"], "admitted") in sent
    assert (names["head.secretariat"], "admission_changed") in sent
    assert (names["staff.officer.chief"], "admission_changed") in sent
    for one in Message.objects.all():
        assert names["constable"] not in one.subject + one.text.replace(one.to_name, "")


def test_whoever_is_asked_finds_it_on_today(aldshire):
    case = aldshire.decided()
    asked(aldshire, case)
    client = browser(aldshire, "head.psd")
    assert "Second access for somebody to" in words(page(client.get("/today/needs-you")))
    seconded(aldshire, case)
    assert "Second access for somebody to" not in words(page(client.get("/today/needs-you")))
