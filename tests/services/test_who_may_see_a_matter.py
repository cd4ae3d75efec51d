# SPDX-License-Identifier: MIT
"""The rule of who sees a matter, and what the database is asked, are the same for everybody."""

from datetime import timedelta

import pytest
from county import County, county
from django.utils import timezone
from tampering import put_at

from candour.gateway.models import Case
from candour.gateway.queries.facts import matter_of
from candour.gateway.queries.visible import visible_to
from candour.gateway.rules.matter import Stage
from candour.gateway.rules.visibility import visible_parts
from candour.gateway.services import stage_one, stage_two
from candour.people.models import ActingGrant, Person

pytestmark = pytest.mark.django_db

OFFICES = ("head.secretariat", "head.psd", "deputy.psd", "source.unit", "external.psd")


def by_the_rule(person: Person) -> set[str]:
    return {
        case.reference
        for case in Case.objects.all()
        if visible_parts(matter_of(case), Stage(case.stage), str(person.pk))
    }


def by_the_database(person: Person) -> set[str]:
    return set(visible_to(person).values_list("reference", flat=True))


def matters(aldshire: County) -> None:
    """At least one at each stage, and those in which the usual holder of an office has a part."""
    aldshire.notified()
    withdrawn = aldshire.notified(principal="chief.finance")
    stage_one.withdraw(withdrawn.pk, "Called off.", by=aldshire.by("chief.finance"))
    aldshire.notified(principal="chief.constable")
    asked = aldshire.assessing(representative="association.rep")
    stage_two.ask_for_view(asked.pk, by=aldshire.by("staff.officer.chief"))
    aldshire.assessing(representative="union.rep", principal="acc.local")
    gist = aldshire.assessing(assessor="staff.officer.acc", principal="acc.crime")
    stage_two.ask_for_gist(gist.pk, "Is anything known?", by=aldshire.by("staff.officer.acc"))
    conflicted = aldshire.assessing(assessor="staff.officer", principal="acc.local")
    stage_two.declare_conflict(conflicted.pk, "We are cousins.", by=aldshire.by("staff.officer"))
    aldshire.recommended()
    aldshire.told()
    aldshire.asked_again()
    aldshire.asked_again(principal="acc.local", assessor="staff.officer.acc")
    aldshire.reassessing()
    aldshire.final()


def test_everyone_finds_exactly_the_matters_that_the_rule_shows_them():
    aldshire = county()
    matters(aldshire)
    wrong = {
        name: (by_the_rule(person), by_the_database(person))
        for name, person in aldshire.people.items()
        if by_the_rule(person) != by_the_database(person)
    }
    assert wrong == {}
    seen = {name for name, person in aldshire.people.items() if by_the_database(person)}
    assert {*OFFICES, "deputy.chief", "staff.officer.chief", "association.rep"} - {
        "deputy.psd"
    } <= seen


@pytest.mark.parametrize("office", ["head.secretariat", "head.psd"])
def test_the_next_in_turn_sees_what_the_first_is_barred_from(office):
    aldshire = county()
    matters(aldshire)
    holder = aldshire.people[office]
    for case in Case.objects.filter(stage=Stage.RECOMMENDED.value):
        put_at(case, assessor=holder, facts=case.facts | {"assessor": str(holder.pk)})
    for name in OFFICES:
        person = aldshire.people[name]
        assert by_the_database(person) == by_the_rule(person), name


def test_a_delegate_finds_the_matters_of_the_principal_until_the_grant_ends():
    aldshire = county()
    matters(aldshire)
    delegate, principal = aldshire.people["secretariat4"], aldshire.people["acc.local"]
    today = timezone.localdate()
    ActingGrant.objects.create(
        principal=principal,
        delegate=delegate,
        starts_on=today,
        ends_on=today + timedelta(days=1),
        reason="Leave",
        granted_by=principal,
    )
    mine = set(Case.objects.filter(principal=principal).values_list("reference", flat=True))
    assert mine <= by_the_database(delegate)
    assert by_the_database(delegate) == by_the_rule(delegate)
    tomorrow = today + timedelta(days=1)
    assert not mine & set(visible_to(delegate, tomorrow).values_list("reference", flat=True))
