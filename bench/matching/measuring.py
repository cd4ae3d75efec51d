# SPDX-License-Identifier: MIT
"""A program run and measured: elapsed time, processor time of all its processes, their peak memory."""

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

OFTEN = 0.05
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    wall: float
    processor: float
    memory: int
    failed: str


def run(command: Sequence[str], cwd: Path, log: Path) -> Cost:
    """Run to the end; a program that fails says so in its last line."""
    started = time.monotonic()
    peak = [0]
    spent: dict[int, float] = {}
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(command, cwd=cwd, stdout=file, stderr=subprocess.STDOUT)
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, spent, done))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        watcher.join()
    wall = time.monotonic() - started
    last = (log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [""])[-1]
    failed = last if process.returncode else ""
    # The system adds up those that their parents waited for; Java's parent does not wait.
    processor = max(used.ru_utime + used.ru_stime, sum(spent.values()))
    return Cost(wall, processor, max(peak[0], used.ru_maxrss * 1024), failed)


def _watch(top: int, peak: list[int], spent: dict[int, float], done: threading.Event) -> None:
    while not done.wait(OFTEN):
        family = _family(top)
        peak[0] = max(peak[0], sum(map(_resident, family)))
        spent.update({process: max(spent.get(process, 0.0), _spent(process)) for process in family})


def _family(top: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [top]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(children.get(one, []))
    return found


def _resident(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def _spent(process: int) -> float:
    """Processor seconds of one process by itself, as of now."""
    try:
        said = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return 0.0
    return (int(said[11]) + int(said[12])) / TICKS
