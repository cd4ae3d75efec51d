# SPDX-License-Identifier: MIT
"""What people answered about two names, and how it holds in later runs.

An answer about names in a register holds wherever those names meet. One about a matter or an
association holds for that alone, so that nothing of it shows elsewhere.
"""

from collections.abc import Mapping

from candour.crosschecks.rules.sides import Answer, Compartment, Declaration, Match

Pair = tuple[str, str, str]
"""Where an answer holds, and the two spellings."""
Answers = Mapping[Pair, Answer]
EVERYWHERE = ""


def scope_of(declared: Declaration) -> str:
    return EVERYWHERE if declared.compartment is Compartment.REGISTERS else declared.key


def pair_of(declared: Declaration, match: Match) -> Pair:
    return scope_of(declared), match.declared.spelling, match.paid.spelling


def as_answered(match: Match, declared: Declaration, answers: Answers) -> Match | None:
    """The match as people see it; none where they called the two different."""
    answer = answers.get(pair_of(declared, match))
    if answer is None:
        everywhere = (EVERYWHERE, match.declared.spelling, match.paid.spelling)
        answer = answers.get(everywhere)
    if answer is Answer.DIFFERENT:
        return None
    if answer in {Answer.SAME, Answer.CONNECTED}:
        match = match._replace(outcome=answer.value, code="answered", reason=SAID[answer])
    if declared.doubt and match.outcome == Answer.SAME.value and answer is not Answer.SAME:
        return match._replace(outcome=Answer.CONNECTED.value, code="person", reason=declared.doubt)
    return match


SAID = {
    Answer.SAME: "A person said that they are one",
    Answer.CONNECTED: "A person said that they are connected",
}
