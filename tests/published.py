# SPDX-License-Identifier: MIT
"""A public site for tests: its own process over its own file, with no database and no keys in reach."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tracked import TOP

READY_WITHIN = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class PublicSite:
    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str, **headers: str) -> Answer:
        asked = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read())
        except urllib.error.HTTPError as problem:
            return Answer(problem.code, dict(problem.headers), problem.read())


@contextmanager
def serving(file: Path, home: Path) -> Iterator[PublicSite]:
    """The public site over one file. Its home is empty: whatever it needs besides, it does not find."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    here = {
        **kept, "CANDOUR_HOME": str(home), "CANDOUR_PUBLISHED": str(file), "PORT": str(port),
        "CANDOUR_DEMO": "1", "CANDOUR_WORKERS": "1", "PYTHONPATH": str(TOP / "src"),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    }  # fmt: skip
    log = (home / "public.log").open("wb")
    running = subprocess.Popen(
        [sys.executable, "-m", "candour.cli.main", "run-public"], env=here, stdout=log, stderr=log
    )
    site = PublicSite(f"http://127.0.0.1:{port}")
    try:
        _wait(site, running, home / "public.log")
        yield site
    finally:
        running.terminate()
        running.wait(timeout=30)
        log.close()


def _wait(site: PublicSite, running: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while running.poll() is None and time.monotonic() < until:
        try:
            site.get("/transparency/check")
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the public site did not start:\n{log.read_text(encoding='utf-8')}")
