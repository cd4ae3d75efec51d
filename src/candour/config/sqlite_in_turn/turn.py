# SPDX-License-Identifier: MIT
"""A turn at something that one at a time may use, among all threads and processes of a machine."""

import fcntl
import os
import threading
from contextlib import suppress
from pathlib import Path


class Turn:
    """Whoever waits is woken the moment the other is done, and one that died holds nobody up.

    A file is locked for it, so the system knows who waits; nothing is ever written to it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self._mine = False

    def take(self, seconds: float) -> bool:
        """Wait for the turn, but not longer than that; says whether it came."""
        if self._file is None:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._mine = True
        except BlockingIOError:
            self._mine = _Wait(self._file).came_within(seconds)
            if not self._mine:
                self._file = None  # it belongs to the wait that was given up
        return self._mine

    def give_up(self) -> None:
        """Let the next one in; nothing happens without a turn."""
        if self._mine and self._file is not None:
            self._mine = False
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the turn up, if it is held, and the file too."""
        self._mine = False
        if self._file is not None:
            with suppress(OSError):
                os.close(self._file)
            self._file = None


class _Wait:
    """The system's wait for a file has no end of its own, so a thread of its own does the waiting."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._between = threading.Lock()
        self._came = threading.Event()
        self._given_up = False

    def came_within(self, seconds: float) -> bool:
        threading.Thread(target=self._wait, daemon=True).start()
        if self._came.wait(seconds):
            return True
        with self._between:
            self._given_up = not self._came.is_set()
            return not self._given_up

    def _wait(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._between:
            if self._given_up:
                os.close(self._file)
            else:
                self._came.set()
