# SPDX-License-Identifier: MIT
"""How the application server of the public site runs; gunicorn reads the names below."""

from typing import Any

from candour.cli.server import end_with_parent, leave_no_core
from candour.config.environment import text

wsgi_app = "candour.config.public_wsgi"
bind = f"127.0.0.1:{text('PORT', '8001')}"
worker_class = "gthread"
workers = int(text("CANDOUR_WORKERS", "2"))
threads = 4
keepalive = 5
preload_app = True
loglevel = "warning"
timeout = 30
graceful_timeout = 5


def on_starting(server: Any) -> None:
    end_with_parent()
    leave_no_core()
