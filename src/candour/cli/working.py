# SPDX-License-Identifier: MIT
"""`candour worker`: sends messages and runs jobs as they fall due, beside the server."""

import argparse
import logging
import signal
import threading

import django
from django.db import DatabaseError, close_old_connections

from candour.cli.server import end_with_parent, leave_no_core

log = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two rounds (5)")


def run(options: argparse.Namespace) -> int:
    end_with_parent()
    leave_no_core()
    django.setup()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    while not stop.is_set():
        _round()
        stop.wait(options.every)
    return 0


def _round() -> None:
    from candour.correspondence.worker import turn

    close_old_connections()
    try:
        turn()
    except DatabaseError:
        log.exception("the outbox could not be read; the next round tries again")
