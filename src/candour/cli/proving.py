# SPDX-License-Identifier: MIT
"""`candour prove`: a file that proves one act to people without an account, and tells no fact of it.

Facts leave by `candour disclose`, which needs a person who may see them.
"""

import argparse
import sys

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="a matter's reference (its newest act), or an event")


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.ledger.checkpoints import NoCheckpoint
    from candour.ledger.proofs import NoProof, event_called, prove

    try:
        proof = prove(event_called(options.name))
    except (NoProof, NoCheckpoint) as problem:
        print(problem, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(proof)
    return 0
