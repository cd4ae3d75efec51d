# SPDX-License-Identifier: MIT
"""Writes or checks requirements.lock: names, versions, markers and hashes, and no address."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
UV = Path(sys.executable).parent / "uv"


def resolve(into: Path, *, upgrade: bool) -> None:
    """Resolve pyproject.toml; versions already in the file stay unless they are to be renewed."""
    command = [
        str(UV), "pip", "compile", "--quiet", "--universal", "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11",
        "--custom-compile-command", "make lock", "--extra", "postgres", "--group", "dev",
        "pyproject.toml", "--output-file", str(into),
    ]  # fmt: skip
    subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=True)
    # uv names the file it writes to in no other place than the header; nothing else is edited.
    if "://" in into.read_text(encoding="utf-8"):
        sys.exit(f"{into.name} names an address: it must not")


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        resolve(LOCK, upgrade="--upgrade" in arguments)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / LOCK.name
        fresh.write_bytes(LOCK.read_bytes())
        resolve(fresh, upgrade=False)
        if fresh.read_bytes() == LOCK.read_bytes():
            return 0
    print("requirements.lock is older than pyproject.toml: run make lock", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
