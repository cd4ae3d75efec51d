# SPDX-License-Identifier: MIT
"""`candour rotate-keys`: a new installation key, and every data key wrapped under it."""

import argparse
import sys

import django


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.ledger import custody
    from candour.ledger.custody import KeyMissing
    from candour.ledger.services import By, rotate_keys

    try:
        count = rotate_keys(by=By(None, "operations", name="candour rotate-keys"))
    except KeyMissing as lost:
        print(f"Nothing was rotated: {lost}", file=sys.stderr)
        return 1
    print(f"{count} data keys are wrapped under {custody.path_of(custody.newest_version())}")
    print(
        "Carry a copy of that file into custody today. Keep the older ones until no backup is left"
    )
    print("that needs them, then destroy them.")
    return 0
