# SPDX-License-Identifier: MIT
"""Conditions are promises: each is checked, a breach is referred, and nothing expires unseen (X04)."""

import pytest
from county import county
from django.utils import timezone

from candour.demo.promises import plant
from candour.registers.how_checked import Sort
from candour.registers.models import Condition, ConditionCheck, Referral
from candour.registers.rules.promises import Found
from candour.registers.services.sweeping import sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def planted(aldshire):
    case = aldshire.assessing()
    today = timezone.localdate()
    return plant(aldshire.people, today, matter=case.reference, assessor="staff.officer.chief")


def test_the_sweep_finds_every_planted_breach_and_no_other(planted):
    assert len(planted.broken) == 5
    assert len(planted.silent) == 2
    swept = sweep(timezone.localdate())
    assert set(swept.broken) == planted.broken
    assert set(swept.passed_on) == planted.silent


def test_each_sort_has_one_that_is_kept_and_one_that_is_not(planted):
    sweep(timezone.localdate())
    wrong = planted.broken | planted.silent
    for sort in Sort.values:
        rows = Condition.objects.filter(kind=sort)
        assert {row.reference in wrong for row in rows} == {True, False}, sort
        kept = rows.exclude(reference__in=wrong)
        assert not kept.filter(found=Found.BROKEN).exists(), sort
    assert set(Referral.objects.values_list("reference", flat=True)) == planted.broken


def test_a_second_sweep_finds_nothing_new(planted):
    sweep(timezone.localdate())
    before = ConditionCheck.objects.count(), Referral.objects.count()
    again = sweep(timezone.localdate())
    assert (again.broken, again.passed_on, again.kept, again.asked) == ([], [], 0, 0)
    assert (ConditionCheck.objects.count(), Referral.objects.count()) == before


def test_a_breach_says_what_the_data_shows(planted):
    sweep(timezone.localdate())
    said = {
        Condition.objects.get(reference=one.reference).kind: one.text
        for one in Referral.objects.all()
    }
    assert "12 hours a week; 8 are allowed" in said["hours"]
    assert "£412" in said["not_supplier"]
    assert "Marlock Rowing Club" in said["until"]
    assert "Took part in GW-" in said["recuse"]
    assert said["report"] == "No report came by its day."
