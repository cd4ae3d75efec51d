# SPDX-License-Identifier: MIT
"""The time is over while somebody types: they are warned, and nothing that they typed is lost."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

SETTINGS = "/admin/appearance"
ADMINISTRATOR = "administrator"
TEAM = "Team that people ask for help"


def end_session(window):
    window.context.clear_cookies(name="session")


@pytest.fixture
def typed():
    """Words that nobody has saved before: what equals the saved answer is not an answer to lose."""
    return f"the night shift {uuid4().hex[:6]}"


@pytest.fixture
def form(sign_in, typed):
    window = sign_in(ADMINISTRATOR)
    window.clock.install()
    window.goto(SETTINGS)
    window.get_by_label(TEAM).fill(typed)
    return window


def let_pass(window, minutes):
    window.clock.fast_forward(minutes * 60_000)
    window.clock.run_for(2_000)


def minutes_left(window):
    return int(window.locator("body").get_attribute("data-session-seconds")) // 60


def test_a_warning_comes_two_minutes_before_and_the_reader_stays(form, barriers):
    let_pass(form, minutes_left(form) - 1)
    expect(form.get_by_role("heading", name="You will be signed out soon")).to_be_visible()
    assert barriers(form) == []
    with form.expect_response("**/stay") as answer:
        form.get_by_role("button", name="Stay signed in").click()
    assert answer.value.ok
    form.get_by_role("dialog").wait_for(state="hidden")


def test_answers_stay_on_the_page_when_the_time_is_over(form, typed):
    let_pass(form, minutes_left(form) + 1)
    expect(form.get_by_role("heading", name="You were signed out")).to_be_visible()
    form.get_by_role("button", name="Go on").click()
    expect(form.get_by_label(TEAM)).to_have_value(typed)


def test_whoever_has_typed_nothing_is_taken_to_the_page_that_says_so(form):
    saved = form.get_by_label(TEAM).evaluate("field => field.defaultValue")
    form.get_by_label(TEAM).fill(saved)
    let_pass(form, minutes_left(form) + 1)
    form.wait_for_url("**/timed-out?next=*")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_sent_too_late_is_sent_again_after_sign_in(sign_in, typed, scripts):
    window = sign_in(ADMINISTRATOR, scripts=scripts)
    window.goto(SETTINGS)
    window.get_by_label(TEAM).fill(typed)
    end_session(window)
    window.get_by_role("button", name="Save").click()
    expect(window.get_by_role("heading", name="You were signed out")).to_be_visible()
    with window.expect_popup() as opened:
        window.get_by_role("link", name="Sign in").click()
    other = opened.value
    other.get_by_label("Sign-in name").fill(ADMINISTRATOR)
    other.get_by_label("Password", exact=True).fill("invented-county")
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/today")
    window.get_by_role("button", name="Send my answers again").click()
    expect(window.get_by_role("heading", name="Your form timed out")).to_be_visible()
    window.get_by_role("button", name="Send my answers again").click()
    expect(window.get_by_text("Every page now shows this.")).to_be_visible()
    assert window.get_by_label(TEAM).input_value() == typed
