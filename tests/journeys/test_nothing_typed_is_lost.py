# SPDX-License-Identifier: MIT
"""What goes wrong at a desk, in a real browser: it crashes, goes back, sends twice, sends too much.

Each time a sentence says what happened, and the words that somebody typed are still there.
"""

import re
import sqlite3
from contextlib import closing
from hashlib import sha256
from time import monotonic

import pytest
import steps
from playwright.sync_api import expect

REASONS = "The tender closed a year ago, and the host sells nothing to us."
MAY_BE_LOST = 5
"""Seconds of typing before a crash."""


def open_matter(page, words):
    """Open the matter of the synthetic county that says this; answers with its address."""
    page.goto("/gateway")
    page.get_by_role("row").filter(has_text=words).get_by_role("link").first.click()
    page.wait_for_url("**/gateway/GW-*")
    return page.url


def test_a_browser_crashes_and_at_most_five_seconds_of_typing_are_lost(sign_in):
    page = sign_in("staff.officer.chief")
    home = open_matter(page, "custody site")
    page.goto(f"{home}/test/1")
    box = page.locator("textarea").first
    box.fill("")
    box.focus()
    typed, began = [], monotonic()
    # Somebody who never pauses: the draft is saved all the same.
    while monotonic() - began < MAY_BE_LOST + 3:
        word = f"word{len(typed)} "
        page.keyboard.type(word)
        typed.append((monotonic(), word.strip()))
        page.wait_for_timeout(100)
    crashed = monotonic()
    page.context.close()

    again = sign_in("staff.officer.chief")
    again.get_by_role("link", name=re.compile("Finish the Gateway Test")).click()
    kept = again.locator("textarea").first.input_value().split()
    safe = [word for at, word in typed if at < crashed - MAY_BE_LOST]
    assert len(safe) > 3
    assert kept[: len(safe)] == safe


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_back_button_after_sending_records_nothing_twice(sign_in, scripts):
    page = sign_in("chief.constable", scripts=scripts)
    home = open_matter(page, "rowing day")
    words = f"The boat is borrowed, not given ({scripts})."
    page.goto(f"{home}/note")
    page.get_by_label("Your note").fill(words)
    steps.press(page, "Add a note")
    page.go_back()
    # The browser kept no page of the matter: the form is drawn anew, and what was sent is on record.
    expect(page.get_by_label("Your note")).to_be_visible()
    page.goto(home)
    expect(page.locator("main").get_by_text(words)).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_button_that_is_pressed_twice_counts_once(sign_in, scripts):
    page = sign_in("acc.local", scripts=scripts)
    home = open_matter(page, "planning dispute")
    page.goto(f"{home}/note")
    words = f"The neighbour has withdrawn the question ({scripts})."
    page.get_by_label("Your note").fill(words)
    page.get_by_role("button", name="Add a note").dblclick()
    page.wait_for_url(home)
    page.reload()
    expect(page.locator("main").get_by_text(words)).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_act_at_once_in_two_browsers_and_the_second_keeps_their_words(sign_in, scripts):
    """A secretary and the chief officer both end a request; one of them is too late."""
    words = "cricket ground" if scripts else "mosque"
    chief = sign_in("acc.local", scripts=scripts)
    tablet = sign_in("acc.local", scripts=scripts)
    home = open_matter(chief, words)
    for window, reasons in ((chief, "Said at the desk."), (tablet, "Said on the tablet.")):
        window.goto(f"{home}/withdraw")
        window.get_by_label("Why is the request withdrawn?").fill(reasons)
    steps.press(chief, "Withdraw the request")
    steps.press(tablet, "Withdraw the request")
    main = tablet.locator("main")
    expect(main).to_contain_text("You cannot do this now")
    expect(main).to_contain_text("What you wrote was not recorded")
    expect(main).to_contain_text("Said on the tablet.")


def test_two_browsers_decide_at_once_and_the_second_sees_both(sign_in):
    """The desk runs scripts, the tablet none."""
    desk, tablet = sign_in("chief.constable"), sign_in("chief.constable", scripts=False)
    home = open_matter(desk, "Digital Forum")
    for window, reasons in ((desk, "Said at the desk."), (tablet, "Said on the tablet.")):
        window.goto(f"{home}/decision")
        window.get_by_label("I accept the recommendation").check()
        window.get_by_label("Your reasons").fill(reasons)
        for change in window.get_by_role("radio", name="Accept", exact=True).all():
            change.check()
    steps.press(desk, "Record my decision")
    steps.press(tablet, "Record my decision")
    main = tablet.locator("main")
    expect(main).to_contain_text("A decision was recorded before you sent yours.")
    expect(main).to_contain_text("Said on the tablet.")
    expect(main).to_contain_text("Said at the desk.")


def test_fifty_megabytes_are_refused_by_name_before_and_after_they_are_sent(sign_in, tmp_path):
    film = tmp_path / "film.eml"
    with film.open("wb") as made:
        made.truncate(50 * 1024 * 1024)
    page = sign_in("deputy.chief")
    page.goto("/gateway/new")
    page.locator("input[type=file]").set_input_files(film)
    expect(page.locator(".app-upload__list")).to_contain_text("The largest file that you can add")
    page.get_by_label("Or paste the text").fill("You are asked to a dinner.")
    steps.press(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("film.eml")
    expect(page.get_by_role("alert")).to_contain_text("12 MB")
    expect(page.get_by_label("Or paste the text")).to_have_value("You are asked to a dinner.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("invitation.exe", b"MZ\x90\x00" * 50),
        ("picture.ics", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64),
        ("page.html", b"<html><script>alert(1)</script></html>"),
    ],
    ids=["a program", "a picture called .ics", "a web page"],
)
def test_a_wrong_type_of_file_is_named_and_the_other_answers_stay(sign_in, tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content)
    page = sign_in("acc.local", scripts=False)
    home = open_matter(page, "planning dispute")
    page.goto(f"{home}/reassess")
    page.get_by_label("What should be looked at again").fill(REASONS)
    page.locator("input[type=file]").set_input_files(file)
    steps.press(page, "Ask for the reassessment")
    expect(page.get_by_role("alert")).to_contain_text(name)
    expect(page.get_by_label("What should be looked at again")).to_have_value(REASONS)


def test_a_link_that_ran_out_says_whom_to_ask(sign_in, open_window, mailbox, product):
    deputy = sign_in("deputy.chief", scripts=False)
    reference = open_matter(deputy, "body-worn cameras").rpartition("/")[2]
    steps.decide(deputy, reference, "I accept the recommendation", REASONS)
    steps.write_to(deputy, reference, "Teal Brandt", "We stay away while the tender is open.")
    link = steps.link_in(
        steps.post_for(deputy, mailbox, "teal.brandt", reference, holds=steps.LINK)
    )
    windows = [open_window(scripts=scripts) for scripts in (True, False)]
    for organiser in windows:
        organiser.goto(link)
        organiser.get_by_label("What should be looked at again").fill("The date had moved.")
    run_out(product, link)
    for organiser in windows:
        steps.press(organiser, "Send")
        main = organiser.locator("main")
        expect(organiser.get_by_role("heading", name="This link does not work")).to_be_visible()
        expect(main).to_contain_text("integrity.desk@aldshire.example")
        expect(main).to_contain_text("The date had moved.")


def run_out(product, link):
    """The clock of a running product cannot be moved, so the end of the link is."""
    digest = sha256(link.rpartition("/")[2].encode()).digest()
    with closing(sqlite3.connect(product.home / "candour.sqlite3", timeout=30)) as database:
        changed = database.execute(
            "UPDATE gateway_externallink SET expires_at = '2020-01-01 00:00:00' WHERE digest = ?",
            [digest],
        )
        database.commit()
        assert changed.rowcount == 1
