# SPDX-License-Identifier: MIT
"""`candour backup-key`: the key that opens backups, made once and carried away."""

import argparse
import sys
from pathlib import Path


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where to write the secret half")


def run(options: argparse.Namespace) -> int:
    from candour.safekeeping import envelope

    try:
        public = envelope.make_key(options.file)
    except (envelope.NoBackupKey, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{options.file} opens every backup that is locked to the key below.", file=sys.stderr)
    print("Carry it away from this machine today, in two copies.", file=sys.stderr)
    print(public)
    return 0
