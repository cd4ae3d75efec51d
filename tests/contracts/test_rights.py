# SPDX-License-Identifier: MIT
"""Who may do and see what is approved by a person, and nobody may do or see everything."""

import csv

import pytest
from approve_rights import TARGET, rights
from procedure_pages import EVERY, GENERATED, PAGES

from candour.gateway.rules.procedure import FOUR_STAGES, GATEWAY
from candour.gateway.rules.visibility import SIGHTS, Part
from candour.kernel.roles import Role

NO_HAND_IN_THE_GATEWAY = {
    Role.EXTERNAL_ASSESSOR: "assesses by name, as the assessor",
    Role.SPONSOR: "answers for the policy, hears of a refusal and sees what was decided",
    Role.AUDITOR: "samples closed matters in the review",
    Role.ADMINISTRATOR: "looks after people and settings and never sees content",
    Role.OVERSIGHT: "sees totals",
    Role.INSPECTOR: "reads what is opened to them",
    Role.WORKFORCE: "is everybody",
    Role.DECLARANT: "declares in a register",
    Role.SUPERVISOR: "gives a view on what their team declares",
    Role.REGISTRAR: "keeps the registers",
    Role.INTERESTS_PANEL: "advises on second jobs",
    Role.APPROPRIATE_OFFICER: "decides on second jobs",
    Role.CHIEF: "hears appeals in person",
    Role.CORRUPTION_INVESTIGATOR: "assesses associations",
    Role.CORRUPTION_SUPERVISOR: "decides on associations",
    Role.COMMUNICATIONS: "keeps the log of contacts with journalists",
    Role.PROCUREMENT: "brings in what finance knows",
    Role.MEMBER: "declares interests at meetings",
    Role.CLERK: "keeps the agenda",
    Role.MONITORING_OFFICER: "keeps the interests of members and officers",
}


def test_the_rights_are_those_that_were_approved():
    with TARGET.open(encoding="utf-8", newline="") as file:
        approved = [tuple(row) for row in csv.reader(file)][1:]
    assert approved == rights(), "run tools/approve_rights.py and read the difference"


def test_no_role_may_do_every_act():
    for role in Role:
        may = [act for act in GATEWAY.acts if role in act.by]
        assert len(may) < len(GATEWAY.acts), role


def test_no_role_sees_every_part_by_its_post():
    for role, sights in SIGHTS.items():
        assert {part for sight in sights for part in sight.parts} < set(Part), role


def test_every_role_has_a_hand_in_the_gateway_or_a_reason_why_not():
    named = {role for act in GATEWAY.acts for role in act.by}
    assert set(Role) - named == set(NO_HAND_IN_THE_GATEWAY)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_pages_about_the_procedures_are_as_generated(name):
    assert (GENERATED / name).read_text(encoding="utf-8") == PAGES[name](), "run make docs"


@pytest.mark.parametrize("procedure", EVERY, ids=lambda one: one.name)
def test_every_procedure_is_total(procedure):
    stages = set(type(procedure.start))
    reached = {procedure.start} | {act.target for act in procedure.acts if act.target}
    assert reached == stages
    left = {stage for act in procedure.acts if act.target for stage in act.source}
    assert stages - procedure.ends <= left
    assert set(procedure.owners) == stages - procedure.ends
    assert procedure.given_up < procedure.ends or not procedure.given_up


def test_every_act_of_the_gateway_belongs_to_one_of_its_four_stages():
    assert [act for acts in FOUR_STAGES.values() for act in acts] == list(GATEWAY.acts)
