# SPDX-License-Identifier: MIT
"""The owner of a policy takes a draft from blank front page to commencement, with and without script."""

from datetime import timedelta

import pytest
from django.utils import timezone

from windows import DESK, PHONE

HOME = "/policies/transparency-gateway"
ALWAYS_THERE = (
    "/policies", HOME, f"{HOME}?on=1+1+2001", f"{HOME}/1", f"{HOME}/compare/1/2",
    f"{HOME}/new-version", f"{HOME}/review", "/policies/new", "/help/policies",
)  # fmt: skip
WHILE_DRAFTING = ("3", "new-version", "limits", "consultation", "approval", "commence", "discard")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_of_a_policy_stands_in_anybodys_way(sign_in, barriers, overflow, size):
    page = sign_in("head.secretariat", size=size)
    for path in ALWAYS_THERE:
        assert page.goto(path).status == 200, path
        assert barriers(page) == [], path
        assert overflow(page) <= 0, path


# The force's draft is taken through by a phone with script, the office's by a desk without.
def test_a_draft_comes_into_force_on_a_phone(sign_in, barriers, overflow):
    page = sign_in("head.secretariat", size=PHONE)
    for path in WHILE_DRAFTING:
        assert page.goto(f"{HOME}/{path}").status == 200, path
        assert barriers(page) == [], path
        assert overflow(page) <= 0, path
    bring_into_force(page)
    assert barriers(page) == []


def test_a_draft_comes_into_force_without_script(sign_in):
    bring_into_force(sign_in("head.governance", scripts=False))


def bring_into_force(page):
    today = timezone.localdate()
    page.goto(f"{HOME}/commence")
    assert page.get_by_role("link", name="Enter the date of the next review").is_visible()
    change_a_time_limit(page)
    fill_in_the_front_page(page, today)
    record_every_reply(page)
    bring_the_approval(page)
    page.get_by_role("link", name="Put it in force").click()
    page.get_by_role("button", name="Put version 3 in force").click()
    assert page.get_by_text("The version is adopted.").is_visible()
    assert page.get_by_text("To come").is_visible()
    page.goto(f"{HOME}?on={written(today + timedelta(days=2)).replace(' ', '+')}")
    assert page.get_by_text("Version 3 will be in force on").is_visible()


def change_a_time_limit(page):
    page.goto(f"{HOME}/limits")
    page.get_by_label("Decision", exact=True).fill("4")
    page.get_by_role("button", name="Save the time limits and choices").click()


def fill_in_the_front_page(page, today):
    page.get_by_role("link", name="Write the version and its front page").click()
    page.get_by_label("Low").check()
    page.get_by_label("How it affects equality").fill("Drivers are told in good time.")
    page.get_by_label("Date of commencement").fill(written(today + timedelta(days=1)))
    page.get_by_label("Date of the next review").fill(written(today + timedelta(days=300)))
    page.get_by_role("button", name="Save the draft").click()


def record_every_reply(page):
    page.get_by_role("link", name="Consult", exact=True).click()
    while page.get_by_role("link", name="Record the reply").count():
        page.get_by_role("link", name="Record the reply").first.click()
        page.get_by_label("What they said").fill("We agree.")
        page.get_by_role("button", name="Record the reply").click()
    page.get_by_role("link", name="Back").click()


def bring_the_approval(page):
    page.get_by_role("link", name="Bring the approval").click()
    page.get_by_label("Day of the decision").fill("today")
    page.get_by_label("Where the decision is recorded").fill("Minute 2026/12")
    page.get_by_role("button", name="Record the approval").click()


def written(day):
    return f"{day.day} {day.month} {day.year}"
