# SPDX-License-Identifier: MIT
"""`candour erase` and its certificate: a matter that has ended goes for good."""

import argparse
import sys

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("reference", help="the matter, for example GW-7KQ3-9FXD")
    parser.add_argument("--reason", default="", help="why it is erased; it stays on record")
    parser.add_argument(
        "--authorised-by", default="", metavar="WHO", help="who decided it: name and post"
    )
    parser.add_argument(
        "--clause", action="append", default=[], help="under which rule of retention or law"
    )
    parser.add_argument(
        "--certificate", action="store_true", help="erase nothing: print the certificate again"
    )


def run(options: argparse.Namespace) -> int:
    django.setup()
    from candour.gateway.queries.streams import stream_of
    from candour.gateway.services.erasing import erase_matter
    from candour.kernel.procedure import Refused
    from candour.ledger import erasures
    from candour.ledger.services import By

    if options.certificate:
        stream = stream_of(options.reference)
        event = erasures.latest_of(stream) if stream else None
    elif not (options.reason and options.authorised_by):
        print("Give --reason and --authorised-by: both stay on record", file=sys.stderr)
        return 2
    else:
        by = By(None, "operations", name=options.authorised_by)
        try:
            event = erase_matter(
                options.reference, reason=options.reason, by=by, clauses=options.clause
            )
        except Refused as refused:
            print(refused, file=sys.stderr)
            return 1
    if event is None:
        print(f"Nothing of {options.reference} was erased", file=sys.stderr)
        return 1
    print(erasures.certificate(event), end="")
    return 0
