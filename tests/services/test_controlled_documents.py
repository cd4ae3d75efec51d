# SPDX-License-Identifier: MIT
"""Policies in the database: drafted, consulted on, approved, in force, superseded, reviewed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.queries import opened, timeline
from candour.ledger.services import By
from candour.people.models import Body, Person, Post
from candour.policy import queries, services
from candour.policy.models import PolicyConsultation, PolicyReview, PolicyVersion
from candour.policy.packs_on_file import shipped_pack, shipped_packs
from candour.policy.rules.document_facts import Approval, Asking, Review
from candour.policy.services import ChangedMeanwhile, Draft, FrontPage

OWNER = frozenset({Role.OVERSEER})
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


class Desk:
    """The Head of Secretariat with one document, and steps to bring a version into force."""

    def __init__(self):
        self.today = timezone.localdate()
        self.body = Body.objects.create(
            slug="aldshire", name="Aldshire", kind="police_force", starts_on=date(2020, 1, 1)
        )
        self.person = Person.objects.create(body=self.body, full_name="Ada Amber")
        owner = Post.objects.create(body=self.body, code="head", title="Head of Secretariat")
        sponsor = Post.objects.create(body=self.body, code="dcc", title="Deputy")
        self.by = By(person=self.person.pk, role=Role.OVERSEER.value)
        self.front = FrontPage(
            self.body, queries.GATEWAY, "Transparency Gateway", "Secretariat", owner, sponsor
        )
        self.document = services.set_up_document(self.front, by=self.by, roles=OWNER)

    @property
    def complete(self):
        return Draft(
            changes="First version",
            pack_text=shipped_pack("police_force"),
            references=("Gifts and hospitality policy",),
            risk_rating="medium",
            equality_impact="No group is worse off.",
            commences_on=self.today,
            review_on=self.today + 300 * DAY,
        )

    def start(self, **changes):
        draft = replace(self.complete, **changes)
        return services.start_version(self.document.pk, draft, by=self.by, roles=OWNER)

    def prepared(self, **changes):
        version = self.start(**changes)
        self.ask(version)
        self.approve(version)
        return version

    def ask(self, version, consultee="Police Federation", **changes):
        asking = Asking(consultee, self.today - 40 * DAY, self.today - 10 * DAY, staff_body=True)
        given = replace(asking, **changes)
        return services.ask_for_a_view(version.pk, given, by=self.by, roles=OWNER)

    def approve(self, version):
        approval = Approval("Strategic Management Board", "SMB 12", self.today, self.today)
        return services.record_approval(version.pk, approval, by=self.by, roles=OWNER)

    def commence(self, version):
        return services.commence(version.pk, by=self.by, roles=OWNER, today=self.today)

    def in_force(self, on=None):
        return queries.in_force(self.body, on or self.today)


@pytest.fixture
def desk():
    return Desk()


def test_both_packs_ship():
    assert shipped_packs() == ("police_and_crime_commissioner", "police_force")


def test_a_version_that_is_complete_consulted_on_and_approved_comes_into_force(desk):
    version = desk.commence(desk.prepared())
    assert desk.in_force() == version
    assert desk.in_force(desk.today - DAY) is None
    assert version.pack.name == "police_force"
    assert queries.pack_of(version.pk).area("procurement").clause == "COG 2/area4"
    assert queries.by_id(version.pk) == version


@pytest.mark.parametrize("blank", ["risk_rating", "equality_impact"])
def test_a_policy_is_not_in_force_with_a_blank_front_page(desk, blank):
    """AC23."""
    version = desk.prepared(**{blank: ""})
    with pytest.raises(Refused) as refused:
        desk.commence(version)
    assert refused.value.about == blank
    assert desk.in_force() is None


@pytest.mark.parametrize("blank", ["commences_on", "review_on"])
def test_a_policy_is_not_in_force_without_its_dates(desk, blank):
    """AC23."""
    version = desk.prepared(**{blank: None})
    with pytest.raises(Refused) as refused:
        desk.commence(version)
    assert refused.value.about == blank


@pytest.mark.parametrize(
    "blank",
    [
        {"risk_rating": ""},
        {"equality_impact": ""},
        {"commences_on": None},
        {"review_on": None},
        {"approved_on": None},
        {"approved_by": ""},
    ],
)
def test_the_database_refuses_an_incomplete_policy_too(desk, blank):
    version = desk.prepared()
    moved = {
        "stage": "adopted",
        "adopted_by": desk.person,
        "adopted_at": timezone.now(),
        **blank,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(**moved)


def test_the_next_version_takes_over_on_its_day_and_both_can_be_read(desk):
    first = desk.commence(desk.prepared())
    later = desk.today + 30 * DAY
    second = desk.commence(desk.prepared(commences_on=later, changes="Shorter clocks"))
    assert desk.in_force() == first
    assert desk.in_force(later - DAY) == first
    assert desk.in_force(later) == second


def test_a_new_version_never_starts_on_or_before_the_day_of_the_one_before(desk):
    desk.commence(desk.prepared())
    with pytest.raises(Refused) as refused:
        desk.commence(desk.prepared())
    assert refused.value.about == "commences_on"


def test_the_database_never_lets_two_versions_start_on_one_day(desk):
    desk.commence(desk.prepared())
    second = desk.prepared()
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(pk=second.pk).update(
            stage="adopted", adopted_by=desk.person, adopted_at=timezone.now()
        )


def test_an_adopted_version_cannot_be_changed_even_in_the_database(desk):
    version = desk.commence(desk.prepared())
    for act in (
        lambda: PolicyVersion.objects.filter(pk=version.pk).update(text="Something else"),
        lambda: PolicyVersion.objects.filter(pk=version.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            act()


def test_a_matter_keeps_the_version_it_was_opened_under(desk):
    first = desk.commence(desk.prepared())
    changed = first.pack_text.replace("length = 3", "length = 2")
    second = desk.commence(desk.prepared(commences_on=desk.today + DAY, pack_text=changed))
    assert queries.pack_of(first.pk).clock("recommendation").length == 3
    assert queries.pack_of(second.pk).clock("recommendation").length == 2


def test_there_is_one_draft_at_a_time(desk):
    desk.start()
    with pytest.raises(Refused, match="There is a draft already"):
        desk.start()


def test_the_database_keeps_one_draft_at_a_time_too(desk):
    version = desk.start()
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.create(document=version.document, number=2, drafted_by=desk.person)


def test_a_draft_with_a_review_too_late_is_not_even_started(desk):
    with pytest.raises(Refused) as refused:
        desk.start(review_on=desk.today + 400 * DAY)
    assert refused.value.about == "review_on"
    assert not PolicyVersion.objects.exists()


def test_what_changes_after_the_approval_needs_it_again(desk):
    version = desk.prepared()
    version.refresh_from_db()
    changed = replace(desk.complete, equality_impact="Part-time staff need another way.")
    version = services.change_draft(
        version.pk, changed, edition=version.edition, by=desk.by, roles=OWNER
    )
    assert version.approved_on is None
    with pytest.raises(Refused) as refused:
        desk.commence(version)
    assert refused.value.about == "approval"


def test_a_change_of_dates_keeps_the_approval(desk):
    version = desk.prepared()
    version.refresh_from_db()
    version = services.change_draft(
        version.pk,
        replace(desk.complete, commences_on=desk.today + DAY),
        edition=version.edition,
        by=desk.by,
        roles=OWNER,
    )
    assert version.approved_by == "Strategic Management Board"


def test_nobody_overwrites_a_draft_that_they_have_not_seen(desk):
    version = desk.start()
    change = {"by": desk.by, "roles": OWNER, "edition": version.edition}
    services.change_draft(version.pk, replace(desk.complete, text="One"), **change)
    with pytest.raises(ChangedMeanwhile):
        services.change_draft(version.pk, replace(desk.complete, text="Two"), **change)
    assert PolicyVersion.objects.get(pk=version.pk).text == "One"


def test_a_broken_pack_never_comes_into_force(desk):
    version = desk.prepared(pack_text='name = "x"')
    with pytest.raises(Refused) as refused:
        desk.commence(version)
    assert any(reason.about == "pack_text" for reason in [refused.value])


def test_a_document_without_a_pack_is_a_plain_text(desk):
    version = desk.commence(desk.prepared(pack_text="", text="We are open."))
    assert desk.in_force() == version
    assert queries.problems_in(version.pack_text) == ()


def test_a_reply_and_what_was_done_about_it_are_kept(desk):
    version = desk.start()
    asked = desk.ask(version, reply_by=desk.today + 10 * DAY)
    kept = services.record_reply(
        asked.pk, "Give us longer.", replied_on=desk.today, answer="Two days more",
        by=desk.by, roles=OWNER,
    )  # fmt: skip
    assert PolicyConsultation.objects.get(pk=kept.pk).answer == "Two days more"


def test_the_version_waits_for_replies_until_their_time_is_up(desk):
    version = desk.start()
    desk.ask(version, reply_by=desk.today)
    desk.approve(version)
    with pytest.raises(Refused) as refused:
        desk.commence(version)
    assert refused.value.about == "consultation"
    later = desk.today + DAY
    changed = replace(desk.complete, commences_on=later)
    version.refresh_from_db()
    services.change_draft(version.pk, changed, edition=version.edition, by=desk.by, roles=OWNER)
    services.commence(version.pk, by=desk.by, roles=OWNER, today=later)


def test_a_review_is_kept_for_good(desk):
    version = desk.commence(desk.prepared())
    review = Review(
        "keep", "Read it all.", "No effect.", desk.today, desk.today + 300 * DAY, desk.today
    )
    kept = services.record_review(version.pk, review, by=desk.by, roles=OWNER)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyReview.objects.filter(pk=kept.pk).update(findings="Something else")


def test_a_discarded_draft_makes_room_and_its_number_is_not_used_again(desk):
    version = desk.start()
    services.discard(version.pk, by=desk.by, roles=OWNER, today=desk.today)
    assert desk.start().number == 2


def test_an_address_is_taken_once_in_a_body(desk):
    with pytest.raises(Refused) as refused:
        services.set_up_document(desk.front, by=desk.by, roles=OWNER)
    assert refused.value.about == "slug"


def test_nobody_but_the_owner_acts(desk):
    version = desk.start()
    with pytest.raises(Refused, match="Only the overseer"):
        services.discard(
            version.pk, by=desk.by, roles=frozenset({Role.PRINCIPAL}), today=desk.today
        )
    with pytest.raises(Refused, match="Only the overseer"):
        services.set_up_document(desk.front, by=desk.by, roles=frozenset({Role.WORKFORCE}))


def test_a_policy_is_put_in_force_by_a_person(desk):
    with pytest.raises(LookupError):
        services.start_version(
            desk.document.pk,
            desk.complete,
            by=By(person=None, role="service", name="Candour"),
            roles=OWNER,
        )


def test_every_act_leaves_one_event_with_what_was_said(desk):
    version = desk.commence(desk.prepared())
    events = timeline(desk.document.stream)
    assert [event.act for event in events] == [
        "document_set_up",
        "version_started",
        "consult",
        "record_approval",
        "commence",
    ]
    facts = opened([events[-1].event_id])[events[-1].event_id]
    assert facts["number"] == version.number
    assert facts["equality_impact"] == "No group is worse off."
    assert facts["commences_on"] == desk.today.isoformat()
    assert events[-1].clauses == ("COG 0/1", "COG R/HS/4")
    assert {event.by_person for event in events} == {desk.person.pk}


def test_a_refused_act_leaves_no_event(desk):
    version = desk.start()
    before = len(timeline(desk.document.stream))
    with pytest.raises(Refused):
        desk.commence(version)
    assert len(timeline(desk.document.stream)) == before


def test_the_version_in_force_is_found_with_one_query(desk, django_assert_num_queries):
    version = desk.commence(desk.prepared())
    with django_assert_num_queries(1):
        assert queries.in_force(desk.body, desk.today).document.slug == queries.GATEWAY
    queries.pack_of(version.pk)
    with django_assert_num_queries(0):
        queries.pack_of(version.pk)
