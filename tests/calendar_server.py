# SPDX-License-Identifier: MIT
"""A real calendar server (Radicale) in a process of its own, with one calendar of one person."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

NAME, PASSWORD = "d.chief", "kept by the server"
READY_WITHIN = 60
CONFIG = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[logging]
level = error
"""
NEW_CALENDAR = """<?xml version="1.0"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<D:displayname>Work</D:displayname></D:prop></D:set></C:mkcalendar>"""
ENTRY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Aldshire//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@dataclass
class CalendarServer:
    root: str
    """The address that an installation names."""

    @property
    def calendar(self) -> str:
        return f"{self.root}{NAME}/work/"

    def put(self, uid: str, *lines: str) -> None:
        stamp = "DTSTAMP:20261001T080000Z"
        body = ENTRY.format(uid=uid, lines="\r\n".join([stamp, *lines]))
        answer = requests.put(
            f"{self.calendar}{uid}.ics", data=body.encode(), auth=(NAME, PASSWORD), timeout=10,
            headers={"Content-Type": "text/calendar; charset=utf-8"},
        )  # fmt: skip
        answer.raise_for_status()

    def remove(self, uid: str) -> None:
        gone = requests.delete(f"{self.calendar}{uid}.ics", auth=(NAME, PASSWORD), timeout=10)
        gone.raise_for_status()


@contextmanager
def calendar_server(folder: Path) -> Iterator[CalendarServer]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "users").write_text(f"{NAME}:{PASSWORD}\n", encoding="utf-8")
    config = folder / "config"
    config.write_text(CONFIG.format(port=port, folder=folder), encoding="utf-8")
    running = subprocess.Popen([sys.executable, "-m", "radicale", "--config", str(config)])
    server = CalendarServer(f"http://127.0.0.1:{port}/")
    try:
        _wait(server.root, running)
        made = requests.request(
            "MKCALENDAR", server.calendar, data=NEW_CALENDAR, auth=(NAME, PASSWORD), timeout=10
        )
        made.raise_for_status()
        yield server
    finally:
        running.terminate()
        running.wait(timeout=10)


def _wait(address: str, running: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + READY_WITHIN
    while running.poll() is None and time.monotonic() < until:
        try:
            requests.get(address, timeout=2).close()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the calendar server did not start")
