# SPDX-License-Identifier: MIT
"""`candour organisations import`: bodies, their names and numbers, from public registers."""

import argparse
import sys

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["import"])
    parser.add_argument(
        "form", choices=["companies", "bods", "ocds"],
        help="company data (CSV), beneficial ownership statements or contracting releases (JSON lines)",
    )  # fmt: skip
    parser.add_argument("file")
    parser.add_argument("--source", default="", help="what to call the source; else the form")


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.linkage.organisations.services import bring_in
    from candour.linkage.organisations.statements import read
    from candour.linkage.tables import Unreadable

    try:
        done = bring_in(read(options.form, options.file), options.source or options.form)
    except Unreadable as problem:
        print(problem, file=sys.stderr)
        return 2
    print(
        f"{done.organisations:,} new organisations, {done.known_already:,} known already, "
        f"{done.names:,} new names, {done.links:,} new links."
    )
    return 0
