# SPDX-License-Identifier: MIT
"""`make bench-record`: what the record costs an act, and what it costs to verify a million entries.

Ratios are taken in one run on one machine: verification against plain hashlib over inputs of the
same sizes, an act with its record against the same act without it.
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

AIMS = {"tiles": 2.5, "sql": 3.5, "act": 2.0}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-record", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--acts", type=int, default=1_000)
    chosen = parser.parse_args(arguments)
    found: dict[str, Any] = {"machine": report.machine(), "entries": chosen.entries}
    with ExitStack() as stack:
        made = tempfile.TemporaryDirectory(prefix="candour-bench-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(made))
        folder.chmod(0o755)  # PostgreSQL runs as another account when we are root
        cluster = stack.enter_context(PostgreSQL(folder / "postgresql"))
        urls = {"sqlite": f"sqlite:///{folder / 'bench.sqlite3'}", "postgresql": cluster.url("c")}
        for engine, url in urls.items():
            home = folder / f"home-{engine}"
            home.mkdir()
            found[engine] = _inside(url, home, chosen)
            print("\n".join(_lines(engine, found[engine])), flush=True)
    print(f"Figures: {report.write(ROOT / 'build' / 'bench-record', found).relative_to(ROOT)}")
    return 0


def _inside(url: str, home: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    words = [sys.executable, "-m", "bench.record_inside", str(chosen.entries), str(chosen.acts)]
    done = subprocess.run(
        words, env=CANDOUR.env(home, url), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _lines(engine: str, found: dict[str, Any]) -> list[str]:
    act = found["without"] / found["with"]
    return [
        (
            f"{engine}: {found['with']:.0f} acts a second with the record, "
            f"{found['without']:.0f} without: {act:.2f} times (aim {AIMS['act']})"
        ),
        f"{engine}: {found['bulk']:.0f} entries a second when recorded 1,000 at a time",
        *(
            f"{engine}: verified from {where} in {found[where]:.2f} s, plain hashlib "
            f"{found['raw']:.2f} s: {found[where] / found['raw']:.2f} times (aim {AIMS[where]})"
            for where in ("tiles", "sql")
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
