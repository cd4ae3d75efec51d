# SPDX-License-Identifier: MIT
"""`candour procedure check`, `diagram` and `acts`: every procedure, walked and drawn."""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import Any

from candour.boards.rules import board_pack_world
from candour.boards.rules.pack import BOARD_PACK
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.world import worlds, worlds_that_matter_most
from candour.inspection.rules import pack_world
from candour.inspection.rules.pack import INSPECTION
from candour.kernel.exploration import Findings, World, explore
from candour.kernel.tables import acts_in_words, drawing
from candour.policy.rules import document_world
from candour.policy.rules.document import PROCEDURE
from candour.procurement.rules import procurement_world
from candour.procurement.rules.procedure import PROCUREMENT
from candour.registers.rules.associations import ASSOCIATIONS
from candour.registers.rules.entry import ENTRY
from candour.registers.rules.expenses import EXPENSES
from candour.registers.rules.gifts import GIFTS
from candour.registers.rules.interest_world import interest_worlds
from candour.registers.rules.interests import INTERESTS
from candour.registers.rules.worlds import (
    association_worlds,
    entry_worlds,
    expense_worlds,
    gift_worlds,
)
from candour.review.rules import quarterly_world, reporting_world
from candour.review.rules.procedure import QUARTERLY
from candour.review.rules.reporting import REPORTING
from candour.transparency.rules import publication_world
from candour.transparency.rules.publication import PUBLICATION

PROCEDURES = (
    (GATEWAY, worlds, worlds_that_matter_most),
    (PROCEDURE, document_world.worlds, document_world.worlds),
    (ENTRY, entry_worlds, entry_worlds),
    (EXPENSES, expense_worlds, expense_worlds),
    (GIFTS, gift_worlds, gift_worlds),
    (INTERESTS, interest_worlds, interest_worlds),
    (ASSOCIATIONS, association_worlds, association_worlds),
    (PROCUREMENT, procurement_world.worlds, procurement_world.worlds),
    (QUARTERLY, quarterly_world.worlds, quarterly_world.worlds),
    (REPORTING, reporting_world.worlds, reporting_world.worlds),
    (INSPECTION, pack_world.worlds, pack_world.worlds),
    (BOARD_PACK, board_pack_world.worlds, board_pack_world.worlds),
    (PUBLICATION, publication_world.worlds, publication_world.worlds),
)
"""Each procedure with all its worlds, and with the few that a quick check walks."""

Place = tuple[int, bool, int]
"""Which procedure, whether only the worlds that matter most, and which of them."""


def arguments(parser: argparse.ArgumentParser) -> None:
    chosen = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    check = chosen.add_parser("check", help="walk every state, whoever holds which post")
    check.add_argument("--quick", action="store_true", help="only the worlds that matter most")
    check.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="how many processes walk at once"
    )
    chosen.add_parser("diagram", help="draw the stages (Mermaid)")
    chosen.add_parser("acts", help="list the acts: who, from, to, what must hold, clauses")


def run(options: argparse.Namespace) -> int:
    if options.what == "diagram":
        print("\n\n".join(drawing(procedure) for procedure, _, _ in PROCEDURES))
        return 0
    if options.what == "acts":
        print("\n\n".join(acts_in_words(procedure) for procedure, _, _ in PROCEDURES))
        return 0
    jobs = max(1, options.jobs)
    return max(_check(at, quick=options.quick, jobs=jobs) for at in range(len(PROCEDURES)))


def _check(at: int, *, quick: bool, jobs: int) -> int:
    began = time.monotonic()
    every = _worlds(at, quick)
    found = Findings()
    places = [(at, quick, number) for number in range(len(every))]
    for walked in _walks(places, jobs):
        found.add(walked)
        _say_how_far(found.worlds, len(every))
    procedure, sentences = PROCEDURES[at][0], len(every[0].invariants)
    never = [act.name for act in procedure.acts if act.name not in found.fired]
    told = {
        "worlds (who holds which post, and what is special)": f"{found.worlds:,}",
        "states": f"{found.states:,}",
        "transitions": f"{found.transitions:,}",
        "stages reached": f"{len(found.stages)}",
        "acts done in some world": f"{len(found.fired)} of {len(procedure.acts)}",
        "acts never done": ", ".join(never) or "none",
        "invariants checked at every act": f"{sentences}",
        "broken invariants": f"{len(found.broken)}",
        "worlds with a dead end": f"{len(found.dead_ends)}",
        "seconds": f"{time.monotonic() - began:.0f} ({jobs} processes)",
    }
    print(procedure.name)
    width = max(map(len, told))
    print("\n".join(f"  {name:{width}}  {value}" for name, value in told.items()))
    sound = found.sound and not never
    print(*_faults(found), "Sound." if sound else "NOT SOUND.", sep="\n")
    return 0 if sound else 1


def _walks(places: list[Place], jobs: int) -> Iterator[Findings]:
    if jobs == 1:
        yield from map(_walk, places)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_walk, places, chunksize=2)


def _faults(found: Findings) -> list[str]:
    broken = [f"  {rule}: {words}" for rule, words in sorted(found.broken.items())]
    return broken + [f"  dead end: {words}" for words in found.dead_ends]


def _say_how_far(walked: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{walked} of {of} worlds", end="\r", file=sys.stderr, flush=True)


def _walk(place: Place) -> Findings:
    at, quick, number = place
    return explore(_worlds(at, quick)[number])


@cache
def _worlds(at: int, quick: bool) -> list[World[Any]]:
    _, every, most = PROCEDURES[at]
    return list(most() if quick else every())
