# SPDX-License-Identifier: MIT
"""`candour log-key`: the key that others verify the log with, to be published away from it.

After a restore it also says how the log goes on: `--confirm` or `--begin-anew`.
"""

import argparse
import sys
from pathlib import Path

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--confirm",
        type=Path,
        metavar="CHECKPOINT",
        help="after a restore: the newest checkpoint that anybody has; the log goes on from it",
    )
    how.add_argument(
        "--begin-anew",
        metavar="NAME",
        help="after a restore that does not reach so far: a new log, key and name",
    )


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.ledger import after_a_restore, checkpoints
    from candour.ledger.services import By
    from candour.ledger.verify_log import Wrong

    try:
        if options.confirm:
            kept = after_a_restore.confirm(options.confirm.read_bytes())
            print(f"The log goes on from {kept.size} entries.")
        if options.begin_anew:
            by = By(None, "operations", name="candour log-key")
            after_a_restore.begin_anew(options.begin_anew, by=by)
            print("A new log has begun. Move the folder of the old one away, and announce the key.")
    except (Wrong, checkpoints.NoCheckpoint, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(checkpoints.log_key().verifier_key)
    return 0
