# SPDX-License-Identifier: MIT
"""A decision is reassessed.

The secretariat drags a forwarded e-mail onto the page: an invitation that came as a letter to the
deputy chief constable. A sergeant is to attend for a staff association, so the assessor asks for the association's view;
the sergeant reads a summary, gives the view and sees no material. The assessor recommends to go
with two conditions. The deputy decides otherwise and says why: the divergence is on record. The
organiser gets a letter and a link that works once, and asks for a reassessment without an account.
The head of professional standards reports to the deputy, so the reassessment goes to another
force. Its officer declares, answers five tests on the file as it stood and recommends another
course. Everyone is told, the reassessment is final, the deputy answers it, the matter is closed.
"""

import pytest
import steps

INVITATION = steps.INVITATIONS / "gmail-forwarded.eml"
ORGANISER = "dilys@harbourtrust.example"
PARTY = "Dilys Pugh"
OTHER_COURSE = "Send the neighbourhood inspector, who knows the trust and holds no budget."


def recommended(sign_in, deputy, scripts):
    """From the e-mail to a recommendation with two conditions."""
    secretary = sign_in("secretariat", scripts=scripts)
    bring = steps.drop_for if scripts else steps.bring
    bring(secretary, INVITATION, for_whom="Deputy Chief")
    reference = steps.start(secretary, late_because="It was found in a mailbox after leave.")
    steps.confirm_areas(secretary, reference)
    steps.name_colleague(
        secretary,
        reference,
        "They attend for a staff association or union",
        "staff association representative",
    )
    steps.declare_known(deputy, reference)
    steps.complete_material(secretary, reference)
    steps.allocate(sign_in("head.secretariat", scripts=scripts), reference)
    assessor = sign_in("staff.officer", scripts=scripts)
    steps.declare_no_conflict(assessor, reference)
    assessor.goto(f"/gateway/{reference}/views")
    steps.press(assessor, "Ask for the view")
    representative = sign_in("association.rep", scripts=scripts)
    steps.give_view(representative, reference, "Our members welcome a senior face there.")
    assert representative.goto(f"/gateway/{reference}/material").status == 404
    steps.answer_questions(assessor, reference)
    assert "Our members welcome a senior face there." in assessor.locator("main").inner_text()
    steps.complete_test(assessor)
    steps.recommend(
        assessor, reference, "Go ahead, with conditions", "Have full minutes", "Go to the relevant"
    )
    steps.make_checkable(assessor)
    steps.send_recommendation(assessor)
    return reference


def ask_from_outside(organiser, link):
    """Somebody outside asks once, without an account."""
    organiser.goto(link)
    organiser.get_by_label("What should be looked at again").fill("No grant was applied for.")
    steps.press(organiser, "Send")
    assert organiser.get_by_role("heading", name="We have what you wrote").is_visible()
    assert organiser.goto(link).status == 404


def reassess(sign_in, reference, scripts):
    """The head reports to the deputy, so another force looks at it."""
    head = sign_in("head.psd", scripts=scripts)
    head.goto(f"/gateway/{reference}/review")
    assert head.get_by_role("button", name="I confirm my declaration").count() == 0
    reassessor = sign_in("external.psd", scripts=scripts)
    steps.declare_no_conflict(reassessor, reference, "review")
    steps.conclude(
        reassessor, reference, "Another course is recommended", other_course=OTHER_COURSE
    )
    steps.write_to(reassessor, reference, PARTY, "We looked at it once more, on the whole file.")
    reassessor.goto(f"/gateway/{reference}/review")
    steps.press(reassessor, "Make it final")


def answer_and_close(deputy, reference):
    """The decision stays with the deputy, who answers the other course."""
    deputy.goto(f"/gateway/{reference}/respond")
    assert deputy.get_by_text(OTHER_COURSE).is_visible()
    steps.choose(deputy, "Do you accept this course?", "Yes")
    deputy.get_by_label("Your reasons").fill("The inspector goes in my place.")
    steps.press(deputy, "Record my answer")
    deputy.wait_for_url(f"**/{reference}")
    deputy.goto(f"/gateway/{reference}/close")
    steps.press(deputy, "Close the matter")
    deputy.wait_for_url(f"**/{reference}")
    assert deputy.get_by_text("This matter is closed.").is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_decision_is_reassessed(sign_in, open_window, mailbox, scripts):
    deputy = sign_in("deputy.chief", scripts=scripts)
    reference = recommended(sign_in, deputy, scripts)
    steps.decide(
        deputy,
        reference,
        "I do not accept it, and will not take part",
        "Conditions do not help: the trust has applied for a grant.",
    )
    deputy.goto(f"/gateway/{reference}/decision")
    assert deputy.get_by_text("Differs from the advice").is_visible()
    steps.write_to(deputy, reference, PARTY, "Thank you for the invitation. We cannot come.")
    link = steps.link_in(steps.post_for(deputy, mailbox, ORGANISER, reference, holds=steps.LINK))

    ask_from_outside(open_window(scripts=scripts), link)
    reassess(sign_in, reference, scripts)
    answer_and_close(deputy, reference)
