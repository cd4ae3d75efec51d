# SPDX-License-Identifier: MIT
"""From the queue to an answer that is remembered, in a browser; the pages stand in nobody's way."""

import steps


def test_a_pair_is_found_compared_answered_and_remembered(sign_in, clear):
    page = sign_in("registrar")
    clear(page, "/checks")
    with page.expect_navigation():
        page.get_by_role("button", name="Review what waits").click()
    clear(page)
    first = page.locator("tbody a").first
    address = first.get_attribute("href")
    with page.expect_navigation():
        first.click()
    clear(page)
    steps.press(page, "Save and next")
    assert page.locator(".govuk-error-summary").is_visible()
    clear(page)
    steps.choose(page, "Are these two the same?", "They are the same")
    page.get_by_label("Your reason").fill("Both have their office in Marlock.")
    steps.press(page, "Save and next")
    assert "Your answer is recorded" in page.locator("main").inner_text()
    page.goto("/checks/queue?show=answered")
    assert page.locator(f"a[href='{address}']").count()
    page.goto(address)
    assert "Both have their office in Marlock." in page.locator("main").inner_text()
    with page.expect_navigation():
        page.get_by_role("link", name="This giver in the round").click()
    clear(page)


def test_a_chief_officer_looks_at_the_host_of_a_request(sign_in, clear):
    page = sign_in("deputy.chief")
    page.goto("/gateway")
    links = page.locator("main a[href*='/gateway/GW-']")
    # Other journeys start requests beside this one, and not each of those names an organiser.
    addresses = [str(link.get_attribute("href")) for link in links.all()]
    assert any(_names_an_organiser(page, address) for address in addresses), addresses
    with page.expect_navigation():
        page.get_by_role("link", name="Cross-checks of the organiser").click()
    clear(page)


def _names_an_organiser(page, address):
    page.goto(address)
    return page.get_by_role("link", name="Cross-checks of the organiser").count() > 0
