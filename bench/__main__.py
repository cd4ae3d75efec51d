# SPDX-License-Identifier: MIT
"""`make bench`: the pages at full size, on both databases, beside a plain Django page."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.measure import Effort
from bench.run import Plan, run
from bench.servers import CannotStart
from bench.sites import CANDOUR, YARDSTICK, CommandFailed

ENGINES = ("sqlite", "postgresql")


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        with _folder(chosen.folder) as folder:
            plan = Plan(
                tuple(site for site in (CANDOUR, YARDSTICK) if chosen.site in {site.name, "both"}),
                ENGINES if chosen.engine == "both" else (chosen.engine,),
                chosen.matters,
                chosen.people,
                chosen.decisions,
                Effort(chosen.rounds, chosen.seconds),
                folder,
                frozenset(chosen.page),
            )
            run(plan)
    except (CannotStart, CommandFailed) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    """A folder for the databases: the one given is kept, another is removed at the end."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given.resolve()
        return
    made = Path(tempfile.mkdtemp(prefix="candour-bench-"))
    made.chmod(0o755)  # PostgreSQL runs as another account when we are root
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--engine", choices=[*ENGINES, "both"], default="both")
    parser.add_argument("--site", choices=[CANDOUR.name, YARDSTICK.name, "both"], default="both")
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--decisions", type=int, default=400, help="taken once each; 0 for none")
    parser.add_argument("--rounds", type=int, default=3, help="rounds over all pages")
    parser.add_argument("--seconds", type=float, default=3.0, help="per page, load and round")
    parser.add_argument("--page", action="append", default=[], help="measure this page only")
    parser.add_argument("--folder", type=Path, help="keep the filled databases here and reuse them")
    return parser


if __name__ == "__main__":
    sys.exit(main())
