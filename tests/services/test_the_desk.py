# SPDX-License-Identifier: MIT
"""Today reads few rows, and misses none: whoever's turn it is by the rules finds it on their desk."""

import pytest
from django.utils import timezone

from candour.gateway.models import AssociationView, Case
from candour.gateway.queries.desk import on_the_desk
from candour.gateway.queries.facts import matter_of
from candour.gateway.rules.matter import Stage, View
from candour.gateway.rules.turns import turn_of
from candour.gateway.rules.visibility import visible_parts
from thrown import CAST, Thrown

pytestmark = pytest.mark.django_db


def asked_for_views(thrown):
    """The rows that stand behind a view that is asked for, half of them late."""
    for case in Case.objects.filter(facts__view=View.ASKED.value).order_by("reference"):
        AssociationView.objects.create(
            case=case,
            event=thrown.act,
            representative_id=case.notifier_id,
            asked_at=timezone.now(),
            due_on=case.advice_due_on,
        )


def turns_by_the_rules(person):
    """Asked of every matter that there is."""
    found, me = {}, str(person.pk)
    for case in Case.objects.select_related("principal"):
        stage, matter = Stage(case.stage), matter_of(case)
        act = turn_of(stage, matter, me)
        if act and visible_parts(matter, stage, me):
            found[case.reference] = act
    return found


def turns_on_the_desk(person, **limit):
    desk = on_the_desk(person, timezone.localdate(), **limit)
    acts = {one.case.reference: turn_of(one.stage, one.matter, str(person.pk)) for one in desk}
    return {reference: act for reference, act in acts.items() if act}


@pytest.mark.parametrize("seed", [5, 6])
def test_every_turn_is_on_the_desk_of_whoever_has_it(seed):
    thrown = Thrown(seed)
    asked_for_views(thrown)
    turns = {}
    for name in CAST:
        person = thrown.aldshire.people[name]
        turns[name] = turns_by_the_rules(person)
        assert turns_on_the_desk(person) == turns[name], name
    assert len({act for acts in turns.values() for act in acts.values()}) > 12


def test_of_many_that_an_office_owes_the_first_due_are_on_the_desk():
    thrown = Thrown(7)
    overseer = thrown.aldshire.people["head.secretariat"]
    every = turns_on_the_desk(overseer)
    few = turns_on_the_desk(overseer, most=3)
    owed = Case.objects.filter(reference__in=every).order_by("advice_due_on", "pk")
    first = [case.reference for case in owed if case.assessor_id != overseer.pk][:3]
    assert len(every) > 3
    assert set(first) <= set(few)
    assert set(few) <= set(every)
