# SPDX-License-Identifier: MIT
"""Stage Four: reassessment (COG 3.4).

Where views of a risk differ, the Head of Professional Standards tests the assessment once more on
the file as it stood. Where they or their deputy are concerned in the matter, someone from another
force does. There is one reassessment; after it only the courts.
"""

from dataclasses import dataclass, replace

from candour.gateway.rules.independence import reassesses_the_matter, runs_the_matter
from candour.gateway.rules.matter import (
    OVERSEERS,
    REASSESSORS,
    Matter,
    Outcome,
    Reasoned,
    Stage,
    in_the_persons_words,
)
from candour.gateway.rules.mitigations import Step, a_step_can_be_checked
from candour.gateway.rules.stage_three_recommendation import (
    Telling,
    says_how_they_are_told,
    tells_a_party_of_this_matter,
)
from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Refused
from candour.kernel.roles import Role

WHO_REASSESSES = frozenset(REASSESSORS)
WHO_MAY_ASK = frozenset({Role.PRINCIPAL, Role.PARTY})
BEING_REASSESSED = frozenset({Stage.REASSESSING})
IN_REASSESSMENT = frozenset({Stage.REASSESSMENT_REQUESTED, Stage.REASSESSING})


@dataclass(frozen=True, kw_only=True)
class Request(Given):
    """A request for reassessment, in writing."""

    representation: str
    late: bool = False
    why_late: str = ""


@clause("COG 3.4/4", "COG 3.4/5")
def the_request_is_in_writing(matter: Matter, given: Request) -> None:
    in_the_persons_words(
        given.representation,
        "Enter what should be looked at again, and why.",
        "COG 3.4/4",
        "representation",
    )


@clause("COG 3.4/4", "COG 3.4/5")
def a_late_request_says_why(matter: Matter, given: Request) -> None:
    if given.late:
        in_the_persons_words(
            given.why_late, "Enter what delayed the request.", "COG 3.4/4", "why_late"
        )


@clause("COG 3.4/8")
def there_was_no_reassessment_before(matter: Matter, by: str) -> None:
    if matter.asked_again:
        raise Refused(
            "This matter has been reassessed once; there is no other reassessment.", "COG 3.4/8"
        )


@clause("COG 3.4/4")
def there_is_a_decision_to_look_at_again(matter: Matter, by: str) -> None:
    if not matter.decided:
        raise Refused("There is no decision to look at again.", "COG 3.4/4")


@clause("COG 3.4/1", "COG 3.4/2")
def asked_for_again(matter: Matter, given: Request) -> Matter:
    return replace(matter, asked_again=True)


REQUEST = Act[Matter, Request](
    name="request_reassessment",
    label="ask for a reassessment",
    past="Reassessment asked for",
    by=WHO_MAY_ASK,
    source=frozenset({Stage.DECIDED, Stage.MITIGATING, Stage.CLOSED}),
    target=Stage.REASSESSMENT_REQUESTED,
    effect=asked_for_again,
    clauses=("COG 3.4/4", "COG 3.4/5", "COG 3.4/8"),
    when=(there_was_no_reassessment_before, there_is_a_decision_to_look_at_again),
    requires=(the_request_is_in_writing, a_late_request_says_why),
    records="collection",
)


@clause("COG 3.4/5")
def the_outcome_is_still_open(matter: Matter, by: str) -> None:
    if matter.outcome is not None:
        raise Refused("The reassessment is concluded; its outcome stands.", "COG 3.4/8")


ADD_REPRESENTATION = Act[Matter, Request](
    name="add_representation",
    label="add your own representation",
    past="Representation added",
    by=WHO_MAY_ASK,
    source=IN_REASSESSMENT,
    target=None,
    effect=lambda matter, given: matter,
    clauses=("COG 3.4/5",),
    when=(the_outcome_is_still_open,),
    requires=(the_request_is_in_writing,),
    records="collection",
)


@dataclass(frozen=True, kw_only=True)
class LineWaiver(Reasoned):
    """The line-management rule of SOD3, waived for one reassessor by a second role."""

    reassessor: str


@clause("COG 3.4/2")
def the_waiver_is_for_the_reassessor_in_office(matter: Matter, given: LineWaiver) -> None:
    if given.reassessor not in matter.posts.of(Role.REASSESSOR, Role.DEPUTY_REASSESSOR):
        raise Refused("Select who would reassess.", "COG 3.4/2", about="reassessor")
    if given.reassessor == given.by:
        raise Refused("Select someone other than yourself.", "COG 3.4/2", about="reassessor")


@clause("COG 3.4/2")
def the_waiver_gives_its_reason(matter: Matter, given: LineWaiver) -> None:
    in_the_persons_words(
        given.reasons,
        "Enter why the line of management does not matter here.",
        "COG 3.4/2",
        "reasons",
    )


WAIVE_LINE = Act[Matter, LineWaiver](
    name="waive_line",
    label="let someone reassess who reports to the chief officer",
    past="Line-management rule waived",
    by=OVERSEERS,
    source=frozenset({Stage.REASSESSMENT_REQUESTED}),
    target=None,
    effect=lambda matter, given: replace(
        matter, line_waived=matter.line_waived | {given.reassessor}
    ),
    clauses=("COG 3.4/2",),
    when=(runs_the_matter,),
    requires=(the_waiver_is_for_the_reassessor_in_office, the_waiver_gives_its_reason),
)


@clause("COG 3.4/2")
def nobody_is_at_work_on_it(matter: Matter, by: str) -> None:
    """Whoever took it up keeps it, unless they have left the office."""
    if matter.reassessor in matter.posts.of(*REASSESSORS):
        raise Refused("The reassessment is already taken up.", "COG 3.4/2")


@clause("COG 3.4/2")
def nobody_else_is_at_work_on_it(matter: Matter, by: str) -> None:
    if matter.reassessor != by:
        nobody_is_at_work_on_it(matter, by)


TAKE_UP = Act[Matter, Given](
    name="take_up",
    label="take up the reassessment",
    past="Reassessment taken up",
    by=WHO_REASSESSES,
    source=IN_REASSESSMENT,
    target=Stage.REASSESSING,
    effect=lambda matter, given: replace(matter, reassessor=given.by),
    clauses=("COG 3.4/2",),
    when=(nobody_is_at_work_on_it, reassesses_the_matter),
)


@clause("COG 3.4/2")
def the_reassessors_conflict_is_explained(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(
        given.reasons, "Enter what the conflict is, in general terms.", "COG 3.4/2", "reasons"
    )


def _stands_aside(matter: Matter, given: Reasoned) -> Matter:
    return replace(matter, reassessor="", conflicted=matter.conflicted | {given.by})


STAND_ASIDE = Act[Matter, Reasoned](
    name="stand_aside",
    label="stand aside from the reassessment",
    past="Reassessor stood aside",
    by=WHO_REASSESSES,
    source=IN_REASSESSMENT,
    target=Stage.REASSESSMENT_REQUESTED,
    effect=_stands_aside,
    clauses=("COG 3.4/2", "COG R/SO/2"),
    when=(the_outcome_is_still_open, nobody_else_is_at_work_on_it, reassesses_the_matter),
    requires=(the_reassessors_conflict_is_explained,),
    records="collection",
)


@clause("COG 3.4/2")
def took_up_the_reassessment(matter: Matter, by: str) -> None:
    if by != matter.reassessor:
        raise Refused("Only the person who took up the reassessment concludes it.", "COG 3.4/2")


@dataclass(frozen=True, kw_only=True)
class Reassessment(Given):
    """What the reassessor records: five tests, the outcome and the reasons."""

    outcome: Outcome | None
    tests: dict[str, bool | None]
    """Reassessment test code of the policy version to whether it is passed."""
    asked_tests: frozenset[str] = frozenset()
    other_course: str = ""
    steps: tuple[Step, ...] = ()
    keys: frozenset[str] = frozenset()
    """The ids under which the steps will be known."""
    reasons: str = ""


@clause("COG 3.4/3")
def every_test_is_answered(matter: Matter, given: Reassessment) -> None:
    for code in sorted(given.asked_tests):
        if given.tests.get(code) is None:
            raise Refused("Select an answer to each of the tests.", "COG 3.4/3", about=code)


@clause("COG 3.4/3", "COG 3.4/6")
def upheld_only_if_it_passes_every_test(matter: Matter, given: Reassessment) -> None:
    if given.outcome is None:
        raise Refused("Select the outcome.", "COG 3.4/6", about="outcome")
    if given.outcome is Outcome.UPHELD and not all(given.tests.values()):
        raise Refused(
            "Select another course: a recommendation that fails a test cannot be upheld.",
            "COG 3.4/3",
            about="outcome",
        )


@clause("COG 3.4/6")
def another_course_is_described(matter: Matter, given: Reassessment) -> None:
    if given.outcome is Outcome.REPLACED:
        in_the_persons_words(
            given.other_course, "Enter the course you recommend.", "COG 3.4/6", "other_course"
        )
    elif given.steps or given.keys:
        raise Refused(
            "Select another course, or remove the conditions.", "COG 3.4/6", about="outcome"
        )
    for step in given.steps:
        a_step_can_be_checked(step)


@clause("COG 3.4/3")
def the_reassessment_gives_reasons(matter: Matter, given: Reassessment) -> None:
    in_the_persons_words(
        given.reasons, "Enter the reasons for your conclusion.", "COG 3.4/3", "reasons"
    )


CONCLUDE = Act[Matter, Reassessment](
    name="conclude",
    label="conclude the reassessment",
    past="Reassessment concluded",
    by=WHO_REASSESSES,
    source=BEING_REASSESSED,
    target=None,
    effect=lambda matter, given: replace(matter, outcome=given.outcome, pending=given.keys),
    clauses=("COG 3.4/3", "COG 3.4/6"),
    when=(took_up_the_reassessment, the_outcome_is_still_open),
    requires=(
        every_test_is_answered,
        upheld_only_if_it_passes_every_test,
        another_course_is_described,
        the_reassessment_gives_reasons,
    ),
)


@clause("COG 3.4/7")
def the_reassessment_is_concluded(matter: Matter, by: str) -> None:
    if matter.outcome is None:
        raise Refused("The reassessment is not concluded yet.", "COG 3.4/7")


TELL_OUTCOME = Act[Matter, Telling](
    name="tell_outcome",
    label="record who is told of the outcome",
    past="Party told of the reassessment",
    by=WHO_REASSESSES,
    source=BEING_REASSESSED,
    target=None,
    effect=lambda matter, given: replace(matter, outcome_told=matter.outcome_told | {given.party}),
    clauses=("COG 3.4/7",),
    when=(took_up_the_reassessment, the_reassessment_is_concluded),
    requires=(tells_a_party_of_this_matter, says_how_they_are_told),
    records="disclosure",
)


@clause("COG 3.4/7")
def all_parties_are_told(matter: Matter, by: str) -> None:
    if matter.parties - matter.outcome_told:
        raise Refused("Someone concerned has not been told of the outcome.", "COG 3.4/7")


MAKE_FINAL = Act[Matter, Given](
    name="make_final",
    label="make the reassessment final",
    past="Reassessment final",
    by=WHO_REASSESSES,
    source=BEING_REASSESSED,
    target=Stage.FINAL,
    effect=lambda matter, given: replace(matter, final=True),
    clauses=("COG 3.4/7", "COG 3.4/8"),
    when=(took_up_the_reassessment, the_reassessment_is_concluded, all_parties_are_told),
)


@dataclass(frozen=True, kw_only=True)
class Response(Given):
    """The chief officer's answer to another course; the reassessment itself stands."""

    accepts: bool | None
    reasons: str = ""


@clause("COG 3.4/6")
def another_course_waits_for_an_answer(matter: Matter, by: str) -> None:
    if matter.outcome is not Outcome.REPLACED:
        raise Refused("The recommendation was upheld: there is nothing to answer.", "COG 3.4/6")
    if matter.answered:
        raise Refused("You have answered; the answer stands.", "COG 3.4/8")


@clause("COG R/CO/1")
def the_response_gives_reasons(matter: Matter, given: Response) -> None:
    if given.accepts is None:
        raise Refused("Select whether you accept the course.", "COG R/CO/1", about="accepts")
    in_the_persons_words(
        given.reasons, "Enter the reasons for your answer.", "COG R/CO/1", "reasons"
    )


def responded(matter: Matter, given: Response) -> Matter:
    """An accepted course brings its own conditions, in place of the earlier ones."""
    mitigations = matter.pending if given.accepts else matter.mitigations
    refused = matter.refused or given.accepts is False
    return replace(matter, answered=True, mitigations=mitigations, refused=refused)


RESPOND = Act[Matter, Response](
    name="respond",
    label="answer the course that the reassessment recommends",
    past="Answer to the reassessment recorded",
    by=frozenset({Role.PRINCIPAL}),
    source=frozenset({Stage.FINAL}),
    target=None,
    effect=responded,
    clauses=("COG 3.4/6", "COG R/CO/1"),
    when=(another_course_waits_for_an_answer,),
    requires=(the_response_gives_reasons,),
)


ACTS = (
    REQUEST,
    ADD_REPRESENTATION,
    WAIVE_LINE,
    TAKE_UP,
    STAND_ASIDE,
    CONCLUDE,
    TELL_OUTCOME,
    MAKE_FINAL,
    RESPOND,
)
