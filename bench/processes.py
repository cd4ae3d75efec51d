# SPDX-License-Identifier: MIT
"""What processes have cost so far, read from /proc (Linux)."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
# Places in /proc/<pid>/stat, counted after the name in brackets.
PARENT, OWN, REAPED = 1, slice(11, 13), slice(13, 15)


def families(roots: Iterable[int]) -> set[int]:
    """These processes and everything they started that still runs."""
    parents = {pid: int(stat[PARENT]) for pid, stat in _all_stats()}
    known = {pid for pid in roots if pid in parents}
    while more := {pid for pid, parent in parents.items() if parent in known} - known:
        known |= more
    return known


def cpu_seconds(roots: Iterable[int]) -> float:
    """Processor time of these processes, their children and the children already gone."""
    family = families(roots)
    ticks = 0
    for pid, stat in _all_stats():
        if pid in family:
            ticks += sum(map(int, stat[OWN])) + sum(map(int, stat[REAPED]))
    return ticks / TICKS_A_SECOND


def memory_mb(roots: Iterable[int]) -> float:
    """Memory of their own (shared pages divided, mapped database files left out), in MB."""
    kilobytes = 0
    for pid in families(roots):
        try:
            lines = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue  # it has just ended
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss_Anon:"))
    return kilobytes / 1024


def _all_stats() -> list[tuple[int, list[str]]]:
    found = []
    for folder in PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            text = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # it has just ended
        found.append((int(folder.name), text.rpartition(")")[2].split()))
    return found
