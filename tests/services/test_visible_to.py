# SPDX-License-Identifier: MIT
"""A matter is in `visible_to` exactly when the rule gives a part of it: for everybody, at random."""

import pytest

from candour.gateway.models import Case
from candour.gateway.queries.facts import matter_of
from candour.gateway.queries.visible import visible_one, visible_to
from candour.gateway.rules.matter import Stage
from candour.gateway.rules.visibility import knows_of_it, visible_parts
from thrown import CAST, Thrown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everyone_finds_exactly_the_matters_of_which_the_rule_gives_a_part(seed):
    thrown = Thrown(seed)
    known = {case.reference: (Stage(case.stage), matter_of(case)) for case in Case.objects.all()}
    seen_by = {}
    for name, person in thrown.aldshire.people.items():
        me = str(person.pk)
        by_rule = {
            ref for ref, (stage, matter) in known.items() if visible_parts(matter, stage, me)
        }
        assert set(visible_to(person).values_list("reference", flat=True)) == by_rule, name
        assert by_rule == {r for r, (stage, m) in known.items() if knows_of_it(m, stage, me)}
        seen_by[name] = by_rule
    assert all(seen_by[name] for name in CAST if name != "sergeant")
    assert not all(len(seen) == len(known) for seen in seen_by.values())


def test_one_matter_opens_for_whoever_finds_it_in_the_list():
    thrown = Thrown(4)
    for name in ("head.psd", "staff.officer", "association.rep", "sergeant"):
        person = thrown.aldshire.people[name]
        listed = set(visible_to(person).values_list("reference", flat=True))
        opened = {
            case.reference for case in Case.objects.all() if visible_one(person, case.reference)
        }
        assert opened == listed
