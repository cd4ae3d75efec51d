# SPDX-License-Identifier: MIT
"""`make bench-start`: from `make run` to the first page, in an empty home and again in a filled one.

Beside it, in the same run, Django's own development server with a plain project on the same machine.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.load import HOST
from bench.servers import CannotStart, free_port

ROOT = Path(__file__).resolve().parent.parent
COLD, WARM = 90, 5
"""Seconds that the first page may take, cold and warm."""
LONGEST = 300.0
EVERY = 0.05
PLAIN = """
import sys
from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse
from django.urls import path
settings.configure(DEBUG=True, SECRET_KEY="plain", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
urlpatterns = [path("sign-in", lambda request: HttpResponse("plain"))]
execute_from_command_line(["plain", "runserver", "--noreload", sys.argv[1]])
"""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="candour-start-") as folder:
        home = {**os.environ, "CANDOUR_HOME": folder}
        home.pop("DATABASE_URL", None)
        cold = first_page(["make", "-s", "run"], home)
        warm = min(first_page(["make", "-s", "run"], home) for _again in range(3))
    plain = min(first_page([sys.executable, "-c", PLAIN], home) for _again in range(3))
    print(f"cold  {cold:6.1f} s  (may take {COLD})")
    print(f"warm  {warm:6.1f} s  (may take {WARM})")
    print(
        f"plain {plain:6.1f} s  a Django project of one page; warm is {warm / plain:.1f} times that"
    )
    return 0 if cold <= COLD and warm <= WARM else 1


def first_page(command: list[str], home: dict[str, str]) -> float:
    """Seconds from the command to the first page that answers; what was started is stopped."""
    port = free_port()
    address = f"{HOST}:{port}"
    given = command if command[0] == "make" else [*command, address]
    started = time.monotonic()
    with subprocess.Popen(
        given, cwd=ROOT, env={**home, "PORT": str(port)}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        try:
            return _until_open(f"http://{address}/sign-in", running, started)
        finally:
            os.killpg(running.pid, signal.SIGINT)
            running.wait(timeout=30)


def _until_open(address: str, running: subprocess.Popen[bytes], started: float) -> float:
    while running.poll() is None and time.monotonic() < started + LONGEST:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310 - our own machine
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(EVERY)
        else:
            return time.monotonic() - started
    raise CannotStart(f"{address} did not answer.")


if __name__ == "__main__":
    sys.exit(main())
