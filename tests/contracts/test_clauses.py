# SPDX-License-Identifier: MIT
"""The clause file, the code that claims its clauses, and the source documents agree."""

import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from clauses import (
    CLAUSE_FILE,
    CLAUSE_ID,
    ROOT,
    Kind,
    State,
    in_code,
    read_clauses,
    scan,
)
from rule_checks import applied, marked_functions

CLAUSES = read_clauses()
MARKS = scan()

REQUIREMENT = re.compile(r"[GRXECVPTL]\d\d")
RUN = 8
DOCUMENTS = sorted(
    Path(os.environ.get("CANDOUR_SEEDS", ROOT.parent / "shared" / "seeds")).glob("*.txt")
)


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.casefold().replace("\u2019", "'"))


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    words = words_of(text)
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def test_every_clause_that_is_built_has_code():
    built = [clause.id for clause in CLAUSES.values() if clause.state is State.BUILT]
    assert [id_ for id_ in built if not in_code(MARKS.get(id_, ()))] == []


def test_every_mark_in_the_code_is_a_clause():
    in_the_code = [mark for marks in MARKS.values() for mark in marks if mark.kind is not Kind.TEST]
    assert [f"{mark}: {mark.clause}" for mark in in_the_code if mark.clause not in CLAUSES] == []


def test_nothing_outside_the_scope_has_code():
    outside = [clause.id for clause in CLAUSES.values() if clause.state is State.OUTSIDE]
    assert [id_ for id_ in outside if in_code(MARKS.get(id_, ()))] == []


def test_every_marked_rule_is_applied():
    reached = applied()
    idle = [
        f"{function.path}:{function.line} {function.name}"
        for function in marked_functions()
        if function.name not in reached
    ]
    assert idle == []


def test_every_id_is_well_formed():
    assert [id_ for id_ in CLAUSES if not CLAUSE_ID.fullmatch(id_)] == []


def test_every_id_is_given_once():
    text = (ROOT / CLAUSE_FILE).read_text(encoding="utf-8")
    given = re.findall(r'^\["(.+)"\]$', text, re.MULTILINE)
    assert given == list(CLAUSES)


def test_the_clauses_of_a_document_stand_together():
    prefixes = [id_.split()[0] for id_ in CLAUSES]
    changes = [after for before, after in pairwise(prefixes) if before != after]
    assert [prefixes[0], *changes] == ["COG", "EAP", "HMIC12", "PEEL18", "CPA"]


def test_a_clause_has_a_reason_when_and_only_when_it_is_outside():
    wrong = [
        clause.id
        for clause in CLAUSES.values()
        if bool(clause.why) != (clause.state is State.OUTSIDE)
    ]
    assert wrong == []


def test_every_clause_names_the_requirements_that_carry_it():
    wrong = [
        clause.id
        for clause in CLAUSES.values()
        if not clause.requires or not all(map(REQUIREMENT.fullmatch, clause.requires))
    ]
    assert wrong == []


def test_every_clause_says_something_under_a_heading():
    blank = [
        clause.id
        for clause in CLAUSES.values()
        if not (clause.document and clause.heading and clause.says.endswith((".", "?")))
    ]
    assert blank == []


@pytest.mark.skipif(not DOCUMENTS, reason="the source documents are not at hand")
def test_no_clause_shares_a_run_of_eight_words_with_a_source_document():
    quoted = {run for path in DOCUMENTS for run in runs_of(path.read_text(encoding="utf-8"))}
    copied = [
        f"{clause.id}: {' '.join(run)}"
        for clause in CLAUSES.values()
        for text in (clause.heading, clause.says, clause.why)
        for run in runs_of(text)
        if run in quoted
    ]
    assert copied == []
