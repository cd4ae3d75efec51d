# SPDX-License-Identifier: MIT
"""Two dozen matters taken through the Gateway: the record of all of it holds, row by row."""

import shutil
from collections import Counter

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from tampering import put_at

from candour.demo.build import build_if_empty
from candour.gateway.models import Case, Decision, Note, Reassessment, Recommendation
from candour.ledger import checkpoints, verify_log
from candour.ledger.models import Event
from candour.ledger.publishing import publish
from candour.ledger.recorded import Recorded, recorded_models
from candour.ledger.sealing import SealedTextField
from candour.ledger.verification import verify_database

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(settings, tmp_path):
    """With a log key of its own: what other tests signed is another history."""
    build_if_empty(registers=False)
    keys = tmp_path / "keys"
    shutil.copytree(settings.KEYS_FOLDER, keys, ignore=shutil.ignore_patterns("log-*"))
    settings.KEYS_FOLDER = keys


def findings():
    return [str(wrong) for wrong in verify_database().wrong]


def test_everything_agrees_and_business_rows_are_among_it(county, tmp_path):
    published = publish(tmp_path / "log")
    report = verify_database(
        published=(tmp_path / "log", published.checkpoint), kept=[published.checkpoint]
    )
    assert report.wrong == []
    counted = Counter()
    for said in report.checked:
        rows, of, which = said.partition(" rows of ")
        counted[which.split(" say ")[0]] += int(rows) if of else 0
    assert counted["decision"] > 0
    assert counted["recommendation"] > 0
    note = (tmp_path / "log/checkpoint").read_bytes()
    audit = verify_log.audit_folder(tmp_path / "log", checkpoints.opened(note))
    assert audit.size == published.checkpoint.size


def the_newest(model):
    return model.objects.order_by("pk").last()


def lift_the_triggers_of(table):
    """Some rows of the Gateway refuse changes in the database too; an owner lifts that."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def test_a_decision_turned_round_behind_the_services_is_found(county):
    decision = the_newest(Decision)
    lift_the_triggers_of("gateway_decision")
    Decision.objects.filter(pk=decision.pk).update(attends=not decision.attends)
    assert any(f"'attends' of decision {decision.pk}" in said for said in findings())


@pytest.mark.parametrize("model", [Recommendation, Decision])
def test_reasons_put_better_afterwards_are_found(county, model):
    row = the_newest(model)
    lift_the_triggers_of(model._meta.db_table)
    row.reasons = "Because it was always so."
    row.save(update_fields=["reasons"])
    assert any(f"'reasons' of {model._meta.verbose_name} {row.pk}" in said for said in findings())


def slipped_in(row, event):
    return Note.objects.create(
        case=row.case, event=event, text="seen", by=row.made_by, added_at=row.made_at
    )


def test_a_row_slipped_in_is_found_and_is_refused_at_the_commit(county):
    row = the_newest(Decision)
    with transaction.atomic():
        slipped_in(row, row.pk)
        assert any("was made by no recorded act" in said for said in findings())
        with pytest.raises(IntegrityError):
            connection.check_constraints()  # as the commit does
        transaction.set_rollback(True)


def test_a_row_slipped_in_under_another_act_is_found(county):
    row = the_newest(Decision)
    slipped_in(row, row.event)
    assert any("points to an act that said nothing of it" in said for said in findings())


def test_a_matter_that_was_put_back_to_an_earlier_state_is_found(county):
    case = Case.objects.exclude(stage="notified").order_by("pk").last()
    first = Event.objects.filter(stream=case.stream).order_by("seq").first()
    put_at(case, stage="gathering", version=1, last_event=first.pk)
    assert any("was put back to an earlier state" in said for said in findings())


def test_a_version_that_nobody_made_is_found(county):
    case = Case.objects.exclude(stage="notified").order_by("pk").last()
    put_at(case, version=case.version + 1)
    assert any(f"'version' of case {case.pk}" in said for said in findings())


def test_every_row_that_says_why_is_held_against_the_record():
    """A table with sealed words that came with an act says which of them the record repeats."""
    with_an_act = {
        model
        for model in apps.get_app_config("gateway").get_models()
        if any(field.name == "event" for field in model._meta.concrete_fields)
        and any(isinstance(field, SealedTextField) for field in model._meta.concrete_fields)
    }
    declared = {model for model, _ in recorded_models()}
    # Their words come with a later act than the row does, or several rows come with one act.
    otherwise = {"AssociationView", "GistRequest", "Mitigation", "Involved", "KnownIssue"}
    assert {model.__name__ for model in with_an_act - declared} <= otherwise
    assert Reassessment in declared
    assert all(isinstance(model.recorded, Recorded) for model in declared)
