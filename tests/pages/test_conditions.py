# SPDX-License-Identifier: MIT
"""The pages of conditions: the list with its meter, checking, showing, referring (R07, AC9)."""

import pytest
from county import county
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from candour.demo.promises import plant
from candour.registers.feeds import needs_you
from candour.registers.models import Condition, Referral
from candour.registers.queries.promises import coverage
from candour.registers.services.sweeping import sweep
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    found = county()
    case = found.assessing()
    today = timezone.localdate()
    found.planted = plant(
        found.people, today, matter=case.reference, assessor="staff.officer.chief"
    )
    sweep(today)
    return found


def at(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def of(kind, who, aldshire):
    return Condition.objects.filter(kind=kind, person=aldshire.people[who]).latest("set_on")


def test_the_meter_counts_what_is_watched_and_the_list_leads_on(aldshire):
    shown = words(page(at(aldshire, "standards.manager").get("/conditions")))
    assert "Covered: 11 of 13 (84%)" in shown
    assert "Check overdue" in shown
    only = words(page(at(aldshire, "standards.manager").get("/conditions?show=broken")))
    assert "Marlock Rowing Club" in only
    assert "uniform" not in only


def test_whoever_keeps_a_condition_sees_theirs_and_no_other(aldshire):
    shown = words(page(at(aldshire, "press.officer").get("/conditions")))
    assert "A report of the hours" in shown
    assert "uniform" not in shown
    assert "No checks are due" in words(page(at(aldshire, "auditor").get("/conditions")))


def test_evidence_is_given_with_a_file_and_checked_next(aldshire):
    row = of("no_use", "sergeant", aldshire)
    me = at(aldshire, "sergeant")
    assert me.post(f"/conditions/{row.pk}/show", {"text": ""}).status_code == 422
    file = SimpleUploadedFile("rota.txt", b"Saturdays only")
    sent = {"text": "My own clothes, see the rota.", "file": file}
    assert me.post(f"/conditions/{row.pk}/show", sent).status_code == 302
    checker = at(aldshire, "standards.manager")
    shown = page(checker.get(f"/conditions/{row.pk}/check"))
    assert "My own clothes" in words(shown)
    link = next(a for a in shown.iter("a") if "/files/" in a.get("href"))
    assert b"".join(checker.get(link.get("href"))) == b"Saturdays only"
    assert at(aldshire, "constable").get(link.get("href")).status_code == 404


def test_save_and_next_goes_on_until_nothing_waits(aldshire):
    checker, seen = at(aldshire, "standards.manager"), []
    address = checker.get("/conditions/next").url
    while address != "/conditions":
        seen.append(address)
        sent = {"found": "kept", "text": "I looked at what was sent."}
        address = checker.post(address, sent).url
    assert len(seen) == len(set(seen)) == 4
    assert "All done" in words(page(checker.get("/conditions/next", follow=True)))


def test_nobody_checks_what_they_have_to_keep(aldshire):
    row = of("no_use", "inspector", aldshire)
    Condition.objects.filter(pk=row.pk).update(owner=aldshire.people["inspector"])
    assert at(aldshire, "inspector").get(f"/conditions/{row.pk}/check").status_code == 404
    assert at(aldshire, "constable").get(f"/conditions/{row.pk}/check").status_code == 404


def test_ac9_a_breach_is_referred_and_decided_on_only_by_who_decides(aldshire):
    row = of("own_words", "inspector", aldshire)
    sent = {"found": "broken", "text": "A lesson in Aldbury on Friday."}
    at(aldshire, "standards.manager").post(f"/conditions/{row.pk}/check", sent)
    referral = Referral.objects.get(condition=row)
    assert (referral.kind, referral.raised_by) == (
        "lawful_order", aldshire.people["standards.manager"],
    )  # fmt: skip
    address = f"/conditions/referrals/{referral.pk}"
    head = at(aldshire, "head.psd")
    assert address in {
        one.url for one in needs_you(aldshire.people["head.psd"], timezone.localdate())
    }
    assert at(aldshire, "standards.manager").get(address).status_code == 404
    assert "A lesson in Aldbury" in words(page(head.get(address)))
    closed = head.post(address, {"outcome": "breach", "text": "They say so themselves."})
    assert closed.status_code == 302
    entry = words(page(at(aldshire, "standards.manager").get(f"/d/{row.reference}")))
    assert "Let it go on" in entry
    assert "Decided: compatible with conditions" in entry


def test_what_waits_for_whom_stands_on_today(aldshire):
    today = timezone.localdate()
    holder = {one.verb for one in needs_you(aldshire.people["sergeant"], today)}
    checker = {one.verb for one in needs_you(aldshire.people["standards.manager"], today)}
    head = {one.verb for one in needs_you(aldshire.people["head.psd"], today)}
    assert holder == {"Show that you keep a condition of"}
    assert checker == {"Check a condition of"}
    assert head == {
        "Nobody has checked a condition of",
        "Look into a condition that was not kept in",
    }


def test_a_condition_whose_checker_has_left_is_not_covered(aldshire):
    head, today = aldshire.people["head.psd"], timezone.localdate()
    before = coverage(head, today)
    row = of("hours", "inspector", aldshire)
    Condition.objects.filter(pk=row.pk).update(owner=aldshire.people["new.starter"])
    after = coverage(head, today)
    assert (before.unowned, after.unowned) == (0, 1)
    assert after.covered == before.covered - 1


def test_conditions_of_the_gateway_stand_beside_those_of_the_registers(aldshire):
    from candour.gateway.services import stage_three

    case = aldshire.told()
    case = stage_three.commission(case.pk, by=aldshire.by("deputy.chief", "principal"))
    shown = words(page(at(aldshire, "deputy.chief").get("/conditions")))
    assert "Keep full minutes" in shown
    assert "Covered: 1 of 1 (100%)" in shown
