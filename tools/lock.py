# SPDX-License-Identifier: MIT
"""Writes or checks requirements.lock: names, versions, markers and hashes, and no address.

requirements-scale.lock holds in the same way what the extra `scale` adds, and requirements-opendata.lock what judges
our open data. To resolve the first anew means to download all of Spark, so both are checked by reading alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
SCALE = ROOT / "requirements-scale.lock"
OPEN_DATA = ROOT / "requirements-opendata.lock"
UV = Path(sys.executable).parent / "uv"


def resolve(into: Path, *, upgrade: bool) -> None:
    """Resolve pyproject.toml; versions already in the file stay unless they are to be renewed."""
    _compile(into, ["--extra", "postgres", "--group", "dev", "pyproject.toml"], upgrade=upgrade)


def resolve_beside() -> None:
    for into, wanted in beside().items():
        _compile(into, ["-"], "\n".join(wanted))


def beside() -> dict[Path, list[str]]:
    """What is installed beside the product, never into it: by its lock, what is asked for."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        SCALE: list(said["project"]["optional-dependencies"]["scale"]),
        OPEN_DATA: list(said["dependency-groups"]["opendata"]),
    }


def holds(lock: Path, wanted: list[str]) -> bool:
    """A lock holds everything that is asked for, and what is asked for in one version, in that."""
    held = lock.read_text(encoding="utf-8").splitlines()
    names = [re.sub(r"\[.*?\]|>=.*", "", one) for one in wanted]
    return all(any(re.match(rf"{re.escape(one)}(==| \\)", line) for line in held) for one in names)


def _compile(into: Path, what: list[str], given: str = "", *, upgrade: bool = False) -> None:
    command = [
        str(UV), "pip", "compile", "--quiet", "--universal", "--generate-hashes",
        "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11",
        "--custom-compile-command", "make lock", *what, "--output-file", str(into),
    ]  # fmt: skip
    again = ["--upgrade"] if upgrade else []
    subprocess.run([*command, *again], cwd=ROOT, check=True, input=given, text=True)
    # uv names the file it writes to in no other place than the header; nothing else is edited.
    if "://" in into.read_text(encoding="utf-8"):
        sys.exit(f"{into.name} names an address: it must not")


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        resolve(LOCK, upgrade="--upgrade" in arguments)
        resolve_beside()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / LOCK.name
        fresh.write_bytes(LOCK.read_bytes())
        resolve(fresh, upgrade=False)
        same = fresh.read_bytes() == LOCK.read_bytes()
    if same and all(holds(lock, wanted) for lock, wanted in beside().items()):
        return 0
    print("A lock is older than pyproject.toml: run make lock", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
