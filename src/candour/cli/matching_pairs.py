# SPDX-License-Identifier: MIT
"""`candour match-pairs`: what each given pair of names is, one row out for each row in."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from candour.linkage.records import Columns


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("pairs", help="a CSV or Parquet file with a pair in each row")
    side_arguments(parser)
    parser.add_argument("--out", required=True, help="the CSV file to write")


def side_arguments(parser: argparse.ArgumentParser) -> None:
    """The columns of the left and of the right, for both commands."""
    for side in ("left", "right"):
        parser.add_argument(f"--{side}-name", required=True, metavar="COL", help="column of names")
        for what in ("number", "postcode", "place"):
            words = {"number": "company numbers", "postcode": "postcodes", "place": "towns"}[what]
            parser.add_argument(
                f"--{side}-{what}", default="", metavar="COL", help=f"column of {words}"
            )


def columns_of(options: argparse.Namespace, side: str) -> "Columns":
    from candour.linkage.records import Columns

    asked = ("name", "id", "number", "postcode", "place")
    return Columns(*(getattr(options, f"{side}_{what}", "") for what in asked))


def run(options: argparse.Namespace) -> int:
    from candour.linkage.pairs import match_pairs
    from candour.linkage.tables import Unreadable

    left, right = columns_of(options, "left"), columns_of(options, "right")
    try:
        tally = match_pairs(options.pairs, left, right, options.out)
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return 2
    counts = ", ".join(
        f"{tally.outcomes[outcome]} {outcome}" for outcome in ("same", "connected", "different")
    )
    print(
        f"{tally.rows} pairs: {counts} ({tally.hidden} with a name that is empty or hidden).",
        file=sys.stderr,
    )
    return 0
