# SPDX-License-Identifier: MIT
"""`candour verify`: hold the published log, the database, a kept checkpoint and proofs together."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import django

from candour.ledger import verify_log
from candour.ledger.custody import KeyMissing
from candour.ledger.verify_log import Checkpoint, Wrong


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", help="the log's verifier key, from somewhere else than the log")
    parser.add_argument("--log", type=Path, metavar="FOLDER", help="a folder that was published")
    parser.add_argument("--database", action="store_true", help="this installation's database")
    parser.add_argument("--against", type=Path, metavar="CHECKPOINT", help="one kept from before")
    parser.add_argument("--proof", type=Path, metavar="FILE", help="a .tlog-proof file")


def run(options: argparse.Namespace) -> int:
    if not (options.log or options.database or options.proof):
        print("Say what to verify: --log FOLDER, --database or --proof FILE", file=sys.stderr)
        return 2
    if not options.key and (options.log or options.proof or options.against):
        print("Give --key: a key found beside the data proves nothing", file=sys.stderr)
        return 2
    try:
        for line in _checks(options):
            print(line)
    except (ValueError, KeyMissing) as wrong:  # Wrong is a ValueError, as is a garbled file
        print(f"WRONG: {wrong}", file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"Cannot read: {problem}", file=sys.stderr)
        return 2
    return 0


def _checks(options: argparse.Namespace) -> Iterator[str]:
    key = verify_log.parse_key(options.key) if options.key else None
    if options.proof and key:
        yield from verify_log.said_of_proof(options.proof, key)
    if options.log and key:
        yield from verify_log.said_of_log(options.log, options.against, key)
    if options.database:
        yield from _database(options, key)


def _database(options: argparse.Namespace, key: verify_log.Key | None) -> Iterator[str]:
    django.setup()
    from candour.ledger import checkpoints
    from candour.ledger.verification import verify_database

    kept = [] if (last := checkpoints.last_checkpoint()) is None else [last]
    if options.against and key:
        kept.append(verify_log.open_checkpoint(options.against.read_bytes(), key))
    published: tuple[Path, Checkpoint] | None = None
    if options.log and key:
        note = (options.log / "checkpoint").read_bytes()
        published = options.log, verify_log.open_checkpoint(note, key)
    report = verify_database(published=published, kept=kept)
    yield from report.checked
    if report.wrong:
        raise Wrong("\nWRONG: ".join(map(str, report.wrong)))
