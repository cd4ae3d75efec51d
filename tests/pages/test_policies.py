# SPDX-License-Identifier: MIT
"""Everyone reads the policy in force on any day; only its owner changes it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from candour.kernel.roles import Role
from candour.ledger.queries import timeline
from candour.ledger.services import By
from candour.policy import services
from candour.policy.models import PolicyConsultation, PolicyDocument, PolicyReview, PolicyVersion
from candour.policy.packs_on_file import shipped_pack
from candour.policy.rules.document_facts import Approval, Asking
from force import DAY, Force

pytestmark = pytest.mark.django_db
OWNER = frozenset({Role.OVERSEER})
SLUG = "transparency-gateway"
OWNER_PAGES = (
    "/policies/new",
    f"/policies/{SLUG}/new-version",
    f"/policies/{SLUG}/consultation",
    f"/policies/{SLUG}/approval",
    f"/policies/{SLUG}/commence",
    f"/policies/{SLUG}/discard",
    f"/policies/{SLUG}/limits",
    f"/policies/{SLUG}/review",
    f"/policies/{SLUG}/3",
)


class Library:
    """A force whose gateway is in force since 400 days, changed once, with a third draft."""

    def __init__(self):
        self.force = Force()
        self.owner = self.force.add("head", Role.OVERSEER)
        self.reader = self.force.add("constable")
        self.today = self.force.today
        self.by = By(person=self.owner.pk, role=Role.OVERSEER.value)
        post = self.owner.holdings.get().post
        front = services.FrontPage(
            self.force.body, SLUG, "Transparency Gateway", "Secretariat", post, post
        )
        self.document = services.set_up_document(front, by=self.by, roles=OWNER)
        pack = shipped_pack("police_force")
        self.adopt(
            400, pack_text=pack.replace("length = 3\n", "length = 5\n", 1), text="Old words."
        )
        self.adopt(100, pack_text=pack, text="Words of today.\n\nA second paragraph.")
        self.draft = self.start(changes="Third version", pack_text=pack, text="Words to come.")

    def start(self, **draft):
        given = services.Draft(**draft)
        return services.start_version(self.document.pk, given, by=self.by, roles=OWNER)

    def adopt(self, days_ago, **draft):
        start = self.today - days_ago * DAY
        version = self.start(
            changes=f"In force since {days_ago} days",
            risk_rating="medium",
            equality_impact="Nobody is worse off.",
            commences_on=start,
            review_on=start + 120 * DAY,
            references=("Gifts and hospitality policy",),
            **draft,
        )
        self.consult_and_approve(version, start)
        services.commence(version.pk, by=self.by, roles=OWNER, today=start)
        return version

    def consult_and_approve(self, version, start):
        asking = Asking("Aldshire Staff Union", start - 40 * DAY, start - 20 * DAY, staff_body=True)
        services.ask_for_a_view(version.pk, asking, by=self.by, roles=OWNER)
        approval = Approval("Strategic Management Board", "SMB 7", start - 5 * DAY, start)
        services.record_approval(version.pk, approval, by=self.by, roles=OWNER)


@pytest.fixture
def library():
    return Library()


@pytest.fixture
def reader(library, client):
    client.force_login(library.reader.account)
    return client


@pytest.fixture
def owner(library, client):
    client.force_login(library.owner.account)
    return client


def written(day):
    return f"{day.day} {day.month} {day.year}"


def answers(library, **changes):
    given = {
        "version": str(library.draft.edition),
        "changes": "Third version",
        "text": "Words to come.",
        "references": "Gifts policy\n\n Associations policy ",
        "risk_rating": "low",
        "equality_impact": "Nobody is worse off.",
        "commences_on": written(library.today + DAY),
        "review_on": written(library.today + 300 * DAY),
    }
    return given | changes


# Reading


def test_everyone_who_works_here_sees_what_is_in_force(reader):
    page = reader.get("/policies").text
    assert "Transparency Gateway" in page
    assert "Version 2" in page
    assert "Draft" not in page


def test_the_text_in_force_today_is_whole(reader):
    page = reader.get(f"/policies/{SLUG}").text
    assert "Version 2 is in force today." in page
    assert '<p class="govuk-body">A second paragraph.</p>' in page
    assert "Visibility: would it stand up in the national news?" in page
    assert "3 working days" in page
    assert "Head of Professional Standards" in page
    assert "Old words." not in page


def test_the_text_of_an_earlier_day_can_be_read(reader, library):
    page = reader.get(f"/policies/{SLUG}", {"on": written(library.today - 200 * DAY)}).text
    assert "Version 1 was in force on" in page
    assert "Old words." in page
    assert "5 working days" in page


def test_before_the_first_version_nothing_was_in_force(reader):
    page = reader.get(f"/policies/{SLUG}", {"on": "1 1 2001"}).text
    assert "Nothing was in force on 1 January 2001." in page


def test_a_day_that_is_no_day_is_refused_in_words(reader):
    response = reader.get(f"/policies/{SLUG}", {"on": "the day before"})
    assert response.status_code == 422
    assert "<title>Error: " in response.text


def test_a_reader_sees_no_draft_anywhere(reader):
    for address in (f"/policies/{SLUG}", f"/policies/{SLUG}/1"):
        assert "Third version" not in reader.get(address).text
        assert "Words to come." not in reader.get(address).text


def test_the_reply_of_a_consultee_is_for_the_owner(library, client):
    asked = PolicyConsultation.objects.filter(version__number=2).get()
    assert asked.consultee == "Aldshire Staff Union"
    for person, told in ((library.owner, True), (library.reader, False)):
        client.force_login(person.account)
        page = client.get(f"/policies/{SLUG}/2").text
        assert "Aldshire Staff Union" in page
        assert ("What was done" in page) is told


@pytest.mark.parametrize("address", OWNER_PAGES)
def test_the_owner_s_pages_do_not_exist_for_others(reader, address):
    missing = reader.get("/no-such-page")
    response = reader.get(address)
    assert (response.status_code, response.content) == (404, missing.content)


@pytest.mark.parametrize("address", OWNER_PAGES)
def test_the_owner_s_pages_open(owner, address):
    assert owner.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/policies/none", f"/policies/{SLUG}/9", "/policies/none/1"])
def test_what_is_not_there_is_not_found(owner, address):
    assert owner.get(address).status_code == 404


def test_a_policy_of_another_body_is_not_found(library, client):
    other = Force("norwold", "Norwold Constabulary").add("stranger", Role.OVERSEER)
    client.force_login(other.account)
    assert client.get(f"/policies/{SLUG}").status_code == 404
    assert "There are no policies yet." in client.get("/policies").text


def test_two_versions_are_compared_entry_by_entry(reader):
    page = reader.get(f"/policies/{SLUG}/compare/1/2").text
    assert "Recommendation: 5 working days from the notification" in page
    assert "Recommendation: 3 working days from the notification" in page
    assert "Clock: decision" not in page
    assert "4 differences" in page


def test_the_policy_file_can_be_taken_away(reader):
    response = reader.get(f"/policies/{SLUG}/2/file")
    assert response.text == shipped_pack("police_force")
    assert response["Content-Disposition"] == f'attachment; filename="{SLUG}-2.toml"'


def test_a_document_without_a_pack_has_no_file(owner, library):
    PolicyVersion.objects.filter(pk=library.draft.pk).update(pack_text="")
    assert owner.get(f"/policies/{SLUG}/3/file").status_code == 404


def test_no_name_of_a_person_is_in_a_title(owner):
    for address in (f"/policies/{SLUG}", f"/policies/{SLUG}/2", *OWNER_PAGES):
        title = re.search(r"<title>.*?</title>", owner.get(address).text, re.DOTALL).group()
        assert "Pat" not in title


# Writing


def test_the_owner_sees_what_a_draft_still_needs(owner):
    page = owner.get(f"/policies/{SLUG}/commence").text
    for sentence in (
        "Select a risk rating",
        "Enter how the policy affects equality",
        "Enter the date of commencement",
        "Enter the date of the next review",
        "Add a staff association or trade union that was consulted",
        "Enter the approval of this version",
    ):
        assert sentence in page
    assert "6 things are missing." in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]


def test_an_incomplete_draft_is_not_put_in_force_by_post_either(owner, library):
    """AC23."""
    response = owner.post(f"/policies/{SLUG}/commence", {})
    assert response.status_code == 422
    assert "Select a risk rating (COG 0/1)" in response.text
    library.draft.refresh_from_db()
    assert library.draft.stage == "draft"


def test_a_draft_goes_from_writing_to_force_through_the_pages(owner, library):
    saved = owner.post(f"/policies/{SLUG}/new-version", answers(library))
    assert saved.url == f"/policies/{SLUG}/3"
    asked = {
        "consultee": "Aldshire Officers' Association",
        "staff_body": "yes",
        "asked_on": written(library.today - 30 * DAY),
        "reply_by": written(library.today - 2 * DAY),
    }
    assert owner.post(f"/policies/{SLUG}/consultation", asked).status_code == 302
    consulted = PolicyConsultation.objects.get(version=library.draft)
    reply = {
        "replied_on": written(library.today - 3 * DAY),
        "reply": "We agree.",
        "answer": "Nothing to change",
    }
    assert owner.post(f"/policies/{SLUG}/consultation/{consulted.pk}", reply).status_code == 302
    approval = {
        "board": "Strategic Management Board",
        "decided_on": written(library.today),
        "reference": "SMB 12",
    }
    assert owner.post(f"/policies/{SLUG}/approval", approval).url == f"/policies/{SLUG}/3"
    assert "Put version 3 in force" in owner.get(f"/policies/{SLUG}/commence").text
    assert owner.post(f"/policies/{SLUG}/commence", {}).url == f"/policies/{SLUG}/3"
    library.draft.refresh_from_db()
    assert library.draft.stage == "adopted"
    assert library.draft.references == ["Gifts policy", "Associations policy"]
    assert "To come" in owner.get(f"/policies/{SLUG}/3").text
    acts = [event.act for event in timeline(library.document.stream)][-5:]
    assert acts == ["change", "consult", "record_reply", "record_approval", "commence"]


def test_without_a_draft_writing_starts_the_next_version(owner, library):
    assert owner.post(f"/policies/{SLUG}/discard", {}).url == f"/policies/{SLUG}"
    page = owner.get(f"/policies/{SLUG}/new-version").text
    assert "You start from version 2." in page
    assert "Words of today." in page
    owner.post(f"/policies/{SLUG}/new-version", answers(library, version="0"))
    version = PolicyVersion.objects.get(number=4)
    assert version.pack_text == shipped_pack("police_force")
    assert owner.get(f"/policies/{SLUG}/approval").status_code == 200


def test_two_owners_at_once_see_both_texts_and_nothing_is_lost(owner, library):
    owner.post(f"/policies/{SLUG}/new-version", answers(library, text="Words of the first"))
    late = owner.post(f"/policies/{SLUG}/new-version", answers(library, text="Words of the second"))
    assert late.status_code == 409
    assert "Words of the first" in late.text
    assert "Words of the second" in late.text


def test_a_draft_that_has_gone_meanwhile_is_said(owner, library):
    owner.post(f"/policies/{SLUG}/discard", {})
    late = owner.post(f"/policies/{SLUG}/new-version", answers(library))
    assert late.status_code == 422
    assert "This draft is no longer open" in late.text
    assert "Words to come." in late.text


def test_a_new_policy_file_changes_the_procedure(owner, library):
    changed = shipped_pack("police_force").replace("length = 10\n", "length = 12\n", 1)
    file = SimpleUploadedFile("pack.toml", changed.encode())
    owner.post(f"/policies/{SLUG}/new-version", answers(library, pack=file))
    library.draft.refresh_from_db()
    assert library.draft.pack.clock("reassessment_by_principal").length == 12


def limits(library, **changes):
    pack = library.draft.pack
    given = {f"clock_{clock.code}": str(clock.length) for clock in pack.clocks}
    for name, value in vars(pack.settings).items():
        given[name] = {True: "yes", False: "no"}.get(value, str(value))
    return given | {"version": str(library.draft.edition)} | changes


def test_time_limits_and_choices_change_without_the_file(owner, library):
    changed = {"clock_decision": "6", "assign_assessor": "pool", "dip_sample_per_cent": "1"}
    sent = limits(library, reassessment_suspends_decision="no", **changed)
    assert owner.post(f"/policies/{SLUG}/limits", sent).url == f"/policies/{SLUG}/3"
    library.draft.refresh_from_db()
    pack = library.draft.pack
    assert pack.clock("decision").length == 6
    assert pack.settings.assign_assessor == "pool"
    assert pack.settings.dip_sample_per_cent == 1
    assert pack.settings.reassessment_suspends_decision is False
    assert pack.clock("recommendation").length == 3
    page = owner.get(f"/policies/{SLUG}/compare/2/3").text
    assert "Decision: 6 working days from the recommendation" in page


@pytest.mark.parametrize("length", ["0", "soon", ""])
def test_a_time_limit_is_a_number_of_days(owner, library, length):
    response = owner.post(f"/policies/{SLUG}/limits", limits(library, clock_decision=length))
    assert response.status_code == 422
    assert 'href="#clock_decision"' in response.text


def test_two_owners_at_once_see_both_limits(owner, library):
    owner.post(f"/policies/{SLUG}/limits", limits(library, clock_decision="6"))
    late = owner.post(f"/policies/{SLUG}/limits", limits(library, clock_decision="7"))
    assert late.status_code == 409
    library.draft.refresh_from_db()
    assert library.draft.pack.clock("decision").length == 6


def test_a_document_without_a_procedure_has_no_time_limits(owner, library):
    PolicyVersion.objects.filter(pk=library.draft.pk).update(pack_text="")
    assert owner.get(f"/policies/{SLUG}/limits").status_code == 404


def test_a_broken_policy_file_names_each_line_and_nothing_is_kept(owner, library):
    broken = shipped_pack("police_force").replace('basis = "D"', 'basis = "X"', 2)
    file = SimpleUploadedFile("pack.toml", broken.encode())
    response = owner.post(
        f"/policies/{SLUG}/new-version", answers(library, pack=file, text="Typed with care")
    )
    assert response.status_code == 422
    assert "2 problems in the policy file" in response.text
    line = broken.splitlines().index('basis = "X"') + 1
    assert f"line {line}: “X” is not one of: S, L, P, D" in response.text
    assert "Typed with care" in response.text
    library.draft.refresh_from_db()
    assert library.draft.edition == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe", "not plain text"), (b"#" * (256 * 1024 + 1), "larger than 256 KB")],
)
def test_a_file_that_is_no_policy_file_is_refused(owner, library, content, words):
    file = SimpleUploadedFile("pack.toml", content)
    response = owner.post(f"/policies/{SLUG}/new-version", answers(library, pack=file))
    assert response.status_code == 422
    assert words in response.text


def test_a_refusal_stands_beside_its_answer(owner, library):
    late = written(library.today + 500 * DAY)
    response = owner.post(f"/policies/{SLUG}/new-version", answers(library, review_on=late))
    assert response.status_code == 422
    assert 'href="#review_on"' in response.text
    assert "no more than 12 months after the commencement (COG R/HS/5)" in response.text


def test_a_form_sent_twice_counts_once(owner, library):
    asked = {
        "once": "6a1c7a2e-30b0-4e0e-9b7e-0d9f4f6f8c11",
        "consultee": "Women's Network",
        "staff_body": "no",
        "asked_on": written(library.today),
        "reply_by": written(library.today + 20 * DAY),
    }
    for _ in range(2):
        assert owner.post(f"/policies/{SLUG}/consultation", asked).status_code == 302
    assert PolicyConsultation.objects.filter(consultee="Women's Network").count() == 1


def test_an_empty_form_says_what_is_needed(owner):
    for address in ("consultation", "approval", "review"):
        response = owner.post(f"/policies/{SLUG}/{address}", {})
        assert response.status_code == 422
        assert "There is a problem" in response.text


def test_the_yearly_review_moves_the_next_one(owner, library):
    given = {
        "reviewed_on": written(library.today),
        "outcome": "keep",
        "findings": "Read against 12 matters.",
        "equality_findings": "No effect found.",
        "next_review_on": written(library.today + 360 * DAY),
    }
    assert "20 days left" in owner.get("/policies").text
    assert owner.post(f"/policies/{SLUG}/review", given).url == f"/policies/{SLUG}"
    assert "11 months left" in owner.get("/policies").text
    assert PolicyReview.objects.get().version.number == 2
    assert "Read against 12 matters." in owner.get(f"/policies/{SLUG}/2").text


def test_a_review_that_is_due_is_on_the_owner_s_today_page_only(library, client):
    for person, told in ((library.owner, True), (library.reader, False)):
        client.force_login(person.account)
        assert ("Review the policy" in client.get("/today").text) is told


def setting_up(library, **changes):
    post = str(library.owner.holdings.get().post_id)
    given = {
        "title": "Gifts and hospitality",
        "slug": "gifts",
        "owning_department": "Secretariat",
        "owner_post": post,
        "sponsor_post": post,
        "parent": str(library.document.pk),
        "pack": "none",
    }
    return given | changes


def test_a_policy_is_set_up_below_another(owner, library):
    response = owner.post("/policies/new", setting_up(library))
    assert response.url == "/policies/gifts/new-version"
    assert "Put into practice by:" in owner.get(f"/policies/{SLUG}").text
    assert PolicyVersion.objects.get(document__slug="gifts").pack_text == ""


def test_a_policy_may_start_from_a_shipped_procedure(owner, library):
    chosen = {"pack": "police_and_crime_commissioner", "slug": "due-diligence", "parent": ""}
    owner.post("/policies/new", setting_up(library, **chosen))
    version = PolicyVersion.objects.get(document__slug="due-diligence")
    assert version.pack.name == "police_and_crime_commissioner"
    assert owner.get("/policies/due-diligence/1").status_code == 200


@pytest.mark.parametrize("slug", [SLUG, "new", "Gifts & co", "-gifts"])
def test_an_address_is_free_and_plain(owner, library, slug):
    response = owner.post("/policies/new", setting_up(library, slug=slug))
    assert response.status_code == 422
    assert 'href="#slug"' in response.text
    assert PolicyDocument.objects.count() == 1


def test_before_anything_is_in_force_the_page_says_so(owner, library):
    owner.post("/policies/new", setting_up(library))
    assert "Nothing was in force on" in owner.get("/policies/gifts").text
    assert owner.get("/policies/gifts/review").status_code == 404
    assert owner.get("/policies/gifts/new-version").status_code == 200


def test_a_reply_to_another_document_is_not_found(owner, library):
    owner.post("/policies/new", setting_up(library))
    asked = PolicyConsultation.objects.first()
    assert owner.get(f"/policies/gifts/consultation/{asked.pk}").status_code == 404


def test_the_help_topic_opens(reader):
    assert "Every problem is named with its line." in reader.get("/help/policies").text


@pytest.mark.parametrize(
    ("address", "most"), [("/policies", 12), (f"/policies/{SLUG}", 12), (f"/policies/{SLUG}/2", 12)]
)
def test_a_page_asks_the_database_few_questions(
    reader, address, most, django_assert_max_num_queries
):
    reader.get("/policies")  # the first page of a session also notes that it began
    with django_assert_max_num_queries(most):
        reader.get(address)
