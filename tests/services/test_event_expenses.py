# SPDX-License-Identifier: MIT
"""A cost of an event is told once, beside its request, and nobody learns of the request by it."""

from datetime import timedelta

import pytest
from county import county
from django.db import IntegrityError, transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.services import By
from candour.registers.base import Show
from candour.registers.entries.event_expenses import EventExpense
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.services.importing import import_files
from candour.registers.intake.sheets import Source
from candour.registers.queries.of_matter import beside_its_matter
from candour.registers.queries.searching import search
from candour.registers.queries.shown import history, lines_of
from candour.registers.queries.visible import visible_one, visible_to
from candour.registers.services.acting import act_in_words
from candour.registers.services.expenses import correct_expense, declare_expense
from candour.review.models import ReviewItem
from candour.review.queries.spending import spending_in
from candour.review.rules.traces import quarter_of
from candour.review.services import reviewing

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def cost(**changed):
    return {
        "what": "Dinner of the Aldshire Digital Forum", "event_on": timezone.localdate(),
        "place": "The Old Exchange", "host": "Ribblesea Systems Ltd", "cost": "travel",
        "pence": 1250, "went": "yes", "reason": "", "gateway_reference": "", **changed,
    }  # fmt: skip


def claimed(aldshire, who="deputy.chief", by=None, **changed):
    return declare_expense(
        cost(**changed), person=aldshire.people[who], by=by or aldshire.by(who, "declarant")
    )


def test_it_names_the_request_as_the_gateway_writes_it(aldshire):
    case = aldshire.notified()
    row = claimed(aldshire, gateway_reference=f" {case.reference.lower()}")
    assert (row.gateway_reference, row.state) == (case.reference, "declared")
    assert claimed(aldshire, gateway_reference=" ").gateway_reference == ""


def test_the_same_cost_of_the_same_request_is_refused_until_the_first_is_withdrawn(aldshire):
    case = aldshire.notified()
    first = claimed(aldshire, gateway_reference=case.reference)
    claimed(aldshire, gateway_reference=case.reference, cost="meals")
    with pytest.raises(Refused, match=first.reference):
        claimed(aldshire, gateway_reference=case.reference, pence=99)
    act_in_words(first, "withdraw", "It was paid already.", by=aldshire.by("deputy.chief"))
    assert claimed(aldshire, gateway_reference=case.reference).state == "declared"


def test_the_database_refuses_it_too(aldshire):
    case = aldshire.notified()
    claimed(aldshire, gateway_reference=case.reference)
    other = claimed(aldshire)
    with pytest.raises(IntegrityError), transaction.atomic():
        EventExpense.objects.filter(pk=other.pk).update(gateway_reference=case.reference)


def test_costs_that_name_no_request_may_be_alike(aldshire):
    claimed(aldshire)
    assert claimed(aldshire).state == "declared"


@pytest.mark.parametrize("principal", ["acc.local", ""])
def test_a_request_about_somebody_else_is_as_if_there_were_none(aldshire, principal):
    named = aldshire.notified(principal=principal).reference if principal else "GW-2222-2222"
    with pytest.raises(Refused, match="about this person") as refused:
        claimed(aldshire, gateway_reference=named)
    assert refused.value.about == "gateway_reference"


def test_whoever_files_for_the_chief_officer_links_it_and_nobody_else_does(aldshire):
    case = aldshire.notified()
    deputy = aldshire.people["deputy.chief"].pk
    name = "secretariat"
    by = By(person=aldshire.people[name].pk, role="secretariat", on_behalf_of=deputy)
    row = claimed(aldshire, by=by, gateway_reference=case.reference)
    assert (row.person_id, row.entered_by_id) == (deputy, aldshire.people[name].pk)
    with pytest.raises(Refused):
        claimed(aldshire, by=aldshire.by("constable"), gateway_reference=case.reference)


def test_nobody_notes_or_asks_about_a_claim_of_their_own_or_one_that_they_sent(aldshire):
    row = claimed(aldshire, "registrar")
    for act in ("note", "ask"):
        with pytest.raises(Refused, match="your own"):
            act_in_words(row, act, "Why?", by=aldshire.by("registrar", "registrar"))
    by = aldshire.by("procurement.manager", "registrar")
    assert act_in_words(row, "note", "", by=by).state == "noted"


def test_a_correction_keeps_the_link_and_may_make_one(aldshire):
    case = aldshire.notified()
    me = aldshire.by("deputy.chief", "declarant")
    row = claimed(aldshire, gateway_reference=case.reference)
    more = correct_expense(
        row, cost(pence=1350, gateway_reference=case.reference), "A typing error.", by=me
    )
    assert (more.pence, more.gateway_reference, more.edition) == (1350, case.reference, 2)
    other = claimed(aldshire, cost="meals")
    linked = correct_expense(
        other, cost(cost="meals", gateway_reference=case.reference), "It belongs there.", by=me
    )
    assert linked.gateway_reference == case.reference
    with pytest.raises(Refused, match=row.reference):
        correct_expense(linked, cost(gateway_reference=case.reference), "All travel.", by=me)


def test_whoever_may_not_know_of_the_request_does_not_learn_of_it_by_the_claim(aldshire):
    case = aldshire.notified()
    row = claimed(aldshire, gateway_reference=case.reference)
    for name in ("registrar", "procurement.manager", "auditor"):
        reader = aldshire.people[name]
        seen = visible_one(reader, row.reference)
        assert seen is not None
        told = [line.name for line in lines_of(seen.row, seen.depth)]
        assert "pence" in told
        assert "gateway_reference" not in told
        assert beside_its_matter(reader, row) is None
        assert case.reference not in str(history(seen.row, own=False, depth=seen.depth))
        assert search(EventExpense, reader, case.reference).count == 0
        assert search(EventExpense, reader, row.reference).count == 1
    deputy = aldshire.people["deputy.chief"]
    assert beside_its_matter(deputy, row).matter.reference == case.reference
    assert "gateway_reference" in [line.name for line in lines_of(row, Show.SECRET)]


def test_no_office_reads_as_far_as_the_request(aldshire):
    depths = set(EventExpense.register.sees.values())
    assert depths == {Show.STAFF}
    assert EventExpense.register.columns["gateway_reference"] is Show.PSD


def test_others_do_not_see_the_claim_at_all(aldshire):
    claimed(aldshire)
    assert not visible_to(EventExpense, aldshire.people["constable"]).exists()


def test_the_contradiction_is_told_to_whoever_may_know_the_decision(aldshire):
    case = aldshire.decided(accepts=False)
    row = claimed(aldshire, gateway_reference=case.reference, event_on=case.event_on)
    told = beside_its_matter(aldshire.people["deputy.chief"], row)
    assert told.problems == ("The decision was not to take part, and there is a claim.",)


def test_the_quarterly_review_lays_it_beside_diaries_and_counts_it_once(aldshire):
    quarter = quarter_of(timezone.localdate()).before
    officer, day = aldshire.people["deputy.chief"], quarter.starts + timedelta(days=20)
    alone = claimed(aldshire, event_on=day, pence=4820)
    gone = claimed(aldshire, event_on=day, cost="stay")
    act_in_words(gone, "withdraw", "It was paid already.", by=aldshire.by("deputy.chief"))
    claimed(aldshire, who="constable", event_on=day, pence=77)
    by = aldshire.by("head.secretariat", "overseer")
    review = reviewing.open_review(officer.body, quarter, by=by)
    review = reviewing.read_sources(review.pk, by=by, seen=review.version)
    (item,) = ReviewItem.objects.filter(review=review, klass="claim_without_commitment")
    assert (item.person_id, item.day) == (officer.pk, day)
    (spent,) = spending_in(review)
    assert (spent.person, spent.spending.claimed) == (officer, 4820)
    paid = f"Claimant,Date,Claim type,Description,Amount\n{officer.full_name},{day + timedelta(days=1)},Mileage,Expenses,48.20\n"
    files = [Source("claims.csv", paid.encode())]
    import_files(kind_named("claims"), files, by=aldshire.by("procurement.manager", "procurement"))
    review = reviewing.read_sources(review.pk, by=by, seen=review.version)
    (spent,) = spending_in(review)
    assert spent.spending.claimed == 4820
    (now,) = ReviewItem.objects.filter(review=review, klass="claim_without_commitment", gone=False)
    assert now.pk != item.pk  # finance's row is the one that counts from now on
    assert alone.what in now.evidence
