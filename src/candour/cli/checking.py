# SPDX-License-Identifier: MIT
"""`candour check`: settings, tables and the record's keys, before people rely on them."""

import argparse
import sys

import django
from django.core.management import CommandError, call_command


def run(options: argparse.Namespace) -> int:
    django.setup()
    try:
        call_command("check", deploy=True, fail_level="WARNING")
        call_command("migrate", check_unapplied=True, verbosity=0)
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    except SystemExit:
        print("The database is behind this version: run candour migrate", file=sys.stderr)
        return 1
    return 0
