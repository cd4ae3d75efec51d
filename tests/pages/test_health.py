# SPDX-License-Identifier: MIT
"""An administrator sees whether the record verifies, is published and is backed up, and no content."""

from datetime import UTC, datetime, timedelta

import pytest
from append_only import triggers_lifted
from django.db import connection
from django.utils import timezone
from tampering import grow

from candour.correspondence import schedule
from candour.correspondence.models import Message, Schedule, State
from candour.kernel.roles import Role
from candour.ledger import checkpoints, datakeys
from candour.ledger.publishing import publish
from candour.safekeeping import noted
from candour.safekeeping.verifying import RecordDoesNotVerify, verify_record
from markup import page, words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 3, 30, tzinfo=UTC)
GREEN, RED = "In order", "There is a problem"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.LOG_FOLDER = tmp_path / "log"
    datakeys.forget()
    yield tmp_path
    datakeys.forget()


@pytest.fixture
def administrator(staff):
    return staff.browser(staff.person("Carys Cole", Role.ADMINISTRATOR))


@pytest.fixture
def state(administrator):
    """What the page says about one thing: its state, what is known, what to do."""

    def read(what):
        tree = page(administrator.get("/admin/health"))
        (row,) = tree.xpath(f"//tr[th[contains(., '{what}')]]")
        return [words(cell) for cell in row.xpath("td")]

    return read


def test_somebody_who_is_no_administrator_does_not_find_the_page(staff):
    ann = staff.person("Ann Able", Role.ASSESSOR)
    assert staff.browser(ann).get("/admin/health").status_code == 404


def test_a_new_installation_says_what_was_not_done_yet(state):
    assert state("The record")[0] == "Not yet started"
    assert state("The published log")[0] == "Not yet started"
    assert state("Backup") == [
        "Overdue", "No backup has been made.", "Run candour backup, every night.",
    ]  # fmt: skip


def test_a_night_in_which_everything_agrees(state):
    grow(30)
    verify_record(timezone.now())
    assert state("The record")[0] == GREEN
    assert state("The record")[2] == "Nothing"


def test_a_changed_entry_is_red_in_the_morning_and_is_said_on_today(state, administrator, home):
    grow(30)
    publish(home / "log")
    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET act = 'other' WHERE leaf_id = 12")
    with pytest.raises(RecordDoesNotVerify, match="entry 12"):
        verify_record(timezone.now())
    status, said, do = state("The record")
    assert status == RED
    assert "entry 12: who did what is not what was recorded" in said
    assert "tell the oversight body" in do
    assert "Look at The record" in words(page(administrator.get("/today")))


def test_a_published_folder_that_was_tampered_with_is_red_too(state, home):
    grow(30)
    publish(home / "log")
    (bundle,) = (home / "log/tile/entries").rglob("30")
    changed = bytearray(bundle.read_bytes())
    changed[100] ^= 1
    bundle.write_bytes(changed)
    with pytest.raises(RecordDoesNotVerify):
        verify_record(timezone.now())
    assert state("The record")[0] == RED


def test_the_worker_runs_it_every_night_and_a_failure_is_a_failed_job(state, home, caplog):
    grow(3)
    schedule.run_due(NOW - timedelta(hours=12))
    schedule.run_due(NOW + timedelta(minutes=1))
    assert noted.read("verification")["wrong"] == []
    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET act = 'other' WHERE leaf_id = 1")
    schedule.run_due(NOW + timedelta(days=1, minutes=1))
    assert Schedule.objects.get(pk="verify-record").last_problem == "RecordDoesNotVerify"
    status, said, _ = state("Jobs")
    assert (status, "verify-record" in said) == (RED, True)


def test_a_night_without_verification_is_overdue(state):
    noted.note(
        "verification", {"at": (timezone.now() - timedelta(days=2)).isoformat(), "wrong": []}
    )
    assert state("The record")[0] == "Overdue"


def test_a_log_that_grew_and_was_not_published_is_overdue(state, home):
    grow(3)
    publish(home / "log")
    assert state("The published log")[0] == GREEN
    import os

    an_age_ago = (timezone.now() - timedelta(hours=3)).timestamp()
    os.utime(home / "log/checkpoint", (an_age_ago, an_age_ago))
    assert state("The published log")[0] == GREEN
    grow(1)
    assert state("The published log")[0] == "Overdue"


def test_a_restored_installation_says_that_nothing_is_signed(state):
    checkpoints.hold_shut(b"")
    assert "restored" in state("The published log")[1]


def test_backups_are_green_for_a_day_and_a_half(state):
    noted.note("backup", {"at": timezone.now().isoformat()})
    assert state("Backup")[0] == GREEN
    noted.note("backup", {"at": (timezone.now() - timedelta(hours=37)).isoformat()})
    assert state("Backup")[0] == "Overdue"


def test_a_worker_that_stopped_is_red(state):
    Schedule.objects.create(name="verify-record", next_run_at=timezone.now() - timedelta(hours=1))
    assert "candour worker is not running" in state("Jobs")[1]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"state": State.GAVE_UP.value, "next_try_at": None}, "could not be delivered"),
        ({"queued_at": timezone.now() - timedelta(hours=2)}, "has been waiting since"),
    ],
)
def test_letters_that_do_not_leave_are_counted_and_not_shown(state, how, said):
    from uuid import uuid4

    assert state("E-mail")[0] == GREEN
    Message.objects.create(
        stream=uuid4(), subject="Answer GW-1", letter="x", to_name="Morgan Vale",
        to_address="m@ribblesea.example", text="private", html="private", **how,
    )  # fmt: skip
    status, known, _ = state("E-mail")
    assert (status, said in known) == (RED, True)
    assert "Morgan" not in known


def test_a_sign_that_cannot_be_read_is_a_bad_sign(state, home):
    noted.note("backup", {"at": "the day before yesterday"})
    assert state("Backup")[:2] == [RED, "This could not be read."]
