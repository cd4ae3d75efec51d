# SPDX-License-Identifier: MIT
"""A passkey, with Chromium's own virtual authenticator: added, signed in with, proved with, removed."""

from urllib.parse import urlsplit

import pytest
from steps import press

PASSWORD = "invented-county"
WHO = "secretariat3"


@pytest.fixture
def window(browser, product):
    """A browser that can have passkeys: they belong to a name, so the address is localhost."""
    port = urlsplit(product.address).port
    context = browser.new_context(base_url=f"http://localhost:{port}", locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(30_000)
    trouble = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()
    assert trouble == []


def give_password(page):
    page.goto("/sign-in")
    page.get_by_label("Sign-in name").fill(WHO)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def test_a_passkey_is_added_used_and_removed(window, barriers):
    give_password(window)
    window.goto("/me/sign-in/passkeys/add")
    assert barriers(window) == []
    window.get_by_label("What do you call this device?").fill("work laptop")
    press(window, "Add the passkey")
    remove = window.get_by_role("link", name="Remove Passkey: work laptop")
    assert remove.is_visible()
    window.get_by_role("button", name="Sign out").click()
    window.wait_for_url("**/sign-in")

    give_password(window)
    assert urlsplit(window.url).path == "/sign-in/code"
    assert barriers(window) == []
    press(window, "Use a passkey")
    window.wait_for_url("**/today")

    window.goto("/me/sign-in")
    assert window.get_by_text("Password and passkey").is_visible()
    remove.click()
    press(window, "Remove")
    assert window.get_by_text("It is removed.").is_visible()
    assert remove.count() == 0
