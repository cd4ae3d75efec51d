# SPDX-License-Identifier: MIT
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction

from candour.ledger import datakeys, queries
from candour.ledger.models import DataKey, EventField
from candour.ledger.sealing import open_bytes, seal_bytes
from candour.ledger.services import (
    By,
    Kind,
    NotInATransaction,
    erase,
    record,
    record_reading,
    rotate_keys,
)
from candour.ledger.streams import ERASURES, KEEPING
from candour.ledger.verification import verify_database

OFFICER = By(uuid4(), "administrator")


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path, db):
    settings.KEYS_FOLDER = tmp_path / "keys"
    datakeys.forget()
    yield
    datakeys.forget()


def note(stream, **facts):
    with transaction.atomic():
        by = By(None, "party", name="Ines Marlow")
        return record(stream, "note", by=by, kind=Kind.COLLECTION, fields=facts)


def erased(stream, **options):
    with transaction.atomic():
        return erase(stream, by=OFFICER, reason="retention has ended", **options)


def test_one_fact_goes_and_the_others_stay_provable():
    stream = uuid4()
    event = note(stream, why="private", what="lunch")
    erased(stream, fields={event.pk: ["why"]})
    assert queries.opened([event.pk]) == {event.pk: {"what": "lunch"}}
    assert queries.openings([event.pk])[event.pk]["what"].value == "lunch"
    assert EventField.objects.get(event=event, name="why").digest
    assert verify_database().wrong == []


def test_a_name_can_be_erased_from_the_timeline():
    stream = uuid4()
    event = note(stream, why="private")
    erased(stream, fields={event.pk: ["_name"]})
    assert [entry.name for entry in queries.timeline(stream)] == ["", ""]


def test_the_certificate_names_what_went():
    stream = uuid4()
    event = note(stream, why="private", what="lunch")
    certificate = erased(stream, fields={event.pk: ["why"]}, clauses=("DPA s.39",))
    assert queries.opened([certificate.pk])[certificate.pk] == {
        "stream": str(stream),
        "whole": False,
        "fields": {str(event.pk): ["why"]},
        "reason": "retention has ended",
    }
    (listed,) = queries.timeline(ERASURES)
    assert (listed.kind, listed.by_person, listed.clauses) == (
        Kind.ERASURE,
        OFFICER.person,
        ("DPA s.39",),
    )


def test_the_timeline_of_the_matter_says_that_something_was_erased():
    stream = uuid4()
    event = note(stream, why="private")
    erased(stream, fields={event.pk: ["why"]})
    last = queries.timeline(stream)[-1]
    assert last.act == "erase"
    assert queries.opened([last.event_id])[last.event_id] == {
        "fields": 1,
        "reason": "retention has ended",
    }


def test_a_whole_stream_goes_with_its_key():
    stream = uuid4()
    event = note(stream, why="private")
    file = seal_bytes(stream, "file/1", b"content")
    erased(stream)
    assert queries.opened([event.pk]) == {event.pk: {}}
    assert DataKey.objects.get(stream=stream, generation=1).wrapped is None
    with pytest.raises(datakeys.Erased):
        open_bytes(stream, "file/1", file)
    assert verify_database().wrong == []


def test_what_is_recorded_afterwards_is_sealed_under_a_new_key():
    stream = uuid4()
    note(stream, why="private")
    erased(stream)
    reading = record_reading(stream, by=OFFICER, part="case")
    assert queries.opened([reading.pk]) == {reading.pk: {"part": "case"}}
    assert verify_database().wrong == []


def test_what_a_copy_of_the_rows_holds_cannot_be_read_once_the_key_is_gone():
    """A backup of the table without the keys' own store gives nothing back."""
    stream = uuid4()
    event = note(stream, why="private")
    copy = bytes(EventField.objects.get(event=event, name="why").sealed)
    erased(stream)
    with pytest.raises(datakeys.Erased):
        open_bytes(stream, f"ledger_eventfield\0{event.pk}\0why", copy)


def test_another_stream_is_not_touched():
    stream, other = uuid4(), uuid4()
    note(stream, why="private")
    kept = note(other, why="kept")
    erased(stream)
    assert queries.opened([kept.pk]) == {kept.pk: {"why": "kept"}}


def test_an_event_of_another_stream_is_not_erased_by_mistake():
    stream, other = uuid4(), uuid4()
    note(stream, why="private")
    kept = note(other, why="kept")
    erased(stream, fields={kept.pk: ["why"]})
    assert queries.opened([kept.pk]) == {kept.pk: {"why": "kept"}}
    assert verify_database().wrong == []


def test_what_is_gone_is_not_named_again():
    stream = uuid4()
    event = note(stream, why="private", what="lunch")
    erased(stream, fields={event.pk: ["why"]})
    second = erased(stream, fields={event.pk: ["why", "what"]})
    assert queries.opened([second.pk])[second.pk]["fields"] == {str(event.pk): ["what"]}


@pytest.mark.django_db(transaction=True)
def test_erasure_is_an_act_and_stands_in_its_transaction():
    with pytest.raises(NotInATransaction):
        erase(uuid4(), by=OFFICER, reason="no")


def test_changing_the_installations_key_is_on_record():
    stream = uuid4()
    event = note(stream, why="private")
    assert rotate_keys(by=OFFICER) >= 1
    datakeys.forget()
    assert queries.opened([event.pk]) == {event.pk: {"why": "private"}}
    (ceremony,) = queries.timeline(KEEPING)
    assert ceremony.kind is Kind.KEY_CEREMONY
    assert queries.opened([ceremony.event_id])[ceremony.event_id]["version"] == 2
    assert verify_database().wrong == []


@pytest.mark.django_db(transaction=True)
def test_what_was_erased_does_not_linger_in_the_pages_of_the_file():
    """Of a destroyed key and of erased content not even the sealed form stays in the database."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL clears dead rows when it vacuums")
    stream = uuid4()
    event = note(stream, why="private")
    sealed = bytes(EventField.objects.get(event=event, name="why").sealed)
    wrapped = bytes(DataKey.objects.get(stream=stream).wrapped)
    file = Path(connection.settings_dict["NAME"])

    def settle():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
        return file.read_bytes()

    there = settle()
    assert sealed in there
    assert wrapped in there
    erased(stream)
    gone = settle()
    assert sealed not in gone
    assert wrapped not in gone
