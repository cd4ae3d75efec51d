# SPDX-License-Identifier: MIT
"""A second job is applied for, advised on, decided and lived with (HMIC12 2/3)."""

from datetime import timedelta

import pytest
from county import county
from django.utils import timezone

from candour.directory.services import people
from candour.kernel.clocks import add_months
from candour.kernel.procedure import Refused
from candour.people.models import Post, PostHolding
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.feeds import needs_you
from candour.registers.how_checked import Frequency, Method
from candour.registers.models import Condition, Listing, Referral, Said
from candour.registers.queries.interests import overdue_reviews
from candour.registers.queries.lists import awaiting
from candour.registers.queries.visible import visible_one
from candour.registers.services import interests
from candour.registers.services.acting import act_in_words
from candour.registers.services.promises import Promise

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    return county()


def job(**changed):
    return {
        "basis": "officer",
        "category": "self_employed",
        "nature": "Teach dance to adults",
        "name": "Steps of Aldshire",
        "whose": "own",
        "paid": "paid",
        "begins_on": timezone.localdate() + timedelta(days=40),
        "hours": 4,
        "duty_hours": 40,
        "hours_between": 12,
        "household": "Nobody.",
        **changed,
    }


def applied(aldshire, who="constable", relatives=(), **changed):
    person = aldshire.people[who]
    return interests.apply(job(**changed), person=person, by=aldshire.by(who), relatives=relatives)


def say(aldshire, row, act, who, text="I looked at it."):
    return act_in_words(row, act, text, by=aldshire.by(who, "x"))


def advised(aldshire, who="constable", **changed):
    row = applied(aldshire, who, **changed)
    if row.state == "submitted":
        row = say(aldshire, row, "give_supervisor_view", "sergeant")
    return say(aldshire, row, "advise", "risk.panel")


def heard(aldshire, intends="conditional", decider="standards.manager", **changed):
    row = advised(aldshire, **changed)
    by = aldshire.by(decider, "appropriate_officer")
    row = interests.send_preliminary_view(row, intends, "The hours are long.", by=by)
    return say(aldshire, row, "make_representations", "constable", "I would rest on Sundays.")


def hours_limit(aldshire):
    return Promise(
        "hours", "At most 4 hours a week", Method.DATA, Frequency.HALF_YEARLY,
        owner=aldshire.people["sergeant"].pk, limit=4, supervisor_applies=True,
    )  # fmt: skip


def conditional(aldshire):
    by = aldshire.by("standards.manager", "appropriate_officer")
    row = heard(aldshire)
    return interests.determine(
        row, "find_conditional", "With care.", [hours_limit(aldshire)], by=by
    )


def determine(aldshire, row, act, who="standards.manager", promises=()):
    by = aldshire.by(who, "x")
    return interests.determine(row, act, "These are the reasons.", promises, by=by)


def test_an_application_has_twenty_eight_days(aldshire):
    row = applied(aldshire)
    assert (row.state, row.due_on) == ("submitted", row.declared_on + timedelta(days=28))


def test_supervisor_panel_and_decider_are_asked_in_turn(aldshire):
    row, waiting = applied(aldshire), []
    steps = (
        ("sergeant", "give_supervisor_view"),
        ("risk.panel", "advise"),
        ("standards.manager", None),
    )
    for who, act in steps:
        waiting.append(row.reference in {one.reference for one in awaiting(aldshire.people[who])})
        if act:
            row = say(aldshire, row, act, who)
    assert waiting == [True, True, True]
    row = determine(aldshire, row, "find_compatible")
    assert (row.state, row.due_on) == ("live", add_months(timezone.localdate(), 12))


def test_ac19_no_condition_without_a_preliminary_view_and_its_answer(aldshire):
    row = advised(aldshire)
    with pytest.raises(Refused, match="preliminary view"):
        determine(aldshire, row, "find_conditional", promises=[hours_limit(aldshire)])
    with pytest.raises(Refused, match="preliminary view"):
        determine(aldshire, row, "find_incompatible")


def test_a_preliminary_view_gives_time_to_answer_and_no_decision_before_it_is_over(aldshire):
    row = advised(aldshire)
    by = aldshire.by("standards.manager", "appropriate_officer")
    row = interests.send_preliminary_view(row, "incompatible", "It clashes.", by=by)
    assert row.due_on == timezone.localdate() + timedelta(days=7)
    with pytest.raises(Refused, match="still has time"):
        say(aldshire, row, "go_on_without_answer", "standards.manager")


def test_a_conditional_decision_makes_promises_and_is_reviewed_after_six_months(aldshire):
    row = conditional(aldshire)
    kept = Condition.objects.get(reference=row.reference)
    assert (kept.kind, kept.limit, kept.person) == ("hours", 4, aldshire.people["constable"])
    assert kept.next_check == add_months(timezone.localdate(), 6)
    assert (row.state, row.due_on) == ("live", add_months(timezone.localdate(), 6))


def test_a_refusal_was_announced_as_one(aldshire):
    row = heard(aldshire, "conditional")
    with pytest.raises(Refused, match="did not say that it is incompatible"):
        determine(aldshire, row, "find_incompatible")


def test_sod10_the_decider_is_neither_the_applicant_nor_a_relative(aldshire):
    decider = str(aldshire.people["standards.manager"].pk)
    row = advised(aldshire, relatives=[decider])
    with pytest.raises(Refused, match="or a relative's"):
        determine(aldshire, row, "find_compatible")


def test_sod10_only_the_chief_hears_an_appeal_and_nobody_whom_the_chief_lets_file(aldshire):
    row = say(aldshire, conditional(aldshire), "appeal", "constable", "The limit is too low.")
    assert row.state == "appealed"
    for who in ("deputy.chief", "head.psd", "standards.manager", "secretariat"):
        with pytest.raises(Refused):
            determine(aldshire, row, "lift", who)
    assert determine(aldshire, row, "lift", "chief.constable").state == "live"
    assert not Condition.objects.filter(reference=row.reference, ended_at=None).exists()


def test_sod10_whoever_acts_as_chief_hears_it_and_not_if_they_decided(aldshire):
    row = say(aldshire, conditional(aldshire), "appeal", "constable", "Too low.")
    chief = Post.objects.get(code="chief_constable", body=row.body)
    for who in ("deputy.chief", "standards.manager"):
        person = aldshire.people[who]
        given = people.NewHolding(chief, person, timezone.localdate(), acting=True)
        people.hold_post(given, by=aldshire.by("administrator", "administrator"))
    assert PostHolding.objects.filter(post=chief, acting=True).count() == 2
    with pytest.raises(Refused, match="does not hear the appeal"):
        determine(aldshire, row, "uphold_conditions", "standards.manager")
    assert determine(aldshire, row, "uphold_conditions", "deputy.chief").state == "live"


def test_ac20_the_chief_s_own_interest_goes_to_the_oversight_body(aldshire):
    row = advised(aldshire, "chief.constable")
    assert Listing.objects.get(reference=row.reference).waits_for == "oversight"
    with pytest.raises(Refused, match="oversight body decides"):
        determine(aldshire, row, "find_compatible")
    assert visible_one(aldshire.people["oversight"], row.reference)
    assert determine(aldshire, row, "find_compatible", "oversight").state == "live"


def test_an_appeal_has_ten_days_and_the_chief_may_allow_more(aldshire):
    row = conditional(aldshire)
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    BusinessInterest.objects.filter(pk=row.pk).update(facts=row.facts | {"appeal_until": past})
    with pytest.raises(Refused, match="time to appeal is over"):
        say(aldshire, row, "appeal", "constable")
    say(aldshire, row, "allow_late_appeal", "chief.constable", "They were in hospital.")
    assert say(aldshire, row, "appeal", "constable").state == "appealed"


def test_an_appeal_is_sent_back_and_decided_again(aldshire):
    row = say(aldshire, conditional(aldshire), "appeal", "constable", "New facts.")
    row = determine(aldshire, row, "remit", "chief.constable")
    assert (row.state, row.facts["heard"]) == ("to_decide", False)
    with pytest.raises(Refused, match="preliminary view"):
        determine(aldshire, row, "find_conditional", promises=[hours_limit(aldshire)])


def test_a_change_of_particulars_begins_anew(aldshire):
    row = conditional(aldshire)
    me = aldshire.by("constable")
    row = interests.change_particulars(row, {"hours": 9}, "More pupils.", by=me)
    assert (row.state, row.edition, row.hours) == ("submitted", 2, 9)
    assert row.due_on == timezone.localdate() + timedelta(days=28)
    assert not Condition.objects.filter(reference=row.reference, ended_at=None).exists()


def test_ac8_an_overdue_review_appears_to_holder_supervisor_panel_and_in_the_count(aldshire):
    row, today = conditional(aldshire), timezone.localdate()
    Listing.objects.filter(reference=row.reference).update(due_on=today - timedelta(days=1))
    for who in ("constable", "sergeant", "risk.panel"):
        assert row.reference in {one.reference for one in needs_you(aldshire.people[who], today)}, (
            who
        )
    assert needs_you(aldshire.people["superintendent"], today) == []
    assert overdue_reviews([row.body_id], today) == 1


def test_a_review_that_is_confirmed_sets_the_next_and_lapses_only_by_decision(aldshire):
    row = conditional(aldshire)
    with pytest.raises(Refused, match="not overdue"):
        say(aldshire, row, "lapse", "standards.manager")
    BusinessInterest.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(1))
    row = say(aldshire, row, "confirm", "constable", "")
    assert row.due_on == add_months(timezone.localdate(), 6)


def test_ac9_a_breach_opens_a_referral_and_leaves_the_decision_as_it_was(aldshire):
    row = conditional(aldshire)
    decided = Said.objects.get(reference=row.reference, act="find_conditional").text
    row = say(aldshire, row, "record_breach", "sergeant", "Nine hours last week.")
    referral = Referral.objects.get(reference=row.reference)
    assert (referral.kind, referral.text) == ("lawful_order", "Nine hours last week.")
    assert Said.objects.get(reference=row.reference, act="find_conditional").text == decided
    assert row.facts["finding"] == "conditional"
    heads = needs_you(aldshire.people["head.psd"], timezone.localdate())
    assert row.reference in {one.reference for one in heads}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("standards.manager", True),
        ("constable", True),
        ("sergeant", False),
        ("risk.panel", False),
        ("registrar", False),
    ],
)
def test_who_reads_of_the_household(aldshire, who, sees):
    from candour.registers.queries.shown import lines_of

    row = applied(aldshire)
    seen = visible_one(aldshire.people[who], row.reference)
    assert ("household" in {line.name for line in lines_of(seen.row, seen.depth)}) is sees
