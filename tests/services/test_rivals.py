# SPDX-License-Identifier: MIT
"""Several people act on one matter at the same moment: one is first, the others are told so.

Each rival has a connection of their own, and all wait at one gate.
"""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from county import county
from django.db import connection, connections
from django.test import Client

from candour.gateway.models import Case, Decision, Mitigation, Note
from candour.gateway.rules import stage_three_recommendation as rules
from candour.gateway.rules.mitigations import Choice, Said
from candour.gateway.services import stage_one, stage_three
from candour.gateway.services.carrying_out import ChangedMeanwhile
from candour.kernel.procedure import Refused
from candour.ledger.models import Event, LogHead, LogLeaf
from candour.ledger.rules import merkle
from fresh_proof import prove

pytestmark = pytest.mark.django_db(transaction=True)

RIVALS = 6
ROUNDS = [25, pytest.param(400, marks=pytest.mark.deep)]


def at_once(acts):
    """Carry out all of these at the same moment; what each returned or raised, in order."""
    gate = Barrier(len(acts))

    def one(act):
        try:
            gate.wait()
            return act()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def decision(case, number):
    said = tuple(Said(str(row.pk), Choice.ACCEPTED) for row in Mitigation.objects.filter(case=case))
    return rules.Decision(
        by=str(case.principal_id),
        accepts=number % 2 == 0,
        attends=None if number % 2 == 0 else False,
        said=said,
        reasons=f"Reason {number}.",
    )


def deciding(case, number, **how):
    return partial(stage_three.decide, case.pk, decision(case, number), **how)


def the_record_is_whole():
    head = LogHead.objects.get()
    leaves = [
        bytes(leaf) for leaf in LogLeaf.objects.order_by("pk").values_list("leaf_hash", flat=True)
    ]
    assert head.size == len(leaves) == Event.objects.count()
    frontier = []
    for index, leaf in enumerate(leaves):
        merkle.push(frontier, index, leaf)
    assert bytes(head.root) == merkle.root(frontier)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_of_six_who_decide_one_matter_at_once_one_decides(rounds):
    """The chief officer at six windows: three accept, three do not."""
    aldshire = county()
    me = aldshire.by("deputy.chief", "principal")
    told = 0
    for _ in range(rounds):
        case = aldshire.recommended()
        acts = [deciding(case, number, by=me, seen=case.version) for number in range(RIVALS)]
        results = at_once(acts)
        won = [one for one in results if isinstance(one, Case)]
        lost = [one for one in results if isinstance(one, ChangedMeanwhile)]
        assert (len(won), len(lost)) == (1, RIVALS - 1), results
        assert Decision.objects.filter(case=case).count() == 1
        assert Event.objects.filter(stream=case.stream, act="decide").count() == 1
        now = Case.objects.get(pk=case.pk)
        assert (now.stage, now.version) == ("decided", case.version + 1)
        told += len(lost)
    assert told == rounds * (RIVALS - 1)
    the_record_is_whole()


def test_six_different_acts_at_once_follow_one_another():
    """Nobody said which version they saw: each is judged on what the one before left."""
    aldshire = county()
    case = aldshire.recommended()
    me, secretary = aldshire.by("deputy.chief", "principal"), aldshire.by("secretariat")
    withdraw = partial(stage_one.withdraw, case.pk, "Called off.", by=secretary)
    acts = [*(deciding(case, number, by=me) for number in range(3)), withdraw, withdraw, withdraw]
    results = at_once(acts)
    assert sum(isinstance(one, Case) for one in results) == 1, results
    now = Case.objects.get(pk=case.pk)
    assert now.stage in {"decided", "withdrawn"}
    assert Decision.objects.filter(case=case).count() == (now.stage == "decided")
    the_record_is_whole()


def test_the_same_form_sent_six_times_at_once_counts_once():
    aldshire = county()
    case = aldshire.recommended()
    browsers = []
    for _ in range(RIVALS):
        client = Client()
        client.force_login(aldshire.people["deputy.chief"].account)
        client.get("/me")
        browsers.append(client)
    answers = {"reasons": "One note.", "once": str(uuid4()), "version": str(case.version)}
    path = f"/gateway/{case.reference}/note"
    results = at_once([partial(client.post, path, answers) for client in browsers])
    assert {one.status_code for one in results} <= {302, 409}, [one.status_code for one in results]
    assert 302 in {one.status_code for one in results}
    assert Note.objects.filter(case=case).count() == 1
    assert Event.objects.filter(stream=case.stream, act="add_note").count() == 1
    the_record_is_whole()


def test_the_others_get_a_page_that_shows_what_happened():
    aldshire = county()
    case = aldshire.recommended()
    browsers = []
    for _ in range(RIVALS):
        client = Client()
        client.force_login(aldshire.people["deputy.chief"].account)
        prove(client)
        browsers.append(client)
    path = f"/gateway/{case.reference}/decision"

    def answers(number):
        row = Mitigation.objects.get(case=case)
        return {
            "once": str(uuid4()),
            "version": str(case.version),
            "decision": "accept",
            f"choice-{row.pk}": "accepted",
            "reasons": f"Reason {number}.",
        }

    sent = [answers(number) for number in range(RIVALS)]
    pairs = zip(browsers, sent, strict=True)
    results = at_once([partial(client.post, path, form) for client, form in pairs])
    status = sorted(one.status_code for one in results)
    assert status.count(302) == 1, status
    assert set(status) <= {200, 302, 409}, status
    assert Decision.objects.filter(case=case).count() == 1
    for one in results:
        if one.status_code == 409:
            assert b"Reason" in one.content


def test_the_tests_above_run_with_real_transactions():
    assert not connection.in_atomic_block
