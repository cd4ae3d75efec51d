# SPDX-License-Identifier: MIT
"""Anybody reads what is published: at a desk, on a phone, without scripts, in English and in Welsh."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from published import serving

from tracked import TOP
from windows import DESK, PHONE

PAGES = (
    "/transparency",
    "/transparency/gifts-and-hospitality",
    "/transparency/gifts-and-hospitality?words=nothing+of+the+sort",
    "/transparency/business-interests?span=2026-04-to-06",
    "/transparency/media-contacts",
    "/transparency/data/gifts-and-hospitality",
    "/transparency/check",
    "/transparency/accessibility",
    "/transparency/nothing-of-the-sort",
)


@pytest.fixture(scope="session")
def public_site(product, tmp_path_factory):
    """The synthetic county's own file in a process with an empty home."""
    here = {
        **os.environ, "CANDOUR_HOME": str(product.home), "CANDOUR_DEMO": "1",
        "PYTHONPATH": str(TOP / "src"),
    }  # fmt: skip
    here.pop("DATABASE_URL", None)
    words = [sys.executable, "-m", "candour.cli.main", "publish-site"]
    done = subprocess.run(words, env=here, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    file = Path(done.stdout.splitlines()[-1])
    with serving(file, tmp_path_factory.mktemp("public")) as site:
        yield site


@pytest.fixture
def window(browser, public_site):
    """A window of somebody without an account; whatever it asks of another machine is noted."""
    opened, elsewhere = [], []

    def another(*, scripts=True):
        context = browser.new_context(
            base_url=public_site.address, java_script_enabled=scripts, viewport=DESK
        )
        opened.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda one: one.url.startswith(public_site.address) or elsewhere.append(one.url),
        )
        return page

    yield another
    for context in opened:
        context.close()
    assert elsewhere == []


@pytest.mark.parametrize("before", ["", "/cy"])
def test_no_page_stands_in_anybody_s_way(window, barriers, overflow, before):
    page, wrong = window(), []
    for address in PAGES:
        page.goto(before + address)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            found = [*barriers(page), *(["scrolls sideways"] if overflow(page) > 0 else [])]
            wrong += [f"{before}{address} {size['width']}: {one}" for one in found]
    assert wrong == []


def test_an_entry_is_found_and_read_without_scripts(window, public_site):
    page = window(scripts=False)
    page.goto("/transparency")
    page.get_by_role("link", name="Gifts and hospitality", exact=True).click()
    page.get_by_label("Recipient").fill("local policing")
    page.get_by_role("button", name="Search").click()
    assert page.title().startswith("Results: Gifts and hospitality")
    page.locator("tbody th a").first.click()
    reference = page.url.rsplit("/", 1)[1]
    assert reference.startswith("GR-")
    assert page.get_by_role("heading", name="Check this entry").is_visible()
    page.get_by_role("link", name="Cymraeg").click()
    assert page.url.endswith(f"/cy/transparency/gifts-and-hospitality/{reference}")
    assert page.get_by_role("heading", name="Gwirio'r cofnod hwn").is_visible()
    assert (
        public_site.get(f"/transparency/gifts-and-hospitality/{reference}/proof.json").status == 200
    )
