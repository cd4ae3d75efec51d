# SPDX-License-Identifier: MIT
"""`make bench-public`: how many pages a second the public site gives, on this machine, load included.

The pages are those of the synthetic county: registers, entries, searches, open data, in both
languages. First each page is asked for once, as it has to be made; then all of them in turn, as
they come out of the cache. The program that asks runs on the same processors.
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bench import report
from bench.load import Measured, Request, ask, drive, drive_once
from bench.servers import Gunicorn
from bench.sites import ROOT

AIM = 1_000
SEARCHES = ("", "?words=pen", "?who=constable", "?giver=hotel")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-public", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--connections", type=int, default=8)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="candour-bench-") as folder:
        home = Path(folder)
        file = _published(home)
        env = _env(home, file)
        _collect(env)
        with Gunicorn(
            "candour.config.public_wsgi:application", env, home / "gunicorn.txt"
        ) as server:
            found = _measured(server.port, _pages(file), chosen)
    print("\n".join(_lines(found)))
    print(f"Figures: {report.write(ROOT / 'build' / 'bench-public', found).relative_to(ROOT)}")
    return 0 if found["kept"]["rate"] >= AIM and not found["kept"]["errors"] else 1


def _published(home: Path) -> Path:
    """The file of the synthetic county."""
    env = {"CANDOUR_HOME": str(home), "CANDOUR_DEMO": "1", "PYTHONPATH": str(ROOT / "src")}
    words = [sys.executable, "-m", "candour.cli.main", "publish-site"]
    done = subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return Path(done.stdout.splitlines()[-1])


def _env(home: Path, file: Path) -> dict[str, str]:
    return {
        "CANDOUR_HOME": str(home), "CANDOUR_PUBLISHED": str(file), "CANDOUR_HTTPS": "0",
        "CANDOUR_HOSTS": "127.0.0.1", "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "candour.config.public_settings",
    }  # fmt: skip


def _collect(env: dict[str, str]) -> None:
    words = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(words, env=env, check=True)


def _pages(file: Path) -> list[Request]:
    """Every register with some searches, every entry, every page about the data."""
    with closing(sqlite3.connect(file)) as read:
        codes = [code for (code,) in read.execute("SELECT code FROM dataset ORDER BY position")]
        rows = read.execute("SELECT dataset, reference FROM row WHERE current = 1").fetchall()
    paths = ["/transparency", "/transparency/check", "/transparency/feed.atom"]
    paths += [f"/transparency/{code}{search}" for code in codes for search in SEARCHES]
    paths += [f"/transparency/data/{code}" for code in codes]
    paths += [f"/transparency/{code}/{reference}" for code, reference in rows]
    return [Request(before + path) for before in ("", "/cy") for path in paths]


def _measured(port: int, pages: list[Request], chosen: argparse.Namespace) -> dict[str, Any]:
    ask(port, pages[0])
    made = drive_once(port, pages, connections=2, seconds=120.0)
    for _worker in range(4):  # each worker keeps its own
        drive_once(port, pages, connections=chosen.connections, seconds=60.0)
    kept = drive(
        port, pages, connections=chosen.connections, seconds=chosen.seconds, most=10_000_000
    )
    return {
        "machine": report.machine(), "pages": len(pages), "connections": chosen.connections,
        "made": _figures(made), "kept": _figures(kept),
    }  # fmt: skip


def _figures(run: Measured) -> dict[str, Any]:
    return {
        "answered": run.answered, "rate": run.rate, "p50_ms": run.percentile(0.5),
        "p95_ms": run.percentile(0.95), "errors": run.error_count, "first_errors": run.errors,
    }  # fmt: skip


def _lines(found: dict[str, Any]) -> list[str]:
    made, kept = found["made"], found["kept"]
    return [
        f"{found['pages']} pages, {found['connections']} connections, two workers",
        f"made:  {made['rate']:6.0f} pages a second, 95 of 100 within {made['p95_ms']:.1f} ms",
        f"kept:  {kept['rate']:6.0f} pages a second, 95 of 100 within {kept['p95_ms']:.1f} ms",
        f"aim:   {AIM:6} pages a second; errors: {kept['errors']} {kept['first_errors'] or ''}",
    ]


if __name__ == "__main__":
    sys.exit(main())
