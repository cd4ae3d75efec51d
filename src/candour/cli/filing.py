# SPDX-License-Identifier: MIT
"""`candour files sweep`: content that a crash left behind goes, and content that is missing is named."""

import argparse

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["sweep"], help="remove content that belongs to no file")


def run(options: argparse.Namespace) -> int:
    del options  # there is one thing to do
    django.setup()
    from django.utils import timezone

    from candour.files.services import sweep

    swept = sweep(timezone.now())
    print(f"{swept.removed} left-over files removed, {swept.bytes_freed} bytes freed")
    for file_id in swept.missing:
        print(f"the content of file {file_id} is missing: restore it from the backup")
    return 1 if swept.missing else 0
