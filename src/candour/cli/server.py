# SPDX-License-Identifier: MIT
"""How the application server runs beside `candour run`; gunicorn reads the names below."""

import ctypes
import resource
import signal
import sys
from typing import Any

from candour.config.environment import text

wsgi_app = "candour.config.wsgi"
bind = f"127.0.0.1:{text('PORT', '8000')}"
worker_class = "gthread"
workers = int(text("CANDOUR_WORKERS", "2"))
threads = 4
preload_app = True  # one import instead of two: the first page comes a second sooner
loglevel = "warning"
timeout = 60
graceful_timeout = 5

PARENT_DEATH_SIGNAL = 1


def on_starting(server: Any) -> None:
    end_with_parent()
    leave_no_core()


def leave_no_core() -> None:
    """The memory of a worker holds what it opened: a crash must not write it to the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_with_parent() -> None:
    """Ask the kernel to stop this process when the one that started it is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGINT)
