# SPDX-License-Identifier: MIT
"""`make docs`: every page under docs/generated, written anew. With --check, say which was stale."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENERATED = ROOT / "docs/generated"
WRITERS: tuple[tuple[str, ...], ...] = (
    ("tools/clause_map.py",),
    ("tools/procedure_pages.py",),
    ("tools/package_list.py",),
)
"""Each is a program of ours with its arguments; add one line to add a page."""


def state() -> dict[str, str]:
    return {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(GENERATED.rglob("*"))
        if path.is_file()
    }


def main(arguments: list[str]) -> int:
    before = state()
    for writer in WRITERS:
        subprocess.run([sys.executable, *writer], cwd=ROOT, check=True)
    after = state()
    stale = sorted(name for name in before | after if before.get(name) != after.get(name))
    if "--check" in arguments and stale:
        print("These were stale and are now written anew; commit them:", *stale, sep="\n  ")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
