# SPDX-License-Identifier: MIT
"""`candour drill`: a restore rehearsed beside the running installation, and timed."""

import argparse
import sys
from pathlib import Path

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="FILE", help="a backup (.data.age)")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="its data keys (.keys.age)")
    parser.add_argument("--identity", type=Path, metavar="FILE", help="the key that opens them")
    parser.add_argument(
        "--custody",
        type=Path,
        metavar="FOLDER",
        help="the copies of kek-* from custody; the live ones if left out",
    )


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.ledger import custody
    from candour.safekeeping.copies import CannotCopy
    from candour.safekeeping.drilling import DrillFailed, Given, drill
    from candour.safekeeping.envelope import NoBackupKey

    from_custody = (options.data, options.keys, options.identity)
    if any(from_custody) and not all(from_custody):
        print("Give --data, --keys and --identity together, or none of them", file=sys.stderr)
        return 2
    given = Given(*from_custody) if all(from_custody) else None
    try:
        for line in drill(given, custody_of_keys=options.custody or custody.folder()):
            print(line, flush=True)
    except (DrillFailed, CannotCopy, NoBackupKey, OSError) as problem:
        print(f"The drill failed: {problem}", file=sys.stderr)
        return 1
    return 0
