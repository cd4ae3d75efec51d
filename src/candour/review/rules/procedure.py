# SPDX-License-Identifier: MIT
"""The acts of a quarterly review, in the order in which they are done (COG R/HS/2, R/HS/3)."""

from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role
from candour.review.rules.quarterly import (
    SEATED,
    SUBSTITUTES,
    Judgement,
    Minutes,
    Review,
    Stage,
    Substitute,
    a_reason_is_given,
    every_exception_is_judged_by_both,
    it_is_judged,
    it_is_judged_with_a_reason,
    it_is_signed,
    learning_has_somebody_to_pass_it_on,
    somebody_else_signed_first,
    the_meeting_is_minuted,
    the_meeting_is_recorded,
    the_minutes_are_written,
    the_quarter_is_over,
    the_seat_has_to_be_filled,
    the_signature_is_gone,
    the_sources_are_laid_out,
    the_sources_were_read,
    the_substitute_has_the_seat,
    the_substitute_is_independent,
    the_two_are_different_people,
    they_have_a_seat_for_it,
    they_signed_it,
    they_sit_on_the_review,
)

_OPEN = frozenset({Stage.OPEN})
READY = (
    the_quarter_is_over,
    the_sources_were_read,
    every_exception_is_judged_by_both,
    the_meeting_is_minuted,
    they_sit_on_the_review,
)

READ_SOURCES = Act[Review, Given](
    name="read_sources",
    label="lay the sources side by side",
    past="Sources laid side by side",
    by=SEATED,
    source=_OPEN,
    target=None,
    effect=the_sources_are_laid_out,
    clauses=("COG R/HS/2",),
    when=(they_sit_on_the_review,),
    records="combination",
)
NAME_SUBSTITUTE = Act[Review, Substitute](
    name="name_substitute",
    label="name who stands in",
    past="Substitute named",
    by=SEATED,
    source=_OPEN,
    target=None,
    effect=the_substitute_has_the_seat,
    clauses=("COG R/HS/2",),
    when=(they_sit_on_the_review,),
    requires=(the_seat_has_to_be_filled, the_substitute_is_independent, a_reason_is_given),
)
JUDGE = Act[Review, Judgement](
    name="judge",
    label="judge an exception",
    past="Exception judged",
    by=SEATED | SUBSTITUTES,
    source=_OPEN,
    target=None,
    effect=it_is_judged,
    clauses=("COG R/HS/2",),
    requires=(they_have_a_seat_for_it, the_two_are_different_people, it_is_judged_with_a_reason),
)
MINUTE = Act[Review, Minutes](
    name="minute",
    label="write the minutes",
    past="Minutes written",
    by=SEATED,
    source=_OPEN,
    target=None,
    effect=the_minutes_are_written,
    clauses=("COG R/HS/3",),
    when=(they_sit_on_the_review, the_sources_were_read),
    requires=(the_meeting_is_recorded, learning_has_somebody_to_pass_it_on),
)
SIGN = Act[Review, Given](
    name="sign",
    label="sign the review",
    past="Signed by one reviewer",
    by=SEATED,
    source=_OPEN,
    target=Stage.SIGNED_ONCE,
    effect=it_is_signed,
    clauses=("COG R/HS/2", "COG R/HS/3"),
    when=READY,
)
TAKE_BACK = Act[Review, Given](
    name="take_back",
    label="take your signature back",
    past="Signature taken back",
    by=SEATED,
    source=frozenset({Stage.SIGNED_ONCE}),
    target=Stage.OPEN,
    effect=the_signature_is_gone,
    clauses=("COG R/HS/2",),
    when=(they_signed_it,),
)
COUNTERSIGN = Act[Review, Given](
    name="countersign",
    label="sign and close the review",
    past="Signed by both and closed",
    by=SEATED,
    source=frozenset({Stage.SIGNED_ONCE}),
    target=Stage.CLOSED,
    effect=it_is_signed,
    clauses=("COG R/HS/2", "COG R/HS/3"),
    when=(*READY, somebody_else_signed_first),
)

QUARTERLY = Procedure[Review](
    name="quarterly review",
    start=Stage.OPEN,
    acts=(READ_SOURCES, NAME_SUBSTITUTE, JUDGE, MINUTE, SIGN, TAKE_BACK, COUNTERSIGN),
    ends=frozenset({Stage.CLOSED}),
    owners={Stage.OPEN: Role.OVERSEER, Stage.SIGNED_ONCE: Role.REASSESSOR},
    clauses=("COG R/HS/2", "COG R/HS/3"),
)
