# SPDX-License-Identifier: MIT
"""From the first name to a tender notice, in five browsers; the pages stand in nobody's way."""

import steps

LEAD, EVALUATOR, ASSESSOR, OFFICER = (
    "procurement.manager",
    "superintendent",
    "registrar",
    "chief.finance",
)


def follow(page, name, role="link"):
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def select(page, label, start):
    """Choose the first answer of a list that begins so."""
    answers = page.get_by_label(label).locator("option").all_inner_texts()
    page.get_by_label(label).select_option(label=next(a for a in answers if start in a))


def opened(lead, clear):
    """The address of a procurement with an evaluator and a bidder."""
    clear(lead, "/procurement")
    clear(lead, "/procurement/new")
    steps.press(lead, "Open it")
    clear(lead)
    lead.get_by_label("What is bought").fill("Cameras for patrol vehicles")
    lead.get_by_label("Estimated value").fill("85,000")
    select(lead, "Who answers for it", "Chief Finance Officer")
    steps.press(lead, "Open it")
    home = lead.url
    clear(lead)
    follow(lead, "Name somebody")
    clear(lead)
    select(lead, "Who", "District Commander")
    steps.choose(lead, "What they have to do with it", "Evaluates bids")
    lead.get_by_label("What they do in it").fill("Marks the technical part.")
    steps.press(lead, "Name them")
    follow(lead, "Name a supplier")
    clear(lead)
    lead.get_by_label("Name of the supplier").fill("Amberwick Vehicles plc")
    steps.press(lead, "Name the supplier")
    clear(lead)
    return home


def declared(page, home, clear):
    clear(page, f"{home}/declare")
    steps.press(page, "I confirm that this is complete and true")
    clear(page)
    for answer in page.get_by_label("This is right").all():
        answer.check()
    page.get_by_label("Nothing to declare").check()
    steps.press(page, "I confirm that this is complete and true")
    assert "Your declaration is made" in page.locator("main").inner_text()
    clear(page)


def assessed(page, clear):
    follow(page, "Assess")
    clear(page)
    steps.press(page, "Record the assessment")
    clear(page)
    steps.choose(page, "What do you make of it?", "No conflict")
    page.get_by_label("Your reasons").fill("Nothing joins them to a bidder.")
    steps.press(page, "Record the assessment")


def test_nobody_decides_before_they_have_declared(sign_in, clear):
    lead = sign_in(LEAD)
    home = opened(lead, clear)
    assessor, officer = sign_in(ASSESSOR), sign_in(OFFICER)
    for page in (lead, sign_in(EVALUATOR)):
        declared(page, home, clear)
    clear(assessor, home)
    for _person in range(2):
        assessed(assessor, clear)
    follow(assessor, "Prepare the assessment", role="button")
    clear(assessor)
    assessor.get_by_label("What the assessment comes to").fill("Nobody is at an advantage.")
    steps.press(assessor, "Prepare the document")
    clear(officer, home)
    follow(officer, "Read and confirm the assessment", role="button")
    clear(officer)
    steps.press(officer, "I answer for this procurement and confirm the assessment")
    follow(officer, "Conflicts assessment 1")
    clear(officer)
    lead.goto(home)
    follow(lead, "Note that the tender notice is out")
    clear(lead)
    steps.press(lead, "Note that the tender notice is out")
    assert "Tender" in lead.locator("main").inner_text()
    clear(lead, home)


def test_whoever_keeps_associations_sees_those_beside_suppliers(sign_in, clear):
    unit = sign_in("source.unit")
    clear(unit, "/procurement/associations")
