# SPDX-License-Identifier: MIT
"""What may still be added when a matter is over: notes, and word of the courts (COG 3.4/8).

Nothing written before is changed: a note stands beside it.
"""

from dataclasses import replace

from candour.gateway.rules.independence import has_a_hand_in_the_matter, runs_the_matter
from candour.gateway.rules.matter import (
    OVERSEERS,
    Matter,
    Reasoned,
    Stage,
    in_the_persons_words,
)
from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Refused
from candour.kernel.roles import Role


@clause("COG 3.4/8")
def the_addendum_is_in_words(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(given.reasons, "Enter the note.", "COG 3.4/8", "reasons")


ADD_NOTE = Act[Matter, Reasoned](
    name="add_note",
    label="add a note",
    past="Note added",
    by=frozenset({Role.PRINCIPAL, Role.ASSESSOR, Role.SECRETARIAT}) | OVERSEERS,
    source=frozenset(Stage) - {Stage.UNNOTIFIED},
    target=None,
    effect=lambda matter, given: matter,
    clauses=("COG 3.4/8", "COG R/SO/2"),
    when=(has_a_hand_in_the_matter,),
    requires=(the_addendum_is_in_words,),
    records="collection",
)


@clause("COG 3.4/8")
def the_matter_is_final(matter: Matter, by: str) -> None:
    if not matter.final:
        raise Refused("The courts come in only after a reassessment.", "COG 3.4/8")
    if matter.judicial:
        raise Refused("The court proceedings are already noted.", "COG 3.4/8")


MARK_JUDICIAL = Act[Matter, Reasoned](
    name="mark_judicial",
    label="note court proceedings",
    past="Court proceedings noted",
    by=OVERSEERS,
    source=frozenset({Stage.FINAL, Stage.MITIGATING, Stage.CLOSED}),
    target=None,
    effect=lambda matter, given: replace(matter, judicial=True),
    clauses=("COG 3.4/8",),
    when=(runs_the_matter, the_matter_is_final),
    requires=(the_addendum_is_in_words,),
    records="collection",
)

ACTS = (ADD_NOTE, MARK_JUDICIAL)
