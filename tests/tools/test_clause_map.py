# SPDX-License-Identifier: MIT
from clause_map import render
from clauses import Clause, Kind, Mark, State, read_clauses, scan

FINAL = Clause("COG 3.4/8", "Procedures", "Stage Four", "Once only.", ("G16",), State.BUILT)
AUDIT = Clause("COG R/HS/2", "Procedures", "Duties", "Each quarter.", ("G19",), State.PLANNED)
DOGS = Clause("PEEL18 3/1", "Report", "Wellbeing", "Dogs.", ("P11",), State.OUTSIDE, "Peripheral.")
CLAUSES = {clause.id: clause for clause in (FINAL, AUDIT, DOGS)}
RULE = Mark(FINAL.id, "src/candour/gateway/rules/stage_four.py", 36, Kind.RULE)
TEST = Mark(FINAL.id, "tests/rules/test_stage_four.py", 28, Kind.TEST)


def test_progress_is_counted_for_each_document_and_for_all():
    page = render(CLAUSES, {FINAL.id: (RULE, TEST)}).splitlines()
    assert "| Procedures | 2 | 1 | 1 | 0 | 50 % |" in page
    assert "| Report | 1 | 0 | 0 | 1 | none in scope |" in page
    assert "| all | 3 | 1 | 1 | 1 | 50 % |" in page


def test_a_clause_counts_as_planned_until_the_code_has_its_mark():
    page = render(CLAUSES, {FINAL.id: (TEST,)}).splitlines()
    assert "| Procedures | 2 | 0 | 2 | 0 | 0 % |" in page


def test_a_clause_links_to_its_code_and_its_tests():
    page = render(CLAUSES, {FINAL.id: (RULE, TEST)})
    assert "[rule stage_four.py:36](../../src/candour/gateway/rules/stage_four.py#L36)" in page
    assert "[test test_stage_four.py:28](../../tests/rules/test_stage_four.py#L28)" in page


def test_a_clause_outside_the_scope_says_why():
    assert "Dogs. *outside* (P11)\n  Peripheral.\n" in render(CLAUSES, {})


def test_the_map_of_the_house_is_the_same_each_time():
    assert render(read_clauses(), scan()) == render(read_clauses(), scan())
