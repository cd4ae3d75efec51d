# SPDX-License-Identifier: MIT
"""From a new board to a corrected pack, without scripts: a clerk, a second person and a member."""

from datetime import timedelta

import pytest
import steps
from django.utils.timezone import localdate

CLERK, SENDER, MEMBER = "clerk", "head.psd", "committee.member"


@pytest.fixture
def enter_plain(open_window):
    """Sign in to a browser without scripts."""

    def enter(name):
        page = open_window(scripts=False)
        page.goto("/sign-in")
        page.get_by_label("Sign-in name").fill(name)
        page.get_by_label("Password", exact=True).fill("invented-county")
        steps.press(page, "Sign in")
        return page

    return enter


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def in_words(days):
    day = localdate() + timedelta(days=days)
    return f"{day.day} {day.month} {day.year}"


def founded(clerk):
    """A board with one member on its list."""
    clerk.goto("/boards")
    steps.press(clerk, "Add a board")
    clerk.get_by_label("What kind of board is it?").select_option(label="Ethics committee")
    clerk.get_by_label("What is it called?").fill("Northern Ethics Committee")
    clerk.get_by_label("From which day?").fill("1 4 2021")
    steps.press(clerk, "Add the board")
    follow(clerk, "Put somebody on its list")
    first = clerk.get_by_label("Who sits on it?").locator("option", has_text="Callum Teaselbeck")
    clerk.get_by_label("Who sits on it?").select_option(first.get_attribute("value"))
    clerk.get_by_label("From which day?").fill(in_words(0))
    steps.press(clerk, "Put them on the list")


def prepared(clerk):
    """A pack with one item and its learning; its address."""
    follow(clerk, "Begin a pack for its meeting")
    clerk.get_by_label("When is the meeting?").fill(in_words(9))
    clerk.get_by_label("Where is it?").fill("Room 2")
    clerk.get_by_label("Which quarter do its figures cover?").select_option(index=1)
    steps.press(clerk, "Begin the pack")
    follow(clerk, "Put an item on the agenda")
    clerk.get_by_label("What is the item about?").fill("Gifts and hospitality")
    steps.choose(clerk, "What is the board to do?", "To note")
    clerk.get_by_label("Gifts and hospitality:").check()
    steps.press(clerk, "Keep the item")
    follow(clerk, "Change Gifts and hospitality")
    clerk.get_by_label("What does the board read beside them?").fill("None was kept.")
    steps.press(clerk, "Keep the item")
    follow(clerk, "Say what there is to learn")
    clerk.get_by_label("What is there to learn?").fill("Ask before you answer.")
    steps.press(clerk, "Keep what is written")
    return clerk.url


def test_a_board_reads_its_pack_without_scripts(enter_plain):
    clerk = enter_plain(CLERK)
    founded(clerk)
    here = prepared(clerk)
    sender = enter_plain(SENDER)
    sender.goto(f"{here}/circulate")
    steps.press(sender, "Freeze it and circulate it")
    steps.show_that_it_is_you(sender)
    assert "everybody on the list reads it now" in sender.locator("main").inner_text()
    member = enter_plain(MEMBER)
    member.goto("/boards")
    follow(member, here.rsplit("/", 1)[1])
    read = member.locator("main").inner_text()
    for words in (
        "Northern Ethics Committee",
        "Room 2",
        "None was kept.",
        "Ask before you answer.",
    ):
        assert words in read
    follow(member, "Gifts and hospitality")
    assert "counted" in member.locator("main").inner_text()


@pytest.mark.parametrize("name", [CLERK, SENDER, MEMBER, "oversight"])
def test_what_boards_read_stands_in_nobody_s_way(enter, looked_at, name):
    """The list, every board and pack on it, and every page that these lead to."""
    page = enter(name)
    wrong, seen = looked_at(page, "/boards"), set()
    todo = addresses_of(page)
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        wrong += looked_at(page, address)
        todo += addresses_of(page) if address.count("/") < 4 else []
    assert wrong == []
    assert len(seen) >= (8 if name == CLERK else 3)


def addresses_of(page):
    links = page.locator("main a[href^='/boards/']:not([download])")
    return links.evaluate_all("all => all.map((one) => one.pathname)")
