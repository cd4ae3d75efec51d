# SPDX-License-Identifier: MIT
"""`candour crosscheck`: lay what was declared beside where the money went, and say what is new.

Counts of the counter-corruption compartment are never printed: whoever runs the machine is not in it.
"""

import argparse
import sys
from pathlib import Path

import django

from candour.kernel.procedure import Refused


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--changes", action="store_true", help="say what changed since yesterday and run nothing"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="also write the facts that the run rests on"
    )
    parser.add_argument(
        "--replay", type=Path, metavar="FILE", help="find again from kept facts; asks no database"
    )


def run(options: argparse.Namespace) -> int:
    if options.replay:
        return _replay(options.replay)
    django.setup()
    from django.db import OperationalError, ProgrammingError

    try:
        return _changes() if options.changes else _run(options.keep)
    except (OperationalError, ProgrammingError) as error:
        raise Refused(f"The database is not ready ({error}). Run: candour migrate") from None


def _run(keep: Path | None) -> int:
    from candour.crosschecks.queries.runs import counted_openly
    from candour.crosschecks.rules.snapshots import lines_of
    from candour.crosschecks.services.running import run as run_checks

    ran = run_checks()
    if keep:
        keep.touch(mode=0o600)
        keep.write_text("\n".join(lines_of(ran.facts)) + "\n", encoding="utf-8")
    row, counted = ran.row, counted_openly(ran.row)
    print(
        f"{counted.declarations:,} declarations: {counted.same:,} name a body that was paid, "
        f"{counted.connected:,} one that is connected with it, {counted.unmatched:,} none, "
        f"{counted.hidden:,} are empty or hidden.\n"
        f"{counted.found:,} findings: {counted.new:,} new, {counted.again:,} as before, "
        f"{counted.held_back:,} held back by a cap. {counted.gone:,} are gone.\n"
        f"{(row.ended_at - row.started_at).total_seconds():.1f} seconds. "
        f"Facts {row.snapshot}, model {row.model}, findings {row.findings}.",
        file=sys.stderr,
    )
    return 0


def _changes() -> int:
    from candour.crosschecks.queries.runs import changes_openly

    for line in changes_openly():
        print(line)
    return 0


def _replay(path: Path) -> int:
    from candour.crosschecks.catalogue import DETECTORS, VERSION
    from candour.crosschecks.rules.evaluating import evaluate
    from candour.crosschecks.rules.snapshots import digest, facts_from, findings_lines, lines_of

    if not path.is_file():
        raise Refused(f"Check the file name: there is no file {path}.")
    facts = facts_from(path.read_text(encoding="utf-8").splitlines())
    done = evaluate(facts, DETECTORS)
    print(
        f"Facts {digest(lines_of(facts))}, rules {VERSION}, {len(done.raised):,} findings, "
        f"findings {digest(findings_lines(done.raised))}."
    )
    return 0
