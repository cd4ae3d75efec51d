# SPDX-License-Identifier: MIT
"""`candour backup` and, once, `candour backup-key`."""

import argparse
import sys
from pathlib import Path

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="where to: another disk than this one's")
    parser.add_argument(
        "--keys-folder",
        type=Path,
        metavar="FOLDER",
        help="where the data keys go, to be kept for 30 days; the same folder if left out",
    )
    parser.add_argument(
        "--to",
        default="",
        metavar="AGE1…",
        help="the public key that locks the backup; CANDOUR_BACKUP_TO if left out",
    )


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.conf import settings

    from candour.safekeeping import envelope
    from candour.safekeeping.backing_up import back_up
    from candour.safekeeping.copies import CannotCopy

    try:
        to = envelope.recipients(options.to or settings.BACKUP_TO)
        made = back_up(options.folder, keys_folder=options.keys_folder or options.folder, to=to)
    except (CannotCopy, envelope.NoBackupKey, OSError) as problem:
        print(f"No backup was made: {problem}", file=sys.stderr)
        return 1
    print(f"{made.data}: database and files, {made.size} entries in the log")
    print(f"{made.keys}: data keys and the list of erasures; keep it for 30 days and no longer")
    if made.removed:
        print(f"Removed {made.removed} older artefacts of keys")
    print("The installation's own keys are not in it: they are in custody.")
    return 0
