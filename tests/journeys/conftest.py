# SPDX-License-Identifier: MIT
"""A real browser before a real server: `product` is `candour run` in an empty home, `browser` Chromium.

Every page that a journey opens is watched: a script error, a refused style or a request to another
machine fails the journey.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from mail_server import Mailbox
from mail_server import running as mail_running
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tracked import TOP
from windows import DESK, PHONE, SETTLED

AXE = (Path(__file__).parent / "axe/axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],  # of what passes, one place each is enough
}
LOOK = """async (rules) => {
    const found = await axe.run(document, rules);
    return rules.resultTypes.flatMap((kind) => found[kind].map(
        (one) => `${kind}: ${one.id} ${one.nodes[0].html.slice(0, 120)}`));
}"""
"""Only what is wrong leaves the page: to hand over all that is right took three times as long."""
PASSWORD = "invented-county"
OTHER_BLUE = "rgb(29, 112, 184)"
COLOURS = """() => new Set([...document.querySelectorAll("*")].flatMap((one) => {
    const style = getComputedStyle(one);
    return [style.color, style.backgroundColor, style.borderTopColor];
})).has("%s")"""
READY_WITHIN = 240
PATIENCE = 30_000
"""Milliseconds: two browsers and two servers share the cores that this runs on."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass(frozen=True)
class Product:
    address: str
    home: Path


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """A real mail server that the product sends to: what arrived, for all journeys together."""
    with mail_running() as box:
        yield box


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[Product]:
    """`candour run` on a free port; its first start builds the synthetic county."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = {
        **os.environ, "CANDOUR_HOME": str(home), "PORT": str(port), "PYTHONPATH": str(TOP / "src"),
        "CANDOUR_SMTP_HOST": "127.0.0.1", "CANDOUR_SMTP_PORT": str(mailbox.port),
        "CANDOUR_ADDRESS": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    here.pop("DATABASE_URL", None)
    with (home / "product.log").open("w", encoding="utf-8") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "candour.cli.main", "run"], env=here, stdout=log, stderr=log
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(f"{address}/health", running, home / "product.log")
        yield Product(address, home)
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait_until_healthy(address: str, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while running.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"Candour did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; nothing is downloaded."""
    program = os.environ.get("CANDOUR_BROWSER") or shutil.which("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def open_window(browser: Browser, product: Product) -> Iterator[Callable[..., Page]]:
    """Open a window of its own for each person: `open_window(size=PHONE, scripts=False)`."""
    opened: list[BrowserContext] = []
    trouble: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # A page that answers 4xx is an answer, not an error of the script.
        if (
            message.type == "error"
            and "the server responded with a status of 4" not in message.text
        ):
            trouble.append(message.text)

    def another(*, size: dict[str, int] | None = None, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=product.address, viewport=size or DESK, java_script_enabled=scripts,
            locale="en-GB", timezone_id="Europe/London", accept_downloads=True,
        )  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", heard)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda one: one.url.startswith((product.address, "data:", "blob:"))
                or trouble.append(f"asked another site: {one.url}"))  # fmt: skip
        return page

    yield another
    for context in opened:
        context.close()
    assert trouble == []


@pytest.fixture
def sign_in(open_window: Callable[..., Page]) -> Callable[..., Page]:
    """Open a window and sign in: `sign_in("chief.constable")`."""

    def person(name: str, **window: object) -> Page:
        page = _signed_in(open_window(**window), name)
        page.wait_for_url("**/today")
        return page

    return person


@pytest.fixture
def enter(open_window: Callable[..., Page]) -> Callable[[str], Page]:
    """Sign in as anybody, wherever that leads: somebody without a post is only welcomed."""
    return lambda name: _signed_in(open_window(), name)


def _signed_in(page: Page, name: str) -> Page:
    page.goto("/sign-in")
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    return page


@pytest.fixture(scope="session")
def barriers() -> Callable[[Page], list[str]]:
    """What axe finds, and what it cannot decide; both must be empty."""

    def look(page: Page) -> list[str]:
        # Through the developer tools, so that the content security policy stays as it is.
        if page.evaluate("() => typeof window.axe === 'undefined'"):
            page.evaluate(AXE)
        found: list[str] = page.evaluate(LOOK, RULES)
        return found

    return look


@pytest.fixture(scope="session")
def overflow() -> Callable[[Page], int]:
    """How many pixels the page is wider than its window."""

    def look(page: Page) -> int:
        return page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    return look


@pytest.fixture
def first_look():
    """Whether axe has still to look at this page in this window: it has, unless a journey says more."""
    return lambda *_page_and_width: True


@pytest.fixture
def looked_at(barriers, overflow, first_look):
    """What is wrong with a page in both windows; nothing, if all is well."""

    def look(page, address=""):
        if address:
            page.goto(address)
        found = []
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.evaluate(SETTLED)
            if overflow(page) > 0:
                found.append(f"{size['width']}: scrolls sideways by {overflow(page)}")
            if first_look(page, size["width"]):
                found += [f"{size['width']}: {one}" for one in barriers(page)]
        if page.evaluate(COLOURS % OTHER_BLUE):
            found.append("shows another body's blue")
        page.set_viewport_size(DESK)
        return [f"{page.url.rsplit('/', 3)[-2:]}: {one}" for one in found]

    return look


@pytest.fixture
def clear(looked_at):
    """Hold a page to being in nobody's way, in both windows."""

    def look(page, address=""):
        assert looked_at(page, address) == [], page.url

    return look
