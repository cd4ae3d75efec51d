# SPDX-License-Identifier: MIT
"""A chief officer lets a secretary file; the secretary acts for them until the chief ends it."""

import pytest

from windows import DESK, PHONE

EVERYONES = [
    "/me",
    "/me/delegates",
    "/me/delegates/add",
    "/me/settings",
    "/me/password",
    "/acting-for",
]
ADMINISTRATORS = [
    "/admin/people", "/admin/people/add", "/admin/posts", "/admin/posts/add", "/admin/roles",
]  # fmt: skip


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_chief_lends_and_takes_back(sign_in, scripts):
    chief = sign_in("acc.local", scripts=scripts)
    chief.goto("/me/delegates/add")
    apprentice = chief.locator("option", has_text="Apprentice")
    name = (apprentice.text_content() or "").split(",")[0].strip()
    chief.get_by_label("Who may file for you?").select_option(apprentice.get_attribute("value"))
    chief.get_by_label("First day").fill("today")
    chief.get_by_label("Last day").fill("tomorrow")
    chief.get_by_label("Why do they need to file for you?").fill("A journey")
    chief.get_by_role("button", name="Let them file for me").click()
    assert chief.get_by_text(f"{name} may file for you.").is_visible()
    chief.get_by_role("row", name="A journey").get_by_role("link").click()
    chief.get_by_role("button", name="End the permission").click()
    assert chief.get_by_text("The permission has ended.").is_visible()


def test_the_bar_says_for_whom_on_every_page_until_the_secretary_stops(sign_in):
    clerk = sign_in("office.manager", scripts=False)
    clerk.goto("/acting-for")
    clerk.get_by_role("radio").first.check()
    clerk.get_by_role("button", name="Continue").click()
    assert clerk.get_by_text("You are acting for").is_visible()
    clerk.get_by_role("link", name="Change or stop").click()
    clerk.get_by_label("Only for myself").check()
    clerk.get_by_role("button", name="Continue").click()
    assert not clerk.get_by_text("You are acting for").is_visible()


def test_a_name_of_the_demonstration_signs_in_with_two_clicks(open_window):
    page = open_window(scripts=False)
    page.goto("/")
    page.get_by_role("link", name="Use this name: head.psd", exact=True).click()
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today")


def test_whoever_signs_out_is_out_after_the_back_button(sign_in):
    page = sign_in("constable")
    page.goto("/me")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.go_back()
    page.reload()
    assert "/sign-in" in page.url


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_sign_in_page_stands_in_nobodys_way(open_window, barriers, overflow, size):
    page = open_window(size=size)
    page.goto("/sign-in")
    assert barriers(page) == []
    page.get_by_role("button", name="Sign in").click()
    assert page.get_by_role("alert").is_visible()
    assert barriers(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    ("name", "paths"),
    [("deputy.chief", EVERYONES), ("constable", EVERYONES), ("administrator", ADMINISTRATORS)],
    ids=["with grants", "empty", "administration"],
)
def test_the_pages_stand_in_nobodys_way(sign_in, barriers, overflow, name, paths, size):
    page = sign_in(name, size=size)
    found = {}
    for path in paths:
        page.goto(path)
        found[path] = (barriers(page), max(overflow(page), 0))
    assert found == dict.fromkeys(paths, ([], 0))


def test_the_pages_of_one_person_stand_in_nobodys_way(sign_in, barriers):
    page = sign_in("administrator")
    page.goto("/admin/people")
    page.get_by_role("row").nth(3).get_by_role("link").click()
    found = [barriers(page)]
    for link in ("Give a post", "Record that they have left"):
        page.get_by_role("link", name=link).or_(page.get_by_role("button", name=link)).click()
        found.append(barriers(page))
        page.go_back()
    assert found == [[], [], []]


def test_a_newcomer_is_welcomed_and_asks_for_access(open_window, barriers):
    page = open_window()
    page.goto("/sign-in?name=new.starter")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/welcome")
    assert barriers(page) == []
    page.get_by_label("What is your work?").fill("Staff officer")
    page.get_by_role("button", name="Ask for access").click()
    assert page.get_by_text("You asked for access on").is_visible()
