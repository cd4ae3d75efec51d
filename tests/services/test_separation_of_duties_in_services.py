# SPDX-License-Identifier: MIT
"""Each rule of separation of duties, tried through the services: refused, and nothing kept."""

import pytest
from county import county
from django.db import transaction

from candour.gateway.models import Case, Mitigation, Note
from candour.gateway.queries.facts import matter_of
from candour.gateway.queries.file import case_file
from candour.gateway.queries.visible import visible_to
from candour.gateway.rules.independence import overseers, reassessors
from candour.gateway.rules.matter import Course, Stage
from candour.gateway.rules.mitigations import Choice, Said
from candour.gateway.rules.stage_three_recommendation import Decision
from candour.gateway.rules.visibility import Part, visible_parts
from candour.gateway.services import stage_four, stage_one, stage_three, stage_two
from candour.kernel.procedure import Refused
from candour.ledger import datakeys
from candour.people.models import PostHolding

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def aldshire(django_db_setup, django_db_blocker):
    """One county for all of this file: each test puts back what it changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield county()
        transaction.set_rollback(True)
    datakeys.forget()


@pytest.fixture(autouse=True)
def keys_forgotten():
    yield
    datakeys.forget()


def refuses(act, case):
    """The act is refused with a clause, and the matter is as it was."""
    before = Case.objects.values().get(pk=case.pk)
    with pytest.raises(Refused) as said, transaction.atomic():
        act()
    assert Case.objects.values().get(pk=case.pk) == before
    assert said.value.clause
    return str(said.value)


def parts(case, person):
    return visible_parts(matter_of(case), Stage(case.stage), str(person.pk))


def overseer(aldshire):
    return aldshire.by("head.secretariat", "overseer")


@pytest.mark.parametrize("name", ["deputy.chief", "secretariat", "association.rep", "sergeant"])
def test_sod1_whoever_has_a_part_does_not_assess(aldshire, name):
    """The principal, whoever filed, whoever attends, and whoever holds no such post."""
    case = aldshire.complete(by="secretariat", representative="association.rep")
    who = aldshire.people[name].pk
    refuses(lambda: stage_one.allocate(case.pk, who, by=overseer(aldshire)), case)


def test_sod1_the_assessor_does_not_decide(aldshire):
    case = aldshire.recommended()
    given = Decision(by=str(case.assessor_id), accepts=True, reasons="I advised it.")
    refuses(lambda: stage_three.decide(case.pk, given, by=aldshire._assessor(case)), case)


def test_sod1_the_principal_does_not_choose_the_assessor(aldshire):
    case = aldshire.complete()
    who = aldshire.people["staff.officer.chief"].pk
    me = aldshire.by("deputy.chief", "principal")
    refuses(lambda: stage_one.allocate(case.pk, who, by=me), case)


def test_sod1_an_assessor_at_work_is_not_swapped(aldshire):
    case = aldshire.assessing()
    who = aldshire.people["staff.officer.acc"].pk
    refuses(lambda: stage_one.allocate(case.pk, who, by=overseer(aldshire)), case)


def test_sod2_nobody_assesses_before_declaring(aldshire):
    case = aldshire.complete()
    me = aldshire.by("staff.officer.chief")
    stage_one.allocate(case.pk, me.person, by=overseer(aldshire))
    case.refresh_from_db()
    refuses(lambda: stage_two.assess(case.pk, aldshire.answers(case), by=me), case)
    assert Part.REQUEST not in parts(case, aldshire.people["staff.officer.chief"])


def test_sod2_a_declared_conflict_ends_access_and_needs_another(aldshire):
    case = aldshire.assessing()
    me, person = aldshire.by("staff.officer.chief"), aldshire.people["staff.officer.chief"]
    case = stage_two.declare_conflict(case.pk, "My brother bids.", by=me)
    assert (case.assessor_id, case.stage) == (None, "material_complete")
    assert not visible_to(person).filter(pk=case.pk).exists()
    refuses(lambda: stage_two.assess(case.pk, aldshire.answers(case), by=me), case)
    refuses(lambda: stage_one.allocate(case.pk, person.pk, by=overseer(aldshire)), case)


@pytest.mark.parametrize("name", ["deputy.chief", "staff.officer.chief", "head.psd", "constable"])
def test_sod3_nobody_reassesses_who_had_a_part_or_reports_to_the_decider(aldshire, name):
    case = aldshire.asked_again()
    me = aldshire.by(name, "reassessor")
    refuses(lambda: stage_four.take_up(case.pk, by=me), case)


def test_sod3_a_waiver_of_the_line_comes_from_another(aldshire):
    case = aldshire.asked_again()
    head = aldshire.by("head.psd", "reassessor")
    waive = stage_four.waive_line
    refuses(lambda: waive(case.pk, head.person, "I can be trusted.", by=head), case)
    waive(case.pk, head.person, "The chief officer is leaving.", by=overseer(aldshire))
    assert stage_four.take_up(case.pk, by=head).reassessor_id == head.person


def test_sod3_only_who_took_it_up_concludes(aldshire):
    case = aldshire.reassessing()
    conclusion = stage_four.Conclusion(outcome=None, tests={}, reasons="Upheld.")
    me = aldshire.by("head.psd", "reassessor")
    refuses(lambda: stage_four.conclude(case.pk, conclusion, by=me), case)


def test_sod4_the_representative_sees_a_summary_and_their_own_view(aldshire):
    case = aldshire.assessing(representative="association.rep")
    person = aldshire.people["association.rep"]
    assert not visible_to(person).filter(pk=case.pk).exists()
    case = stage_two.ask_for_view(case.pk, by=aldshire.by("staff.officer.chief"))
    assert parts(case, person) == {Part.SUMMARY, Part.VIEW}
    file = case_file(case, parts(case, person), person=person.pk)
    assert (file.material, file.issues, file.worksheet, file.advice) == ((), (), None, None)


def test_sod5_no_recommendation_before_the_view(aldshire):
    case = aldshire.assessing(representative="association.rep")
    me = aldshire.by("staff.officer.chief")
    stage_two.ask_for_view(case.pk, by=me)
    case = stage_two.assess(case.pk, aldshire.answers(case), by=me)
    advise = stage_two.recommend
    words = refuses(lambda: advise(case.pk, Course.DECLINE, [], "It bids.", by=me), case)
    assert "comes before any recommendation" in words
    stage_two.give_view(case.pk, "We see no harm.", by=aldshire.by("association.rep"))
    assert advise(case.pk, Course.DECLINE, [], "It bids.", by=me).stage == "recommended"


def decision(case, reasons="I have weighed it.", *, accepts=True):
    said = tuple(Said(str(row.pk), Choice.ACCEPTED) for row in Mitigation.objects.filter(case=case))
    attends = None if accepts else False
    return Decision(
        by=str(case.principal_id), accepts=accepts, attends=attends, said=said, reasons=reasons
    )


def test_sod6_no_decision_before_the_recommendation(aldshire):
    case = aldshire.assessed()
    me = aldshire.by("deputy.chief", "principal")
    refuses(lambda: stage_three.decide(case.pk, decision(case), by=me), case)
    refuses(lambda: stage_three.decide_urgently(case.pk, decision(case), by=me), case)


@pytest.mark.parametrize("accepts", [True, False])
def test_sod6_no_decision_without_reasons(aldshire, accepts):
    case = aldshire.recommended()
    me, given = aldshire.by("deputy.chief", "principal"), decision(case, " ", accepts=accepts)
    refuses(lambda: stage_three.decide(case.pk, given, by=me), case)


def test_sod7_after_final_only_notes(aldshire):
    case = aldshire.final()
    chief, psd = aldshire.by("deputy.chief", "principal"), aldshire.by("external.psd", "reassessor")
    assessor, party = aldshire.by("staff.officer.chief"), aldshire.party(case).pk
    material = stage_one.Material(title="More", text="More.")
    conclusion = stage_four.Conclusion(outcome=None, tests={}, reasons="Once more.")
    key = case.pk
    for act in (
        lambda: stage_one.confirm_areas(key, frozenset({"procurement"}), by=chief),
        lambda: stage_one.name_people(key, [], by=chief),
        lambda: stage_one.declare_issues(key, {"other": "More."}, by=chief),
        lambda: stage_one.add_material(key, material, by=chief),
        lambda: stage_one.withdraw(key, "Called off.", by=chief),
        lambda: stage_two.assess(key, aldshire.answers(case), by=assessor),
        lambda: stage_two.recommend(key, Course.DECLINE, [], "No.", by=assessor),
        lambda: stage_three.decide(key, decision(case), by=chief),
        lambda: stage_four.ask_again(key, stage_four.Words("Again."), by=chief),
        lambda: stage_four.take_up(key, by=psd),
        lambda: stage_four.conclude(key, conclusion, by=psd),
        lambda: stage_four.tell_outcome(key, party, "in person", by=psd),
        lambda: stage_four.make_final(key, by=psd),
    ):
        refuses(act, case)
    stage_four.add_note(key, "A note beside it.", by=chief)
    assert Note.objects.filter(case=case).count() == 1


def test_sod19_the_administrator_sees_no_part_of_any_matter(aldshire):
    made = [aldshire.assessed(), aldshire.told(), aldshire.reassessing(), aldshire.final()]
    person = aldshire.people["administrator"]
    assert [parts(case, person) for case in made] == [frozenset()] * len(made)
    assert not visible_to(person).exists()


def test_sod19_nor_does_one_who_is_given_every_grant(aldshire):
    """Being the administrator opens nothing, whatever stage a matter is at."""
    case = aldshire.complete()
    me = aldshire.by("administrator", "administrator")
    who = aldshire.people["staff.officer.chief"].pk
    refuses(lambda: stage_one.allocate(case.pk, who, by=me), case)
    refuses(lambda: stage_four.add_note(case.pk, "Seen.", by=me), case)


def hold_office(aldshire, office, name):
    """Give somebody the post of another, in their place."""
    holding = PostHolding.objects.get(person=aldshire.people[office], ends_on=None)
    holding.person = aldshire.people[name]
    holding.save(update_fields=["person"])


def test_sod22_who_oversees_does_not_run_a_matter_about_themselves(aldshire):
    hold_office(aldshire, "head.secretariat", "deputy.chief")
    case = aldshire.complete()
    me, who = aldshire.by("deputy.chief", "overseer"), aldshire.people["staff.officer.chief"].pk
    refuses(lambda: stage_one.allocate(case.pk, who, by=me), case)
    turn = overseers(matter_of(case))
    assert turn == {str(aldshire.people["head.psd"].pk)}
    next_in_turn = aldshire.by("head.psd", "reassessor")
    assert stage_one.allocate(case.pk, who, by=next_in_turn).assessor_id == who


def test_sod22_a_matter_about_the_head_of_standards_goes_outside(aldshire):
    hold_office(aldshire, "head.psd", "deputy.chief")
    case = aldshire.asked_again(assessor="staff.officer.chief")
    turn = reassessors(matter_of(case))
    assert str(aldshire.people["deputy.chief"].pk) not in turn
    assert turn
