# SPDX-License-Identifier: MIT
"""An invitation is declined.

The secretariat, which may file for the deputy chief constable, drops a calendar file on the page:
a supplier invites to a dinner. The form is filled in; one question is left. Areas are proposed and
confirmed; a chief inspector is to come along. The deputy chief constable declares in person that
nothing is known. The material is complete. The head of the secretariat is offered the deputy's own
staff officer first; the chief inspector who is to come along is left out, and the page says why.
The staff officer declares that there is no conflict, works through the Gateway Test in two pages
and recommends to decline. The deputy accepts on one page. The organiser is told by letter.
"""

from datetime import timedelta

import pytest
import steps
from django.utils.timezone import localdate

ORGANISER = "rowan.ellery@meridian-fleet.example"


@pytest.fixture
def dinner(tmp_path):
    """The calendar file as Outlook wrote it, three weeks from today."""
    text = (steps.INVITATIONS / "outlook.ics").read_text(encoding="utf-8")
    when = localdate() + timedelta(days=21)
    invitation = tmp_path / "supplier dinner.ics"
    invitation.write_text(text.replace("20261203", f"{when:%Y%m%d}"), encoding="utf-8")
    return invitation


def started(secretary, dinner):
    """The form is filled in from the file; one question is left."""
    steps.bring(secretary, dinner, for_whom="Deputy Chief Constable")
    assert secretary.get_by_label("What is the request").input_value() == (
        "Meridian Fleet Systems: supplier dinner"
    )
    assert "Grand Hotel" in secretary.get_by_label("Where is it?").input_value()
    assert secretary.get_by_label("Their e-mail address").input_value() == ORGANISER
    return steps.start(secretary)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_invitation_is_declined(sign_in, mailbox, dinner, scripts):
    secretary = sign_in("secretariat", scripts=scripts)
    reference = started(secretary, dinner)
    assert secretary.get_by_label("A company that sells, or would like to").is_checked()
    assert secretary.get_by_text("Proposed. Mentions “supplier”").is_visible()
    steps.confirm_areas(secretary, reference)
    steps.name_colleague(
        secretary, reference, "They are also to attend", "Staff Officer to the Chief Constable"
    )
    deputy = sign_in("deputy.chief", scripts=scripts)
    steps.declare_known(deputy, reference)
    steps.complete_material(secretary, reference)
    overseer = sign_in("head.secretariat", scripts=scripts)
    offered = steps.allocate(overseer, reference)
    assert offered.index("Works for this chief officer") < offered.index("Left out")
    assert "they are to attend or are otherwise concerned" in offered
    assessor = sign_in("staff.officer", scripts=scripts)
    steps.assess(assessor, reference, "Decline, or do not take part")
    steps.decide(deputy, reference, "I accept the recommendation", "The tender is still open.")
    before = len(mailbox.arrived)
    steps.write_to(
        secretary, reference, "Rowan Ellery", "Thank you. We stay away while a tender is open."
    )
    came = steps.post_for(secretary, mailbox, ORGANISER, reference)
    assert len(mailbox.arrived) > before
    assert any("We stay away while a tender is open." in steps.words_of(one) for one in came)
    assert sign_in("constable").goto(f"/gateway/{reference}").status == 404


def test_few_answers_are_typed_for_an_invitation_that_came_as_a_file(sign_in, dinner):
    secretary = sign_in("secretariat")
    steps.bring(secretary, dinner, for_whom="Deputy Chief")
    empty = [
        one.get_attribute("name")
        for one in secretary.locator("main input[type=text], main textarea").all()
        if not one.input_value()
    ]
    assert set(empty) <= {"cost", "hours", "benefit"}
    groups = secretary.locator("main fieldset:not(:has(input:checked))")
    assert groups.count() <= 2
