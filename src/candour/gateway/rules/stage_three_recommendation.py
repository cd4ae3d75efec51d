# SPDX-License-Identifier: MIT
"""Stage Three: communicating the recommendation, and the chief officer's decision (COG 3.3).

The chief officer decides in person, with reasons either way. People are told, conditions are
commissioned, and each is shown to be kept or recorded as not kept.
"""

from dataclasses import dataclass, replace

from candour.gateway.rules.independence import has_a_hand_in_the_matter, runs_the_matter
from candour.gateway.rules.matter import (
    BEFORE_THE_DECISION,
    OVERSEERS,
    Course,
    Matter,
    Reasoned,
    Stage,
    in_the_persons_words,
)
from candour.gateway.rules.mitigations import Choice, Said, each_choice_is_reasoned
from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Refused
from candour.kernel.roles import Role

PRINCIPAL = frozenset({Role.PRINCIPAL})
AFTER_THE_DECISION = frozenset({Stage.DECIDED, Stage.MITIGATING})
WHO_ARRANGES = frozenset({Role.PRINCIPAL, Role.SECRETARIAT, Role.ASSESSOR})


@dataclass(frozen=True, kw_only=True)
class Decision(Given):
    """The chief officer's decision on the recommendation and on each condition."""

    accepts: bool | None
    """Whether the recommended course is followed."""
    attends: bool | None = None
    """What the chief officer will do: take part, or not."""
    said: tuple[Said, ...] = ()
    reasons: str = ""

    @property
    def in_force(self) -> frozenset[str]:
        """Conditions that the chief officer accepted, or changed and accepted."""
        kept = {Choice.ACCEPTED, Choice.VARIED}
        return frozenset(one.step for one in self.said if one.choice in kept)


@clause("COG 3.3/2")
def accepts_or_rejects(matter: Matter, given: Decision) -> None:
    if given.accepts is None:
        raise Refused("Select whether you accept the recommendation.", "COG 3.3/2", about="accepts")


@clause("COG 3.3/2")
def a_course_follows_from_the_answer(matter: Matter, given: Decision) -> None:
    """Who accepts advice to decline does not attend; any other course is a divergence."""
    if given.accepts and given.attends is not None:
        advised = matter.course is not Course.DECLINE
        if given.attends != advised:
            raise Refused(
                "Select 'I do not accept' if you will do something else than recommended.",
                "COG 3.3/2",
                about="accepts",
            )
    if given.accepts is False and given.attends is None:
        raise Refused("Select whether you will take part.", "COG 3.3/2", about="attends")


@clause("COG 3.3/2", "COG R/CO/1")
def each_condition_is_answered(matter: Matter, given: Decision) -> None:
    """Every condition that was recommended, and no other; who stays away need not answer them."""
    for one in given.said:
        each_choice_is_reasoned(one)
    said = {one.step for one in given.said}
    if said - matter.advised:
        raise Refused("Answer only the conditions that are recommended.", "COG 3.3/2")
    takes_part = given.accepts or given.attends
    if (takes_part or said) and matter.advised - said:
        raise Refused(
            "Select accept, change or do not accept for each condition.", "COG 3.3/2", about="said"
        )


@clause("COG R/CO/1")
def the_decision_gives_reasons(matter: Matter, given: Decision) -> None:
    in_the_persons_words(
        given.reasons, "Enter the reasons for your decision.", "COG R/CO/1", "reasons"
    )


def decided(matter: Matter, given: Decision) -> Matter:
    refused = matter.refused or given.accepts is False
    return replace(matter, decided=True, mitigations=given.in_force, refused=refused)


def departs_from_the_advice(matter: Matter, given: Decision) -> bool:
    """A divergence is legitimate; it is flagged and counted (COG 3.4/1)."""
    return not given.accepts or any(one.choice is not Choice.ACCEPTED for one in given.said)


DECIDE = Act[Matter, Decision](
    name="decide",
    label="decide",
    past="Decision recorded",
    by=PRINCIPAL,
    source=frozenset({Stage.RECOMMENDED}),
    target=Stage.DECIDED,
    effect=decided,
    clauses=("COG 3.3/2", "COG R/CO/1"),
    requires=(
        accepts_or_rejects,
        a_course_follows_from_the_answer,
        each_condition_is_answered,
        the_decision_gives_reasons,
    ),
)


@clause("COG 3.3/1")
def the_event_comes_before_the_recommendation(matter: Matter, by: str) -> None:
    if not matter.times.event_before_advice_due:
        raise Refused("There is time for a recommendation before the event.", "COG 3.3/1")


DECIDE_URGENTLY = Act[Matter, Decision](
    name="decide_urgently",
    label="decide before there is a recommendation",
    past="Urgent decision recorded",
    by=PRINCIPAL,
    source=BEFORE_THE_DECISION - {Stage.RECOMMENDED},
    target=Stage.DECIDED,
    effect=lambda matter, given: replace(decided(matter, given), urgent=True, refused=False),
    clauses=("COG R/CO/1", "COG 3.3/1"),
    when=(the_event_comes_before_the_recommendation,),
    requires=(each_condition_is_answered, the_decision_gives_reasons),
)


@clause("COG R/HS/1")
def the_decision_is_overdue(matter: Matter, by: str) -> None:
    if not matter.times.decision_overdue:
        raise Refused("The chief officer still has time to decide.", "COG R/HS/1")


@clause("COG R/HS/1")
def not_yet_escalated(matter: Matter, by: str) -> None:
    if matter.escalated:
        raise Refused("You have already escalated this.", "COG R/HS/1")


ESCALATE = Act[Matter, Given](
    name="escalate",
    label="escalate the decision",
    past="Overdue decision escalated",
    by=OVERSEERS,
    source=frozenset({Stage.RECOMMENDED}),
    target=None,
    effect=lambda matter, given: replace(matter, escalated=True),
    clauses=("COG R/HS/1",),
    when=(runs_the_matter, the_decision_is_overdue, not_yet_escalated),
)


@clause("COG R/HS/1")
def nobody_will_decide(matter: Matter, by: str) -> None:
    """The chief officer did not answer even when asked again, or there is none any more."""
    if matter.times.principal_left:
        return
    the_decision_is_overdue(matter, by)
    if not matter.escalated:
        raise Refused("Escalate the overdue decision first.", "COG R/HS/1")


@clause("COG R/HS/1")
def a_lapse_gives_its_reason(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(
        given.reasons, "Enter why the matter ends without a decision.", "COG R/HS/1", "reasons"
    )


LAPSE = Act[Matter, Reasoned](
    name="lapse",
    label="close the matter without a decision",
    past="Closed without a decision",
    by=OVERSEERS,
    source=BEFORE_THE_DECISION,
    target=Stage.CLOSED,
    effect=lambda matter, given: matter,
    clauses=("COG R/HS/1",),
    when=(runs_the_matter, nobody_will_decide),
    requires=(a_lapse_gives_its_reason,),
)


@dataclass(frozen=True, kw_only=True)
class Telling(Given):
    """A party is told, in person or in writing."""

    party: str
    method: str


@clause("COG 3.3/2")
def tells_a_party_of_this_matter(matter: Matter, given: Telling) -> None:
    if given.party not in matter.parties:
        raise Refused("Select who is told.", "COG 3.3/2", about="party")


@clause("COG 3.4/7")
def says_how_they_are_told(matter: Matter, given: Telling) -> None:
    in_the_persons_words(given.method, "Select how they are told.", "COG 3.4/7", "method")


TELL = Act[Matter, Telling](
    name="tell",
    label="record who is told",
    past="Party told of the decision",
    by=WHO_ARRANGES | OVERSEERS,
    source=AFTER_THE_DECISION,
    target=None,
    effect=lambda matter, given: replace(matter, told=matter.told | {given.party}),
    clauses=("COG 3.3/2",),
    when=(has_a_hand_in_the_matter,),
    requires=(tells_a_party_of_this_matter, says_how_they_are_told),
    records="disclosure",
)


@clause("COG 3.3/2")
def conditions_are_in_force(matter: Matter, by: str) -> None:
    if not matter.mitigations:
        raise Refused("There are no conditions to carry out.", "COG 3.3/2")


@clause("COG 3.4/6")
def another_course_is_answered(matter: Matter, by: str) -> None:
    waits = matter.outcome == "replaced" and not matter.answered
    if waits and not matter.times.response_overdue:
        raise Refused(
            "The chief officer has not answered the course that the reassessment recommends.",
            "COG 3.4/6",
        )


COMMISSION = Act[Matter, Given](
    name="commission",
    label="start the conditions",
    past="Conditions started",
    by=WHO_ARRANGES | OVERSEERS,
    source=frozenset({Stage.DECIDED, Stage.FINAL}),
    target=Stage.MITIGATING,
    effect=lambda matter, given: matter,
    clauses=("COG 3.3/2", "COG R/CO/1"),
    when=(has_a_hand_in_the_matter, conditions_are_in_force, another_course_is_answered),
)


@dataclass(frozen=True, kw_only=True)
class Showing(Given):
    """What shows that a condition was kept, or why it was not."""

    step: str
    evidence: str
    event_passed: bool = True


@clause("COG R/SO/2")
def shows_a_condition_that_is_open(matter: Matter, given: Showing) -> None:
    if given.step not in matter.mitigations - matter.settled:
        raise Refused("Select a condition that is still open.", "COG R/SO/2", about="step")


@clause("COG R/SO/2")
def the_evidence_is_in_words(matter: Matter, given: Showing) -> None:
    in_the_persons_words(given.evidence, "Enter what shows it.", "COG R/SO/2", "evidence")


def _settled(matter: Matter, given: Showing) -> Matter:
    return replace(matter, settled=matter.settled | {given.step})


SHOW_KEPT = Act[Matter, Showing](
    name="show_kept",
    label="record that a condition was kept",
    past="Condition kept",
    by=WHO_ARRANGES | OVERSEERS,
    source=frozenset({Stage.MITIGATING}),
    target=None,
    effect=_settled,
    clauses=("COG R/SO/2",),
    when=(has_a_hand_in_the_matter,),
    requires=(shows_a_condition_that_is_open, the_evidence_is_in_words),
    records="collection",
)

SHOW_NOT_KEPT = Act[Matter, Showing](
    name="show_not_kept",
    label="record that a condition was not kept",
    past="Condition not kept",
    by=WHO_ARRANGES | OVERSEERS,
    source=frozenset({Stage.MITIGATING}),
    target=None,
    effect=_settled,
    clauses=("COG R/SO/2",),
    when=(has_a_hand_in_the_matter,),
    requires=(shows_a_condition_that_is_open, the_evidence_is_in_words),
    records="collection",
)


@clause("COG R/SO/2")
def every_condition_is_settled(matter: Matter, by: str) -> None:
    if matter.mitigations - matter.settled:
        raise Refused(
            "A condition is still open: record the evidence, or that it was not kept.",
            "COG R/SO/2",
        )


@clause("COG 3.3/2")
def every_party_is_told(matter: Matter, by: str) -> None:
    if matter.final:
        return
    if matter.parties - matter.told:
        raise Refused("Someone concerned has not been told of the decision.", "COG 3.3/2")


@clause("COG 3.4/4")
def nobody_may_still_ask_in_time(matter: Matter, by: str) -> None:
    if not (matter.final or matter.times.windows_over):
        raise Refused("There is still time to ask for a reassessment.", "COG 3.4/4")


CLOSE = Act[Matter, Given](
    name="close",
    label="close the matter",
    past="Matter closed",
    by=WHO_ARRANGES | OVERSEERS,
    source=AFTER_THE_DECISION | {Stage.FINAL},
    target=Stage.CLOSED,
    effect=lambda matter, given: matter,
    clauses=("COG R/SO/2", "COG 3.3/2"),
    when=(
        has_a_hand_in_the_matter,
        every_condition_is_settled,
        every_party_is_told,
        nobody_may_still_ask_in_time,
        another_course_is_answered,
    ),
)

ACTS = (
    DECIDE,
    DECIDE_URGENTLY,
    ESCALATE,
    LAPSE,
    TELL,
    COMMISSION,
    SHOW_KEPT,
    SHOW_NOT_KEPT,
    CLOSE,
)
