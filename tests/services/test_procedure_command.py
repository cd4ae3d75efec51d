# SPDX-License-Identifier: MIT
"""`candour procedure`: the walk, the drawing and the table, as a person at a terminal gets them."""

from dataclasses import replace

import pytest

from candour.cli import procedures
from candour.cli.main import main
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.world import sharing, world


def only(procedure):
    """Check one small world of this procedure, in place of all of them."""
    return ((procedure, list, lambda: [world(sharing(), procedure=procedure)]),)


@pytest.fixture(autouse=True)
def forget_the_worlds():
    procedures._worlds.cache_clear()
    yield
    procedures._worlds.cache_clear()


def check(monkeypatch, procedure):
    monkeypatch.setattr(procedures, "PROCEDURES", only(procedure))
    return main(["procedure", "check", "--quick", "--jobs", "1"])


def lines(capsys):
    """What is said of the first procedure, by heading."""
    told = capsys.readouterr().out.partition("ound.\n")[0].splitlines()
    return {name.strip(): value for name, _, value in (one.rpartition("  ") for one in told)}


def test_the_quick_check_says_what_it_walked_and_that_it_is_sound(capsys):
    assert main(["procedure", "check", "--quick", "--jobs", "2"]) == 0
    told = lines(capsys)
    assert told["acts never done"] == "none"
    assert told["broken invariants"] == "0"
    assert told["worlds with a dead end"] == "0"
    assert int(told["states"].replace(",", "")) > 10_000
    assert told["worlds (who holds which post, and what is special)"] == "11"


def test_a_guard_that_is_gone_makes_it_fail(capsys, monkeypatch):
    acts = tuple(replace(act, when=()) if act.name == "recommend" else act for act in GATEWAY.acts)
    assert check(monkeypatch, replace(GATEWAY, acts=acts)) == 1
    told = capsys.readouterr().out
    assert "NOT SOUND" in told
    assert "T5: advice only after the Gateway Test: broken by 'recommend' from assessing" in told


def test_a_matter_without_a_way_out_makes_it_fail(capsys, monkeypatch):
    acts = tuple(act for act in GATEWAY.acts if act.name not in {"close", "lapse"})
    assert check(monkeypatch, replace(GATEWAY, acts=acts)) == 1
    assert "dead end: " in capsys.readouterr().out


def test_an_act_that_nobody_ever_does_makes_it_fail(capsys, monkeypatch):
    idle = replace(GATEWAY.act("add_note"), name="idle", by=frozenset())
    assert check(monkeypatch, replace(GATEWAY, acts=(*GATEWAY.acts, idle))) == 1
    told = lines(capsys)
    assert "idle" in told["acts never done"].split(", ")


def test_the_diagram_draws_every_stage(capsys):
    assert main(["procedure", "diagram"]) == 0
    drawn = capsys.readouterr().out
    assert drawn.startswith("stateDiagram-v2\n    [*] --> not_yet_notified\n")
    assert "    final --> mitigating: start the conditions\n" in drawn
    assert "    closed --> [*]" in drawn


def test_the_acts_are_listed_with_who_from_to_and_clause(capsys):
    assert main(["procedure", "acts"]) == 0
    told = capsys.readouterr().out
    paragraph = next(one for one in told.split("\n\n") if one.startswith("Take up the reass"))
    assert "  Who: deputy reassessor, external reassessor, reassessor\n" in paragraph
    assert "  From: reassessment requested, reassessing\n  To: reassessing\n" in paragraph
    assert paragraph.endswith("  Clauses: COG 3.4/2")
