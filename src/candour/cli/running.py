# SPDX-License-Identifier: MIT
"""`candour run`: database, synthetic force, static files, server and mail worker in one go."""

import argparse
import os
import signal
from pathlib import Path

import django

from candour.cli.processes import end, port_asked_for, start, stop, wait_until_open, watch


def run(options: argparse.Namespace) -> int:
    port = port_asked_for()
    os.environ.setdefault("CANDOUR_DEMO", "1")
    os.environ.setdefault("CANDOUR_ADDRESS", f"http://127.0.0.1:{port}")
    signal.signal(signal.SIGTERM, stop)
    _prepare()
    children = [
        start("gunicorn", "--config", "python:candour.cli.server"),
        start("candour.cli.main", "worker"),
    ]
    try:
        wait_until_open(port, children[0])
        _welcome(port)
        return watch(children)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    finally:
        end(children)


def _prepare() -> None:
    django.setup()
    from django.conf import settings
    from django.db import connections

    from candour.cli.migrating import migrate
    from candour.cli.static_files import collect

    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    migrate()
    if settings.DEMO:
        from candour.cli.resetting import build

        build()
    collect()
    connections.close_all()


def _welcome(port: int) -> None:
    from django.conf import settings

    if settings.DEMO:
        from candour.demo.build import sign_in_words

        print(f"\n{sign_in_words()}")
    print(f"\nCandour is at http://127.0.0.1:{port}  (Ctrl-C stops it)", flush=True)
