# SPDX-License-Identifier: MIT
"""Names that are known are offered under the field as somebody types: by keyboard, and never in the way."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def field(sign_in):
    """The chief constable knows of the Digital Forum from a matter of their own."""
    page = sign_in("chief.constable")
    page.goto("/gateway/new")
    page.get_by_label("Or paste the text").fill("You are asked to dinner.")
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/gateway/new/request")
    return page.get_by_label("Who organises or hosts it?")


def test_a_name_is_picked_with_arrow_and_enter(field, barriers):
    field.press_sequentially("digi", delay=20)
    offered = field.page.get_by_role("button", name="Aldshire Digital Forum")
    expect(offered).to_be_visible()
    assert barriers(field.page) == []
    field.press("ArrowDown")
    expect(offered).to_be_focused()
    field.page.keyboard.press("Enter")
    expect(field).to_have_value("Aldshire Digital Forum")
    expect(field).to_be_focused()
    expect(offered).to_have_count(0)


def test_escape_closes_the_list_and_keeps_what_was_typed(field):
    field.press_sequentially("digi", delay=20)
    offered = field.page.get_by_role("button", name="Aldshire Digital Forum")
    expect(offered).to_be_visible()
    field.press("Escape")
    expect(offered).to_have_count(0)
    expect(field).to_have_value("digi")


def test_one_request_is_made_for_a_word_and_not_one_for_each_letter(field):
    asked = []
    field.page.on("request", lambda one: "/gateway/known/" in one.url and asked.append(one.url))
    field.press_sequentially("digital", delay=20)
    expect(field.page.get_by_role("button", name="Aldshire Digital Forum")).to_be_visible()
    assert len(asked) == 1
