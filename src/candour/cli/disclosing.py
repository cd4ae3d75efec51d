# SPDX-License-Identifier: MIT
"""`candour disclose`: facts that a person who may see them let out, with their proof.

The command itself opens nothing. It needs the code of a release, which somebody made in the
product; whoever runs this machine gets no way to content by it.
"""

import argparse
import json
import sys

import django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="the code that the product showed to whoever may disclose")
    parser.add_argument("--in-words", action="store_true", help="print the facts to be read")


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.utils import timezone

    from candour.gateway.services.disclosing import taken_by_command
    from candour.ledger.checkpoints import NoCheckpoint
    from candour.ledger.proofs import NoProof

    try:
        made = taken_by_command(options.code, now=timezone.now())
    except (NoProof, NoCheckpoint) as problem:
        print(problem, file=sys.stderr)
        return 1
    if options.in_words:
        _in_words(made)
    else:
        sys.stdout.buffer.write(made)
    return 0


def _in_words(made: bytes) -> None:
    from candour.gateway.queries.known_words import lines_of

    fields = json.loads(made)["fields"]
    names = fields.get("known.names", {}).get("value", {})
    for name, field in fields.items():
        if "value" in field:
            print(f"\n{name}")
            print(
                *(f"  {one.label}: {one.value}" for one in lines_of(field["value"], names)),
                sep="\n",
            )
