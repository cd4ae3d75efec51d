# SPDX-License-Identifier: MIT
"""`make check`: every check that needs no test run. All run, two at a time; only trouble is printed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
NO_SECRETS = (
    "--disable-plugin", "HexHighEntropyString",  # the record is made of hashes, and so are its tests
    "--disable-plugin", "KeywordDetector",  # ruff's S105 to S107 read the source for passwords
    "--exclude-files", r"requirements(-scale|-opendata)?\.lock|.*package-lock\.json|src/candour/ui/static/.*|tests/journeys/axe/.*",
    "--exclude-lines", "user:password@host",  # the shape of an address, in a hint
    "--exclude-lines", "^ALPHABET = ",  # the letters of our references
    "--exclude-lines", r"PRIVATE\+KEY\+other",  # a key that a test damages
)  # fmt: skip
PRODUCTION = {"CANDOUR_DEMO": "0", "CANDOUR_HTTPS": "1", "CANDOUR_HOSTS": "candour.example"}
PUBLIC = {**PRODUCTION, "DJANGO_SETTINGS_MODULE": "candour.config.public_settings"}


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    where: Mapping[str, str] = field(default_factory=dict)


def tool(name: str, *words: str) -> tuple[str, ...]:
    return (str(BIN / name), *words)


def python(*words: str) -> tuple[str, ...]:
    return (sys.executable, *words)


def pure() -> list[str]:
    """What decides: read a second time by mypy without the plugin, which starts Django."""
    folders = [ROOT / "src/candour/kernel", *sorted(ROOT.glob("src/candour/*/rules"))]
    return [str(folder.relative_to(ROOT)) for folder in folders]


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def checks() -> list[Check]:
    # Those that open every page or build a database anew belong to `make test`.
    long = ("matrix", "query_counts", "test_pages", "adding_a_register", "production")
    contracts = ("tests/contracts", *(f"--ignore-glob=*{name}*" for name in long))
    return [
        Check("types", tool("mypy")),
        Check("types of kernel and rules, plain", tool("mypy", "--config-file=", "--cache-dir=.mypy_cache/plain", "--strict", *pure())),
        Check("style", tool("ruff", "check", ".")),
        Check("format", tool("ruff", "format", "--check", ".")),
        Check("layers", tool("lint-imports")),
        Check("pages", tool("djlint", "--lint", "--quiet", "src")),
        Check("settings for production", python("manage.py", "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
        Check("settings of the public site", python("-m", "django", "check", "--deploy", "--fail-level", "WARNING"), PUBLIC),
        Check("migrations", python("manage.py", "makemigrations", "--check", "--dry-run")),
        Check("generated pages", python("tools/write_docs.py", "--check")),
        Check("lock", python("tools/lock.py", "--check")),
        # The slowest of all: in two halves, so that it waits for neither core.
        *(Check(f"secrets, {half} half", tool("detect-secrets-hook", *NO_SECRETS, *listed))
          for half, listed in (("one", tracked()[::2]), ("other", tracked()[1::2]))),
        Check("contracts", python("-m", "pytest", "-q", *contracts)),
    ]  # fmt: skip


def run(check: Check, home: str) -> tuple[Check, int, str, float]:
    started = time.monotonic()
    done = subprocess.run(
        check.command, check=False, cwd=ROOT, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, env={**os.environ, "CANDOUR_HOME": home, **check.where},
    )  # fmt: skip
    return check, done.returncode, done.stdout + done.stderr, time.monotonic() - started


def main() -> int:
    started = time.monotonic()
    failed = []
    with (
        tempfile.TemporaryDirectory(prefix="candour-check-") as home,
        ThreadPoolExecutor(2) as pool,
    ):
        (Path(home) / "static").mkdir()
        for check, code, output, seconds in pool.map(lambda one: run(one, home), checks()):
            print(f"{'failed' if code else 'passed'}  {check.name} ({seconds:.1f} s)", flush=True)
            if code:
                failed.append(check.name)
                print(output, flush=True)
    seconds = time.monotonic() - started
    print(f"\n{len(checks()) - len(failed)} checks passed in {seconds:.0f} s. "
          f"Failed: {', '.join(failed) or 'nothing'}.")  # fmt: skip
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
