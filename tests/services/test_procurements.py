# SPDX-License-Identifier: MIT
"""A procurement from planning to its end: declarations, tasks, assessment, document, notices."""

import json
from datetime import timedelta

import pytest
from county import county
from crosschecked import a_finding
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procurements import ASSESSOR, BIDDER, EVALUATOR, LEAD, OFFICER, OTHER, Bought, a_gift

from candour.crosschecks.models import Finding
from candour.crosschecks.rules.sides import Answer
from candour.crosschecks.services.answering import answer
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.models import Event
from candour.ledger.services import By
from candour.procurement.models import Declaration, Mitigation, Procurement, Revision, Task
from candour.procurement.queries.associations import associations_met
from candour.procurement.queries.promises import promised
from candour.procurement.queries.turns import turns_of
from candour.procurement.queries.visible import visible_one, visible_to
from candour.procurement.rules.procurement import Stage, StoodDown, TaskAnswered, Verdict
from candour.procurement.services import assessing, declaring, moving, naming
from candour.procurement.services.looking import look_anew, look_nightly
from candour.registers.rules.promises import Found, Standing, standing
from candour.registers.services import associations

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def bought(aldshire):
    return Bought(aldshire)


def buys(bought):
    return bought.by(LEAD, Role.PROCUREMENT)


def test_whoever_opens_it_takes_part_and_has_to_declare(bought):
    assert bought.facts().part_of(bought.me(LEAD)) is not None
    assert not bought.facts().part_of(bought.me(LEAD)).declared


def test_a_gift_of_a_bidder_is_a_task_that_ends_with_the_persons_own_word(bought):
    bought.name().bids()
    (task,) = bought.tasks()
    assert task.about_id == bought.county.people[EVALUATOR].pk
    given = TaskAnswered(by=bought.me(LEAD), task=str(task.pk), text="All is well.")
    with pytest.raises(Refused, match="once the person declares"):
        declaring.answer_task(bought.key, given, by=buys(bought))
    bought.declared(EVALUATOR)
    assert bought.tasks() == []
    said = json.loads(Declaration.objects.get(participant=bought.participant(EVALUATOR)).said)
    assert [one["reference"] for one in said["entries"]] == [bought.gift.reference]
    assert said["entries"][0]["right"] is True


def test_it_makes_no_difference_who_is_named_first_the_person_or_the_bidder(aldshire):
    first = Bought(aldshire).bids().name()
    second = Bought(aldshire, gift=False).name().bids()
    for one in (first, second):
        assert [task.about_id for task in one.tasks()] == [aldshire.people[EVALUATOR].pk]


def test_a_new_supplier_asks_everybody_again(bought):
    bought.name().bids(OTHER).declared()
    bought.bids(BIDDER)
    assert not any(one.declared for one in bought.facts().people)


def test_an_entry_that_comes_later_asks_the_person_again_and_outdates_the_document(bought):
    bought.name().bids().ready()
    assert bought.facts().confirmed
    assert look_anew(bought.key) == 0
    a_gift(bought.county, EVALUATOR, BIDDER, ago=3)
    look_nightly(timezone.now())
    assert not bought.facts().confirmed
    assert not bought.facts().part_of(bought.me(EVALUATOR)).declared
    assert len(bought.tasks()) == 1
    assert Event.objects.filter(stream=bought.row.stream, act="look_at_registers").count() == 1
    look_nightly(timezone.now())
    assert len(bought.tasks()) == 1


def test_no_tender_without_a_confirmed_assessment(bought):
    bought.name().bids().declared().assessed().prepared()
    with pytest.raises(Refused, match="not confirmed yet"):
        moving.publish_tender(bought.key, by=buys(bought))
    bought.confirmed()
    assert moving.publish_tender(bought.key, by=buys(bought)).stage == Stage.TENDER


def test_for_the_award_everybody_is_asked_what_is_new_and_the_document_says_it(bought):
    bought.tendered()
    with pytest.raises(Refused):
        bought.awarded()
    bought.asked_anew().name("inspector").declared(LEAD, EVALUATOR, "inspector")
    bought.assessed().assess("inspector").prepared().confirmed().awarded()
    assert bought.again().stage == Stage.AWARD
    assert bought.supplier().won
    last = Revision.objects.filter(procurement=bought.key).order_by("-number")[0]
    name = bought.county.people["inspector"].full_name
    assert last.number == 2
    assert json.loads(last.content)["new"] == [f"{name} takes part."]


def test_a_change_of_the_contract_needs_its_own_assessment_and_then_it_can_end(bought):
    bought.tendered().asked_anew().ready().awarded()
    with pytest.raises(Refused):
        moving.change(bought.key, by=buys(bought))
    bought.asked_anew().ready()
    moving.change(bought.key, by=buys(bought))
    assert bought.again().stage == Stage.CHANGE
    newest = Revision.objects.filter(procurement=bought.key).order_by("-number")[0]
    assert json.loads(newest.content)["new"] == ["Nothing has changed since the last document."]


def test_who_prepared_it_does_not_confirm_it_whatever_posts_they_hold(bought):
    bought.name().bids().declared().assessed().prepared()
    with transaction.atomic(), pytest.raises(IntegrityError):
        Procurement.objects.filter(pk=bought.key).update(
            accountable=bought.county.people[ASSESSOR], confirmed=True
        )


def test_the_buyer_and_the_evaluator_assess_nobody(bought):
    bought.name(ASSESSOR).bids().declared(LEAD, ASSESSOR)
    with pytest.raises(Refused, match="You have a part in it"):
        bought.assess(ASSESSOR)
    with pytest.raises(Refused, match="Only the"):
        bought.assess(ASSESSOR, by=LEAD)


def test_a_step_stands_among_the_conditions_and_one_that_is_not_kept_opens_the_question(bought):
    bought.name().bids().declared().assessed().prepared().confirmed()
    step = Mitigation.objects.get(procurement=bought.key)
    lead, today = bought.county.people[LEAD], timezone.localdate()
    (line,) = promised(lead, today)
    assert standing(line.watched, today) is Standing.IN_ORDER
    assert standing(line.watched, step.next_check) is Standing.TO_CHECK
    assert any(turn.step for turn in turns_of(lead, step.next_check))
    with pytest.raises(Refused, match="Only whoever sees to this step"):
        assessing.check_step(step.pk, Found.KEPT, "Seen.", by=bought.by(EVALUATOR))
    assessing.check_step(step.pk, Found.BROKEN, "They marked alone.", by=buys(bought))
    assert not bought.facts().confirmed
    assert not bought.facts().part_of(bought.me(EVALUATOR)).assessed


def test_nobody_sees_to_their_own_step(bought):
    bought.name().bids().declared()
    with pytest.raises(Refused, match="cannot check a condition that you have to keep"):
        bought.assess(EVALUATOR, Verdict.MITIGATED, steps=[bought.step(EVALUATOR)])


def test_an_excluded_supplier_wins_nothing_and_the_document_says_so(bought):
    bought.name().bids().declared().assess(LEAD)
    out = str(bought.supplier().pk)
    bought.assess(EVALUATOR, Verdict.EXCLUDED, supplier=out).prepared().confirmed()
    content = json.loads(Revision.objects.get(procurement=bought.key).content)
    assert [one["name"] for one in content["suppliers"] if one["excluded"]] == [BIDDER]
    moving.publish_tender(bought.key, by=buys(bought))
    bought.asked_anew().declared().assess(LEAD)
    bought.assess(EVALUATOR, Verdict.EXCLUDED, supplier=out).prepared().confirmed()
    with pytest.raises(Refused, match="excluded"):
        bought.awarded()
    bought.awarded(OTHER)


def test_whoever_stands_down_takes_their_steps_and_tasks_along(bought):
    bought.name().bids()
    given = StoodDown(by=bought.me(LEAD), who=bought.me(EVALUATOR), reason="A friend bids.")
    naming.stand_down(bought.key, given, by=buys(bought))
    assert bought.tasks() == []
    bought.declared(LEAD).assess(LEAD).prepared()
    content = json.loads(Revision.objects.get(procurement=bought.key).content)
    assert content["stood_down"] == [
        {"name": bought.county.people[EVALUATOR].full_name, "why": "A friend bids."}
    ]


# ---------------------------------------------------------------- answers of the cross-checks


@pytest.fixture
def answered(aldshire):
    """A live procurement with the hotel that an inspector had a night from, and a finding about it."""
    key = a_finding(aldshire)
    bought = Bought(aldshire, gift=False).bids("Gannet House Hotel Ltd")
    assert bought.tasks() == []

    def say(said, reason="Their office is in Marlock."):
        by = By(person=aldshire.people["registrar"].pk, role=Role.REGISTRAR.value)
        finding = Finding.objects.get(pk=key)
        answer(finding, said, reason, person=aldshire.people["registrar"], by=by)

    return bought, say


@pytest.mark.parametrize("said", [Answer.SAME, Answer.CONNECTED])
def test_an_answer_about_a_bidder_gives_procurement_a_task_and_nothing_of_the_declaration(
    answered, said
):
    bought, say = answered
    say(said)
    (task,) = bought.tasks()
    assert task.about_id == bought.county.people["inspector"].pk
    told = Event.objects.get(stream=bought.row.stream, act="look_at_registers")
    fields = {one.name for one in told.fields.all() if not one.name.startswith("_")}
    assert fields == {"tasks", "version"}
    by = bought.by(LEAD, Role.PROCUREMENT)
    given = TaskAnswered(by=bought.me(LEAD), task=str(task.pk), text="Nobody else is consulted.")
    declaring.answer_task(bought.key, given, by=by)
    assert bought.tasks() == []
    assert look_anew(bought.key) == 0


def test_an_answer_that_is_taken_back_takes_the_task_back(answered):
    bought, say = answered
    say(Answer.SAME)
    say(Answer.DIFFERENT, "Another house of that name.")
    assert bought.tasks() == []
    say(Answer.SAME, "It is the same house after all.")
    assert len(bought.tasks()) == 1


def test_different_and_not_sure_give_no_task(answered):
    bought, say = answered
    say(Answer.NOT_SURE)
    say(Answer.DIFFERENT)
    assert Task.objects.filter(procurement=bought.key).count() == 0


def test_a_supplier_that_is_named_after_the_answer_has_the_task_too(answered):
    bought, say = answered
    say(Answer.SAME)
    later = Bought(bought.county, gift=False).bids("GANNET HOUSE HOTEL")
    assert len(later.tasks()) == 1


def test_a_procurement_that_has_ended_gets_none(answered):
    from candour.procurement.rules.procurement import Reason

    bought, say = answered
    given = Reason(by=bought.me(LEAD), reason="No money.")
    moving.abandon(bought.key, given, by=bought.by(LEAD, Role.PROCUREMENT))
    say(Answer.SAME)
    assert bought.tasks() == []


# ---------------------------------------------------------------- the compartment


def test_an_association_gives_no_task_and_shows_to_the_unit_alone(aldshire):
    person = aldshire.people[EVALUATOR]
    columns = {
        "tie": "friend", "associate": "Corin Hale, about 45, runs Ribblesea Systems Ltd in Marlock",
        "how_known": "From rugby", "why": "He was questioned last year.", "contact": "Most weeks",
        "knows_of_work": "Yes", "since": "2019",
    }  # fmt: skip
    by = By(person=person.pk, role=Role.DECLARANT.value)
    row = associations.tell(columns, person=person, by=by)
    bought = Bought(aldshire, gift=False).name().bids()
    assert bought.tasks() == []
    assert look_anew(bought.key) == 0
    assert bought.hits(EVALUATOR) == []
    today = timezone.localdate()
    (met,) = associations_met(aldshire.people["source.unit"], today)
    assert (met.entry, met.supplier, met.same) == (row.reference, BIDDER, True)
    for name in (LEAD, ASSESSOR, OFFICER, "head.psd", EVALUATOR):
        assert associations_met(aldshire.people[name], today) == []


# ---------------------------------------------------------------- who may see what


def test_the_list_and_the_one_agree_for_everybody(bought):
    bought.name().bids().declared()
    today = timezone.localdate()
    for name, person in bought.county.people.items():
        listed = visible_to(person, today).filter(pk=bought.key).exists()
        assert listed == (visible_one(person, bought.row.reference, today) is not None), name
    seen = {
        name
        for name, person in bought.county.people.items()
        if visible_to(person, today).filter(pk=bought.key).exists()
    }
    assert {LEAD, EVALUATOR, ASSESSOR, OFFICER, "head.psd"} <= seen
    assert not {"constable", "administrator", "press.officer", "commissioner"} & seen


def test_what_was_said_is_sealed_and_stays(bought):
    bought.name().bids().declared()
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM procurement_declaration")
        kept = b"".join(bytes(value) for (value,) in cursor.fetchall())
    assert kept
    assert BIDDER.encode() not in kept
    row = Declaration.objects.filter(procurement=bought.key)[0]
    with transaction.atomic(), pytest.raises(IntegrityError):
        Declaration.objects.filter(pk=row.pk).update(made_at=timezone.now() - timedelta(days=9))
    with transaction.atomic(), pytest.raises(IntegrityError):
        Declaration.objects.filter(pk=row.pk).delete()


def test_whose_turn_it_is_follows_the_work(bought):
    today = timezone.localdate()

    def turn(name):
        found = turns_of(bought.county.people[name], today)
        return {
            mark
            for one in found
            if one.reference == bought.row.reference
            for mark in ("declare", "confirm", "assess", "prepare", "task")
            if getattr(one, mark)
        }

    bought.name().bids()
    assert turn(LEAD) == {"declare", "task"}
    assert turn(EVALUATOR) == {"declare"}
    assert turn(ASSESSOR) == set()
    bought.declared()
    assert turn(EVALUATOR) == turn(LEAD) == set()
    assert turn(ASSESSOR) == {"assess"}
    bought.assessed()
    assert turn(ASSESSOR) == {"prepare"}
    bought.prepared()
    assert turn(OFFICER) == {"confirm"}
    bought.confirmed()
    assert turn(OFFICER) == set()
