# SPDX-License-Identifier: MIT
"""An invitation comes into the page as people bring it: dragged from the desk, or pasted.

Without scripts the same file is chosen, and the same text goes into the box for it.
"""

import steps
from playwright.sync_api import expect

CALENDAR = steps.INVITATIONS / "outlook.ics"
MAIL = steps.INVITATIONS / "gmail-forwarded.eml"


def begun(sign_in, scripts=True):
    page = sign_in("secretariat", scripts=scripts)
    page.goto("/gateway/new")
    page.get_by_role("radio", name="Deputy Chief").check()
    return page


def fills_in(page, activity):
    steps.press(page, "Continue")
    page.wait_for_url("**/gateway/new/request")
    expect(page.get_by_label("What is the request")).to_have_value(activity)


def test_a_calendar_entry_is_dropped_on_the_page(sign_in):
    page = begun(sign_in)
    steps.drop(page, CALENDAR)
    expect(page.locator(".app-upload__list")).to_contain_text("outlook.ics")
    fills_in(page, "Meridian Fleet Systems: supplier dinner")
    expect(page.get_by_label("Where is it?")).to_have_value(
        "The Grand Hotel, Castle Street, Aldbury AL1 2GH"
    )


def test_a_forwarded_mail_is_pasted_on_the_page(sign_in):
    page = begun(sign_in)
    steps.paste(page, MAIL)
    expect(page.locator(".app-upload__list")).to_contain_text("pasted-e-mail.eml")
    steps.press(page, "Continue")
    expect(page.get_by_label("Their e-mail address")).to_have_value("dilys@harbourtrust.example")


def test_without_scripts_the_mail_is_pasted_into_the_box(sign_in):
    page = begun(sign_in, scripts=False)
    page.get_by_label("Or paste the text").fill(MAIL.read_text(encoding="utf-8"))
    steps.press(page, "Continue")
    expect(page.get_by_label("Their e-mail address")).to_have_value("dilys@harbourtrust.example")


def test_without_scripts_the_calendar_entry_is_chosen(sign_in):
    page = begun(sign_in, scripts=False)
    page.locator("input[type=file]").set_input_files(CALENDAR)
    fills_in(page, "Meridian Fleet Systems: supplier dinner")
