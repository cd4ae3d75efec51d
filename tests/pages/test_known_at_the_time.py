# SPDX-License-Identifier: MIT
"""What was known when a decision was made opens years later as it was; one fact leaves alone (G17)."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from county import county
from django.db import transaction
from django.test import Client
from django.utils import timezone
from tampering import owner_of_the_database

from candour.audit import known
from candour.audit.known import Keeper, register_facts_known
from candour.audit.models import Release
from candour.audit.services import code_of
from candour.cli.main import main
from candour.gateway.rules.matter import Course
from candour.gateway.services import stage_one, stage_two
from candour.ledger import checkpoints, verify_log
from candour.ledger.models import Event
from candour.ledger.publishing import publish
from candour.ledger.queries import opened, timeline
from candour.ledger.services import erase
from candour.people.models import Person, PostHolding
from candour.registers.services.gifts import declare_gift
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db

YEARS_LATER = datetime(2031, 3, 3, 11, 0, tzinfo=UTC)


@pytest.fixture
def aldshire(settings, tmp_path):
    found = county()
    keys = tmp_path / "keys"
    keys.mkdir()
    for file in Path(settings.KEYS_FOLDER).glob("kek-*"):
        shutil.copy(file, keys)
    settings.KEYS_FOLDER, settings.LOG_FOLDER = keys, tmp_path / "log"
    return found


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def event_of(case, act):
    return [one for one in timeline(case.stream) if one.act == act][-1].event_id


def then(aldshire, case, act, name):
    return browser(aldshire, name).get(f"/gateway/{case.reference}/then/{event_of(case, act)}")


def shown(aldshire, case, act, name):
    answer = then(aldshire, case, act, name)
    assert answer.status_code == 200
    return words(page(answer).xpath("//main")[0])


# ------------------------------------------------------------------ it opens as it was


def test_years_later_a_decision_opens_with_the_names_of_its_day(aldshire):
    case = aldshire.decided()
    before = shown(aldshire, case, "decide", "deputy.chief")
    Person.objects.filter(pk=case.assessor_id).update(full_name="Somebody Renamed")
    PostHolding.objects.filter(person=case.assessor_id).update(ends_on=timezone.localdate())
    Person.objects.filter(pk=case.principal_id).update(rank_or_role="Chief of something else")
    with time_machine.travel(YEARS_LATER, tick=False):
        after = shown(aldshire, case, "decide", "deputy.chief")
    assert after == before
    assert "Somebody Renamed" not in after
    for word in ("The invitation", "I chair the regional digital board.", "Keep full minutes"):
        assert word in after


def test_what_came_later_is_not_in_it(aldshire):
    case = aldshire.reassessing()
    decided = shown(aldshire, case, "decide", "deputy.chief")
    assert "The tender closed last week." not in decided
    recommended = shown(aldshire, case, "recommend", "external.psd")
    assert "I have weighed it." not in recommended


def test_the_policy_of_that_day_is_kept_word_for_word_and_a_change_is_said(aldshire):
    case = aldshire.decided()
    before = shown(aldshire, case, "decide", "deputy.chief")
    assert "The text of that version is kept word for word." in before
    with owner_of_the_database() as cursor:
        cursor.execute("UPDATE policy_policyversion SET text = 'other words'")
    after = shown(aldshire, case, "decide", "deputy.chief")
    assert "is no longer the text of that day" in after


def test_what_was_erased_is_said_and_the_rest_stays(aldshire):
    case = aldshire.decided()
    decision = event_of(case, "decide")
    with transaction.atomic():
        erase(
            case.stream,
            by=aldshire.by("head.secretariat"),
            reason="The request of a person concerned",
            fields={decision: ["known.material"]},
        )
    after = shown(aldshire, case, "decide", "deputy.chief")
    assert "This was erased since." in after
    assert "The invitation" not in after
    assert "I chair the regional digital board." in after


def test_a_whole_matter_that_was_erased_opens_as_erased(aldshire):
    case = aldshire.decided()
    with transaction.atomic():
        erase(case.stream, by=aldshire.by("head.secretariat"), reason="Its time is over")
    found = opened([event_of(case, "decide")])
    assert list(found.values()) == [{}]


def test_each_sees_of_it_what_they_may_see_now(aldshire):
    case = aldshire.complete()
    secret = stage_one.Material(title="For the assessor", text="Whispered.", lane="assessor")
    overseer = aldshire.by("head.secretariat", "overseer")
    stage_one.allocate(case.pk, aldshire.people["staff.officer.chief"].pk, by=overseer)
    me = aldshire.by("staff.officer.chief")
    stage_two.declare_no_conflict(case.pk, by=me)
    stage_one.add_material(case.pk, secret, by=me)
    stage_two.assess(case.pk, aldshire.answers(case), by=me)
    case = stage_two.recommend(case.pk, Course.DECLINE, [], "Too close.", by=me)
    assert "Whispered." in shown(aldshire, case, "recommend", "staff.officer.chief")
    principal = shown(aldshire, case, "recommend", "deputy.chief")
    assert "The invitation" in principal
    assert "Whispered." not in principal
    assert then(aldshire, case, "recommend", "secretariat").status_code == 404
    assert then(aldshire, case, "recommend", "acc.local").status_code == 404


def test_the_moments_are_listed_for_whoever_may_see_their_outcome(aldshire):
    case = aldshire.reassessing()
    rows = page(browser(aldshire, "deputy.chief").get(f"/gateway/{case.reference}/then"))
    assert [words(row) for row in rows.xpath("//main//tbody//th")] == ["Recommendation", "Decision"]
    path = f"/gateway/{case.reference}/then"
    assert browser(aldshire, "secretariat").get(path).status_code == 404


def test_an_app_adds_what_it_knows_and_the_record_commits_to_it(aldshire, monkeypatch):
    monkeypatch.setattr(known, "_keepers", {})
    asked = []

    def read(about):
        asked.append(about)
        return [("Ribblesea Systems Ltd", "A supplier since 2024")]

    register_facts_known(Keeper("suppliers", "Supplier status", read))
    case = aldshire.recommended()
    facts = opened([event_of(case, "recommend")])[event_of(case, "recommend")]
    assert facts["known.elsewhere.suppliers"] == {
        "title": "Supplier status",
        "facts": [["Ribblesea Systems Ltd", "A supplier since 2024"]],
    }
    assert asked[0].organisations == ("Ribblesea Systems Ltd",)
    assert asked[0].reader == case.assessor_id
    monkeypatch.setattr(known, "_keepers", {})  # the register is gone; what it said is not
    text = shown(aldshire, case, "recommend", "staff.officer.chief")
    assert "A supplier since 2024" in text
    assert "A supplier since 2024" not in shown(aldshire, case, "recommend", "deputy.chief")


def test_the_posts_of_the_day_are_among_what_was_known(aldshire):
    case = aldshire.recommended()
    text = shown(aldshire, case, "recommend", "staff.officer.chief")
    assert "Posts held on that day" in text


def test_the_entries_of_the_day_are_among_what_was_known(aldshire):
    offer = {
        "description": "A watch",
        "kind": "gift",
        "giver_name": "Ribblesea Systems Ltd",
        "worth": 9000,
        "offered_on": timezone.localdate(),
        "outcome": "accepted",
    }
    chief = aldshire.people["deputy.chief"]
    watch = declare_gift(offer, person=chief, by=aldshire.by("deputy.chief", "principal"))
    case = aldshire.decided()
    made = opened([event_of(case, "decide")])[event_of(case, "decide")]
    ((called, said),) = made["known.elsewhere.registers"]["facts"]
    assert called == f"Gifts and hospitality, {watch.reference}"
    assert "A watch" in said
    assert "Ribblesea Systems Ltd" in said
    advice = opened([event_of(case, "recommend")])[event_of(case, "recommend")]
    assert "known.elsewhere.registers" not in advice  # whoever assesses reads no gift of another


# ------------------------------------------------------------------ one fact leaves alone


def disclosed(aldshire, case, facts, name="deputy.chief"):
    client = browser(aldshire, name)
    home = f"/gateway/{case.reference}/then/{event_of(case, 'decide')}/disclose"
    answers = {"facts": facts, "recipient": "The oversight body", "purpose": "Quarterly report"}
    return client, client.post(home, answers)


def test_one_fact_is_checked_offline_while_the_others_stay_withheld(aldshire, settings, tmp_path):
    case = aldshire.decided()
    publish(settings.LOG_FOLDER)
    client, answer = disclosed(aldshire, case, ["attends"])
    assert answer.status_code == 302
    ready = words(page(client.get(answer.url)))
    assert code_of(Release.objects.get().pk) in ready
    file = client.get(f"{answer.url}/file")
    assert file.headers["Content-Type"] == "application/json"
    fields = json.loads(file.content)["fields"]
    assert fields["attends"]["value"] is True
    assert set(fields["reasons"]) == {"digest"}
    assert b"I have weighed it." not in file.content
    path = tmp_path / "facts.json"
    path.write_bytes(file.content)
    key = checkpoints.log_key().verifier_key
    alone = [sys.executable, verify_log.__file__, "--key", key, "--proof", str(path)]
    checked = subprocess.run(alone, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "attends: true" in checked.stdout
    path.write_bytes(file.content.replace(b'"value": true', b'"value": false'))
    false = subprocess.run(alone, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (false.returncode, "not what the entry commits to" in false.stderr) == (1, True)


def test_to_whom_and_what_for_is_recorded_and_each_time_it_leaves(aldshire, settings):
    case = aldshire.decided()
    publish(settings.LOG_FOLDER)
    client, answer = disclosed(aldshire, case, ["attends"])
    client.get(f"{answer.url}/file")
    acts = [one for one in timeline(case.stream) if one.act in {"facts_released", "facts_taken"}]
    assert [one.act for one in acts] == ["facts_released", "facts_taken"]
    facts = opened([acts[0].event_id])[acts[0].event_id]
    assert facts["recipient"] == "The oversight body"
    assert facts["names"] == ["attends"]
    history = words(page(client.get(f"/gateway/{case.reference}")))
    assert "Facts released to somebody outside" in history


def test_a_form_that_asks_for_nothing_is_not_sent(aldshire):
    case = aldshire.decided()
    _, answer = disclosed(aldshire, case, [])
    assert answer.status_code == 422
    assert "Select at least one fact" in words(page(answer))


def test_nobody_discloses_what_they_may_not_see_or_only_may_see(aldshire):
    case = aldshire.decided()
    for name in ("staff.officer.chief", "secretariat", "head.secretariat", "acc.local"):
        assert disclosed(aldshire, case, ["attends"], name)[1].status_code == 404, name
    assert not Release.objects.exists()
    _, answer = disclosed(aldshire, case, ["known.elsewhere.posts"])
    assert answer.status_code == 422, "a fact that was not offered"


def test_a_release_is_for_whoever_made_it_and_for_a_day(aldshire, settings):
    case = aldshire.decided()
    publish(settings.LOG_FOLDER)
    client, answer = disclosed(aldshire, case, ["attends"])
    assert browser(aldshire, "external.psd").get(answer.url).status_code == 404
    Release.objects.update(
        made_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(days=1)
    )
    assert client.get(answer.url).status_code == 404
    assert client.get(f"{answer.url}/file").status_code == 404


# ------------------------------------------------------------------ by command


def test_the_command_opens_what_a_person_let_out_and_nothing_else(
    aldshire, settings, tmp_path, capsysbinary
):
    case = aldshire.decided()
    publish(settings.LOG_FOLDER)
    disclosed(aldshire, case, ["attends", "known.issues"])
    code = code_of(Release.objects.get().pk)
    assert main(["disclose", code]) == 0
    file = tmp_path / "facts.json"
    file.write_bytes(capsysbinary.readouterr().out)
    key = checkpoints.log_key().verifier_key
    assert main(["verify", "--proof", str(file), "--key", key]) == 0
    assert b"attends: true" in capsysbinary.readouterr().out
    assert main(["disclose", code.lower(), "--in-words"]) == 0
    said = capsysbinary.readouterr().out.decode()
    assert "I chair the regional digital board." in said
    assert "I have weighed it." not in said
    last = Event.objects.filter(stream=case.stream).order_by("seq").last()
    assert (last.act, last.on_behalf_of) == ("facts_taken", case.principal_id)


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000-0000", "GW-7KQ3-9FXD"])
def test_the_command_opens_nothing_without_a_release(aldshire, code, capsys):
    aldshire.decided()
    assert main(["disclose", code]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "There is no disclosure under this code" in captured.err


def test_a_release_ends_with_the_right_of_whoever_made_it(aldshire, settings, capsys):
    case = aldshire.decided()
    publish(settings.LOG_FOLDER)
    disclosed(aldshire, case, ["attends"])
    Person.objects.filter(pk=case.principal_id).update(left_on=timezone.localdate())
    assert main(["disclose", code_of(Release.objects.get().pk)]) == 2
    assert capsys.readouterr().out == ""
