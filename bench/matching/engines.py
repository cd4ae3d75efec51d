# SPDX-License-Identifier: MIT
"""`make bench-match BENCH="--engine spark"`: one model on DuckDB and on Spark, pair by pair, and what each costs.

Spark comes from `.venv/scale`, where `make test` puts it, or from the environment itself.
"""

import csv
import os
import sys
from pathlib import Path

from bench import report
from bench.matching.generate import ROOT
from bench.matching.measuring import Cost, run

SPARK = ROOT / ".venv" / "scale"
NEAR = 0.01
"""Bits that two engines may differ by."""


def compare(size: str, data: Path, columns: list[str]) -> int:
    """Run both, say whether they agree; it ends with 1 where they do not."""
    if SPARK.is_dir():
        os.environ["PYTHONPATH"] = os.pathsep.join(
            filter(None, (str(SPARK), os.environ.get("PYTHONPATH")))
        )
    costs = {engine: _run(engine, data, columns) for engine in ("duckdb", "spark")}
    for engine, cost in costs.items():
        print(
            f"{engine:8}{cost.wall:9.1f} s elapsed{cost.processor:9.1f} s of processors"
            f"{cost.memory / 2**20:8.0f} MiB  {cost.failed}"
        )
    if any(cost.failed for cost in costs.values()):
        return 1
    pairs, apart, most = _pairs(*(data / f"{engine}-pairs.csv" for engine in costs))
    same = _bytes(data, "duckdb") == _bytes(data, "spark")
    print(
        f"{pairs:,} pairs compared by both; {apart:,} by one alone; most that bits differ by: {most}"
    )
    print(f"Answers: {'the same bytes' if same else 'NOT the same bytes'}")
    found = {engine: cost.__dict__ for engine, cost in costs.items()}
    told = {"pairs": pairs, "by one alone": apart, "most bits apart": most, "same bytes": same}
    written = report.write(
        ROOT / "build" / "bench-match",
        {"machine": report.machine(), "size": size, **found, **told},
    )
    print(f"Figures: {written.relative_to(ROOT)}")
    return int(bool(apart) or most > NEAR)


def _run(engine: str, data: Path, columns: list[str]) -> Cost:
    out, pairs = data / f"{engine}-out.csv", data / f"{engine}-pairs.csv"
    command = [
        str(Path(sys.executable).parent / "candour"), "match",
        str(data / "left.csv"), str(data / "right.csv"), *columns,
        f"--out={out}", f"--compared={pairs}", f"--engine={engine}",
    ]  # fmt: skip
    return run(command, ROOT, out.with_suffix(".log"))


def _pairs(mine: Path, theirs: Path) -> tuple[int, int, float]:
    """Pairs that both compared, pairs that one did alone, the most that bits differ by."""
    ours, others = _bits(mine), _bits(theirs)
    both = ours.keys() & others.keys()
    most = max((abs(ours[pair] - others[pair]) for pair in both), default=0.0)
    return len(both), len(ours.keys() ^ others.keys()), most


def _bits(path: Path) -> dict[tuple[str, str], float]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {(row["left_row"], row["right_row"]): float(row["bits"] or 0) for row in rows}


def _bytes(data: Path, engine: str) -> bytes:
    return (data / f"{engine}-out.csv").read_bytes()
