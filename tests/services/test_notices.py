# SPDX-License-Identifier: MIT
"""Who hears of which act, that nothing of the case is in it, and that reminders end."""

from datetime import date, timedelta

import pytest
from county import county
from django.db import transaction
from django.utils import timezone
from mail_server import running
from tampering import put_at

from candour.correspondence.delivery import deliver_due
from candour.correspondence.models import Message
from candour.correspondence.queries import Viewer, outbox
from candour.correspondence.schedule import registered
from candour.gateway.models import Case, Mitigation
from candour.gateway.rules.matter import Outcome
from candour.gateway.services import stage_four, stage_one, stage_three, stage_two
from candour.gateway.services.reminders import send_reminders
from candour.kernel.procedure import Refused
from candour.people.queries import roles_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def heard(aldshire, case, letter):
    """The sign-in names of whoever was sent this letter."""
    names = {one.email: name for name, one in aldshire.people.items()}
    rows = Message.objects.filter(stream=case.stream, to_party=False)
    return {names[row.to_address] for row in rows if row.letter == letter}


def test_the_overseer_hears_that_an_assessor_is_needed(aldshire):
    case = aldshire.complete()
    assert heard(aldshire, case, "request_received") == {"head.secretariat"}


def test_nobody_hears_while_a_request_is_still_being_gathered(aldshire):
    case = aldshire.gathering()
    assert not Message.objects.filter(stream=case.stream).exists()


def test_the_assessor_hears_of_the_allocation(aldshire):
    case = aldshire.assessing(assessor="staff.officer.acc")
    assert heard(aldshire, case, "assessor_allocated") == {"staff.officer.acc"}


def test_each_representative_is_asked_and_nobody_else(aldshire):
    case = aldshire.assessing(representative="association.rep")
    stage_two.ask_for_view(case.pk, by=aldshire.by("staff.officer.chief"))
    assert heard(aldshire, case, "association_view_asked") == {"association.rep"}


def test_the_source_unit_hears_that_it_was_asked(aldshire):
    case = aldshire.assessing()
    stage_two.ask_for_gist(case.pk, "Is anything known?", by=aldshire.by("staff.officer.chief"))
    assert "source.unit" in heard(aldshire, case, "gist_asked")


def test_the_recommendation_goes_to_the_principal_with_its_deadline(aldshire):
    case = aldshire.recommended()
    assert heard(aldshire, case, "recommendation_sent") == {"deputy.chief"}
    subject = next(
        row.subject for row in Message.objects.all() if row.letter == "recommendation_sent"
    )
    assert case.reference in subject
    assert str(case.decision_due_on.year) in subject


def test_the_assessor_hears_of_the_decision_and_the_principal_does_not_hear_of_their_own(aldshire):
    case = aldshire.decided()
    told = heard(aldshire, case, "decision_recorded")
    assert "staff.officer.chief" in told
    assert "deputy.chief" not in told


def test_the_sponsor_hears_of_a_decision_against_the_advice(aldshire):
    case = aldshire.decided(principal="chief.constable", accepts=False)
    assert heard(aldshire, case, "sponsor_told_of_divergence") == {"deputy.chief"}


def test_the_sponsor_hears_nothing_when_the_advice_is_followed(aldshire):
    case = aldshire.decided(principal="chief.constable")
    assert heard(aldshire, case, "sponsor_told_of_divergence") == set()


def test_the_sponsor_hears_nothing_of_their_own_matter(aldshire):
    case = aldshire.decided(principal="deputy.chief", accepts=False)
    assert heard(aldshire, case, "sponsor_told_of_divergence") == set()


def test_the_sponsor_hears_when_another_course_is_refused(aldshire):
    case = aldshire.final(principal="chief.constable", outcome=Outcome.REPLACED)
    by = aldshire.by("chief.constable", "principal")
    stage_four.respond(case.pk, "I will go.", accepts=False, by=by)
    assert heard(aldshire, case, "sponsor_told_of_divergence") == {"deputy.chief"}


def test_the_reassessor_in_turn_hears_of_the_request(aldshire):
    case = aldshire.asked_again()
    told = heard(aldshire, case, "reassessment_requested")
    assert len(told) >= 1
    assert told <= {"head.psd", "deputy.psd", "external.psd"}


def test_the_outcome_goes_to_the_principal_and_the_assessor(aldshire):
    case = aldshire.final()
    told = heard(aldshire, case, "reassessment_outcome")
    assert told == {"deputy.chief", "staff.officer.chief"}


def test_whoever_declared_a_conflict_hears_nothing_more(aldshire):
    case = aldshire.complete()
    overseer = aldshire.by("head.secretariat", "overseer")
    stage_one.allocate(case.pk, aldshire.people["staff.officer.chief"].pk, by=overseer)
    me = aldshire.by("staff.officer.chief")
    stage_two.declare_conflict(case.pk, "We are related.", by=me)
    before = Message.objects.count()
    chosen = aldshire.people["staff.officer.acc"].pk
    stage_one.allocate(case.pk, chosen, by=overseer)
    stage_two.declare_no_conflict(case.pk, by=aldshire.by("staff.officer.acc"))
    assert Message.objects.count() > before
    mine = aldshire.people["staff.officer.chief"].email
    after = list(Message.objects.order_by("queued_at"))[before:]
    assert mine not in {row.to_address for row in after}


def test_nobody_hears_of_an_act_that_is_refused(aldshire):
    case = aldshire.recommended()
    before = Message.objects.count()
    with pytest.raises(Refused):
        stage_three.escalate(case.pk, by=aldshire.by("head.secretariat", "overseer"))
    assert Message.objects.count() == before


def test_nobody_hears_of_an_act_that_is_rolled_back(aldshire):
    before = Message.objects.count()
    with transaction.atomic():
        aldshire.complete()
        transaction.set_rollback(True)
    assert Message.objects.count() == before


def test_whoever_has_no_address_gets_no_message(aldshire):
    person = aldshire.people["head.secretariat"]
    person.email = ""
    person.save()
    case = aldshire.complete()
    assert not Message.objects.filter(stream=case.stream).exists()


def test_no_notice_holds_anything_of_the_case(aldshire):
    case = aldshire.final(principal="chief.constable", accepts=False)
    for row in Message.objects.filter(stream=case.stream, to_party=False):
        everything = row.subject + row.text + row.html
        for secret in (case.activity, "Ribblesea", "Morgan Vale", "tender", case.principal_was):
            assert secret not in everything.replace(row.to_name, "")


def test_notices_reach_a_real_mail_server(aldshire, settings):
    with running() as box:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        case = aldshire.recommended()
        deliver_due(timezone.now())
    assert [one["Subject"] for one in box.arrived if "Decide" in one["Subject"]]
    assert all(case.reference in one["Subject"] for one in box.arrived)


# ------------------------------------------------------------------ reminders


def overdue(aldshire):
    case = aldshire.recommended()
    ago = timezone.localdate() - timedelta(days=1)
    Case.objects.filter(pk=case.pk).update(decision_due_on=ago)
    return case


def test_nobody_is_reminded_before_the_deadline(aldshire):
    case = aldshire.recommended()
    send_reminders(timezone.now())
    assert heard(aldshire, case, "reminder") == set()


def test_an_overdue_decision_brings_one_reminder_and_not_a_second_at_once(aldshire):
    case = overdue(aldshire)
    now = timezone.now()
    for hours in (0, 6, 48):
        send_reminders(now + timedelta(hours=hours))
    rows = [row for row in Message.objects.filter(stream=case.stream) if row.letter == "reminder"]
    assert [row.to_address for row in rows] == [aldshire.people["deputy.chief"].email]
    assert rows[0].subject.startswith("Decide by ")


def test_after_two_reminders_a_person_hears_and_no_third_goes_out(aldshire):
    case = overdue(aldshire)
    start = timezone.now()
    for days in (0, 4, 8, 12, 16):
        before = set(Message.objects.values_list("pk", flat=True))
        send_reminders(start + timedelta(days=days))
        new = Message.objects.exclude(pk__in=before)
        new.update(queued_at=start + timedelta(days=days))
    letters = [row.letter for row in Message.objects.filter(stream=case.stream)]
    assert letters.count("reminder") == 2
    assert letters.count("escalation") == 1
    assert heard(aldshire, case, "escalation") == {"head.secretariat"}


def test_reminders_stop_when_the_decision_is_made(aldshire):
    case = overdue(aldshire)
    put_at(case, stage="closed")
    send_reminders(timezone.now())
    assert heard(aldshire, case, "reminder") == set()


def carrying_out(aldshire, **dates):
    """Conditions under way, whose assessor is to show that they were kept."""
    case = aldshire.told()
    stage_three.commission(case.pk, by=aldshire._assessor(case))
    Case.objects.filter(pk=case.pk).update(**dates)
    return case


def test_a_condition_that_is_open_after_the_event_brings_a_reminder(aldshire):
    yesterday = timezone.localdate() - timedelta(days=1)
    case = carrying_out(aldshire, event_on=yesterday)
    send_reminders(timezone.now())
    assert heard(aldshire, case, "reminder") == {"staff.officer.chief"}
    sent = Message.objects.filter(stream=case.stream)
    row = next(one for one in sent if one.letter == "reminder")
    assert f"/gateway/{case.reference}/conditions" in row.text


def test_whoever_runs_the_matter_hears_when_a_breach_stays_open(aldshire):
    case = carrying_out(aldshire, event_on=timezone.localdate() - timedelta(days=1))
    start = timezone.now()
    for days in (0, 4, 8, 12):
        before = set(Message.objects.values_list("pk", flat=True))
        send_reminders(start + timedelta(days=days))
        Message.objects.exclude(pk__in=before).update(queued_at=start + timedelta(days=days))
    letters = [row.letter for row in Message.objects.filter(stream=case.stream)]
    assert letters.count("reminder") == 2
    assert heard(aldshire, case, "escalation") == {"head.secretariat"}


def test_no_reminder_comes_while_the_condition_and_the_event_lie_ahead(aldshire):
    case = carrying_out(aldshire, event_on=timezone.localdate() + timedelta(days=9))
    send_reminders(timezone.now())
    assert heard(aldshire, case, "reminder") == set()


def test_a_condition_that_is_settled_brings_no_reminder(aldshire):
    case = carrying_out(aldshire, event_on=timezone.localdate() - timedelta(days=1))
    for row in Mitigation.objects.filter(case=case):
        stage_three.settle(
            case.pk, row.pk, kept=True, evidence="The minutes.", by=aldshire._assessor(case)
        )
    send_reminders(timezone.now())
    assert heard(aldshire, case, "reminder") == set()


def test_the_worker_runs_the_reminders():
    assert "gateway-reminders" in {job.name for job in registered()}


# ------------------------------------------------------------------ the outbox


def seen(aldshire, name, today: date):
    person = aldshire.people[name]
    lines = outbox(Viewer(person, roles_of(person, today), today)).lines
    return {line.subject for line in lines}


def test_the_outbox_does_not_give_away_that_a_unit_was_asked(aldshire):
    case = aldshire.assessing()
    stage_two.ask_for_gist(case.pk, "Is anything known?", by=aldshire.by("staff.officer.chief"))
    today = timezone.localdate()
    asked = f"Answer a question: Gateway {case.reference}"
    assert asked in seen(aldshire, "staff.officer.chief", today)
    for name in ("deputy.chief", "head.secretariat", "head.psd", "association.rep"):
        assert asked not in seen(aldshire, name, today)


def test_whoever_oversees_sees_that_letters_went_out(aldshire):
    case = aldshire.recommended()
    today = timezone.localdate()
    subjects = seen(aldshire, "head.secretariat", today)
    assert any(one.startswith("Decide by") and case.reference in one for one in subjects)
    assert not any(case.reference in one for one in seen(aldshire, "association.rep", today))
