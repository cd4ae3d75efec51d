# SPDX-License-Identifier: MIT
"""Starts the parts of the product beside this process, watches them and ends them together."""

import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from candour.config.environment import Misconfigured, text

READY_WITHIN = 60


def port_asked_for(default: str = "8000") -> int:
    given = text("PORT", default)
    if not given.isdecimal() or not 0 < int(given) < 65536:  # noqa: PLR2004  the highest port
        raise Misconfigured(f"PORT is '{given}': set it to a number from 1 to 65535")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(given)))
        except OSError as error:
            message = f"Port {given} cannot be used ({error.strerror}). Choose another: PORT=8001"
            raise Misconfigured(message) from error
    return int(given)


def start(module: str, *words: str) -> subprocess.Popen[bytes]:
    # In a group of its own: Ctrl-C reaches this process alone, which then ends the others once.
    return subprocess.Popen([sys.executable, "-m", module, *words], process_group=0)


def wait_until_open(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Misconfigured("The server did not start; the lines above say why.")


def watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until one of them ends by itself, which none should."""
    while all(child.poll() is None for child in children):
        time.sleep(0.2)
    print("A part of Candour has stopped; the lines above say why.", file=sys.stderr)
    return 1


def stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.send_signal(signal.SIGINT)
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
