# SPDX-License-Identifier: MIT
"""The registers of Aldshire hold a year: the figures of the sources, and a record that bears them out."""

import json
from collections import Counter

import pytest
from django.utils import timezone

from candour.crosschecks.models import Finding
from candour.crosschecks.rules.detecting import Severity
from candour.demo.build import build_if_empty
from candour.demo.spending import PLANTED
from candour.ledger.verification import verify_database
from candour.registers.base import registers
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.models import Condition, Giver, Listing, Referral
from candour.registers.queries.interests import overdue_reviews

pytestmark = pytest.mark.django_db


def test_a_year_of_entries_stands_in_every_register_and_in_the_record():
    assert build_if_empty()
    states = Counter(BusinessInterest.objects.values_list("state", flat=True))
    assert sum(states.values()) == 145
    assert states == {"live": 140, "to_decide": 3, "incompatible": 2}
    body = BusinessInterest.objects.first().body_id
    assert overdue_reviews([body], timezone.localdate()) == 6
    assert Condition.objects.count() == 31
    assert Referral.objects.count() == 5

    filled = set(Listing.objects.values_list("register", flat=True))
    assert filled == {model.register.slug for model in registers() if model.register.declared}
    outcomes = set(GiftOrHospitality.objects.values_list("outcome", flat=True))
    assert {"accepted", "declined", "returned"} <= outcomes
    assert GiftOrHospitality.objects.filter(flagged=True).count() == 3
    assert Giver.objects.exclude(linked_to=None).exists()
    assert verify_database().wrong == []
    found = findings()
    assert planted() <= set(found)
    assert {key for key, severity in found.items() if severity == Severity.HIGH} <= planted()


def planted():
    return {(one.detector, one.declared) for one in PLANTED}


def findings():
    """What the first run of the cross-checks found: by detector and declared name, how severe."""
    rows = Finding.objects.filter(gone_at=None)
    return {
        (row.detector, json.loads(row.evidence)["declared"]["name"]): row.severity for row in rows
    }
