# SPDX-License-Identifier: MIT
"""One person at a desk: Chromium before a product of its own, with every key and click counted.

The seconds are those of the keystroke-level model, which nobody has timed here: a key, a point and
click, and a thought before each answer. What the machine takes to answer is told beside them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from bench.load import HOST
from bench.servers import CannotStart, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
KEY, CLICK, THOUGHT = 0.28, 1.3, 1.35
"""Seconds of the model."""
READY_WITHIN = 600.0
PATIENCE = 90_000
"""Milliseconds: the machine may be shared."""
DEMONSTRATION = "invented-county"


@dataclass(frozen=True)
class Figure:
    target: str
    what: str
    found: str
    bar: str
    met: bool
    more: tuple[str, ...] = ()
    """What fell short, one a line."""


@contextmanager
def product() -> Iterator[str]:
    """`candour run` with the synthetic county in an empty home; answers with its address."""
    with tempfile.TemporaryDirectory(prefix="candour-ux-") as home:
        port = free_port()
        address = f"http://{HOST}:{port}"
        given = {**os.environ, "CANDOUR_HOME": home, "PORT": str(port), "CANDOUR_ADDRESS": address}
        given.pop("DATABASE_URL", None)
        with (Path(home) / "log").open("wb") as log:
            running = subprocess.Popen(
                [sys.executable, "-m", "candour.cli.main", "run"], env=given, stdout=log, stderr=log,
                cwd=ROOT,
            )  # fmt: skip
            try:
                _wait(f"{address}/health", running)
                yield address
            finally:
                running.terminate()
                running.wait(timeout=60)


def _wait(address: str, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while running.poll() is None and time.monotonic() < until:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own machine
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
        else:
            return
    raise CannotStart(f"{address} did not answer.")


@contextmanager
def chromium() -> Iterator[Browser]:
    program = os.environ.get("CANDOUR_BROWSER") or shutil.which("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


class Desk:
    """A window of one person who is signed in; what they do is counted."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        self.address, self.name, self._browser = address, name, browser
        self.context: BrowserContext = browser.new_context(
            base_url=address, locale="en-GB", timezone_id="Europe/London", accept_downloads=True
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.keys = self.clicks = self.thoughts = self.typed = 0
        self.waited = 0.0
        self._sign_in()

    def _sign_in(self) -> None:
        self.page.goto("/sign-in")
        self.page.get_by_label("Sign-in name").fill(self.name)
        self.page.get_by_label("Password", exact=True).fill(DEMONSTRATION)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign in").click()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.context.close()

    @property
    def seconds(self) -> float:
        """What the model says that the person takes."""
        return self.keys * KEY + self.clicks * CLICK + self.thoughts * THOUGHT

    def think(self) -> None:
        self.thoughts += 1

    def type(self, text: str) -> None:
        """Type an answer where the cursor stands."""
        self.think()
        self.page.keyboard.type(text)
        self.keys += len(text)
        self.typed += 1

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)
            self.keys += 1

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()

    def choose(self, question: str, answer: str) -> None:
        """Answer a question that is asked with radios."""
        self.think()
        group = self.page.get_by_role("group", name=question)
        self.click(group.get_by_role("radio", name=answer, exact=True))

    def send(self, name: str) -> None:
        """Click a button, and wait for the page that answers."""
        began = time.monotonic()
        with self.page.expect_navigation():
            self.click(self.page.get_by_role("button", name=name, exact=True))
        self.waited += time.monotonic() - began
        if self.page.get_by_role("heading", name="Show that it is you").count():
            self.send("Go on")

    def follow(self, name: str) -> None:
        began = time.monotonic()
        with self.page.expect_navigation():
            self.click(self.page.get_by_role("link", name=name).first)
        self.waited += time.monotonic() - began
