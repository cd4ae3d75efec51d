# SPDX-License-Identifier: MIT
"""A matter ends without a decision only when nobody is left to take one (COG R/HS/1).

The population is data: whoever is in it decides on their own matters, whatever their post is.
"""

from datetime import timedelta

import pytest
from county import county
from django.utils import timezone

from candour.directory.services import people
from candour.gateway.rules.matter import Stage
from candour.gateway.services import stage_one, stage_three
from candour.kernel.procedure import Refused
from candour.ledger.services import By
from candour.people.models import Person

pytestmark = pytest.mark.django_db

SETUP = By(person=None, role="service", name="Test")


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def aide(aldshire):
    """Somebody in the population of the Gateway who is no chief officer."""
    today = timezone.localdate()
    body = aldshire.people["chief.constable"].body
    person = aldshire.people["sergeant"]
    new = people.NewPost(
        body, "force-secretary", "Force Secretary", frozenset(), in_population=True
    )
    post = people.add_post(new, by=SETUP)
    people.hold_post(people.NewHolding(post, person, today - timedelta(days=90)), by=SETUP)
    return person


@pytest.fixture
def case(aldshire, aide):
    request = stage_one.Request(subject="event", activity="A dinner", details={})
    return stage_one.notify(request, principal=aide, by=aldshire.by("sergeant"))


def close(aldshire, case):
    by = aldshire.by("head.secretariat", "overseer")
    return stage_three.lapse(case.pk, "There is nobody to decide.", by=by)


def test_a_matter_about_somebody_in_the_population_is_not_closed_over_their_head(aldshire, case):
    with pytest.raises(Refused, match="still has time to decide"):
        close(aldshire, case)


def test_who_loses_the_post_still_decides(aldshire, aide, case):
    for holding in aide.holdings.all():
        people.end_holding(holding.pk, ends_on=timezone.localdate(), by=SETUP)
    with pytest.raises(Refused, match="still has time to decide"):
        close(aldshire, case)


def test_who_has_left_decides_no_more_and_the_matter_can_end(aldshire, aide, case):
    people.record_leaving(aide.pk, left_on=timezone.localdate(), by=SETUP)
    assert Person.objects.get(pk=aide.pk).left_on
    with pytest.raises(Refused):
        stage_one.withdraw(case.pk, "I leave.", by=aldshire.by("sergeant"))
    assert close(aldshire, case).stage == Stage.CLOSED
