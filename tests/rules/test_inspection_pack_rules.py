# SPDX-License-Identifier: MIT
"""Packs for an inspection: six questions, gaps that are worked out, two people, some days (HMIC12 N/1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.inspection.rules import pack as acts
from candour.inspection.rules.content import About, content_of, read_back, written_out
from candour.inspection.rules.evidence import (
    BY_CODE,
    FIGURES,
    ConditionFact,
    Drawn,
    Facts,
    FindingFact,
    Of,
    OutcomeFact,
    PolicyFact,
    ProcurementFact,
    ReleaseFact,
    differing,
    drawn,
    shown,
)
from candour.inspection.rules.pack import (
    INSPECTION,
    LONGEST,
    Extended,
    Invited,
    Opening,
    Pack,
    Remarks,
    Stage,
)
from candour.inspection.rules.pack_world import worlds
from candour.inspection.rules.questions import (
    ASKED,
    ASKS,
    Question,
    Why,
    asked_by,
    asked_named,
    gap_in,
    gaps,
    in_words,
)
from candour.kernel.exploration import explore
from candour.kernel.procedure import Given, Refused, attempt
from candour.kernel.roles import Role
from candour.registers.rules.promises import Standing
from candour.review.rules.figures import FIGURES as REPORTED

DAY = date(2026, 11, 28)
QUARTERS = ("2026-q1", "2026-q2", "2026-q3")
NOTHING = Facts(on=DAY, over=frozenset(QUARTERS[:2]))
FULL = Facts(
    on=DAY,
    over=frozenset(QUARTERS[:2]),
    reported={one.code: frozenset({f"{one.code}-1", f"{one.code}-2"}) for one in REPORTED},
    declined=frozenset({"GR-1"}),
    conditions=(
        ConditionFact("c1", Standing.IN_ORDER), ConditionFact("c2", Standing.OVERDUE),
        ConditionFact("c3", Standing.BROKEN),
    ),
    reviewed=frozenset({"2026-q1"}),
    sent=frozenset({"2026-q1", "2026-q2"}),
    samples=frozenset({"s1"}),
    policies=(PolicyFact("p1", DAY), PolicyFact("p2", DAY - timedelta(days=1))),
    findings=(
        FindingFact("f1", DAY - timedelta(days=28), answered=False),
        FindingFact("f2", DAY - timedelta(days=29), answered=False),
        FindingFact("f3", DAY - timedelta(days=90), answered=True),
    ),
    procurements=(
        ProcurementFact("PC-1", beyond_planning=True, assessed=True),
        ProcurementFact("PC-2", beyond_planning=True, assessed=False),
        ProcurementFact("PC-3", beyond_planning=False, assessed=False),
    ),
    releases=(ReleaseFact("r1", DAY, DAY), ReleaseFact("r2", DAY, DAY - timedelta(days=1))),
    overdue=frozenset({"d1"}),
    outcomes=(OutcomeFact("MO-1", was_public=True), OutcomeFact("MO-2", was_public=False)),
    associations=7,
    readings=12,
    readers=3,
)  # fmt: skip

# ------------------------------------------------------------------ figures


def test_every_figure_counts_what_it_says():
    found = drawn(FULL)
    own = {one.code for one in FIGURES} - {one.code for one in REPORTED}
    assert {code: it for code, it in found.records.items() if code in own} == {
        "declined": ["GR-1"],
        "conditions": ["c1", "c2", "c3"],
        "conditions_late": ["c2"],
        "conditions_broken": ["c3"],
        "reviews": ["2026-q1"],
        "samples": ["s1"],
        "reports": ["2026-q1", "2026-q2"],
        "policies": ["p1", "p2"],
        "policies_due": ["p2"],
        "findings": ["f1", "f2", "f3"],
        "findings_answered": ["f3"],
        "findings_late": ["f2"],
        "procurements": ["PC-1", "PC-2", "PC-3"],
        "procurements_assessed": ["PC-1"],
        "procurements_early": ["PC-2"],
        "releases": ["r1", "r2"],
        "releases_late": ["r2"],
        "datasets_overdue": ["d1"],
        "outcomes": ["MO-1", "MO-2"],
        "outcomes_public": ["MO-1"],
    }
    assert found.numbers == {
        "reviews_missing": 1, "reports_missing": 0, "associations": 7, "readings": 12, "readers": 3,
    }  # fmt: skip


def test_the_figures_of_the_quarterly_report_stand_here_as_they_are():
    found = drawn(FULL)
    for one in REPORTED:
        assert found.records[one.code] == sorted(FULL.reported[one.code])
        assert (BY_CODE[one.code].title, BY_CODE[one.code].says) == (one.title, one.says)


def test_a_figure_is_defined_once_and_a_number_has_no_records():
    assert len(BY_CODE) == len(FIGURES)
    found = drawn(NOTHING)
    assert set(found.numbers) == {one.code for one in FIGURES if one.of is Of.NUMBER}
    assert all(one.says.endswith(".") for one in FIGURES)


def test_what_is_restricted_is_never_told_exactly():
    one = BY_CODE["associations"]
    told = {n: shown(one, n) for n in range(12)}
    assert {told[n] for n in range(5)} == {"fewer than 5"}
    assert {told[n] for n in range(5, 10)} == {"at least 5"}
    assert told[11] == "at least 10"
    assert shown(BY_CODE["readings"], 3) == 3


def test_figures_that_come_out_otherwise_are_named():
    now = drawn(replace(FULL, declined=frozenset(), readers=4))
    assert differing(drawn(FULL), now) == ["Gifts not taken", "People who read them"]
    assert differing(now, now) == []


# ------------------------------------------------------------------ questions and gaps


def test_there_are_six_questions_and_each_asks_for_something():
    assert len(Question) == len(ASKS) == 6
    assert all(list(asked_by(one)) for one in Question)
    assert [one for each in Question for one in asked_by(each)] == list(ASKED)
    assert len({one.code for one in ASKED}) == len(ASKED)
    assert asked_named("gateway").question is Question.STANDARDS
    assert asked_named("zz") is None


def test_every_figure_answers_something():
    assert {code for one in ASKED for code in one.figures} == set(BY_CODE)


def test_what_candour_does_not_hold_is_always_a_gap():
    for facts in (NOTHING, FULL):
        found = gaps(drawn(facts).count)
        held = {code for code, gap in found.items() if gap.why is Why.NOT_HELD}
        assert held == {one.code for one in ASKED if not one.figures}
    assert {"levels", "investigations", "fairness", "monitoring", "threats"} <= held


def test_where_nothing_was_counted_the_gap_says_so():
    found = gaps(drawn(NOTHING).count)
    assert found["gateway"].why is Why.NOTHING_COUNTED
    assert found["looking"].why is Why.NOTHING_COUNTED
    assert "associations" not in found
    assert "there are none" in in_words(found["gateway"], drawn(NOTHING).count)


def test_a_figure_that_ought_to_be_none_is_a_gap_with_its_number():
    count = drawn(FULL).count
    found = gaps(count)
    assert in_words(found["promises"], count) == (
        "Conditions whose check is overdue: 1. Conditions not kept: 1."
    )
    assert "gateway" not in found
    assert "reporting" not in found
    assert found["reviewing"].why is Why.SHORT


@given(st.dictionaries(st.sampled_from(sorted(BY_CODE)), st.integers(0, 3)))
def test_a_gap_is_worked_out_from_the_figures_alone(numbers):
    def count(code):
        return numbers.get(code, 0)

    for asked in ASKED:
        gap = gap_in(asked, count)
        short = [code for code in asked.figures if BY_CODE[code].ought_to_be_none and count(code)]
        if not asked.figures:
            assert gap.why is Why.NOT_HELD
        elif short:
            assert [one.code for one in gap.short] == short
        else:
            silent = not any(count(code) for code in asked.figures)
            banded = any(BY_CODE[code].banded for code in asked.figures)
            assert (gap is not None) == (silent and not banded)


# ------------------------------------------------------------------ what is read and taken away


def content(remarks=None):
    at = timezone_noon()
    about = About("IP-2345-6789", "Aldshire", QUARTERS, at)
    return content_of(about, drawn(FULL), remarks or {})


def timezone_noon():
    from datetime import UTC, datetime

    return datetime(2026, 11, 28, 12, tzinfo=UTC)


def test_what_is_written_out_reads_back_the_same_and_is_always_the_same_bytes():
    told = content({"levels": "On site."})
    assert read_back(written_out(told)) == told
    assert written_out(told) == written_out(read_back(written_out(told)))


def test_no_key_of_a_record_leaves():
    text = written_out(content())
    keys = {key for found in drawn(FULL).records.values() for key in found}
    quarters = set(QUARTERS)
    assert [key for key in keys - quarters if f'"{key}"' in text] == []


def test_something_is_said_beside_a_gap_and_nowhere_else():
    told = content({"levels": "On site.", "gateway": "All is well."})
    said = {part.code: part.remark for answer in told.answers for part in answer.parts}
    assert said["levels"] == "On site."
    assert said["gateway"] == ""
    assert told.gaps == sum(one.gaps for one in told.answers) == len(gaps(drawn(FULL).count))


# ------------------------------------------------------------------ the procedure

DRAFTERS, INSPECTOR = frozenset({Role.OVERSEER}), frozenset({Role.INSPECTOR})
PACK = Pack(
    today=DAY, drawn_on=DAY, authors=frozenset({"author"}), inspectors=frozenset({"inspector"}),
    gaps=frozenset({"levels"}),
)  # fmt: skip
OPEN = replace(PACK, openings=frozenset({Opening("k", "inspector", DAY, DAY + timedelta(days=9))}))


def invited(**changed):
    told = {"key": "n", "who": "inspector", "starts_on": DAY, "until": DAY + timedelta(days=20)}
    return Invited(by="other", **(told | changed))


def test_every_state_of_a_pack_is_sound():
    for world in worlds():
        found = explore(world)
        assert found.sound, (found.broken, found.dead_ends)
        assert {act.name for act in INSPECTION.acts} == found.fired


def test_whoever_drew_or_wrote_does_not_freeze():
    with pytest.raises(Refused, match="somebody else freezes"):
        attempt(acts.FREEZE, Stage.DRAFT, PACK, Given(by="author"), DRAFTERS)
    assert attempt(acts.FREEZE, Stage.DRAFT, PACK, Given(by="o"), DRAFTERS) is Stage.FROZEN
    for act, given_ in ((acts.DRAW, Given(by="o")), (acts.REMARK, Remarks(by="o"))):
        assert "o" in act.effect(PACK, given_).authors


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"begun": False}, "has not begun"),
        ({"drawn_on": None}, "Draw the figures"),
        ({"drawn_on": DAY - timedelta(days=8)}, "Draw them anew"),
    ],
)
def test_an_old_or_unfinished_pack_is_not_frozen(changed, says):
    with pytest.raises(Refused, match=says):
        attempt(acts.FREEZE, Stage.DRAFT, replace(PACK, **changed), Given(by="o"), DRAFTERS)


@pytest.mark.parametrize(
    ("about", "says"), [((), "at least one"), (("gateway",), "no gap"), (("levels",), "")]
)
def test_remarks_are_made_on_gaps(about, says):
    told = Remarks(by="author", about=frozenset(about))
    if not says:
        assert attempt(acts.REMARK, Stage.DRAFT, PACK, told, DRAFTERS) is Stage.DRAFT
        return
    with pytest.raises(Refused, match=says):
        attempt(acts.REMARK, Stage.DRAFT, PACK, told, DRAFTERS)


def test_nothing_is_said_before_there_are_figures():
    told = Remarks(by="author", about=frozenset({"levels"}))
    with pytest.raises(Refused, match="Draw the figures"):
        attempt(acts.REMARK, Stage.DRAFT, replace(PACK, drawn_on=None), told, DRAFTERS)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"who": "anyone"}, "of the inspectorate"),
        ({"starts_on": DAY - timedelta(days=1)}, "today or later"),
        ({"until": DAY - timedelta(days=1)}, "not be before"),
        ({"until": DAY + LONGEST + timedelta(days=1)}, "90 days at most"),
    ],
)
def test_it_opens_to_an_inspector_for_some_days(changed, says):
    assert attempt(acts.OPEN, Stage.FROZEN, PACK, invited(), DRAFTERS) is Stage.OPENED
    with pytest.raises(Refused, match=says):
        attempt(acts.OPEN, Stage.FROZEN, PACK, invited(**changed), DRAFTERS)


def test_a_draft_opens_to_nobody_and_an_inspector_opens_nothing():
    with pytest.raises(Refused):
        attempt(acts.OPEN, Stage.DRAFT, PACK, invited(), DRAFTERS)
    with pytest.raises(Refused):
        attempt(acts.OPEN, Stage.FROZEN, PACK, invited(), INSPECTOR)


def test_it_is_open_once_and_again_when_that_is_over():
    with pytest.raises(Refused, match="open to them already"):
        attempt(acts.OPEN, Stage.OPENED, OPEN, invited(), DRAFTERS)
    later = replace(OPEN, today=DAY + timedelta(days=10))
    again = invited(starts_on=later.today, until=later.today)
    assert attempt(acts.OPEN, Stage.OPENED, later, again, DRAFTERS) is Stage.OPENED
    assert len(acts.OPEN.effect(later, again).openings) == 1


@pytest.mark.parametrize(
    ("key", "days", "reason", "says"),
    [
        ("k", 20, "", "why they need longer"),
        ("k", 9, "Ill.", "after the last day"),
        ("k", 91, "Ill.", "90 days at most"),
        ("zz", 20, "Ill.", "not open to them"),
    ],
)
def test_it_stays_open_longer_with_a_reason(key, days, reason, says):
    told = Extended(by="o", key=key, until=DAY + timedelta(days=days), reason=reason)
    with pytest.raises(Refused, match=says):
        attempt(acts.EXTEND, Stage.OPENED, OPEN, told, DRAFTERS)


def test_drawn_counts_records_and_numbers_alike():
    assert Drawn({"a": ["x", "y"]}, {"b": 3}).count("a") == 2
    assert Drawn({}, {"b": 3}).count("b") == 3
    assert Drawn({}, {}).count("zz") == 0
