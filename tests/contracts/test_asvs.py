# SPDX-License-Identifier: MIT
"""Every requirement of OWASP ASVS 5.0.0 at Levels 1 and 2, and 26 of Level 3: shown, checked or open.

docs/asvs.csv says for each whether it applies, and if so which test shows it, how a person checks it,
or in which release it will be closed. Nothing is left without an answer.
"""

import csv
import re
from collections import Counter
from functools import cache

import pytest

from tracked import TOP, tracked

TABLE = TOP / "docs/asvs.csv"
COLUMNS = ["requirement", "level", "subject", "applies", "shown by", "note"]
AT_LEVELS_1_AND_2 = 253
FROM_LEVEL_3 = 26
LONG_ENOUGH = 30
OPEN_MOST = 22
"""Of those that apply. This figure only ever goes down."""


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def every_test():
    return {
        f"{path.relative_to(TOP)}::{name}"
        for path in tracked("tests/**/test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def documents(said):
    return re.findall(r"\b(?:docs/[\w./-]+\.\w+|tests/[\w./-]+\.\w+|[A-Z]+\.md)", said)


def test_every_requirement_is_there_once():
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS
    named = Counter(row["requirement"] for row in rows())
    assert {name: count for name, count in named.items() if count > 1} == {}
    levels = Counter(row["level"] for row in rows())
    assert levels["1"] + levels["2"] == AT_LEVELS_1_AND_2
    assert levels["3"] == FROM_LEVEL_3


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["requirement"])
def test_each_has_an_answer_that_is_one(row):
    shown = row["shown by"]
    if row["applies"] == "no":
        assert row["note"], "say why it does not apply"
        assert not shown
        return
    assert row["applies"] == "yes"
    if shown.startswith("open: "):
        assert re.match(r"open: P2\b", shown), "name the release that closes it"
    elif shown.startswith("check: "):
        assert documents(shown) or len(shown) > LONG_ENOUGH, "say how somebody checks it"
        assert [name for name in documents(shown) if not (TOP / name).exists()] == []
    else:
        named = shown.split("; ")
        assert named != [""], "name a test"
        assert [name for name in named if name not in every_test()] == []


def test_what_is_open_gets_less():
    assert sum(row["shown by"].startswith("open: ") for row in rows()) <= OPEN_MOST
