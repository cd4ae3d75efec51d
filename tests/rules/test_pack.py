# SPDX-License-Identifier: MIT
"""A policy pack is read whole or refused with every line that is wrong."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.kernel.clocks import Basis, Unit
from candour.kernel.roles import Role
from candour.policy.rules import pack as pack_module
from candour.policy.rules.pack import Assignment, Pack, PackProblem, parse_pack
from candour.policy.rules.pack_checks import CLOCKS, HELD_ROLES, NOUNS, TEXTS
from candour.policy.rules.source_clauses import CLAUSES

PACKS = Path(pack_module.__file__).parent.parent / "packs"
FORCE = (PACKS / "police_force.toml").read_text(encoding="utf-8")
OFFICE = (PACKS / "police_and_crime_commissioner.toml").read_text(encoding="utf-8")
BOTH = {"force": FORCE, "office": OFFICE}

AREAS = [
    "financial_decision",
    "external_event",
    "creates_register_entry",
    "procurement",
    "coaching_in_promotion",
    "complainant",
    "unsolicited",
    "poor_value",
    "external_group",
]


def read(text: str = FORCE) -> Pack:
    return parse_pack(text, source="pack.toml")


FIRST = Path(__file__).parent.parent / "fixtures/packs"
"""The packs as they first shipped: there are matters that were opened under them."""


@pytest.mark.parametrize("name", ["police_force", "police_and_crime_commissioner"])
def test_a_version_that_was_once_adopted_is_read_whatever_a_new_one_needs(name):
    text = (FIRST / f"{name}.toml").read_text(encoding="utf-8")
    assert parse_pack(text, source="pack.toml", adopted=True).clock("decision").length
    assert "There is no wording for “registrar” in role_names" in {
        words for _, words in broken(text)
    }


def lines_refused(text: str) -> list[int]:
    try:
        read(text)
    except PackProblem as refused:
        return [problem.line for problem in refused.problems]
    return []


def broken(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PackProblem) as refused:
        read(text)
    return [(problem.line, problem.message) for problem in refused.value.problems]


def line_of(text: str, sought: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), start=1) if sought in line)


def with_change(old: str, new: str, text: str = FORCE) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize("name", BOTH)
def test_both_shipped_packs_hold_what_the_procedures_list(name):
    pack = read(BOTH[name])
    assert [area.code for area in pack.areas] == AREAS
    assert [area.clause for area in pack.areas] == [f"COG 2/area{n}" for n in range(1, 10)]
    assert [one.code for one in pack.principles] == [
        "fairness",
        "transparency",
        "respect",
        "integrity",
    ]
    assert [one.code for one in pack.questions] == [
        "consequences",
        "duties",
        "community",
        "commitments",
    ]
    assert [one.code for one in pack.quick_tests] == [
        "visibility",
        "generality",
        "suitability",
        "legacy",
    ]
    assert [one.code for one in pack.mitigations] == [
        "full_minutes",
        "wider_attendance",
        "part_only",
        "fewer_chief_officers",
        "delegate",
        "reduce_register_effect",
    ]
    assert [one.code for one in pack.reassessment_tests] == [
        "process_integrity",
        "information_quality",
        "proportionate",
        "necessary",
        "non_discriminatory",
    ]
    assert [one.code for one in pack.thresholds if one.calls_for_options] == [
        "more_probable_than_not"
    ]


@pytest.mark.parametrize("name", BOTH)
def test_every_area_asks_something_and_names_its_cross_checks(name):
    for area in read(BOTH[name]).areas:
        assert area.prompts
        assert area.cross_checks


@pytest.mark.parametrize("name", BOTH)
def test_no_curly_bracket_reaches_a_screen(name):
    pack = read(BOTH[name])
    told = [*pack.wording.texts.values(), *(repr(one) for one in (*pack.areas, *pack.questions))]
    assert [text for text in told if re.search("[{}]", text)] == []


@pytest.mark.parametrize("name", BOTH)
def test_the_words_on_screen_keep_the_house_rules(name):
    def texts(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from ((key, text) for text in ([inner] if isinstance(inner, str) else []))
                yield from texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)

    for key, text in texts(tomllib.loads(BOTH[name])):
        assert not re.search(r"\b(please|successful\w*|invalid|submit\w*)\b", text, re.IGNORECASE)
        assert max(len(part.split()) for part in re.split(r"[.?:] ", text)) <= 25
        if key == "hint":
            assert not text.endswith("."), text


def test_the_same_code_serves_another_body_with_other_posts_and_words():
    force, office = read(FORCE), read(OFFICE)
    assert force.role_name("reassessor") == "Head of Professional Standards"
    assert office.role_name(Role.REASSESSOR) == "Monitoring Officer"
    assert "chief officer" in force.thresholds[1].text
    assert "commissioner or deputy" in office.thresholds[1].text
    assert {post.code for post in force.posts} != {post.code for post in office.posts}
    assert force.settings.assign_assessor is Assignment.OWN
    assert office.settings.assign_assessor is Assignment.POOL


@pytest.mark.parametrize("name", BOTH)
def test_every_role_that_the_gateway_needs_is_held(name):
    pack = read(BOTH[name])
    assert [role for role in HELD_ROLES if not pack.posts_with(role)] == []


@pytest.mark.parametrize("name", BOTH)
def test_every_principal_post_has_an_assessor_who_serves_it(name):
    pack = read(BOTH[name])
    served = {post.serves for post in pack.posts_with(Role.ASSESSOR)}
    assert {post.code for post in pack.posts_with(Role.PRINCIPAL)} == served


def test_a_clock_rule_starts_a_clock():
    rule = read().clock("recommendation")
    clock = rule.start(date(2026, 11, 16))
    assert (rule.length, rule.unit, rule.basis) == (3, Unit.WORKING_DAYS, Basis.DESIGN)
    assert clock.due_on() == date(2026, 11, 19)
    assert clock.started_by == "the notification"


def test_a_day_off_of_the_body_moves_its_clocks():
    text = FORCE + '\n[[days_off]]\nday = 2026-11-18\nreason = "Extra bank holiday"\n'
    pack = read(text)
    clock = pack.clock("recommendation").start(date(2026, 11, 16))
    assert clock.due_on(pack.calendar) == date(2026, 11, 20)
    assert clock.due_on(read().calendar) == date(2026, 11, 19)


def test_a_day_off_that_is_no_date_names_its_line():
    text = FORCE + '\n[[days_off]]\nday = "18 November"\nreason = "Extra bank holiday"\n'
    wrong = (line_of(text, 'day = "18 November"'), "“day” has to be a date such as 2027-05-26")
    assert broken(text) == [wrong]


def test_the_policy_is_reviewed_every_12_months_because_the_source_says_so():
    rule = read().clock("policy_review")
    assert (rule.length, rule.unit, rule.basis) == (12, Unit.MONTHS, Basis.SOURCE)


def test_texts_are_found_by_name_and_nouns_too():
    wording = read().wording
    assert wording["finality"].startswith("This was the only reassessment")
    assert wording["gateway"] == "Transparency Gateway"
    assert wording.role_names["reassessor"] == "Head of Professional Standards"
    with pytest.raises(KeyError):
        wording["never_written"]


def test_things_are_found_by_code():
    pack = read()
    assert pack.mitigation("delegate").clause == "COG 3.2/mitigation5"
    with pytest.raises(KeyError):
        pack.area("never_listed")


# What is wrong is said, with its line.


def test_what_is_not_toml_names_its_line():
    text = with_change('title = "Transparency', "title = Transparency")
    assert broken(text)[0][0] == line_of(text, "title = Transparency")
    assert "not TOML" in broken(text)[0][1]


def test_a_file_that_stops_in_the_middle_names_its_last_line():
    assert broken('name = "x"\ntitle = "') == [(2, broken('name = "x"\ntitle = "')[0][1])]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('text = "An event"', 'txt = "An event"', "“txt” is not known here. Did you mean “text”?"),
        ("length = 3", 'length = "3"', "“length” has to be a whole number"),
        ("length = 3", "length = true", "“length” has to be a whole number"),
        ("length = 3", "length = 0", "A clock runs for at least one day"),
        (
            'unit = "working_days"',
            'unit = "working days"',
            "days, months. Did you mean “working_days”?",
        ),
        ('basis = "D"', 'basis = "X"', "“X” is not one of: S, L, P, D"),
        ('"COG 2/area4"', '"COG 2/area44"', "“COG 2/area44” is not a clause of the procedures"),
        ('text = "An event"', 'text = " "', "“text” is empty"),
        ('text = "An event"', "text = 7", "“text” has to be text in quotes"),
        (
            'text = "An event"',
            'text = "An event of {bodies}"',
            "“{bodies}” stands for nothing",
        ),
        (
            'text = "An event"',
            'text = "An event {"',
            "A curly bracket stands alone or holds more than a word",
        ),
        ('code = "visibility"', 'code = "Visibility!"', "The code “Visibility!” may hold"),
        ('cross_checks = ["suppliers", ', "cross_checks = 3 #", "“cross_checks” has to be a list"),
        ('roles = ["principal"]', 'roles = ["chieftain"]', "“chieftain” is not one of: "),
        ('serves = "chief_constable"', 'serves = "chief"', "There is no post “chief”"),
        (
            'serves = "deputy_chief_constable"',
            'serves = "staff_officer_to_deputy"',
            "The post “staff_officer_to_deputy” points to itself",
        ),
        ("dip_sample_per_cent = 10", "dip_sample_per_cent = 101", "between 0 and 100"),
        ('assign_assessor = "own"', 'assign_assessor = "any"', "“any” is not one of: own, pool"),
    ],
)
def test_a_wrong_value_names_its_own_line(old, new, message):
    text = with_change(old, new)
    found = broken(text)
    assert any(line == line_of(text, new) and message in problem for line, problem in found), found


def test_a_code_used_twice_names_both_lines():
    text = with_change('code = "legacy"', 'code = "visibility"')
    first, second = (
        n for n, line in enumerate(text.splitlines(), 1) if line == 'code = "visibility"'
    )
    assert (second, f"The code “visibility” is used before, on line {first}") in broken(text)


def test_a_prompt_of_an_area_names_its_own_line_too():
    text = with_change('code = "who_settles_it"', 'code = "what_is_at_stake"')
    line = [n for n, one in enumerate(text.splitlines(), 1) if '"what_is_at_stake"' in one][1]
    assert line in [at for at, _ in broken(text)]


def test_a_missing_key_names_the_line_of_its_table():
    text = with_change('starts = "the notification"\n', "")
    line = line_of(text, 'code = "recommendation"') - 1
    assert broken(text) == [(line, "clocks, number 1 has no “starts”")]


@pytest.mark.parametrize("role", HELD_ROLES)
def test_a_role_that_nobody_holds_is_named(role):
    text = re.sub(rf'"{role}"(?=[],])', '"workforce"', FORCE)
    assert f"No post holds the role “{role}”" in [message for _, message in broken(text)]


@pytest.mark.parametrize("code", CLOCKS)
def test_a_clock_that_is_missing_is_named(code):
    text = with_change(f'[[clocks]]\ncode = "{code}"', '[[clocks]]\ncode = "something_else"')
    assert (line_of(text, "[[clocks]]"), f"There is no clock “{code}”") in broken(text)


@pytest.mark.parametrize("key", [*NOUNS, *TEXTS])
def test_wording_that_is_missing_is_named(key):
    text = re.sub(rf"(?m)^{key} = .*\n", "", FORCE, count=1)
    assert any(f"There is no wording for “{key}”" in message for _, message in broken(text))


def test_the_name_of_a_role_that_is_missing_is_named():
    text = with_change('auditor = "internal auditor"\n', "")
    line = line_of(text, "[wording.role_names]")
    assert broken(text) == [(line, "There is no wording for “auditor” in role_names")]


@pytest.mark.parametrize("name", ["areas", "principles", "questions", "quick_tests", "harms"])
def test_a_list_without_entries_is_refused(name):
    header = re.escape(f"[[{name}]]")
    prompts = re.escape(f"[[{name}.prompts]]")
    text = f"{name} = []\n" + re.sub(rf"(?ms)^(?:{header}|{prompts})\n.*?(?=^\[)", "", FORCE)
    assert (1, f"“{name}” needs at least one entry") in broken(text)


def test_a_list_that_is_left_out_is_refused():
    text = re.sub(r"(?ms)^\[\[harms\]\]\n.*?(?=^\[)", "", FORCE)
    assert (1, "The pack has no “harms”") in broken(text)


def test_a_pack_that_never_weighs_options_is_refused():
    text = with_change("calls_for_options = true\n", "")
    assert any("calls_for_options" in message for _, message in broken(text))


def test_a_pack_for_nobody_is_refused():
    text = FORCE.replace("in_population = true\n", "")
    assert any("nobody would use the gateway" in message for _, message in broken(text))


def test_a_section_that_is_not_a_table_is_refused():
    text = "population = 3\n" + re.sub(r"(?ms)^\[population\]\n.*?(?=^# What)", "", FORCE)
    assert (1, "population has to be a table") in broken(text)


def test_an_entry_that_is_not_a_table_is_refused():
    text = "harms = [3]\n" + re.sub(r"(?ms)^\[\[harms\]\]\n.*?(?=^\[)", "", FORCE)
    assert (1, "harms, number 1 has to be a table") in broken(text)


@pytest.mark.parametrize("table", ["nouns", "texts"])
def test_wording_that_is_not_a_table_is_refused(table):
    text = re.sub(rf"(?ms)^\[wording\.{table}\]\n.*?(?=^\[|\Z)", "", FORCE)
    text += f"[wording]\n{table} = 3\n"
    assert f"wording, {table} has to be a table" in [message for _, message in broken(text)]


def test_a_word_that_is_no_text_stands_for_nothing():
    text = with_change('body = "the force"', "body = 3")
    found = broken(text)
    assert (line_of(text, "body = 3"), "“body” has to be text in quotes") in found
    assert any("“{body}” stands for nothing" in message for _, message in found)


def test_wording_and_settings_that_are_left_out_are_refused():
    found = broken(FORCE[: FORCE.index("[settings]")])
    assert (1, "The pack has no “settings”") in found
    assert (1, "The pack has no “wording”") in found


def test_every_problem_is_told_at_once_in_the_order_of_the_file():
    text = with_change('unit = "working_days"', 'unit = "weeks"')
    text = with_change('"COG 2/area4"', '"COG 9/9"', text)
    text = with_change('code = "legacy"', 'code = "visibility"', text)
    text = with_change('letter_closing = "', 'letter_ending = "', text)
    lines = [line for line, _ in broken(text)]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_the_message_can_be_clicked_in_an_editor():
    wrong = 'basis = "X"'
    text = with_change('basis = "D"', wrong)
    with pytest.raises(PackProblem) as refused:
        read(text)
    assert str(refused.value) == f"pack.toml:{line_of(text, wrong)}: “X” is not one of: S, L, P, D"


@pytest.mark.parametrize("quotes", ['"' * 3, "'" * 3])
def test_text_over_several_lines_does_not_shift_the_lines(quotes):
    opened = f'summary = {quotes}\nOver two lines.\n[[areas]]\ncode = "x"\n{quotes}\n'
    text = re.sub(r"(?m)^summary = .*\n", lambda _: opened, FORCE, count=1)
    text = with_change("dip_sample_per_cent = 10", "dip_sample_per_cent = -1", text)
    line = line_of(text, "dip_sample_per_cent")
    assert broken(text) == [(line, "A share lies between 0 and 100")]
    assert read(text.replace("= -1", "= 1")).summary == 'Over two lines. [[areas]] code = "x"'


def test_lists_over_several_lines_and_comments_do_not_shift_the_lines():
    text = with_change(
        'cross_checks = ["suppliers", "contracts", "grants"]',
        'cross_checks = [ # one ]\n  "suppliers", # [[areas]]\n  "a = b",\n]',
    )
    text = with_change("dip_sample_per_cent = 10", "dip_sample_per_cent = -1", text)
    assert broken(text) == [
        (line_of(text, "dip_sample_per_cent"), "A share lies between 0 and 100")
    ]


@given(data=st.data())
def test_a_damaged_pack_is_read_or_refused_but_never_breaks(data):
    lines = FORCE.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        lines[at] = data.draw(
            st.sampled_from(
                [
                    "",
                    "code = 3",
                    "roles = 3",
                    "clause = []",
                    "[wording]",
                    "[[areas]]",
                    "x = {a = 1}",
                ]
            )
        )
    text = "\n".join(lines)
    assert all(1 <= line <= len(lines) for line in lines_refused(text))


def test_the_clauses_that_a_pack_may_cite_are_those_of_the_clause_file():
    file = Path(__file__).parents[2] / "docs" / "clauses.toml"
    clauses = tomllib.loads(file.read_text(encoding="utf-8"))
    assert {clause for clause in clauses if clause.startswith("COG ")} == CLAUSES
