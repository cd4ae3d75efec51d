# SPDX-License-Identifier: MIT
"""`candour run-public`: the public site on its own, from the published file and nothing else.

In a demonstration without a published file the synthetic force is built first, by another process:
this one never opens the database.
"""

import argparse
import os
import signal
import subprocess
import sys

from candour.cli.processes import end, port_asked_for, start, stop, wait_until_open, watch
from candour.config import environment

PORT = "8001"


def run(options: argparse.Namespace) -> int:
    port = port_asked_for(PORT)
    os.environ["PORT"] = str(port)
    os.environ.setdefault("CANDOUR_DEMO", "1")
    signal.signal(signal.SIGTERM, stop)
    _have_something()
    _collect()
    server = start("gunicorn", "--config", "python:candour.cli.public_server")
    try:
        wait_until_open(port, server)
        print(
            f"\nThe public site is at http://127.0.0.1:{port}/transparency  (Ctrl-C stops it)",
            flush=True,
        )
        return watch([server])
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    finally:
        end([server])


def _have_something() -> None:
    """A demonstration shows something at once; elsewhere the file comes from the worker."""
    named = environment.text("CANDOUR_PUBLISHED", "")
    there = named or any((environment.home() / "published").glob("*.sqlite3"))
    if not there and environment.flag("CANDOUR_DEMO", default=False):
        subprocess.run([sys.executable, "-m", "candour.cli.main", "publish-site"], check=True)


def _collect() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "candour.config.public_settings"
    import django

    django.setup()
    from candour.cli.static_files import collect

    collect()
