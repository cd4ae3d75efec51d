# SPDX-License-Identifier: MIT
"""Declaring in a browser: a gift with the keyboard alone, a second job, an association, a nil return.

Every page on the way stands in nobody's way, at the desk and on a phone.
"""

import steps

MOST_KEYS = 60
SECONDS_A_KEY, SECONDS_A_THOUGHT = 0.28, 1.35


class Keys:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def type(self, text):
        self.page.keyboard.type(text)
        self.count += len(text)

    def press(self, *names):
        for name in names:
            self.page.keyboard.press(name)
            self.count += 1


def test_ux1_a_gift_is_declared_with_the_keyboard_alone(sign_in, clear):
    page = sign_in("constable")
    page.goto("/declare/gift")
    page.locator("#description").focus()
    keys = Keys(page)
    keys.type("Lunch")
    keys.press("Tab", "ArrowDown", "Tab")
    keys.type("Yarrow Hall")
    keys.press("Tab")
    keys.type("18")
    keys.press("Tab", "Tab")
    page.wait_for_load_state("networkidle")  # nobody types as fast as a script
    keys.press("Space")
    page.wait_for_selector("#policy-answer .govuk-inset-text")
    assert "You can keep this. You must record it." in page.locator("#policy-answer").inner_text()
    with page.expect_navigation():
        keys.press("Enter")
    assert page.url.endswith("/sent"), page.locator("main").inner_text()
    assert keys.count <= MOST_KEYS
    assert keys.count * SECONDS_A_KEY + 8 * SECONDS_A_THOUGHT <= 30
    clear(page)


def test_ux2_a_nil_return_is_two_clicks(sign_in):
    page = sign_in("superintendent")
    page.goto("/declare")
    page.get_by_role("link", name="I have nothing to declare").click()
    page.wait_for_url("**/declare/nothing/**")
    if page.get_by_role("button", name="I have nothing to declare").count():
        page.get_by_role("checkbox").check()
        with page.expect_navigation():
            page.get_by_role("button", name="I have nothing to declare").click()


def test_a_second_job_is_applied_for(sign_in, clear):
    page = sign_in("communications")
    clear(page, "/declare/interest")
    steps.choose(page, "What do you want to do?", "Work for somebody else")
    steps.choose(page, "Is there any money in it", "Yes")
    steps.choose(page, "Could it clash", "No")
    steps.press(page, "Continue")
    clear(page)
    page.get_by_role("link", name="What the work is").click()
    clear(page)
    say_what_the_work_is(page)
    page.get_by_role("link", name="Hours and rest").click()
    page.get_by_label("How many hours a week would it take?").fill("5")
    page.get_by_label("How many hours a week do you work for us?").fill("40")
    steps.press(page, "Save and continue")
    assert "That is within the limit of 48" in page.locator("main").inner_text()
    for task in ("What could clash", "Your household and family"):
        page.get_by_role("link", name=task).click()
        steps.press(page, "Save and continue")
    page.get_by_role("checkbox").check()
    steps.press(page, "I confirm this is correct – send application")
    assert page.url.endswith("/sent"), page.locator("main").inner_text()
    page.get_by_role("link", name="See this declaration").click()
    clear(page)


def say_what_the_work_is(page):
    steps.choose(page, "What are you?", "Police officer or special constable")
    steps.choose(page, "What sort of interest is it?", "A job with somebody else")
    page.get_by_label("What would you do?").fill("Referee")
    page.get_by_label("For whom").fill("Aldshire Football League")
    steps.choose(page, "Whose interest is it?", "Mine")
    steps.choose(page, "Is it paid?", "Only my expenses")
    page.get_by_label("When does it begin?").fill("1 3 2027")
    steps.press(page, "Save and continue")


def test_an_association_is_told_without_scripts(sign_in, clear):
    page = sign_in("sergeant", scripts=False)
    page.goto("/declare/association")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/tell")
    steps.choose(page, "How do you know them?", "A friend")
    page.get_by_label("Who is it?").fill("Somebody from school")
    page.get_by_label("How did you come to know them?").fill("From school")
    page.get_by_label("Why do you think").fill("They were before a court")
    page.get_by_label("How often are you in contact").fill("At matches")
    steps.press(page, "Send in confidence")
    assert "whatever we find" in page.locator("main").inner_text()


def test_the_pages_of_the_registers_are_barriers_to_nobody(sign_in, clear):
    page = sign_in("registrar")
    for address in (
        "/declare", "/declare/gift", "/declare/media-contacts", "/declare/association",
        "/declare/association/tell", "/registers", "/registers/gifts-and-hospitality",
        "/registers/business-interests?state=live", "/registers/gifts-and-hospitality/queue",
        "/declare/review/2026",
    ):  # fmt: skip
        clear(page, address)
    page.goto("/registers/gifts-and-hospitality")
    with page.expect_navigation():
        page.locator("tbody a").first.click()
    clear(page)
    page.goto("/declare/gift")
    steps.press(page, "Send declaration")
    clear(page)
