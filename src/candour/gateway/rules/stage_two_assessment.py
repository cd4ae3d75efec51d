# SPDX-License-Identifier: MIT
"""Stage Two: Gateway assessment (COG 3.2).

The assessor declares any bias before anything else opens, hears the staff association where its
representative attends, works through the Gateway Test, and recommends.
"""

from dataclasses import dataclass, replace

from candour.gateway.rules.gateway_test import (
    Worksheet,
    every_question_is_answered,
    every_quick_test_is_answered,
    the_three_thresholds_are_answered,
    the_thresholds_build_on_one_another,
    the_worksheet_gives_reasons,
)
from candour.gateway.rules.independence import (
    runs_the_matter,
    the_assessor_is_still_independent,
)
from candour.gateway.rules.matter import (
    OVERSEERS,
    Course,
    Matter,
    Reasoned,
    Stage,
    View,
    in_the_persons_words,
)
from candour.gateway.rules.mitigations import Step, a_step_can_be_checked
from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Refused
from candour.kernel.roles import Role

ASSESSOR = frozenset({Role.ASSESSOR})
AT_WORK = frozenset({Stage.ASSESSING})


@clause("COG R/SO/2")
def bias_is_declared_clear(matter: Matter, by: str) -> None:
    if not matter.bias_cleared:
        raise Refused("Declare first whether you have a conflict.", "COG R/SO/2")


def _without_assessor(matter: Matter, given: Reasoned) -> Matter:
    return replace(
        matter,
        assessor="",
        bias_cleared=False,
        tested=False,
        conflicted=matter.conflicted | {given.by},
    )


DECLARE_NO_CONFLICT = Act[Matter, Given](
    name="declare_no_conflict",
    label="declare that you have no conflict",
    past="No conflict declared",
    by=ASSESSOR,
    source=frozenset({Stage.MATERIAL_COMPLETE}),
    target=Stage.ASSESSING,
    effect=lambda matter, given: replace(matter, bias_cleared=True),
    clauses=("COG R/SO/2", "COG 3.2/1"),
    when=(the_assessor_is_still_independent,),
    records="collection",
)


@clause("COG R/SO/2")
def a_conflict_is_explained(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(
        given.reasons, "Enter what the conflict is, in general terms.", "COG R/SO/2", "reasons"
    )


DECLARE_CONFLICT = Act[Matter, Reasoned](
    name="declare_conflict",
    label="declare a conflict",
    past="Conflict declared by the assessor",
    by=ASSESSOR,
    source=frozenset({Stage.MATERIAL_COMPLETE, Stage.ASSESSING}),
    target=Stage.MATERIAL_COMPLETE,
    effect=_without_assessor,
    clauses=("COG R/SO/2",),
    requires=(a_conflict_is_explained,),
    records="collection",
)
DECLARE_CONFLICT_EARLY = replace(
    DECLARE_CONFLICT,
    name="declare_conflict_early",
    source=frozenset({Stage.GATHERING}),
    target=None,
)


@clause("COG 3.1/2")
def says_what_is_missing(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(given.reasons, "Enter what is missing.", "COG 3.1/2", "reasons")


ASK_FOR_MORE = Act[Matter, Reasoned](
    name="ask_for_more",
    label="ask for more material",
    past="More material asked for",
    by=ASSESSOR,
    source=AT_WORK,
    target=Stage.GATHERING,
    effect=lambda matter, given: replace(matter, bias_cleared=False, tested=False),
    clauses=("COG 3.1/2",),
    requires=(says_what_is_missing,),
)


@clause("COG 3.2/9")
def a_representative_attends(matter: Matter, by: str) -> None:
    if matter.view is View.NOT_NEEDED:
        raise Refused("No staff association representative attends this event.", "COG 3.2/9")


@clause("COG 3.2/9")
def a_view_is_outstanding(matter: Matter, by: str) -> None:
    if matter.view not in {View.NOT_ASKED, View.ASKED}:
        raise Refused("The view is already in.", "COG 3.2/9")


def _asked(matter: Matter, given: Given) -> Matter:
    return replace(matter, view=View.ASKED)


ASK_FOR_VIEW = Act[Matter, Given](
    name="ask_for_view",
    label="ask for the staff association's view",
    past="Staff association asked for its view",
    by=ASSESSOR,
    source=AT_WORK,
    target=None,
    effect=_asked,
    clauses=("COG 3.2/9",),
    when=(bias_is_declared_clear, a_representative_attends, a_view_is_outstanding),
    records="disclosure",
)


@clause("COG 3.2/9")
def a_view_is_given_in_words(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(given.reasons, "Enter your view.", "COG 3.2/9", "reasons")


@clause("COG 3.2/10")
def the_view_was_asked_for(matter: Matter, by: str) -> None:
    if matter.view is not View.ASKED:
        raise Refused("Your view has not been asked for, or is already in.", "COG 3.2/10")


GIVE_VIEW = Act[Matter, Reasoned](
    name="give_view",
    label="give the staff association's view",
    past="Staff association's view given",
    by=frozenset({Role.REPRESENTATIVE}),
    source=AT_WORK,
    target=None,
    effect=lambda matter, given: replace(matter, view=View.GIVEN),
    clauses=("COG 3.2/9", "COG 3.2/10"),
    when=(the_view_was_asked_for,),
    requires=(a_view_is_given_in_words,),
    records="collection",
)


@clause("COG 3.2/9")
def the_view_is_overdue(matter: Matter, by: str) -> None:
    if not (matter.view is View.ASKED and matter.times.view_overdue):
        raise Refused("The staff association still has time to give its view.", "COG 3.2/9")


@clause("COG 3.2/9")
def a_waiver_gives_its_reason(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(
        given.reasons, "Enter why the assessment goes on without the view.", "COG 3.2/9", "reasons"
    )


WAIVE_VIEW = Act[Matter, Reasoned](
    name="waive_view",
    label="go on without the staff association's view",
    past="Assessment goes on without the staff association's view",
    by=OVERSEERS,
    source=AT_WORK,
    target=None,
    effect=lambda matter, given: replace(matter, view=View.WAIVED),
    clauses=("COG 3.2/9",),
    when=(runs_the_matter, the_view_is_overdue),
    requires=(a_waiver_gives_its_reason,),
)


@clause("COG 2/2")
def no_gist_is_asked_for_yet(matter: Matter, by: str) -> None:
    if matter.gist is not View.NOT_NEEDED:
        raise Refused("You have already asked.", "COG 2/2")


ASK_FOR_GIST = Act[Matter, Given](
    name="ask_for_gist",
    label="ask whether anything sensitive bears on this",
    past="Counter-corruption unit asked",
    by=ASSESSOR,
    source=AT_WORK,
    target=None,
    effect=lambda matter, given: replace(matter, gist=View.ASKED),
    clauses=("COG 2/2",),
    when=(bias_is_declared_clear, no_gist_is_asked_for_yet),
    records="disclosure",
)


@clause("COG 2/2")
def a_gist_was_asked_for(matter: Matter, by: str) -> None:
    if matter.gist is not View.ASKED:
        raise Refused("No gist is asked for.", "COG 2/2")


@clause("COG 2/2")
def a_gist_is_given_in_words(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(
        given.reasons, "Enter the gist, without anything that names a source.", "COG 2/2", "reasons"
    )


GIVE_GIST = Act[Matter, Reasoned](
    name="give_gist",
    label="give a gist",
    past="Counter-corruption unit answered",
    by=frozenset({Role.SOURCE_UNIT}),
    source=AT_WORK,
    target=None,
    effect=lambda matter, given: replace(matter, gist=View.GIVEN),
    clauses=("COG 2/2",),
    when=(a_gist_was_asked_for,),
    requires=(a_gist_is_given_in_words,),
    records="collection",
)


@clause("COG 3.2/2")
def assessed(matter: Matter, given: Worksheet) -> Matter:
    in_question = bool(given.integrity_in_question)
    return replace(matter, tested=True, integrity_in_question=in_question)


ASSESS = Act[Matter, Worksheet](
    name="assess",
    label="record the Gateway Test",
    past="Gateway Test completed",
    by=ASSESSOR,
    source=AT_WORK,
    target=None,
    effect=assessed,
    clauses=("COG 3.2/2", "COG 3.2/3", "COG 3.2/4", "COG 3.2/5"),
    when=(bias_is_declared_clear, the_assessor_is_still_independent),
    requires=(
        every_question_is_answered,
        every_quick_test_is_answered,
        the_three_thresholds_are_answered,
        the_thresholds_build_on_one_another,
        the_worksheet_gives_reasons,
    ),
    records="collection",
)


@dataclass(frozen=True, kw_only=True)
class Advice(Given):
    """The recommendation, with its mitigations and reasons."""

    course: Course | None
    steps: tuple[Step, ...] = ()
    keys: frozenset[str] = frozenset()
    """The ids under which the steps will be known."""
    reasons: str = ""
    names_a_source: bool = False


@clause("COG 3.2/9")
def the_view_is_in(matter: Matter, by: str) -> None:
    if matter.view in {View.NOT_ASKED, View.ASKED}:
        raise Refused(
            "The staff association's view is not in: it comes before any recommendation.",
            "COG 3.2/9",
        )


@clause("COG 3.2/3")
def the_gateway_test_is_complete(matter: Matter, by: str) -> None:
    if not matter.tested:
        raise Refused("The Gateway Test is not complete.", "COG 3.2/3")


@clause("COG 3.2/5", "COG 3.2/6", "COG 3.2/7")
def the_course_fits_the_threshold(matter: Matter, given: Advice) -> None:
    if given.course is None:
        raise Refused("Select what you recommend.", "COG 3.2/5", about="course")
    if given.course is Course.PROCEED and matter.integrity_in_question:
        raise Refused(
            "Select decline or conditions: you found that integrity is more likely than not "
            "to be called into question.",
            "COG 2/2",
            about="course",
        )


@clause("COG 3.2/7", "COG 3.2/8")
def conditions_are_named_where_they_are_recommended(matter: Matter, given: Advice) -> None:
    if given.course is Course.WITH_MITIGATION and not given.steps:
        raise Refused("Select at least one condition.", "COG 3.2/7", about="steps")
    if given.course is not Course.WITH_MITIGATION and given.steps:
        raise Refused(
            "Select 'with conditions', or remove the conditions.", "COG 3.2/7", about="course"
        )


@clause("COG 3.2/8")
def each_condition_can_be_checked(matter: Matter, given: Advice) -> None:
    for step in given.steps:
        a_step_can_be_checked(step)


@clause("COG R/SO/2")
def the_recommendation_gives_reasons(matter: Matter, given: Advice) -> None:
    in_the_persons_words(
        given.reasons, "Enter the reasons for your recommendation.", "COG R/SO/2", "reasons"
    )


RECOMMEND = Act[Matter, Advice](
    name="recommend",
    label="send the recommendation",
    past="Recommendation sent",
    by=ASSESSOR,
    source=AT_WORK,
    target=Stage.RECOMMENDED,
    effect=lambda matter, given: replace(matter, course=given.course, advised=given.keys),
    clauses=("COG 3.2/5", "COG 3.3/1", "COG R/SO/2"),
    when=(
        bias_is_declared_clear,
        the_assessor_is_still_independent,
        the_view_is_in,
        the_gateway_test_is_complete,
    ),
    requires=(
        the_course_fits_the_threshold,
        conditions_are_named_where_they_are_recommended,
        each_condition_can_be_checked,
        the_recommendation_gives_reasons,
    ),
)

ACTS = (
    DECLARE_NO_CONFLICT,
    DECLARE_CONFLICT_EARLY,
    DECLARE_CONFLICT,
    ASK_FOR_MORE,
    ASK_FOR_VIEW,
    GIVE_VIEW,
    WAIVE_VIEW,
    ASK_FOR_GIST,
    GIVE_GIST,
    ASSESS,
    RECOMMEND,
)
