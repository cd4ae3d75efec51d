# SPDX-License-Identifier: MIT
"""Before what cannot be undone, and before a copy leaves: one fresh proof for five minutes.

Nothing that was filled in is lost on the way.
"""

import pytest
from county import county
from django.conf import settings
from django.test import Client
from django.utils import timezone

from candour.demo.policies import OWNER, Shelf
from candour.gateway.models import Decision, Mitigation
from candour.kernel.roles import Role
from candour.ledger.queries import timeline
from candour.people.models import Account, ActingGrant
from candour.policy import services
from candour.policy.models import PolicyVersion
from candour.policy.packs_on_file import read_pack, shipped_pack
from candour.policy.queries import GATEWAY
from codes import set_up_app
from force import PASSWORD, Force
from fresh_proof import prove
from markup import hidden, page, words

pytestmark = pytest.mark.django_db
REASONS = 'I have weighed it, and <I> follow "the advice".'
ASKS = "Show that it is you"


@pytest.fixture
def force():
    return Force()


@pytest.fixture
def chief(client, force):
    person = force.add("chief", Role.PRINCIPAL)
    client.force_login(person.account)
    return person


@pytest.fixture
def grant(force, chief):
    """A form that needs a proof: let a secretary file."""
    clerk = force.add("clerk", Role.SECRETARIAT)
    day = f"{force.today:%d %m %Y}"
    return {
        "delegate": str(clerk.pk),
        "starts_on": day,
        "last_day": day,
        "reason": REASONS,
    }


PATH = "/me/delegates/add"


def kept(answer):
    return dict(hidden(page(answer)))


def test_the_page_that_asks_carries_every_answer_and_sends_it(client, grant):
    asked = client.post(PATH, grant)
    assert asked.status_code == 401
    assert ASKS in asked.text
    assert "Your answers are kept" in asked.text
    assert kept(asked).items() >= grant.items()
    assert not ActingGrant.objects.exists()
    done = client.post(PATH, {**kept(asked), "proof_password": PASSWORD})
    assert done.url == "/me/delegates"
    assert ActingGrant.objects.get().reason == REASONS


def test_a_wrong_proof_loses_nothing_either(client, grant, chief):
    asked = client.post(PATH, {**grant, "proof_password": "wrong password"})
    assert asked.status_code == 401
    assert "Check your password or code" in asked.text
    assert "wrong password" not in asked.text
    assert kept(asked).items() >= grant.items()
    assert timeline(chief.stream)[-1].act == "proof_failed"
    assert not ActingGrant.objects.exists()


def test_a_form_with_errors_asks_for_no_proof_yet(client, grant):
    answer = client.post(PATH, {**grant, "reason": ""})
    assert answer.status_code == 422
    assert ASKS not in answer.text


def test_one_proof_counts_for_five_minutes(client, grant, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    prove(client)
    time_machine.shift(5 * 60 - 1)
    assert client.post(PATH, {**grant, "reason": "One"}).status_code == 302
    time_machine.shift(1)
    assert client.post(PATH, {**grant, "reason": "Two"}).status_code == 401


def test_signing_in_is_a_proof(force, grant):
    browser = Client()
    browser.post("/sign-in", {"login": "chief", "password": PASSWORD})
    assert browser.post(PATH, grant).status_code == 302


def test_a_code_is_a_proof_too_and_counts_once(client, grant, chief, time_machine):
    time_machine.move_to(timezone.now().replace(second=0), tick=False)
    prove(client)
    telephone, _codes = set_up_app(client)
    time_machine.shift(6 * 60)
    asked = client.post(PATH, grant)
    assert "Or the code of your app" in asked.text
    code = telephone.code()
    assert client.post(PATH, {**kept(asked), "proof_code": code}).status_code == 302
    time_machine.shift(-20)
    client.session.flush()
    client.force_login(chief.account)
    assert client.post(PATH, {**kept(asked), "proof_code": code}).status_code == 401


def test_proofs_are_guessed_no_oftener_than_passwords(client, grant):
    for _ in range(5):
        client.post(PATH, {**grant, "proof_password": "wrong password"})
    refused = client.post(PATH, {**grant, "proof_password": PASSWORD})
    assert "tried too often" in refused.text
    assert not ActingGrant.objects.exists()
    again = Client().post("/sign-in", {"login": "chief", "password": PASSWORD})
    assert "tried too often" in again.text


def test_guesses_on_the_page_for_a_new_password_count_as_well(client, chief):
    given = {"current": "wrong password", "password": "quite another three words"}
    for _ in range(5):
        client.post("/me/password", given)
    refused = client.post("/me/password", {**given, "current": PASSWORD})
    assert "tried too often" in refused.text


def test_a_proof_gives_the_session_a_new_key_that_the_list_follows(chief, grant, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    browser = Client()
    browser.post("/sign-in", {"login": "chief", "password": PASSWORD})
    before = browser.cookies["session"].value
    time_machine.shift(6 * 60)
    browser.post(PATH, {**grant, "proof_password": PASSWORD})
    assert browser.cookies["session"].value != before
    assert browser.get("/me/sign-in").text.count("This is here") == 1
    thief = Client()
    thief.cookies["session"] = before
    assert thief.get("/me").status_code == 302


def test_an_account_with_nothing_to_prove_is_told_whom_to_ask(client, grant, chief):
    account = Account.objects.get(person=chief)
    account.set_unusable_password()
    account.save()
    client.force_login(account)
    assert "Ask an administrator for a link" in client.post(PATH, grant).text


def test_the_demonstration_fills_in_its_password(client, grant, chief):
    account = Account.objects.get(person=chief)
    account.set_password(settings.DEMO_PASSWORD)
    account.save()
    client.force_login(account)
    assert f'value="{settings.DEMO_PASSWORD}"' in client.post(PATH, grant).text


def test_the_demonstration_shows_no_password_that_somebody_chose(client, grant, chief):
    assert "This is a demonstration" not in client.post(PATH, grant).text


def test_whoever_may_not_do_it_is_not_asked(client, force, chief):
    assert client.post("/admin/people/add", {"full_name": "Eve"}).status_code == 404


def test_the_page_alone_leads_on_to_where_one_was_going(client, chief):
    asked = client.get("/show-that-it-is-you?next=/me/settings")
    assert ASKS in asked.text
    answer = client.post("/show-that-it-is-you?next=/me/settings", {"proof_password": PASSWORD})
    assert answer.url == "/me/settings"
    assert client.get("/show-that-it-is-you?next=/me/settings").url == "/me/settings"
    assert client.get("/show-that-it-is-you?next=//elsewhere.example").url == "/today"


# ------------------------------------------------------------------ in the Gateway


@pytest.fixture
def aldshire():
    return county()


def as_person(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


def test_a_decision_is_recorded_with_the_proof_and_every_word_of_it(aldshire):
    case = aldshire.recommended()
    client = as_person(aldshire, "deputy.chief")
    row = Mitigation.objects.get(case=case)
    path = f"/gateway/{case.reference}/decision"
    form = dict(hidden(page(client.get(path))))
    answers = {"decision": "accept", f"choice-{row.pk}": "accepted", "reasons": REASONS}
    asked = client.post(path, {**form, **answers})
    assert asked.status_code == 401
    assert not Decision.objects.filter(case=case).exists()
    assert client.post(
        path, {**kept(asked), "proof_password": settings.DEMO_PASSWORD}
    ).url.endswith("/tell")
    assert Decision.objects.get(case=case).reasons == REASONS


def test_deciding_on_a_second_matter_asks_for_nothing_more(aldshire):
    client = prove(as_person(aldshire, "deputy.chief"))
    for case in (aldshire.recommended(), aldshire.recommended()):
        row = Mitigation.objects.get(case=case)
        path = f"/gateway/{case.reference}/decision"
        form = dict(hidden(page(client.get(path))))
        answers = {"decision": "accept", f"choice-{row.pk}": "accepted", "reasons": REASONS}
        assert client.post(path, {**form, **answers}).status_code == 302


def test_a_conclusion_and_its_end_need_one(aldshire):
    case = aldshire.concluded()
    client = as_person(aldshire, "external.psd")
    from candour.gateway.services import stage_four

    by = aldshire._reassessor(case)
    stage_four.tell_outcome(case.pk, aldshire.party(case).pk, "in person", by=by)
    path = f"/gateway/{case.reference}/review"
    form = dict(hidden(page(client.get(path))))
    assert client.post(path, form).status_code == 401
    case.refresh_from_db()
    assert case.stage != "final"
    assert client.post(path, {**form, "proof_password": settings.DEMO_PASSWORD}).status_code == 302


def test_a_copy_of_the_file_needs_one_and_leads_back_to_the_matter(aldshire):
    case = aldshire.decided()
    client = as_person(aldshire, "deputy.chief")
    taking = client.get(f"/gateway/{case.reference}/file.pdf")
    assert taking.url == f"/show-that-it-is-you?next=%2Fgateway%2F{case.reference}"
    assert "copy_taken" not in [entry.act for entry in timeline(case.stream)]
    back = client.post(taking.url, {"proof_password": settings.DEMO_PASSWORD})
    assert back.url == f"/gateway/{case.reference}"
    assert (
        client.get(f"/gateway/{case.reference}/file.pdf").headers["Content-Type"]
        == "application/pdf"
    )


def test_a_stranger_learns_nothing_from_being_asked(aldshire):
    case = aldshire.recommended()
    client = as_person(aldshire, "acc.local")
    path = f"/gateway/{case.reference}/decision"
    answers = {"decision": "accept", "reasons": REASONS}
    assert client.post(path, answers).status_code == 404
    assert words(page(client.post(path, answers))) == words(
        page(client.get("/gateway/GW-2222-2222"))
    )


@pytest.fixture
def strict(aldshire):
    """The force adopts a version of its policy that asks for a proof before each reading."""
    principal = aldshire.people["deputy.chief"]
    text = shipped_pack("police_force")
    shelf = Shelf(principal.body, "police_force", read_pack(text), timezone.localdate())
    draft = PolicyVersion.objects.get(
        document__body=principal.body, document__slug=GATEWAY, stage="draft"
    )
    services.discard(draft.pk, by=shelf.by, roles=OWNER, today=timezone.localdate())
    changed = text.replace("before_reading = false", "before_reading = true")
    shelf._bring_in(
        draft.document_id, shelf._draft("A proof first", 0, text="As before.", pack_text=changed)
    )
    return aldshire


def test_where_the_policy_says_so_reading_a_matter_needs_one(strict):
    case = strict.notified()
    client = as_person(strict, "deputy.chief")
    path = f"/gateway/{case.reference}"
    asked = client.get(path)
    assert asked.url == f"/show-that-it-is-you?next=%2Fgateway%2F{case.reference}"
    assert "read" not in [entry.act for entry in timeline(case.stream)]
    back = client.post(asked.url, {"proof_password": settings.DEMO_PASSWORD})
    assert back.url == path
    assert client.get(path).status_code == 200
    assert [entry.act for entry in timeline(case.stream)].count("read") == 1


def test_otherwise_reading_needs_none(aldshire):
    case = aldshire.notified()
    assert as_person(aldshire, "deputy.chief").get(f"/gateway/{case.reference}").status_code == 200
