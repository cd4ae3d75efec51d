# SPDX-License-Identifier: MIT
"""What changed between two packs is said entry by entry, in words."""

from candour.policy.packs_on_file import shipped_pack
from candour.policy.rules.pack import parse_pack
from candour.policy.rules.pack_differences import differences

FORCE = shipped_pack("police_force")


def read(text=FORCE):
    return parse_pack(text, source="pack.toml")


def told(left, right):
    return [(one.name, one.left, one.right) for one in differences(left, right)]


def changed(old, new):
    assert old in FORCE
    return read(FORCE.replace(old, new, 1))


def test_the_same_pack_differs_in_nothing():
    assert told(read(), read()) == []
    assert told(None, None) == []


def test_a_clock_is_told_with_its_unit_and_start():
    assert told(read(), changed("length = 3\n", "length = 1\n")) == [
        (
            "Clock: recommendation",
            "Recommendation: 3 working days from the notification",
            "Recommendation: 1 working day from the notification",
        )
    ]


def test_a_day_off_is_told():
    after = read(FORCE + '\n[[days_off]]\nday = 2027-05-26\nreason = "Extra bank holiday"\n')
    assert told(read(), after) == [("Day off: 2027-05-26", "", "Extra bank holiday")]


def test_an_area_is_told_with_its_questions_and_checks():
    after = changed('"suppliers", "contracts", "grants"', '"suppliers"')
    ((name, left, right),) = told(read(), after)
    assert name == "Area: financial decision"
    assert "What could be agreed or paid?" in left
    assert left.endswith("Checks: suppliers, contracts, grants.")
    assert right.endswith("Checks: suppliers.")


def test_a_choice_a_post_a_question_and_a_word_are_told():
    after = read(
        FORCE.replace(
            "reassessment_suspends_decision = true", "reassessment_suspends_decision = false"
        )
        .replace('assign_assessor = "own"', 'assign_assessor = "pool"')
        .replace('roles = ["auditor"]', 'roles = ["auditor", "oversight"]')
        .replace("Who takes part, who is affected, and how?", "Who takes part?")
        .replace('party = "people concerned"', 'party = "those concerned"')
    )
    rows = {name: right for name, _, right in told(read(), after)}
    question = rows.pop("Question: consequences")
    assert question.startswith("Can everyone live with what is likely to follow? Look past the")
    assert "Who takes part? What happens soon" in question
    assert rows == {
        "Post: internal auditor": "Internal Auditor (auditor, oversight)",
        "Choice: reassessment suspends decision": "no",
        "Choice: assign assessor": "pool",
        "Name of several: party": "those concerned",
    }


def test_against_nothing_everything_is_new():
    rows = told(None, read())
    assert all(left == "" for _, left, _ in rows)
    assert ("Title", "", "Transparency Gateway for chief officers") in rows
