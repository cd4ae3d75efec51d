# SPDX-License-Identifier: MIT
"""The public page of the record, and the proofs that a matter gives to those who take part in it."""

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from county import county
from django.test import Client
from django.utils import timezone
from printed import text_of

from candour.audit.publication import PUBLISH
from candour.correspondence import schedule
from candour.correspondence.models import Schedule
from candour.gateway.rules.matter import Outcome
from candour.gateway.services import stage_four
from candour.ledger import checkpoints, verify_log
from candour.ledger.models import Event
from candour.ledger.queries import log_size, timeline
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire(settings, tmp_path, monkeypatch):
    """The county with a log key of its own, since each test has a history of its own."""
    found = county()
    keys = tmp_path / "keys"
    keys.mkdir()
    for file in Path(settings.KEYS_FOLDER).glob("kek-*"):
        shutil.copy(file, keys)
    settings.KEYS_FOLDER, settings.LOG_FOLDER = keys, tmp_path / "log"
    settings.LOG_ORIGIN = "candour.example/log1"
    monkeypatch.setattr(schedule, "_jobs", {PUBLISH.name: PUBLISH})
    return found


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def publish(after=0):
    return schedule.run_due(timezone.now() + timedelta(seconds=after))


def key():
    return checkpoints.log_key().verifier_key


# ------------------------------------------------------------------ the public page


def test_before_the_first_publication_the_page_says_so_and_makes_no_key(aldshire, settings):
    assert "Nothing has been published yet." in words(page(Client().get("/record")))
    assert Client().get("/record/checkpoint").status_code == 404
    assert not (settings.KEYS_FOLDER / "log-key").exists()


def test_the_worker_publishes_each_minute_what_is_new(aldshire, settings):
    assert publish() == [PUBLISH.name]
    assert checkpoints.last_checkpoint().size == log_size()
    assert publish(30) == []
    aldshire.notified()
    first = (settings.LOG_FOLDER / "checkpoint").read_bytes()
    assert publish(61) == [PUBLISH.name]
    assert (settings.LOG_FOLDER / "checkpoint").read_bytes() != first
    assert checkpoints.last_checkpoint().size == log_size()
    assert Schedule.objects.get(pk=PUBLISH.name).last_problem == ""


def test_nothing_is_signed_again_while_nothing_is_new(aldshire, settings):
    publish()
    signed = settings.KEYS_FOLDER / "log-checkpoint"
    before = signed.stat().st_mtime_ns
    publish(61)
    assert signed.stat().st_mtime_ns == before


def test_a_folder_that_was_lost_is_written_again(aldshire, settings):
    publish()
    shutil.rmtree(settings.LOG_FOLDER)
    publish(61)
    assert (settings.LOG_FOLDER / "checkpoint").exists()


def test_a_final_decision_is_published_without_waiting(aldshire):
    case = aldshire.concluded(Outcome.REPLACED)
    publish()
    assert publish(5) == []
    by = aldshire._reassessor(case)
    stage_four.tell_outcome(case.pk, aldshire.party(case).pk, "in person", by=by)
    assert publish(6) == []
    stage_four.make_final(case.pk, by=by)
    assert publish(7) == [PUBLISH.name]
    assert checkpoints.last_checkpoint().size == log_size()


def test_anyone_can_check_the_page_with_the_single_file(aldshire, tmp_path):
    publish()
    stranger = Client()
    shown = words(page(stranger.get("/record")))
    assert key() in shown
    assert "Compare this key with one that is published elsewhere" in shown
    answer = stranger.get("/record/checkpoint")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    note = verify_log.open_checkpoint(answer.content, verify_log.parse_key(key()))
    assert note.size == log_size()
    assert stranger.get("/record/verify_log.py").content == Path(verify_log.__file__).read_bytes()


def test_the_page_says_what_is_not_claimed(aldshire):
    shown = words(page(Client().get("/record")))
    assert "Someone who holds every key could write another history" in shown
    assert "No independent witness signs our checkpoints yet." in shown
    assert "This service takes no anonymous reports" in shown


def test_every_page_leads_to_it(aldshire):
    for client in (Client(), browser(aldshire, "constable")):
        links = page(client.get("/help")).xpath("//footer//a/@href")
        assert "/record" in links


# ------------------------------------------------------------------ the proof of an act


def proof_of(aldshire, case, name):
    return browser(aldshire, name).get(f"/gateway/{case.reference}/proof")


def test_the_proof_of_the_last_act_is_checked_offline(aldshire, tmp_path):
    case = aldshire.decided()
    publish()
    answer = proof_of(aldshire, case, "deputy.chief")
    assert f'filename="{case.reference}.tlog-proof"' in answer.headers["Content-Disposition"]
    file = tmp_path / "act.tlog-proof"
    file.write_bytes(answer.content)
    alone = [sys.executable, verify_log.__file__, "--key", key(), "--proof", str(file)]
    checked = subprocess.run(alone, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "is in the log candour.example/log1" in checked.stdout
    proof = verify_log.parse_proof(answer.content)
    last = [one for one in timeline(case.stream) if one.act == "decide"][-1]
    assert checkpoints.last_checkpoint().size > proof.index
    assert proof.disclosed == b""
    assert last.event_id == Event.objects.get(leaf=proof.index).pk


def test_what_was_done_just_now_has_no_proof_yet(aldshire):
    publish()
    case = aldshire.notified()
    answer = proof_of(aldshire, case, "deputy.chief")
    assert answer.status_code == 200
    assert "Wait a minute, then ask for the proof again." in words(page(answer))


def test_whoever_may_not_see_what_happened_gets_no_proof(aldshire):
    case = aldshire.decided()
    publish()
    assert proof_of(aldshire, case, "secretariat").status_code == 404
    assert proof_of(aldshire, case, "acc.local").status_code == 404


def test_the_copy_on_paper_says_how_to_check_it_and_no_place_in_the_log(aldshire):
    case = aldshire.decided()
    mine = prove(browser(aldshire, "deputy.chief"))
    waiting = text_of(mine.get(f"/gateway/{case.reference}/file.pdf").content)
    assert "It becomes part of the next signed checkpoint" in waiting
    publish()
    signed = text_of(mine.get(f"/gateway/{case.reference}/file.pdf").content)
    assert "It is covered by the checkpoint that was signed on" in signed
    assert "/record" in signed
    assert "index" not in signed.lower()
    assert f"{log_size()}" not in signed.partition("How to check this copy")[2]
