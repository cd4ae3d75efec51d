# SPDX-License-Identifier: MIT
"""Writes or checks requirements.lock: names, versions, markers and hashes, and no address.

requirements-scale.lock holds in the same way what the extra `scale` adds. To resolve that anew means to
download all of Spark, so it is checked by reading alone.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
SCALE = ROOT / "requirements-scale.lock"
UV = Path(sys.executable).parent / "uv"


def resolve(into: Path, *, upgrade: bool) -> None:
    """Resolve pyproject.toml; versions already in the file stay unless they are to be renewed."""
    _compile(into, ["--extra", "postgres", "--group", "dev", "pyproject.toml"], upgrade=upgrade)


def resolve_scale() -> None:
    _compile(SCALE, ["-"], "\n".join(scale()))


def scale() -> list[str]:
    """What the extra asks for, each in one version."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(said["project"]["optional-dependencies"]["scale"])


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
        resolve_scale()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / LOCK.name
        fresh.write_bytes(LOCK.read_bytes())
        resolve(fresh, upgrade=False)
        same = fresh.read_bytes() == LOCK.read_bytes()
    held = SCALE.read_text(encoding="utf-8").splitlines()
    if same and {f"{one} \\" for one in scale()} <= set(held):
        return 0
    print("A lock is older than pyproject.toml: run make lock", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
