# SPDX-License-Identifier: MIT
"""A gift goes its way as the policy says, and nobody agrees to their own (HMIC12 2/1)."""

from datetime import timedelta

import pytest
from county import county
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.registers.models import Giver
from candour.registers.queries.givers import earlier, linked_with, named
from candour.registers.queries.visible import visible_one
from candour.registers.rules.entry import Words
from candour.registers.rules.gift_policy import Answer
from candour.registers.services import gifts
from candour.registers.services.carrying_out import carry_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def offer(**changed):
    return {
        "description": "Dinner for two",
        "kind": "hospitality",
        "giver_name": "Ribblesea Systems Ltd",
        "worth": 1000,
        "offered_on": timezone.localdate(),
        "outcome": "accepted",
        **changed,
    }


def declared(aldshire, who="constable", *, gateway="", **changed):
    person, by = aldshire.people[who], aldshire.by(who)
    return gifts.declare_gift(offer(**changed), person=person, by=by, gateway=gateway)


def act(aldshire, row, name, who, text="I looked at it."):
    given = Words(by=str(aldshire.people[who].pk), text=text)
    return carry_out(row, name, given, by=aldshire.by(who, "registrar"))


def test_accepted_and_declined_stand_in_one_register(aldshire):
    states = {declared(aldshire, outcome=o).state for o in ("accepted", "declined", "returned")}
    assert states == {"recorded"}


def test_what_is_dear_waits_until_somebody_agrees(aldshire):
    row = declared(aldshire, worth=4000)
    assert (row.answer, row.state) == ("ask_first", "to_agree")
    assert act(aldshire, row, "agree", "registrar").state == "agreed"


def test_cash_that_was_taken_is_not_declared_as_kept(aldshire):
    with pytest.raises(Refused, match="Cash is never kept"):
        declared(aldshire, kind="cash")


def test_one_giver_adds_up_over_twelve_months(aldshire):
    for days in (300, 200, 100):
        day = timezone.localdate() - timedelta(days=days)
        declared(aldshire, worth=2400, offered_on=day)
    declared(aldshire, worth=2400, offered_on=timezone.localdate() - timedelta(days=370))
    declared(aldshire, worth=2400, outcome="declined")
    person, giver = aldshire.people["constable"], Giver.objects.get()
    rules, _ = gifts.rules_of(person.body, timezone.localdate())
    assert earlier(person, linked_with(giver), timezone.localdate(), rules).pence == 7200
    assert gifts.judge(offer(worth=2400), person).answer is Answer.MAY_KEEP
    declared(aldshire, worth=2400)
    assert gifts.judge(offer(worth=2400), person).answer is Answer.ASK_FIRST


def test_associated_givers_count_together(aldshire):
    person = aldshire.people["constable"]
    declared(aldshire, worth=2400)
    declared(aldshire, worth=2400, giver_name="Ribblesea Holdings")
    parent, other = (
        named(person.body, "Ribblesea Systems"),
        named(person.body, "Ribblesea Holdings"),
    )
    rules, _ = gifts.rules_of(person.body, timezone.localdate())
    gifts.link_givers(other, parent, by=aldshire.by("registrar"))
    assert earlier(person, linked_with(other), timezone.localdate(), rules).pence == 4800
    assert earlier(person, linked_with(parent), timezone.localdate(), rules).pence == 4800


def test_the_same_giver_in_other_spellings_is_one(aldshire):
    declared(aldshire)
    declared(aldshire, giver_name="RIBBLESEA SYSTEMS LIMITED")
    assert Giver.objects.count() == 1


def test_sod9_the_approver_is_not_the_recipient(aldshire):
    row = declared(aldshire, "registrar", worth=4000)
    with pytest.raises(Refused, match="your own"):
        act(aldshire, row, "agree", "registrar")
    assert act(aldshire, row, "agree", "head.psd").state == "agreed"


def test_sod9_a_chief_officer_s_peer_did_not_share_in_the_offer(aldshire):
    shared = [str(aldshire.people["acc.crime"].pk)]
    row = declared(aldshire, "acc.local", worth=4000, shared_with=shared)
    assert row.state == "with_peer"
    for who, why in (("acc.local", "your own"), ("acc.crime", "shared in this offer")):
        with pytest.raises(Refused, match=why):
            act(aldshire, row, "give_peer_view", who)
    assert act(aldshire, row, "give_peer_view", "chief.finance").state == "to_agree"


def test_sod9_the_head_of_standards_own_gifts_go_to_the_sponsor_or_oversight(aldshire):
    row = declared(aldshire, "head.psd", worth=4000)
    with pytest.raises(Refused, match="sponsor or to the oversight body"):
        act(aldshire, row, "agree", "registrar")
    assert act(aldshire, row, "agree", "deputy.chief").state == "agreed"


def test_a_peer_sees_a_colleague_s_offer_while_it_waits_and_not_after(aldshire):
    row, peer = declared(aldshire, "acc.local", worth=4000), aldshire.people["chief.finance"]
    assert visible_one(peer, row.reference)
    row = act(aldshire, row, "give_peer_view", "chief.finance")
    act(aldshire, row, "agree", "head.psd")
    assert visible_one(peer, row.reference) is None


def test_ac2_a_chief_officer_who_takes_a_supplier_s_dinner_without_a_matter_is_flagged(aldshire):
    assert declared(aldshire, "deputy.chief", supplier=True, worth=6000).flagged
    linked = declared(aldshire, "deputy.chief", supplier=True, worth=6000, gateway="GW-2222-2222")
    assert not linked.flagged
    assert not declared(aldshire, "deputy.chief", outcome="declined", supplier=True).flagged
    assert not declared(aldshire, "constable", supplier=True).flagged


def test_what_became_of_it_is_a_new_edition(aldshire):
    row = gifts.dispose(declared(aldshire), "donated", "", by=aldshire.by("constable"))
    assert (row.state, row.disposition, row.edition) == ("disposed", "donated", 2)


def test_a_correction_asks_the_policy_again(aldshire):
    row = declared(aldshire)
    me = aldshire.by("constable")
    row = gifts.correct_gift(row, offer(worth=9000), "The bill came.", by=me)
    assert (row.state, row.edition, row.worth) == ("to_agree", 2, 9000)
