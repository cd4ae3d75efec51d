# SPDX-License-Identifier: MIT
"""`candour learn`: weights from the answers of the cross-checks, written to a file and not used.

No name is printed: what comes out are counts, and a file of weights.
"""

import argparse
import json
from pathlib import Path

import django

from candour.kernel.procedure import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where the weights are written"
    )
    parser.add_argument(
        "--least", type=int, default=None, help="answered pairs that are needed (default 40)"
    )


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.db import OperationalError, ProgrammingError

    from candour.crosschecks.services.learning import learn_from_answers
    from candour.linkage.learning import LEAST

    if options.out.exists():
        raise Refused(f"{options.out} is there already: name another file")
    try:
        learned = learn_from_answers(least=LEAST if options.least is None else options.least)
    except (OperationalError, ProgrammingError) as error:
        raise Refused(f"The database is not ready ({error}). Run: candour migrate") from None
    options.out.touch(mode=0o600)
    options.out.write_text(json.dumps(learned.written, indent=1) + "\n", encoding="utf-8")
    print(f"{learned.version}, learned from {learned.taught:,} answered pairs")
    print(f"Held out: {learned.after.pairs:,} pairs that it was not fitted on")
    for name, one in (("as it stands", learned.before), ("as learned", learned.after)):
        print(
            f"  {name:13} precision {one.precision:.3f}  recall {one.recall:.3f}  "
            f"{one.wrong} wrong, {one.missed} missed, {one.surprise:.3f} bits of surprise"
        )
    better = "better" if learned.better else "no better"
    print(f"On these it is {better}. Nothing uses it: somebody has to put it in and say so.")
    return 0
