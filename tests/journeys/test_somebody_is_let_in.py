# SPDX-License-Identifier: MIT
"""Somebody without a part reads a matter, and everybody who must know of it does.

A chief officer decides. The head of the secretariat lets a sergeant in for a week and says why; the
head of professional standards agrees, and sees nothing of the matter. The sergeant opens it, is asked
why, and gets where they were going. They read what was known when the decision was made, and change
nothing. The head of the secretariat sees that they looked and why, and ends it: the next click finds
nothing. The auditor finds each step, and lets no fact of the matter be seen by it.
"""

import re
from datetime import timedelta

import pytest
import steps
from django.utils.timezone import localdate

INVITATION = steps.INVITATIONS / "gmail-forwarded.eml"


def decided(sign_in, scripts):
    deputy = sign_in("deputy.chief", scripts=scripts)
    steps.bring_for_oneself(deputy, INVITATION)
    reference = steps.start(deputy, late_because="It was found in a mailbox after leave.")
    steps.confirm_areas(deputy, reference)
    steps.declare_known(deputy, reference)
    steps.complete_material(deputy, reference)
    steps.allocate(sign_in("head.secretariat", scripts=scripts), reference)
    assessor = sign_in("staff.officer", scripts=scripts)
    steps.declare_no_conflict(assessor, reference)
    steps.answer_questions(assessor, reference)
    steps.complete_test(assessor)
    steps.recommend(assessor, reference, "Decline")
    steps.send_recommendation(assessor)
    steps.decide(deputy, reference, "I accept the recommendation", "It is worth it.")
    return deputy, reference


def main_of(page):
    return page.locator("main").inner_text()


def asked_for(head, reference):
    """The head of the secretariat says who, why, until when, and whom to ask."""
    head.goto(f"/gateway/{reference}/access/ask")
    head.get_by_label("Who is to be let in?").fill("sergeant")
    head.get_by_label("Why do they need to see it?").fill("A review of how we dealt with it.")
    week = localdate() + timedelta(days=7)
    head.get_by_label("Until when?").fill(f"{week.day} {week.month} {week.year}")
    head.get_by_role("radio", name=re.compile("Head of Professional Standards")).first.check()
    steps.press(head, "Ask for it to be seconded")
    assert "Waits to be seconded" in main_of(head)


def seconded(standards, reference):
    """From Today to the answer, without a word of the matter on the way."""
    standards.goto("/today/needs-you")
    standards.get_by_role("link", name=re.compile(f"Second access.*{reference}")).click()
    assert "It is worth it." not in main_of(standards)
    steps.choose(standards, "Do you agree?", "Yes, let them in until that day")
    steps.press(standards, "Record your answer")


def read(sergeant, reference):
    """Asked why on the way, and then where they were going."""
    sergeant.goto(f"/gateway/{reference}/then")
    steps.choose(sergeant, "Why do you need to see this?", "An audit or an inspection")
    steps.press(sergeant, "Continue")
    assert sergeant.url.endswith(f"/gateway/{reference}/then")
    sergeant.get_by_role("link", name="Decision").click()
    assert "It is worth it." in main_of(sergeant)


def ended(head, reference):
    head.goto(f"/gateway/{reference}/readers")
    assert "An audit or an inspection" in main_of(head)
    head.goto(f"/gateway/{reference}/access")
    head.get_by_role("link", name=re.compile("^End it")).click()
    steps.press(head, "End access")


def followed(auditor, reference):
    auditor.goto("/audit")
    auditor.get_by_label("Matter").fill(reference)
    steps.press(auditor, "Apply the filter")
    trail = main_of(auditor)
    for step in ("Somebody let in by name", "Access by name ended", "Decision recorded"):
        assert step in trail
    assert "It is worth it." not in trail


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_is_let_in_and_out_again(sign_in, scripts):
    _, reference = decided(sign_in, scripts)
    head, sergeant = (sign_in(name, scripts=scripts) for name in ("head.secretariat", "sergeant"))
    asked_for(head, reference)
    assert sergeant.goto(f"/gateway/{reference}").status == 404
    seconded(sign_in("head.psd", scripts=scripts), reference)
    read(sergeant, reference)
    ended(head, reference)
    assert sergeant.goto(f"/gateway/{reference}").status == 404
    followed(sign_in("auditor", scripts=scripts), reference)


def test_the_pages_of_the_record_are_in_nobodys_way(sign_in, open_window, looked_at):
    deputy, reference = decided(sign_in, scripts=True)
    deputy.goto(f"/gateway/{reference}/then")
    deputy.get_by_role("link", name="Decision").click()
    wrong = looked_at(deputy)
    deputy.get_by_role("button", name="Disclose facts of this").click()
    wrong += looked_at(deputy)
    head, auditor = sign_in("head.secretariat"), sign_in("auditor")
    for page in ("readers", "access", "access/ask"):
        wrong += looked_at(head, f"/gateway/{reference}/{page}")
    wrong += [one for at in ("/audit", "/audit/readings") for one in looked_at(auditor, at)]
    wrong += looked_at(auditor, "/audit?since=9+6+2026&until=1+6+2026")
    wrong += looked_at(open_window(), "/record")
    assert wrong == []
