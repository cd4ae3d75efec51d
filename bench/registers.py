# SPDX-License-Identifier: MIT
"""`make bench-registers`: lists, search and filters of one register at a million entries.

Every page is asked whole, through every layer from the session to the template, by people who see
the register in different ways. Beside them: payments brought in and rows written out.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import report
from bench.servers import PostgreSQL
from bench.sites import CANDOUR, ROOT

PAGE_MS, IN_A_SECOND, OUT_SECONDS = 250, 20_000, 3.0
ENGINES = ("sqlite", "postgresql")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-registers", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--engine", choices=ENGINES, action="append", help="only this one")
    parser.add_argument("--times", type=int, default=40, help="how often each page is asked")
    parser.add_argument("--folder", type=Path, help="keep the databases here, and fill them once")
    parser.add_argument("--fill-only", action="store_true", help="measure another time")
    chosen = parser.parse_args(arguments)
    found: dict[str, Any] = {"machine": report.machine(), "entries": chosen.entries}
    with ExitStack() as stack:
        folder = chosen.folder or _thrown_away(stack)
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)  # PostgreSQL runs as another account when we are root
        for engine in chosen.engine or ENGINES:
            url = f"sqlite:///{folder / 'bench.sqlite3'}"
            if engine == "postgresql":
                url = stack.enter_context(PostgreSQL(folder / "postgresql")).url("candour")
            home = folder / f"home-{engine}"
            home.mkdir(exist_ok=True)
            found[engine] = _inside(url, home, chosen)
            print("\n".join(lines(engine, found[engine])), flush=True)
    if chosen.fill_only:
        return 0
    short = [one for engine in chosen.engine or ENGINES for one in shortfalls(found[engine])]
    print("\n".join(short) or "Every aim is met.")
    where = report.write(ROOT / "build" / "bench-registers", found)
    print(f"Figures: {where.relative_to(ROOT)}")
    return 1 if short else 0


def _thrown_away(stack: ExitStack) -> Path:
    made = tempfile.TemporaryDirectory(prefix="candour-bench-", ignore_cleanup_errors=True)
    return Path(stack.enter_context(made))


def _inside(url: str, home: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    times = 0 if chosen.fill_only else chosen.times
    words = [sys.executable, "-m", "bench.registers_inside", str(chosen.entries), str(times)]
    env = CANDOUR.env(home, url)
    done = subprocess.run(words, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def lines(engine: str, found: dict[str, Any]) -> list[str]:
    said = [f"{engine}: filled in {found['filled']:.0f} s"]
    for name, one in found["pages"].items():
        said.append(
            f"{engine}: {name:44} {one['p50']:6.0f} ms middle {one['p95']:6.0f} ms p95 "
            f"{one['worst']:6.0f} ms worst (aim {PAGE_MS})"
        )
    if "import" not in found:
        return said
    said.append(f"{engine}: {found['import']:,.0f} payments a second in (aim {IN_A_SECOND:,})")
    said.append(f"{engine}: 10,000 rows out as .xlsx in {found['xlsx']:.2f} s (aim {OUT_SECONDS})")
    return said


def shortfalls(found: dict[str, Any]) -> list[str]:
    slow = [
        f"{name}: {one['p95']:.0f} ms"
        for name, one in found["pages"].items()
        if one["p95"] > PAGE_MS
    ]
    if found["import"] < IN_A_SECOND:
        slow.append(f"import: {found['import']:,.0f} rows a second")
    if found["xlsx"] > OUT_SECONDS:
        slow.append(f"export: {found['xlsx']:.2f} s")
    return slow


if __name__ == "__main__":
    sys.exit(main())
