# SPDX-License-Identifier: MIT
"""Who sees which part of a matter, at every stage, against a table written by hand.

The table is read like this: a column for what a person is to the matter, a row for each part, and
in the cell when it is seen. `*` always, `r` from the recommendation on, `d` from the decision on,
`o` while the recommendation waits for a decision, `q` while a reassessment is waited for or made, `f` once it is final, `.` never.
"""

import pytest
from matters import (
    CHIEF,
    DEPUTY,
    EVERYONE,
    HEAD,
    ORGANISER,
    OUTSIDE_ASSESSOR,
    OUTSIDE_REASSESSOR,
    OVERSEER,
    REP,
    SECRETARY,
    SOMEONE,
    STAFF,
    UNIT,
    at,
)

from candour.gateway.rules.matter import Posts, Stage, View
from candour.gateway.rules.visibility import (
    SIGHTS,
    Part,
    knows_of_it,
    parts_played,
    visible_parts,
)
from candour.kernel.roles import Role

TABLE = """
                   chief secretary overseer assessor undeclared association next_to_judge judge unit sponsor told_late
summary            *     *         *        *        *          *           q             *     *    d       o
clocks             *     *         *        *        *          .           q             *     .    d       o
people             *     *         *        *        *          .           q             *     *    d       o
request            *     *         .        *        .          .           .             *     .    .       .
known_issues       *     .         .        *        .          .           .             *     .    .       .
shared_material    *     *         .        *        .          .           .             *     .    .       .
assessor_material  .     .         .        *        .          .           .             *     .    .       .
gist               .     .         .        *        .          .           .             *     *    .       .
bias               .     .         .        *        .          .           .             *     .    .       .
view               r     .         .        *        .          *           .             *     .    .       .
worksheet          r     .         .        *        .          .           .             *     .    .       .
recommendation     r     .         .        *        .          .           .             *     .    .       .
decision           d     .         .        *        .          .           .             *     .    .       .
mitigations        d     d         .        *        .          .           .             *     .    .       .
representations    .     .         .        .        .          .           .             *     .    .       .
reassessment       f     .         .        f        f          .           .             *     .    .       .
outcome            d     d         d        *        .          d           .             *     .    d       .
timeline           *     .         .        *        .          .           .             *     .    .       .
"""

BEFORE = {
    Stage.UNNOTIFIED,
    Stage.NOTIFIED,
    Stage.GATHERING,
    Stage.MATERIAL_COMPLETE,
    Stage.ASSESSING,
    Stage.WITHDRAWN,
}
AWAITED = {Stage.REASSESSMENT_REQUESTED, Stage.REASSESSING}
WHEN = {
    "*": set(Stage),
    "r": set(Stage) - BEFORE,
    "d": set(Stage) - BEFORE - {Stage.RECOMMENDED},
    "q": AWAITED,
    "f": {Stage.FINAL},
    "o": {Stage.RECOMMENDED},
    ".": set(),
}

IN_THE_MATTER = {"assessor": STAFF, "bias_cleared": True, "reassessor": ""}
SPONSOR = "sponsor of the policy"
WITH_SPONSOR = Posts({**at(Stage.DECIDED).posts.holders, Role.SPONSOR: frozenset({SPONSOR})})
COLUMNS = {
    "chief": (CHIEF, {}),
    "secretary": (SECRETARY, {}),
    "overseer": (OVERSEER, {}),
    "assessor": (STAFF, {}),
    "undeclared": (STAFF, {"bias_cleared": False}),
    "association": (REP, {"representatives": frozenset({REP}), "view": View.ASKED}),
    "next_to_judge": (HEAD, {}),
    "judge": (HEAD, {"reassessor": HEAD}),
    "unit": (UNIT, {"gist": View.ASKED}),
    "sponsor": (SPONSOR, {"refused": True, "posts": WITH_SPONSOR}),
    "told_late": (SPONSOR, {"escalated": True, "posts": WITH_SPONSOR}),
}


def table():
    head, *rows = TABLE.strip().splitlines()
    for row in rows:
        part, *cells = row.split()
        yield from (
            (column, Part(part), cell) for column, cell in zip(head.split(), cells, strict=True)
        )


def expected(column, stage):
    return {part for name, part, cell in table() if name == column and stage in WHEN[cell]}


def test_the_table_speaks_of_every_part():
    assert {part for _, part, _ in table()} == set(Part)
    assert {column for column, _, _ in table()} == set(COLUMNS)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("column", sorted(COLUMNS))
def test_each_sees_what_the_table_says_and_nothing_else(column, stage):
    person, facts = COLUMNS[column]
    matter = at(stage, **{**IN_THE_MATTER, **facts})
    assert visible_parts(matter, stage, person) == expected(column, stage)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize(
    "person", [DEPUTY, OUTSIDE_ASSESSOR, OUTSIDE_REASSESSOR, REP, UNIT, SOMEONE, ORGANISER]
)
def test_who_has_no_part_does_not_know_of_the_matter(person, stage):
    matter = at(stage, **IN_THE_MATTER)
    assert visible_parts(matter, stage, person) == frozenset()
    assert not knows_of_it(matter, stage, person)


@pytest.mark.parametrize("stage", list(Stage))
def test_whoever_declared_a_conflict_sees_nothing_whatever_else_they_are(stage):
    for person in set(EVERYONE) - {CHIEF}:
        matter = at(stage, **{**IN_THE_MATTER, "reassessor": HEAD}, conflicted=frozenset({person}))
        assert visible_parts(matter, stage, person) == frozenset(), person


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("person", sorted({SECRETARY, OVERSEER, STAFF, HEAD, UNIT}))
def test_who_speaks_for_the_association_sees_no_more_through_a_post(person, stage):
    facts = {**IN_THE_MATTER, "reassessor": HEAD, "gist": View.ASKED, "view": View.GIVEN}
    matter = at(stage, **facts, representatives=frozenset({person}))
    assert visible_parts(matter, stage, person) == expected("association", stage)


@pytest.mark.parametrize("view", [View.NOT_NEEDED, View.NOT_ASKED])
def test_before_the_view_is_asked_for_a_representative_knows_of_nothing(view):
    matter = at(Stage.ASSESSING, representatives=frozenset({REP}), view=view)
    assert not knows_of_it(matter, Stage.ASSESSING, REP)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.OVERSEER, Role.SOURCE_UNIT])
def test_the_subject_sees_a_matter_only_as_its_subject(role, stage):
    matter = at(stage, **IN_THE_MATTER, gist=View.ASKED)
    matter.posts.holders[role] = frozenset({CHIEF})
    assert visible_parts(matter, stage, CHIEF) == expected("chief", stage)
    assert parts_played(matter, stage, CHIEF) == {Role.PRINCIPAL}


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.MITIGATING, Stage.CLOSED])
def test_work_on_an_assessment_that_was_never_sent_stays_with_the_assessor(stage):
    urgent = at(stage, course=None, urgent=True)
    assert not visible_parts(urgent, stage, CHIEF) & {
        Part.VIEW,
        Part.WORKSHEET,
        Part.RECOMMENDATION,
    }


def test_the_outcome_of_a_reassessment_stays_open_to_both_sides_after_the_end():
    closed = at(Stage.CLOSED, final=True, reassessor=HEAD)
    for person in (CHIEF, STAFF, HEAD):
        assert Part.REASSESSMENT in visible_parts(closed, Stage.CLOSED, person)


def test_who_is_next_to_judge_sees_nothing_before_a_request():
    matter = at(Stage.DECIDED, **IN_THE_MATTER)
    assert not knows_of_it(matter, Stage.DECIDED, HEAD)


@pytest.mark.parametrize(
    "role",
    [Role.ADMINISTRATOR, Role.AUDITOR, Role.OVERSIGHT, Role.PARTY, Role.WORKFORCE],
)
def test_no_sight_is_given_to_roles_without_a_part(role):
    assert role not in SIGHTS


def test_no_role_sees_everything_by_its_post():
    for role, sights in SIGHTS.items():
        seen = {part for sight in sights for part in sight.parts}
        assert seen < set(Part), role


@pytest.mark.parametrize("stage", list(Stage))
def test_the_sponsor_knows_of_nothing_that_ran_its_course(stage):
    """Advice that was followed in time is no business of theirs."""
    assert not knows_of_it(at(stage, posts=WITH_SPONSOR), stage, SPONSOR)


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.FINAL, Stage.CLOSED])
def test_a_sponsor_who_declared_a_conflict_is_told_nothing(stage):
    facts = {"refused": True, "posts": WITH_SPONSOR, "conflicted": frozenset({SPONSOR})}
    assert not knows_of_it(at(stage, **facts), stage, SPONSOR)
