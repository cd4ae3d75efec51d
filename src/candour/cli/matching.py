# SPDX-License-Identifier: MIT
"""`candour match`: two files of names, matched, with a reason for each answer."""

import argparse
import sys
import time

from candour.cli.matching_pairs import columns_of, side_arguments

WIDTH = 30
CLEAR = "\r\033[K"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("left", help="CSV or Parquet: what was declared")
    parser.add_argument("right", help="CSV or Parquet: suppliers, payments, contracts")
    side_arguments(parser)
    for side in ("left", "right"):
        parser.add_argument(
            f"--{side}-id",
            default="",
            metavar="COL",
            help="column of identifiers; else rows are counted from 1",
        )
    parser.add_argument("--out", required=True, help="the CSV file to write")
    parser.add_argument(
        "--top", type=int, default=3, metavar="N", help="most answers for each row of the left file"
    )
    parser.add_argument(
        "--explain", action="store_true", help="add what each answer weighs, step by step"
    )
    parser.add_argument(
        "--compared",
        default="",
        metavar="FILE",
        help="also write every pair that was compared, by row numbers, with its bits",
    )
    parser.add_argument(
        "--engine",
        choices=("duckdb", "spark"),
        default="duckdb",
        help="what searches: DuckDB on this machine, or Spark for what one machine cannot hold",
    )


def run(options: argparse.Namespace) -> int:
    from candour.linkage.runs import Asked, silent
    from candour.linkage.tables import Unreadable

    if options.engine == "spark":
        from candour.linkage.spark_session import match
    else:
        from candour.linkage.matching import match

    started = time.monotonic()
    asked = Asked(
        options.left, options.right, columns_of(options, "left"), columns_of(options, "right"),
        options.out, max(options.top, 1), options.explain, options.compared,
    )  # fmt: skip
    try:
        counts = match(asked, _progress if sys.stderr.isatty() else silent)
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return 2
    print(
        f"{counts.rows['left']:,} names against {counts.rows['right']:,}: {counts.outcomes['same']:,} same, "
        f"{counts.outcomes['connected']:,} connected, {counts.outcomes['different']:,} different.\n"
        f"Empty or hidden, so never matched: {counts.hidden['left']:,} on the left, {counts.hidden['right']:,} on the right.\n"
        f"{counts.compared:,} pairs compared, {counts.written:,} rows in {asked.out}, "
        f"{time.monotonic() - started:.1f} seconds.",
        file=sys.stderr,
    )
    return 0


def _progress(stage: str, part: float) -> None:
    done = round(part * WIDTH)
    bar = f"[{'#' * done}{'.' * (WIDTH - done)}] " if part else ""
    print(f"{CLEAR}{bar}{stage}", end="\n" if part == 1.0 else "", file=sys.stderr, flush=True)
