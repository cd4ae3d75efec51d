# SPDX-License-Identifier: MIT
"""`candour renew-key`: a new data key for one matter, when somebody who could open it no longer may."""

import argparse
import sys

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reference", help="the matter, for example GW-7KQ3-9FXD")
    parser.add_argument("--reason", required=True, help="why; it stays on record")


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.gateway.queries.streams import stream_of
    from candour.ledger.services import By, renew_key

    stream = stream_of(options.reference)
    if stream is None:
        print(f"There is no matter {options.reference}", file=sys.stderr)
        return 1
    by = By(None, "operations", name="candour renew-key")
    generation = renew_key(stream, by=by, reason=options.reason)
    print(f"What is written in {options.reference} from now on is sealed under key {generation}.")
    return 0
