# SPDX-License-Identifier: MIT
"""A reassessor who reports to the decider reassesses, because somebody else allowed it and said why.

The deputy chief constable asks for a reassessment of their own decision. The head of professional
standards works for the deputy, so the matter would go to another force. The head of the
secretariat waives the rule, in writing. The head of professional standards then declares and
concludes, and the waiver stands in the history for everybody who reads it.
"""

import pytest
import steps
from playwright.sync_api import expect

WHY = "The other force has nobody free before the event; the auditors are told."


@pytest.fixture
def decided(sign_in):
    """A matter of the deputy's on which the advice was not followed."""

    def reach(scripts):
        deputy = sign_in("deputy.chief", scripts=scripts)
        steps.bring_for_oneself(deputy, steps.INVITATIONS / "gmail-forwarded.eml")
        late = deputy.get_by_label("The event is over")
        if late.count():
            late.fill("It lay in a tray.")
        reference = steps.start(deputy)
        steps.confirm_areas(deputy, reference)
        steps.declare_known(deputy, reference)
        steps.complete_material(deputy, reference)
        steps.allocate(sign_in("head.secretariat", scripts=scripts), reference)
        assessor = sign_in("staff.officer", scripts=scripts)
        steps.assess(assessor, reference, "Decline, or do not take part")
        steps.decide(deputy, reference, "I do not accept it, and will take part", "It is public.")
        return deputy, reference

    return reach


def test_the_line_is_waived_and_the_reason_is_on_record(sign_in, decided):
    deputy, reference = decided(False)
    deputy.goto(f"/gateway/{reference}/reassess")
    deputy.get_by_label("What should be looked at again").fill("Whether my presence helps.")
    steps.press(deputy, "Ask for the reassessment")
    head = sign_in("head.psd", scripts=False)
    head.goto(f"/gateway/{reference}/review")
    assert head.get_by_role("button", name="I confirm my declaration").count() == 0

    overseer = sign_in("head.secretariat")
    overseer.goto(f"/gateway/{reference}")
    overseer.get_by_role("link", name="Waive the line-management rule").click()
    steps.press(overseer, "Record the waiver")
    expect(overseer.get_by_role("alert")).to_be_visible()
    overseer.get_by_role("combobox").select_option(index=1)
    overseer.get_by_role("textbox").fill(WHY)
    steps.press(overseer, "Record the waiver")

    steps.declare_no_conflict(head, reference, "review")
    steps.conclude(head, reference, "The recommendation is upheld")
    deputy.goto(f"/gateway/{reference}")
    expect(deputy.locator("main")).to_contain_text("Line-management rule waived")
