# SPDX-License-Identifier: MIT
"""`make test`: the suite on SQLite and on PostgreSQL, Spark, the browser journeys, the coverage gates.

What is missing is brought where that is allowed. What had to be left out is said in the last line;
with CI=true nothing may be, except Spark (half a gigabyte, decision 0070) and Frictionless, which
no installation needs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from private_postgres import installed, private_postgres

ROOT = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"1", "true"}
WITH_A_DATABASE = (
    "tests/services",
    "tests/pages",
    "tests/contracts/test_authz_matrix.py",
    "tests/contracts/test_migrations.py",
    "tests/contracts/test_pages.py",
    "tests/tools/test_bench_fill.py",
)
"""Everything that touches a database; other rules, tools and contracts give the same on both."""
SPARK = ROOT / ".venv/scale"
"""Spark by its own lock, beside the packages that the product is tested with and without it."""
DECIDES = "*/candour/kernel/*,*/candour/*/rules/*"
FRICTIONLESS = ROOT / ".venv/opendata"
"""What judges our open data, in the same way; tests start it in a process of its own."""
GATES = (("kernel and rules", f"--include={DECIDES}", 98), ("the rest", f"--omit={DECIDES}", 92))


@dataclass
class Outcome:
    """What the run has shown so far."""

    reports: Path
    passed: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    may_be_left_out: list[str] = field(default_factory=list)
    skipped: int = 0

    def count(self, name: str, report: Path) -> None:
        suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314  pytest wrote it just now
        for suite in suites:
            total, bad, skipped = (
                sum(int(suite.get(key, "0")) for key in keys)
                for keys in (("tests",), ("failures", "errors"), ("skipped",))
            )
            self.passed[name] = self.passed.get(name, 0) + total - bad - skipped
            self.skipped += skipped


def main() -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="candour-reports-") as folder:
        outcome = Outcome(Path(folder))
        bring(outcome)
        plain = environment(outcome, None)
        # The contracts open every address as everybody: measuring that would double their time,
        # and a line that only they reach has no test that says what it is for.
        suite(outcome, "contracts", plain, ["-n", "2", "tests/contracts"], coverage=False)
        rest = ["-n", "2", "--ignore=tests/contracts", "--ignore=tests/spark"]
        suite(outcome, "SQLite", plain, rest, coverage=True)
        if spark():
            # Java's quicker compiler: what runs for seconds is never worth the thorough one.
            quick = "-XX:TieredStopAtLevel=1"
            where = {**plain, "PYTHONPATH": str(SPARK), "JDK_JAVA_OPTIONS": quick}
            suite(outcome, "Spark", where, ["tests/spark"], coverage=True)
        if installed():
            # Tests that kill a server, or watch it sync, start a durable one of their own.
            with private_postgres(durable=False) as url:
                where = environment(outcome, url)
                # The lines are the same on both databases: measuring them once is enough.
                suite(outcome, "PostgreSQL", where, ["-n", "2", *WITH_A_DATABASE], coverage=False)
        if browser():
            where = environment(outcome, None)
            suite(
                outcome,
                "journeys",
                where,
                ["-n", "2", "-m", "journey", "tests/journeys"],
                coverage=False,
            )
        gates(outcome)
    return closing_line(outcome, time.monotonic() - started)


def browser() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def java() -> str | None:
    return shutil.which("java")


def spark() -> bool:
    return java() is not None and (SPARK / "pyspark").is_dir()


def bring(outcome: Outcome) -> None:
    """Install what is missing with Debian's own tool, where this user may."""
    wanted = {
        "PostgreSQL": ("postgresql", installed),
        "journeys": ("chromium", browser),
        "traces of system calls": ("strace", lambda: shutil.which("strace")),
        "Java": ("openjdk-17-jre-headless", java),
    }
    missing = [package for package, there in wanted.values() if not there()]
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if missing and shutil.which("apt-get") and (not rights or may_sudo()):
        print(f"Installing {' and '.join(missing)}", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-qq", "-y", *missing]):
            subprocess.run([*rights, "apt-get", *words], check=False, env=quiet, timeout=600,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
    bring_identity_provider(outcome)
    outcome.left_out += [
        f"{name} (apt install {package})"
        for name, (package, there) in wanted.items()
        if not there() and name != "Java"
    ]
    bring_spark(outcome)
    bring_frictionless(outcome)


def bring_identity_provider(outcome: Outcome) -> None:
    """The OpenID provider that sign-in is tried against: from npm, by its lock, beside the tests."""
    folder = ROOT / "tests/identity_provider"
    if not (folder / "node_modules").is_dir() and shutil.which("npm"):
        print("Installing the identity provider", flush=True)
        subprocess.run(["npm", "ci", "--silent"], check=False, cwd=folder, timeout=300,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
    if not (folder / "node_modules").is_dir():
        outcome.left_out.append("a real identity provider (cd tests/identity_provider && npm ci)")


def bring_spark(outcome: Outcome) -> None:
    """Where Spark cannot be had, the rest of the suite is no less."""
    if java() and not (SPARK / "pyspark").is_dir():
        bring_beside("Spark", SPARK)
    if not spark():
        outcome.may_be_left_out.append("Spark (apt install openjdk-17-jre-headless; make test)")


def bring_frictionless(outcome: Outcome) -> None:
    if not (FRICTIONLESS / "frictionless").is_dir():
        bring_beside("Frictionless", FRICTIONLESS)
    if not (FRICTIONLESS / "frictionless").is_dir():
        outcome.may_be_left_out.append("Frictionless (make test, with a package index)")


def bring_beside(name: str, place: Path) -> None:
    """By the hashes of its own lock, beside the packages of the product."""
    print(f"Installing {name}", flush=True)
    half = place.with_name(f"{place.name}-half")  # what was broken off is not taken for the whole
    shutil.rmtree(half, ignore_errors=True)
    lock = f"requirements-{place.name}.lock"
    words = ["-q", "--target", str(half), "--require-hashes", "-r", lock]
    with contextlib.suppress(subprocess.TimeoutExpired, subprocess.CalledProcessError):
        subprocess.run([str(Path(sys.executable).parent / "uv"), "pip", "install", *words],
                       check=True, cwd=ROOT, timeout=600, stdin=subprocess.DEVNULL)  # fmt: skip
        half.rename(place)


def may_sudo() -> bool:
    if not shutil.which("sudo"):
        return False
    asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return asked.returncode == 0


def environment(outcome: Outcome, url: str | None) -> dict[str, str]:
    values = {**os.environ, "COVERAGE_FILE": str(outcome.reports / "coverage")}
    values.pop("DATABASE_URL", None)
    if url:
        values["DATABASE_URL"] = url
    if found := browser():
        values["CANDOUR_BROWSER"] = found
    return values


def suite(
    outcome: Outcome, name: str, where: Mapping[str, str], words: Sequence[str], *, coverage: bool
) -> None:
    print(f"\n== {name}", flush=True)
    report = outcome.reports / f"{name}.xml"
    measured = ["coverage", "run", "-m"] if coverage else []
    slow = ["--durations=10", "--durations-min=2"]
    command = [
        sys.executable, "-m", *measured, "pytest", "-q", f"--junitxml={report}", *slow, *words,
    ]  # fmt: skip
    done = subprocess.run(command, check=False, cwd=ROOT, env=dict(where))
    if report.is_file():
        outcome.count(name, report)
    if done.returncode:
        outcome.failures.append(name)


def gates(outcome: Outcome) -> None:
    where = environment(outcome, None)
    coverage = [sys.executable, "-m", "coverage"]
    subprocess.run([*coverage, "combine", "--quiet"], check=False, cwd=ROOT, env=where)
    for name, choice, lowest in GATES:
        print(f"\n== coverage of {name}: {lowest} % or more", flush=True)
        command = [*coverage, "report", choice, f"--fail-under={lowest}"]
        if subprocess.run(command, check=False, cwd=ROOT, env=where).returncode:
            outcome.failures.append(f"coverage of {name}")


def closing_line(outcome: Outcome, seconds: float) -> int:
    counts = ", ".join(f"{name} {number}" for name, number in outcome.passed.items())
    took = f"{int(seconds) // 60} min {int(seconds) % 60} s"
    left_out = ", ".join((*outcome.left_out, *outcome.may_be_left_out)) or "nothing"
    print(
        f"\n{sum(outcome.passed.values())} passed ({counts}), {outcome.skipped} skipped, "
        f"in {took}. Failed: {', '.join(outcome.failures) or 'nothing'}. Left out: {left_out}."
    )
    return 1 if outcome.failures or (CI and outcome.left_out) else 0


if __name__ == "__main__":
    sys.exit(main())
