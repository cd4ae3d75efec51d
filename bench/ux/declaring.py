# SPDX-License-Identifier: MIT
"""UX1 to UX4: a gift, a nil return, a yearly review, and a request begun from an invitation."""

import time
from pathlib import Path

from playwright.sync_api import Browser

from bench.ux.desk import Desk, Figure

MOST_KEYS, MOST_PAGES, GIFT_SECONDS = 60, 2, 30
NOTHING_YET = ("superintendent", "committee.member2", "risk.panel2", "clerk", "register.officer")
NIL_CLICKS, REVIEW_ACTIONS, UNCHANGED = 2, 7, 5
REQUEST_SECONDS, REQUEST_ANSWERS = 180, 6
LATER = 40 * 86_400
"""Seconds until the event of the invitation."""


def gift(browser: Browser, address: str) -> list[Figure]:
    """From the empty form to "sent", with the keyboard alone."""
    with Desk(browser, address, "constable") as desk:
        desk.page.goto("/declare/gift")
        pages: set[str] = {desk.page.url}
        desk.page.locator("#description").focus()
        desk.type("Lunch")
        desk.press("Tab")
        desk.think()
        desk.press("ArrowDown", "Tab")
        desk.type("Yarrow Hall")
        desk.press("Tab")
        desk.type("18")
        desk.press("Tab", "Tab")
        desk.page.wait_for_load_state("networkidle")  # nobody types as fast as a script
        desk.think()
        desk.press("Space")
        desk.page.wait_for_selector("#policy-answer .govuk-inset-text")
        desk.think()
        with desk.page.expect_navigation():
            desk.press("Enter")
        pages.add(desk.page.url)
        sent = desk.page.url.endswith("/sent")
        return [
            Figure("UX1", "gift: keys", str(desk.keys), f"{MOST_KEYS}", sent and desk.keys <= MOST_KEYS),
            Figure("UX1", "gift: pages, with the one that says it is sent", str(len(pages)), f"{MOST_PAGES}", sent and len(pages) <= MOST_PAGES),
            Figure("UX1", "gift: seconds by the model", f"{desk.seconds:.0f}", f"{GIFT_SECONDS}", sent and desk.seconds <= GIFT_SECONDS),
        ]  # fmt: skip


def nil_return(browser: Browser, address: str) -> list[Figure]:
    """Of the first who has declared nothing in this quarter; nobody else has a nil return."""
    said = "nobody has nothing to declare"
    for name in NOTHING_YET:
        with Desk(browser, address, name) as desk:
            desk.page.goto("/declare")
            link = desk.page.get_by_role("link", name="I have nothing to declare").first
            desk.page.goto(str(link.get_attribute("href")))  # where the letter leads
            if not desk.page.get_by_role("checkbox").count():
                continue
            desk.click(desk.page.get_by_role("checkbox"))
            desk.send("I have nothing to declare")
            said = desk.page.locator("body").inner_text()
            if "Your nil return is recorded" in said:
                met = desk.clicks <= NIL_CLICKS
                return [Figure("UX2", "nil return: clicks from the link", str(desk.clicks), f"{NIL_CLICKS}", met)]  # fmt: skip
    return [Figure("UX2", "nil return", "none", f"{NIL_CLICKS}", met=False, more=(said[:300],))]


def review(browser: Browser, address: str) -> list[Figure]:
    """The yearly look at what goes on, once five things go on."""
    with Desk(browser, address, "sergeant") as desk:
        for number in range(UNCHANGED):
            _membership(desk, number)
        desk.keys = desk.clicks = desk.thoughts = desk.typed = 0
        desk.page.goto("/today")
        desk.follow("Declare")
        desk.follow("Look through what I have declared")
        entries = desk.page.get_by_role("group").count()
        desk.send("Confirm all")
        done = "Everything is confirmed" in desk.page.locator("body").inner_text()
        met = done and entries >= UNCHANGED and desk.clicks <= REVIEW_ACTIONS
        what = f"yearly review of {entries} unchanged entries: actions from Today"
        return [Figure("UX3", what, str(desk.clicks), f"{REVIEW_ACTIONS}", met)]


def _membership(desk: Desk, number: int) -> None:
    page = desk.page
    page.goto("/declare/external-memberships")
    form = page.locator("form[data-draft]")
    for box in form.locator("input[type=text], textarea").all():
        name = box.get_attribute("name") or ""
        if "optional" not in form.locator(f"label[for='{box.get_attribute('id')}']").inner_text():
            box.fill("1 3 2020" if name.endswith("_on") else f"Board {number}")
    for group in form.get_by_role("group").all():
        if group.get_by_role("radio").count():
            group.get_by_role("radio").first.check()
    for choice in form.locator("select").all():
        choice.select_option(index=1)
    with page.expect_navigation():
        form.get_by_role("button").first.click()
    if not page.url.endswith("/sent"):
        raise AssertionError(page.locator("main").inner_text())


def invited(browser: Browser, address: str, folder: Path) -> list[Figure]:
    """A chief officer has the invitation as a file: until the request is in the Gateway."""
    file = folder / "invitation.ics"
    file.write_text(_calendar(), encoding="utf-8", newline="")
    with Desk(browser, address, "deputy.chief") as desk:
        desk.page.goto("/gateway/new")
        desk.think()
        desk.clicks += 2  # "choose a file", and the file in the window that opens
        desk.page.locator("input[type=file]").set_input_files(file)
        desk.send("Continue")
        desk.page.wait_for_url("**/gateway/new/request")
        before = desk.typed
        for question in _open_questions(desk):
            desk.choose(question, _ANSWERS.get(question, "In an official capacity"))
        answered = desk.thoughts - 1
        desk.send("Start the request")
        started = desk.page.url.endswith("/areas")
        if started:
            answered += _some_area(desk)
            desk.send("Confirm these areas")
            desk.send("Save and continue")
        answers = answered + desk.typed - before
        return [
            Figure("UX4", "request from a forwarded .ics: seconds by the model", f"{desk.seconds:.0f}", f"{REQUEST_SECONDS}", started and desk.seconds <= REQUEST_SECONDS),
            Figure("UX4", f"the same: answers typed or chosen (this machine answered in {desk.waited:.1f} s)", str(answers), f"{REQUEST_ANSWERS}", started and answers <= REQUEST_ANSWERS),
        ]  # fmt: skip


def _some_area(desk: Desk) -> int:
    """Answers that it takes when nothing was proposed."""
    if desk.page.locator("main form input[type=checkbox]:checked").count():
        return 0
    desk.think()
    desk.click(desk.page.locator("main form input[type=checkbox]").nth(1))
    return 1


_ANSWERS = {"How did it come about?": "An invitation or request came"}


def _open_questions(desk: Desk) -> list[str]:
    """Questions with radios that have to be answered and are not."""
    found = []
    for group in desk.page.locator("main form fieldset").all():
        radios = group.get_by_role("radio")
        words = group.locator("legend").first.inner_text().strip()
        optional = "optional" in words
        if radios.count() and not optional and not group.locator("input:checked").count():
            found.append(words)
    return found


def _calendar() -> str:
    today, day = time.gmtime(), time.strftime("%Y%m%d", time.gmtime(time.time() + LATER))
    return "\r\n".join(
        (
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Candour//bench//EN", "METHOD:REQUEST",
            "BEGIN:VEVENT", "UID:bench-ux", f"DTSTAMP:{time.strftime('%Y%m%dT%H%M%SZ', today)}",
            f"DTSTART:{day}T180000Z", f"DTEND:{day}T210000Z",
            "SUMMARY:Supper of the Yarrow Trust", "LOCATION:Yarrow Hall, Aldbury",
            "ORGANIZER;CN=Robin Ashdale:mailto:robin.ashdale@yarrowtrust.example",
            "DESCRIPTION:The trust asks you to its yearly supper. A meal is offered.",
            "END:VEVENT", "END:VCALENDAR", "",
        )
    )  # fmt: skip
