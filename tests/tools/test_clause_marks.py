# SPDX-License-Identifier: MIT
from pathlib import Path
from textwrap import dedent

import pytest
from clauses import Kind, Mark, kind_of, marks_in, scan
from rule_checks import applied, marked_functions

RULES = Path("src/candour/gateway/rules/stage_four.py")
STAGE_FOUR = dedent(
    """\
    @clause("COG 3.4/8")
    def final(matter, given):
        if matter.reassessments:
            raise Refused("that decision is final", "COG 3.4/8")
        raise Refused("not in writing", "COG 3.4/4")


    @clause("COG 3.4/7")
    def told(matter, given):
        raise Refused("not yet told", clause="COG 3.4/7")


    @clause("COG 3.4/3", "COG 3.4/6")
    def idle(matter, given): ...


    ALWAYS = (told,)
    REASSESS = Act[Matter, Given](
        name="reassess",
        clauses=("COG 3.4/1", "COG 3.4/2"),
        requires=(stage_four.final, *ALWAYS),
    )
    """
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / RULES, STAGE_FOUR)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def ids_and_lines(source: str, path: Path = RULES) -> list[tuple[str, int]]:
    return [(mark.clause, mark.line) for mark in marks_in(source, path)]


def test_decorators_keywords_and_refusals_are_marks():
    assert ids_and_lines(STAGE_FOUR) == [
        ("COG 3.4/8", 2),
        ("COG 3.4/4", 5),
        ("COG 3.4/7", 9),
        ("COG 3.4/3", 14),
        ("COG 3.4/6", 14),
        ("COG 3.4/1", 20),
        ("COG 3.4/2", 20),
    ]


def test_a_mark_that_is_not_literal_is_not_read():
    assert ids_and_lines('Area(clause=f"COG 2/area{number}")\nArea(clause=WHICH)\n') == []


def test_a_blank_clause_is_no_mark():
    assert ids_and_lines('Refused("someone else has just acted", "")\n') == []


def test_a_test_marks_a_clause_by_naming_it():
    source = 'def test_final():\n    assert refused.value.clause == "COG 3.4/8"\n'
    assert ids_and_lines(source, Path("tests/rules/test_stage_four.py")) == [("COG 3.4/8", 2)]
    assert ids_and_lines(source) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("src/candour/gateway/rules/matter.py", Kind.RULE),
        ("src/candour/kernel/procedure.py", Kind.RULE),
        ("src/candour/gateway/services.py", Kind.SERVICE),
        ("src/candour/gateway/models.py", Kind.SERVICE),
        ("src/candour/gateway/forms.py", Kind.PAGE),
        ("src/candour/gateway/views/case.py", Kind.PAGE),
        ("src/candour/ui/components.py", Kind.PAGE),
        ("tests/services/test_reassess.py", Kind.TEST),
    ],
)
def test_a_file_is_of_one_kind(path, kind):
    assert kind_of(Path(path)) is kind


def test_the_scan_puts_rules_first_and_tests_last(root):
    write(root / "src/candour/gateway/services.py", 'Refused("no", "COG 3.4/8")\n')
    write(root / "tests/rules/test_stage_four.py", '"COG 3.4/8"\n')
    assert scan(root)["COG 3.4/8"] == (
        Mark("COG 3.4/8", RULES.as_posix(), 2, Kind.RULE),
        Mark("COG 3.4/8", "src/candour/gateway/services.py", 1, Kind.SERVICE),
        Mark("COG 3.4/8", "tests/rules/test_stage_four.py", 1, Kind.TEST),
    )


@pytest.mark.parametrize(
    "path",
    ["tests/tools/test_where.py", "src/candour/gateway/migrations/0001_initial.py"],
)
def test_examples_and_migrations_are_not_scanned(root, path):
    write(root / path, 'Refused("no", "COG 9/9")\n')
    assert "COG 9/9" not in scan(root)


def test_an_act_applies_its_checks_and_those_of_a_named_tuple(root):
    assert applied(root) >= {"final", "told"}
    assert "idle" not in applied(root)


@pytest.mark.parametrize("where", ["when", "requires", "effect"])
def test_an_act_applies_what_its_functions_call(root, where):
    act = f"ACT = Act[Matter, Given](name='look', {where}=(looks,))"
    write(root / RULES, f"def looks(matter, by):\n    return idle(matter)\n\n\n{act}\n")
    assert {"looks", "idle"} <= applied(root)


def test_a_rule_that_a_page_asks_is_applied(root):
    write(root / "src/candour/gateway/views.py", "idle(matter, given)\n")
    assert "idle" in applied(root)


def test_marked_functions_are_found_with_their_clauses(root):
    assert [(found.name, found.clauses) for found in marked_functions(root)] == [
        ("final", ("COG 3.4/8",)),
        ("told", ("COG 3.4/7",)),
        ("idle", ("COG 3.4/3", "COG 3.4/6")),
    ]
