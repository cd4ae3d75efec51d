# SPDX-License-Identifier: MIT
"""A commissioner's office runs the whole procedure with its own posts and words: no code changes."""

import pytest
from county import county

from candour.gateway.rules.matter import Outcome
from candour.policy.queries import pack_of

pytestmark = pytest.mark.django_db

OFFICE = {
    "principal": "commissioner",
    "overseer": "head.governance",
    "assessor": "governance.adviser2",
}


@pytest.fixture
def aldshire():
    return county()


def test_a_commissioner_goes_through_all_four_stages(aldshire):
    case = aldshire.final(outcome=Outcome.REPLACED, reassessor="chief.executive", **OFFICE)
    assert case.stage == "final"
    assert case.body.slug == "commissioner-aldshire"


def test_the_matter_keeps_the_pack_of_its_own_body(aldshire):
    ours, theirs = aldshire.notified(), aldshire.notified(principal="commissioner")
    assert pack_of(ours.policy_id).name == "police_force"
    assert pack_of(theirs.policy_id).name == "police_and_crime_commissioner"


def test_each_body_calls_the_same_part_by_its_own_name(aldshire):
    ours, theirs = aldshire.notified(), aldshire.notified(principal="commissioner")
    names = {pack_of(case.policy_id).role_name("reassessor") for case in (ours, theirs)}
    assert len(names) == 2
