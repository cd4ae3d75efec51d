# SPDX-License-Identifier: MIT
from pathlib import Path

import pytest
from clauses import Clause, Kind, Mark, State, read_clauses
from where import describe, main, matching

FINAL = Clause(
    id="COG 3.4/8",
    document="Transparency Procedures",
    heading="Stage Four: Reassessment",
    says="One reassessment only; after it, the courts.",
    requires=("G16",),
    state=State.BUILT,
)
DIARY = Clause("COG 3/10", "Transparency Procedures", "Audit", "A diary.", ("G20",), State.PLANNED)
DOGS = Clause("PEEL18 3/1", "Report", "Wellbeing", "Dogs.", ("P11",), State.OUTSIDE, "Peripheral.")
CLAUSES = {clause.id: clause for clause in (FINAL, DIARY, DOGS)}


@pytest.mark.parametrize(
    "text",
    ["cog 3.4/8", "COG 3.4", "stage four", "REASSESSMENT", "after it, the courts"],
)
def test_a_clause_is_found_by_id_heading_or_wording(text):
    assert matching(text, CLAUSES) == [FINAL]


def test_a_whole_id_finds_that_clause_alone():
    longer = Clause("COG 3/1", "Transparency Procedures", "Audit", "It.", ("G19",), State.PLANNED)
    assert matching("COG 3/1", CLAUSES | {longer.id: longer}) == [longer]


def test_a_clause_is_shown_with_its_words_and_its_places():
    rule = Mark(FINAL.id, "src/candour/gateway/rules/stage_four.py", 36, Kind.RULE)
    test = Mark(FINAL.id, "tests/rules/test_stage_four.py", 28, Kind.TEST)
    assert describe(FINAL, (rule, test)).splitlines() == [
        "COG 3.4/8",
        "One reassessment only; after it, the courts.",
        "  src/candour/gateway/rules/stage_four.py:36",
        "  tests/rules/test_stage_four.py:28",
    ]


@pytest.mark.parametrize(
    ("clause", "last"),
    [
        (FINAL, "  built, but no code carries its mark"),
        (DIARY, "  planned: G20"),
        (DOGS, "  outside: Peripheral."),
    ],
)
def test_a_clause_without_code_says_why(clause, last):
    assert describe(clause, ()).splitlines()[-1] == last


def test_stage_four_is_found_in_the_clause_file(capsys):
    assert main(["Stage", "Four"]) == 0
    shown = capsys.readouterr().out
    assert FINAL.id in shown
    assert read_clauses()[FINAL.id].says in shown


def test_nothing_found_is_an_error_with_advice(capsys):
    assert main(["zeppelin"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert 'No clause speaks of "zeppelin". Try' in told.err


def test_nothing_asked_is_an_error_with_an_example(capsys):
    assert main([" "]) == 1
    assert "for example" in capsys.readouterr().err


def test_the_clause_file_is_found_from_any_folder(monkeypatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    assert FINAL.id in read_clauses()
