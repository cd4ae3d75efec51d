# SPDX-License-Identifier: MIT
"""Stage One: notification (COG 3.1).

A chief officer, or the secretariat for them, says that a request has come or an intention has
formed. Areas of vulnerability are named, known issues declared, and all the material gathered.
"""

from dataclasses import dataclass, replace

from candour.gateway.rules.independence import assessors, runs_the_matter
from candour.gateway.rules.matter import (
    BEFORE_THE_DECISION,
    OVERSEERS,
    Matter,
    Reasoned,
    Stage,
    View,
    in_the_persons_words,
)
from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Given, Refused
from candour.kernel.roles import Role

WHILE_GATHERING = frozenset({Stage.NOTIFIED, Stage.GATHERING})
FOR_THE_PRINCIPAL = frozenset({Role.PRINCIPAL, Role.SECRETARIAT})


@dataclass(frozen=True, kw_only=True)
class Notification(Given):
    """A request received, or an intention formed."""

    activity: str
    retrospective: bool = False
    why_late: str = ""
    may_file: bool = True
    """The person files for themselves, or on behalf of the principal with authority."""
    in_population: bool = True


@clause("COG 1/2")
def the_procedure_applies_to_the_principal(matter: Matter, given: Notification) -> None:
    if not given.in_population:
        raise Refused(
            "The Gateway in force does not apply to this person.", "COG 1/2", about="principal"
        )


@clause("COG 3.1/1")
def files_for_themselves_or_with_authority(matter: Matter, given: Notification) -> None:
    if not given.may_file:
        raise Refused(
            "You cannot file for this person: nobody has given you the authority.",
            "COG 3.1/1",
            about="principal",
        )


@clause("COG 3.1/1")
def says_what_is_asked(matter: Matter, given: Notification) -> None:
    in_the_persons_words(
        given.activity, "Enter what the request or intention is.", "COG 3.1/1", "activity"
    )


@clause("COG 2/1")
def a_late_notification_says_what_delayed_it(matter: Matter, given: Notification) -> None:
    if given.retrospective:
        in_the_persons_words(
            given.why_late, "Enter what delayed this notification.", "COG 2/1", "why_late"
        )


@clause("COG R/CO/1")
def notified(matter: Matter, given: Notification) -> Matter:
    return replace(matter, notifier=given.by)


NOTIFY = Act[Matter, Notification](
    name="notify",
    label="start a request",
    past="Request started",
    by=FOR_THE_PRINCIPAL,
    source=frozenset({Stage.UNNOTIFIED}),
    target=Stage.NOTIFIED,
    effect=notified,
    clauses=("COG 3.1/1", "COG 1/2", "COG R/CO/1"),
    requires=(
        the_procedure_applies_to_the_principal,
        files_for_themselves_or_with_authority,
        says_what_is_asked,
        a_late_notification_says_what_delayed_it,
    ),
    records="collection",
)


@dataclass(frozen=True, kw_only=True)
class Areas(Given):
    """The areas of vulnerability that apply, and what was proposed."""

    areas: frozenset[str]


@clause("COG 2/3")
def names_an_area(matter: Matter, given: Areas) -> None:
    if not given.areas:
        raise Refused("Select at least one area, or 'Something else'.", "COG 2/3", about="areas")


CONFIRM_AREAS = Act[Matter, Areas](
    name="confirm_areas",
    label="confirm the areas of vulnerability",
    past="Areas of vulnerability confirmed",
    by=FOR_THE_PRINCIPAL,
    source=WHILE_GATHERING,
    target=Stage.GATHERING,
    effect=lambda matter, given: replace(matter, areas=given.areas),
    clauses=(
        "COG 2/3",
        "COG 2/area1",
        "COG 2/area2",
        "COG 2/area3",
        "COG 2/area4",
        "COG 2/area5",
        "COG 2/area6",
        "COG 2/area7",
        "COG 2/area8",
        "COG 2/area9",
    ),
    requires=(names_an_area,),
)


def _unchanged(matter: Matter, given: Given) -> Matter:
    return matter


DESCRIBE = Act[Matter, Given](
    name="describe",
    label="change the request",
    past="Request described",
    by=FOR_THE_PRINCIPAL,
    source=WHILE_GATHERING,
    target=None,
    effect=_unchanged,
    clauses=("COG 3.1/1",),
)


@dataclass(frozen=True, kw_only=True)
class Concerned(Given):
    """People and organisations who take part or are touched by it."""

    involved: frozenset[str] = frozenset()
    representatives: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()


def people_named(matter: Matter, given: Concerned) -> Matter:
    """A representative who attends has a view to give before any advice (COG 3.2/9)."""
    view = matter.view if given.representatives == matter.representatives else View.NOT_ASKED
    if not given.representatives:
        view = View.NOT_NEEDED
    return replace(
        matter,
        involved=given.involved,
        representatives=given.representatives,
        parties=given.parties,
        view=view,
    )


@clause("COG 3.2/9")
def nobody_represents_the_association_to_themselves(matter: Matter, given: Concerned) -> None:
    if matter.principal in given.representatives:
        raise Refused(
            "Select someone else: the view has to come from another than the chief officer.",
            "COG 3.2/9",
            about="people",
        )


NAME_PEOPLE = Act[Matter, Concerned](
    name="name_people",
    label="say who is involved",
    past="People and organisations named",
    by=FOR_THE_PRINCIPAL,
    source=WHILE_GATHERING,
    target=None,
    effect=people_named,
    clauses=("COG 3.1/2", "COG 3.2/9"),
    requires=(nobody_represents_the_association_to_themselves,),
    records="collection",
)

DECLARE_ISSUES = Act[Matter, Given](
    name="declare_issues",
    label="declare what is already known",
    past="Known issues declared",
    by=frozenset({Role.PRINCIPAL}),
    source=WHILE_GATHERING,
    target=None,
    effect=lambda matter, given: replace(matter, issues_declared=True),
    clauses=("COG R/CO/2", "COG R/CO/3", "COG R/CO/4", "COG R/CO/5", "COG R/CO/6", "COG R/CO/7"),
    records="collection",
)

ADD_MATERIAL = Act[Matter, Given](
    name="add_material",
    label="add material",
    past="Material added",
    by=FOR_THE_PRINCIPAL | {Role.ASSESSOR},
    source=WHILE_GATHERING | {Stage.MATERIAL_COMPLETE, Stage.ASSESSING},
    target=None,
    effect=_unchanged,
    clauses=("COG 3.1/2", "COG 2/2"),
    records="collection",
)


@clause("COG R/CO/2")
def known_issues_are_declared(matter: Matter, by: str) -> None:
    if not matter.issues_declared:
        raise Refused("The known issues have not been declared yet.", "COG R/CO/2", about="issues")


@clause("COG 2/3")
def an_area_is_confirmed(matter: Matter, by: str) -> None:
    if not matter.areas:
        raise Refused("The areas of vulnerability have not been confirmed yet.", "COG 2/3")


COMPLETE_MATERIAL = Act[Matter, Given](
    name="complete_material",
    label="say that the material is complete",
    past="Material complete",
    by=FOR_THE_PRINCIPAL,
    source=frozenset({Stage.GATHERING}),
    target=Stage.MATERIAL_COMPLETE,
    effect=_unchanged,
    clauses=("COG 3.1/2", "COG 3.2/1"),
    when=(an_area_is_confirmed, known_issues_are_declared),
)


@dataclass(frozen=True, kw_only=True)
class Allocation(Given):
    """Who is to assess, and why when it is not the first choice."""

    assessor: str


@clause("COG 3.2/1")
def the_assessor_is_free_of_conflict(matter: Matter, given: Allocation) -> None:
    if given.assessor == given.by:
        raise Refused("Select someone other than yourself.", "COG 3.2/1", about="assessor")
    if given.assessor not in assessors(matter, given.by):
        raise Refused(
            "Select an assessor who has no part in the matter.", "COG 3.2/1", about="assessor"
        )


@clause("COG R/SO/1")
def the_assessor_is_not_changed_at_will(matter: Matter, by: str) -> None:
    """An assessor who is at work stays, unless overdue or gone: nobody may steer the choice."""
    gone = matter.assessor not in matter.posts.of(Role.ASSESSOR, Role.EXTERNAL_ASSESSOR)
    if matter.assessor and not gone and not matter.times.advice_overdue:
        raise Refused(
            "An assessor is at work. You can choose another when they declare a conflict, "
            "leave their post or miss the date for the recommendation.",
            "COG R/SO/1",
        )


def given_to_another(matter: Matter, given: Allocation) -> Matter:
    """Whoever had the assessment before is remembered: they may not look at it again."""
    return replace(
        matter,
        assessor=given.assessor,
        bias_cleared=False,
        tested=False,
        former=matter.former | ({matter.assessor} - {"", given.assessor}),
    )


ALLOCATE = Act[Matter, Allocation](
    name="allocate",
    label="choose the assessor",
    past="Assessor chosen",
    by=OVERSEERS,
    source=frozenset({Stage.GATHERING, Stage.MATERIAL_COMPLETE}),
    target=None,
    effect=given_to_another,
    clauses=("COG 3.2/1", "COG R/HS/1", "COG R/SO/1"),
    when=(runs_the_matter, the_assessor_is_not_changed_at_will),
    requires=(the_assessor_is_free_of_conflict,),
)

REALLOCATE = Act[Matter, Allocation](
    name="reallocate",
    label="choose another assessor",
    past="Another assessor chosen",
    by=OVERSEERS,
    source=frozenset({Stage.ASSESSING}),
    target=Stage.MATERIAL_COMPLETE,
    effect=given_to_another,
    clauses=("COG 3.2/1", "COG R/HS/1", "COG R/SO/1"),
    when=(runs_the_matter, the_assessor_is_not_changed_at_will),
    requires=(the_assessor_is_free_of_conflict,),
)


@clause("COG 3.1/1")
def a_withdrawal_gives_its_reason(matter: Matter, given: Reasoned) -> None:
    in_the_persons_words(
        given.reasons, "Enter why the request is withdrawn.", "COG 3.1/1", "reasons"
    )


WITHDRAW = Act[Matter, Reasoned](
    name="withdraw",
    label="withdraw the request",
    past="Request withdrawn",
    by=FOR_THE_PRINCIPAL,
    source=BEFORE_THE_DECISION,
    target=Stage.WITHDRAWN,
    effect=_unchanged,
    clauses=("COG 3.1/1",),
    requires=(a_withdrawal_gives_its_reason,),
)

ACTS = (
    NOTIFY,
    CONFIRM_AREAS,
    DESCRIBE,
    NAME_PEOPLE,
    DECLARE_ISSUES,
    ADD_MATERIAL,
    COMPLETE_MATERIAL,
    ALLOCATE,
    REALLOCATE,
    WITHDRAW,
)
