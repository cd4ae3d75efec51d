# SPDX-License-Identifier: MIT
"""`candour publish-log`: write the log as files that anyone's software can check."""

import argparse
import sys
import time
from pathlib import Path

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="where to publish; the installation's log folder if left out",
    )
    parser.add_argument(
        "--every", type=float, metavar="SECONDS", help="go on, and publish again after each pause"
    )


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.conf import settings

    from candour.ledger import checkpoints

    folder = options.folder or Path(settings.LOG_FOLDER)
    code = _publish(folder)
    if code == 0:
        print(f"Verifier key: {checkpoints.log_key().verifier_key}")
    while options.every:
        time.sleep(options.every)
        code = _publish(folder)
    return code


def _publish(folder: Path) -> int:
    from candour.ledger.checkpoints import NoCheckpoint
    from candour.ledger.publishing import WillNotSign, publish
    from candour.ledger.verify_log import Wrong

    try:
        published = publish(folder)
    except (WillNotSign, NoCheckpoint, Wrong) as problem:
        print(f"Nothing was signed: {problem}", file=sys.stderr)
        return 1
    print(
        f"{published.checkpoint.size} entries in {folder}, {published.files} new files", flush=True
    )
    return 0
