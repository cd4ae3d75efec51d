# SPDX-License-Identifier: MIT
"""The force that `make bench` measures is one that the product itself would vouch for."""

import pytest

from bench.populate import populate
from candour.gateway.models import Case
from candour.gateway.queries.file import case_file
from candour.gateway.rules.visibility import Part
from candour.ledger.verification import verify_database
from candour.people.models import Person

MATTERS, PEOPLE = 120, 200


@pytest.mark.django_db
def test_the_filled_database_verifies_and_every_sealed_text_opens():
    populate(MATTERS, PEOPLE)
    assert (Case.objects.count(), Person.objects.count()) == (MATTERS, PEOPLE)
    assert verify_database().wrong == []
    shown = [case_file(case, frozenset(Part)) for case in Case.objects.all()]
    assert {one.request.activity for one in shown} == {"Dinner of the Aldshire Digital Forum"}
    closed = [one for one in shown if one.decision]
    assert all(one.advice.reasons and one.decision.reasons for one in closed)
    assert any(one.worksheet and one.material and one.issues for one in closed)
