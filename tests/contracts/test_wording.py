# SPDX-License-Identifier: MIT
"""Everything that a page asks of a policy pack is in both shipped packs: another body needs no code."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from candour.kernel.roles import BY_NAME, Role
from candour.policy.packs_on_file import read_pack, shipped_pack, shipped_packs
from candour.policy.procedure_words import CHOICES, PARTS
from candour.policy.rules.pack import Pack, Settings
from candour.policy.rules.pack_checks import NOUNS, TEXTS

SOURCE = Path(__file__).parents[2] / "src" / "candour"
ASKED = {
    "role": re.compile(r"(?:role_names|role_plurals|names|who)\[[\"']([a-z_]+)[\"']\]"),
    "word": re.compile(r"wording\[[\"']([a-z_]+)[\"']\]"),
    "clock": re.compile(r"\.clock\([\"']([a-z_]+)[\"']\)"),
    "setting": re.compile(r"pack\.settings\.([a-z_]+)"),
    "part": re.compile(r"\bpack\.([a-z_]+)"),
}
NOT_OURS = {"part": {"toml"}}


def asked(kind: str) -> set[str]:
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]
    texts = (file.read_text(encoding="utf-8") for file in files if "rules" not in file.parts)
    return {key for text in texts for key in ASKED[kind].findall(text)} - NOT_OURS.get(kind, set())


@pytest.fixture(params=shipped_packs())
def pack(request):
    return read_pack(shipped_pack(request.param))


def test_the_search_finds_what_pages_ask_for():
    assert "policy_review" in asked("clock") or "recommendation" in asked("clock")
    assert "finality" in asked("word")
    assert "areas" in asked("part")


def test_every_role_that_a_page_names_has_a_name(pack):
    assert asked("role") & set(Role) <= set(pack.wording.role_names)


def test_every_text_that_a_page_shows_is_written(pack):
    assert {
        key for key in asked("word") if key not in {*pack.wording.texts, *pack.wording.nouns}
    } == set()


def test_every_clock_that_a_page_reads_is_set(pack):
    assert asked("clock") <= {clock.code for clock in pack.clocks}


def test_every_setting_that_is_read_exists(pack):
    assert all(hasattr(pack.settings, name) for name in asked("setting"))


def test_every_part_of_a_pack_that_is_read_exists():
    assert {name for name in asked("part") if not hasattr(Pack, name)} <= {
        one.name for one in fields(Pack)
    }


def test_the_two_packs_differ_only_in_words_posts_and_choices():
    force, office = (read_pack(shipped_pack(name)) for name in reversed(shipped_packs()))
    for listed in ("areas", "questions", "quick_tests", "mitigations", "reassessment_tests"):
        codes = [[entry.code for entry in getattr(each, listed)] for each in (force, office)]
        assert codes[0] == codes[1]
    assert [post.code for post in force.posts] != [post.code for post in office.posts]


def test_every_choice_and_every_post_s_part_has_words():
    assert set(CHOICES) == {one.name for one in fields(Settings)}
    assert set(PARTS) == set(Role) - {Role.WORKFORCE, *BY_NAME}


def test_no_page_of_the_policy_or_the_gateway_names_a_post_of_one_body():
    posts = re.compile(
        r"chief (officer|constable)|head of (PSD|secretariat|professional)|staff officer"
        r"|constabulary|commissioner",
        re.IGNORECASE,
    )
    pages = [
        file for app in ("gateway", "policy") for file in (SOURCE / app / "jinja2").rglob("*.html")
    ]
    assert pages
    named = {
        f"{file.name}: {found[0]}"
        for file in pages
        for found in posts.finditer(file.read_text(encoding="utf-8"))
    }
    assert named == set()


def test_every_word_that_a_pack_must_have_is_in_it(pack):
    assert set(NOUNS) <= set(pack.wording.nouns)
    assert set(TEXTS) <= set(pack.wording.texts)
