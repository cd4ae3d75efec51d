# SPDX-License-Identifier: MIT
"""`candour restore`: an installation from a backup, into an empty home and an empty database."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from candour.safekeeping.restoring import Restored


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", type=Path, help="the artefact with database and files (.data.age)")
    parser.add_argument(
        "--keys",
        type=Path,
        required=True,
        metavar="FILE",
        help="the artefact with data keys (.keys.age): the newest there is",
    )
    parser.add_argument(
        "--identity", type=Path, required=True, metavar="FILE", help="the key that opens them"
    )
    parser.add_argument(
        "--erasures",
        type=Path,
        metavar="FILE",
        help="a newer list of erasures, from candour erasures",
    )
    parser.add_argument("--report", type=Path, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.ledger.custody import KeyMissing
    from candour.ledger.erasures import NotAList
    from candour.safekeeping import envelope
    from candour.safekeeping.contents import NotABackup
    from candour.safekeeping.copies import CannotCopy
    from candour.safekeeping.restoring import NotVerified, Sources, restore

    try:
        keys = envelope.identities(options.identity)
        done = restore(Sources(options.data, options.keys, keys, options.erasures))
    except NotVerified as wrong:
        print(f"WRONG, so open it to nobody: {wrong}", file=sys.stderr)
        return 1
    except (NotABackup, CannotCopy, NotAList, KeyMissing, envelope.NoBackupKey, OSError) as problem:
        print(f"Not restored: {problem}", file=sys.stderr)
        return 2
    _say(done)
    if options.report:
        found = {"size": done.manifest.size, "root": done.manifest.root}
        options.report.write_text(json.dumps(found), encoding="utf-8")
    return 0


def _say(done: "Restored") -> None:
    print(f"Restored the backup of {done.manifest.made_at}, {done.manifest.size} entries")
    print(
        "The record verifies, with all that was said in it"
        if done.opened
        else "The log verifies; the installation's keys are not here, so nothing was opened"
    )
    print(f"Erasures carried out again: {done.erased_again}")
    print("Nothing is signed until candour log-key --confirm or --begin-anew")
    print(f"Restoring took {done.minutes:.2f} minutes")
