# SPDX-License-Identifier: MIT
"""A matter through all four stages by its services, and what the record says of it."""

import pytest
from county import county

from candour.gateway.rules.matter import Outcome
from candour.gateway.services import stage_four, stage_three
from candour.kernel.procedure import Refused
from candour.ledger.proofs import event_called
from candour.ledger.queries import opened, timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def test_a_matter_goes_from_invitation_to_final(aldshire):
    case = aldshire.final()
    assert case.stage == "final"
    acts = [entry.act for entry in timeline(case.stream)]
    assert acts == [
        "notify", "name_people", "confirm_areas", "declare_issues", "add_material",
        "complete_material", "allocate", "declare_no_conflict", "assess", "recommend", "decide",
        "tell", "request_reassessment", "take_up", "conclude", "tell_outcome", "make_final",
    ]  # fmt: skip


def test_the_recommendation_commits_to_all_that_its_maker_could_see(aldshire):
    case = aldshire.recommended()
    sent = next(entry for entry in timeline(case.stream) if entry.act == "recommend")
    known = opened([sent.event_id])[sent.event_id]
    assert known["known.material"][0]["title"] == "The invitation"
    assert known["known.issues"][0]["text"] == "I chair the regional digital board."
    assert known["known.worksheet"]["reasons"] == "A tender is open and the host will bid."
    assert known["known.policy"]["version"] == str(case.policy_id)


def test_there_is_no_second_reassessment(aldshire):
    case = aldshire.final()
    with pytest.raises(Refused) as refused:
        stage_four.ask_again(
            case.pk, stage_four.Words("Once more."), by=aldshire.by("deputy.chief", "principal")
        )
    assert refused.value.clause.startswith("COG 3.4")


def test_another_course_waits_for_an_answer_before_the_matter_closes(aldshire):
    case = aldshire.final(outcome=Outcome.REPLACED)
    me = aldshire.by("deputy.chief", "principal")
    with pytest.raises(Refused):
        stage_three.close(case.pk, by=me)
    case = stage_four.respond(case.pk, "I will not go.", accepts=True, by=me)
    assert stage_three.close(case.pk, by=me).stage == "closed"


def test_the_reference_of_a_matter_leads_to_its_newest_act(aldshire):
    """`candour prove GW-…` is typed by people who know a reference and no identifier."""
    case = aldshire.recommended()
    newest = timeline(case.stream)[-1]
    assert event_called(case.reference.lower()).pk == newest.event_id
