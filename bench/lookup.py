# SPDX-License-Identifier: MIT
"""`make bench-lookup`: how soon a body is found while somebody types, on both databases.

Names come from the matching generator (`make bench-match` keeps them), typed in part, as declared.
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
from bench.matching.__main__ import CACHE
from bench.servers import PostgreSQL
from bench.sites import CANDOUR, ROOT

AIMS = ((200_000, 20.0), (1_000_000, 50.0))
"""Names, and milliseconds at the 95th percentile."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-lookup", description=__doc__)
    parser.add_argument("--names", type=int, default=200_000)
    parser.add_argument("--asked", type=int, default=1_000)
    parser.add_argument("--data", default=str(CACHE / "M-1"), help="a folder of generated names")
    parser.add_argument("--only", default="", help="sqlite or postgresql")
    chosen = parser.parse_args(arguments)
    found: dict[str, Any] = {"machine": report.machine(), "names": chosen.names}
    aim = next((most for names, most in AIMS if chosen.names <= names), AIMS[-1][1])
    with ExitStack() as stack:
        made = tempfile.TemporaryDirectory(prefix="candour-bench-", ignore_cleanup_errors=True)
        folder = Path(stack.enter_context(made))
        folder.chmod(0o755)  # PostgreSQL runs as another account when we are root
        urls = {"sqlite": f"sqlite:///{folder / 'bench.sqlite3'}"}
        if chosen.only != "sqlite":
            urls["postgresql"] = stack.enter_context(PostgreSQL(folder / "postgresql")).url("c")
        for engine, url in urls.items():
            if chosen.only in {"", engine}:
                home = folder / f"home-{engine}"
                home.mkdir()
                found[engine] = told = _inside(url, home, chosen)
                print(
                    f"{engine}: {told['bodies']:,} bodies loaded in {told['load s']:.0f} s; a look-up takes"
                    f" {told['p50 ms']:.1f} ms, {told['p95 ms']:.1f} ms at the 95th percentile (aim {aim:.0f})",
                    flush=True,
                )
    print(f"Figures: {report.write(ROOT / 'build' / 'bench-lookup', found).relative_to(ROOT)}")
    return 0


def _inside(url: str, home: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    words = [
        sys.executable,
        "-m",
        "bench.lookup_inside",
        chosen.data,
        str(chosen.names),
        str(chosen.asked),
    ]
    done = subprocess.run(
        words, env=CANDOUR.env(home, url), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


if __name__ == "__main__":
    sys.exit(main())
