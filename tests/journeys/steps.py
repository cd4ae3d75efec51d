# SPDX-License-Identifier: MIT
"""What one person does on one page of a Gateway matter, in the words that stand on the page.

Every step begins with an address, so that a journey reads as a list of who does what.
"""

import re
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from time import monotonic

from django.utils.timezone import localdate
from mail_server import Mailbox
from playwright.sync_api import Page

from tracked import TOP

INVITATIONS = TOP / "tests/fixtures/invitations"
QUICK_TESTS = ("Visibility", "Generality", "Suitability", "Legacy")
THRESHOLDS = ("Could going affect", "Is there a potential risk", "Is it likelier than not")
POST_WITHIN = 40


def choose(page: Page, question: str, answer: str) -> None:
    """Answer a question that is asked with radios."""
    page.get_by_role("group", name=question).get_by_role("radio", name=answer, exact=True).check()


def press(page: Page, name: str) -> None:
    """Send a form, and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def show_that_it_is_you(page: Page) -> None:
    """Give the proof that the page asks for, if the last one is more than five minutes old."""
    if page.get_by_role("heading", name="Show that it is you").count():
        press(page, "Go on")


def bring(page: Page, invitation: Path, *, for_whom: str) -> None:
    """Say for whom, and give the file of the invitation; the next page is filled in from it."""
    page.goto("/gateway/new")
    page.get_by_role("radio", name=for_whom).check()
    page.locator("input[type=file]").set_input_files(invitation)
    press(page, "Continue")
    page.wait_for_url("**/gateway/new/request")


def drop_for(page: Page, invitation: Path, *, for_whom: str) -> None:
    """The same, with the file dragged from the desk onto the page."""
    page.goto("/gateway/new")
    page.get_by_role("radio", name=for_whom).check()
    drop(page, invitation)
    press(page, "Continue")
    page.wait_for_url("**/gateway/new/request")


def bring_for_oneself(page: Page, invitation: Path) -> None:
    """A chief officer files for nobody else, and need not say so."""
    page.goto("/gateway/new")
    page.locator("input[type=file]").set_input_files(invitation)
    press(page, "Continue")
    page.wait_for_url("**/gateway/new/request")


def drop(page: Page, file: Path) -> None:
    """Drag a file from the desk onto the page, as the operating system hands it to the browser."""
    zone = page.locator("[data-upload]")
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    assert box
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
    developer = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        developer.send("Input.dispatchDragEvent", {"type": kind, "data": data, **where})


def paste(page: Page, file: Path) -> None:
    """Copy the source of a mail, and paste it on the page."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    text = file.read_text(encoding="utf-8")
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("h1").click()
    page.keyboard.press("Control+V")


def start(page: Page, *, late_because: str = "") -> str:
    """Say what no invitation says, and start the matter; answers with its reference."""
    if late_because:
        page.get_by_label("The event is over").fill(late_because)
    choose(page, "In which capacity", "In an official capacity")
    press(page, "Start the request")
    assert page.url.endswith("/areas"), page.locator("main").inner_text()
    return page.url.split("/")[-2]


def confirm_areas(page: Page, reference: str) -> None:
    """Keep the areas that are proposed, and leave their questions open."""
    page.goto(f"/gateway/{reference}/areas")
    press(page, "Confirm these areas")
    press(page, "Save and continue")


def name_colleague(page: Page, reference: str, part: str, colleague: str) -> None:
    """Name a colleague who is involved; `colleague` is any part of their line in the list."""
    page.goto(f"/gateway/{reference}/people")
    choose(page, "What is their part?", part)
    line = page.locator("option", has_text=colleague).first
    page.get_by_label("A colleague").select_option(line.get_attribute("value"))
    choose(page, "Will they be told the decision?", "No")
    press(page, "Add to the matter")
    page.locator(".govuk-summary-card").nth(1).wait_for()


def declare_known(page: Page, reference: str, **issues: str) -> None:
    page.goto(f"/gateway/{reference}/known")
    for label, words in issues.items():
        page.get_by_label(label).fill(words)
    page.get_by_label("I have declared every issue").check()
    press(page, "I confirm this is complete – send my declaration")
    page.wait_for_url(f"**/{reference}")


def complete_material(page: Page, reference: str) -> None:
    page.goto(f"/gateway/{reference}/material")
    press(page, "The material is complete")
    page.wait_for_url(f"**/{reference}")


def allocate(page: Page, reference: str) -> str:
    """Choose whoever is offered first; answers with the page's words before choosing."""
    page.goto(f"/gateway/{reference}/allocate")
    words = page.locator("main").inner_text()
    page.get_by_role("radio").first.check()
    press(page, "Choose this assessor")
    page.wait_for_url(f"**/{reference}")
    return words


def declare_no_conflict(page: Page, reference: str, where: str = "bias") -> None:
    page.goto(f"/gateway/{reference}/{where}")
    page.get_by_label("No, I have no conflict").check()
    press(page, "I confirm my declaration")


def answer_questions(page: Page, reference: str) -> None:
    """Part 1 of the Gateway Test: its four questions."""
    page.goto(f"/gateway/{reference}/test/1")
    for box in page.locator("textarea[name^=question_]").all():
        box.fill("People would see a supplier hosting those who sign its contract.")
    press(page, "Save and continue")
    page.wait_for_url("**/test/2")


def complete_test(page: Page, *, risk: str = "Yes") -> None:
    """Part 2 of the Gateway Test: quick tests, findings and reasons."""
    for one in QUICK_TESTS:
        choose(page, one, "No")
    for one in THRESHOLDS:
        choose(page, one, risk)
    page.get_by_label("Your reasons").fill("A tender is open and the host will bid for it.")
    press(page, "Complete the Gateway Test")


def recommend(page: Page, reference: str, course: str, *steps: str) -> None:
    page.goto(f"/gateway/{reference}/recommend")
    page.get_by_label(course).check()
    for step in steps:
        page.get_by_label(step).check()
    page.get_by_label("Your reasons").fill("The host bids for our contract within the month.")
    press(page, "Save and continue")
    page.wait_for_url("**/recommend/*")


def make_checkable(page: Page) -> None:
    """Give each condition its owner, its evidence and its date."""
    due = localdate() + timedelta(days=30)
    for group in page.get_by_role("group", name="Condition").all():
        group.get_by_label("Who sees to it?").select_option(index=1)
        group.get_by_label("What will show").fill("The minutes, kept with this matter")
        group.get_by_label("By when?").fill(f"{due.day} {due.month} {due.year}")
    press(page, "Save and continue")
    page.wait_for_url("**/recommend/check")


def send_recommendation(page: Page) -> None:
    press(page, "Send the recommendation")
    page.wait_for_url(lambda address: "/recommend" not in address)


def decide(page: Page, reference: str, decision: str, reasons: str) -> None:
    """The decision, on one page: conditions stay accepted unless somebody says otherwise."""
    page.goto(f"/gateway/{reference}/decision")
    page.get_by_label(decision).check()
    page.get_by_label("Your reasons").fill(reasons)
    press(page, "Record my decision")
    show_that_it_is_you(page)
    page.wait_for_url(lambda address: not address.endswith("/decision"))


def assess(page: Page, reference: str, course: str, *steps: str) -> None:
    """The whole of the assessor's work, from the declaration to the recommendation sent."""
    declare_no_conflict(page, reference)
    answer_questions(page, reference)
    complete_test(page)
    recommend(page, reference, course, *steps)
    if steps:
        make_checkable(page)
    send_recommendation(page)


def give_view(page: Page, reference: str, view: str) -> None:
    page.goto(f"/gateway/{reference}/views")
    page.get_by_label("What is the view of your association?").fill(view)
    press(page, "Send our view")


def write_to(page: Page, reference: str, party: str, reply: str) -> None:
    """Tell somebody by a letter, read before it goes."""
    page.goto(f"/gateway/{reference}/tell")
    choose(page, "How?", "By a letter or e-mail sent from here")
    page.get_by_role("group", name="Who is told?").get_by_role("radio", name=party).check()
    press(page, "Continue")
    page.wait_for_url("**/tell/*")
    page.get_by_role("textbox").fill(reply)
    press(page, "Send the letter")
    page.wait_for_url("**/tell")


def tell(page: Page, reference: str, party: str, how: str) -> None:
    """Record that somebody was told outside Candour."""
    page.goto(f"/gateway/{reference}/tell")
    choose(page, "How?", how)
    page.get_by_role("group", name="Who is told?").get_by_role("radio", name=party).check()
    press(page, "Continue")


def post_for(
    page: Page, mailbox: Mailbox, address: str, about: str, *, holds: str = ""
) -> list[EmailMessage]:
    """What the mail server took for this address about this matter, as soon as it has come.

    Several may be on their way: `holds` is what the one that is waited for has in it.
    """
    until = monotonic() + POST_WITHIN
    while monotonic() < until:
        mine = [m for m in mailbox.arrived if address in m["To"] and about in words_of(m)]
        found = [one for one in mine if re.search(holds, words_of(one))]
        if found:
            return found
        page.wait_for_timeout(500)
    raise AssertionError(f"no mail came for {address} about {about}")


def words_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return f"{message['Subject']}\n{body.get_content() if body else ''}"


LINK = r"/r/[\w-]{40,}"


def link_in(messages: list[EmailMessage]) -> str:
    """The one-time address that somebody outside was sent."""
    found = [link for one in messages for link in re.findall(LINK, words_of(one))]
    assert found, [words_of(one) for one in messages]
    return found[-1]


def conclude(page: Page, reference: str, outcome: str, *, other_course: str = "") -> None:
    """Five tests on the frozen file, and the outcome."""
    page.goto(f"/gateway/{reference}/review")
    for group in page.locator("fieldset:has(input[name^=test_])").all():
        group.get_by_label("No", exact=True).check()
    page.get_by_label(outcome).check()
    page.get_by_label("If another course: which?").fill(other_course)
    page.get_by_label("Your reasons").fill("The file did not show who else was to be at the table.")
    press(page, "Record my conclusion")
    show_that_it_is_you(page)
