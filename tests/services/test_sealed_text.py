# SPDX-License-Identifier: MIT
"""Sealed text opens in its own place and nowhere else."""

from uuid import uuid4

import pytest
from django.core import serializers
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from candour.ledger import custody, datakeys
from candour.ledger.custody import KeyMissing
from candour.ledger.datakeys import Erased
from candour.ledger.models import DataKey
from candour.ledger.sealing import CannotOpen, SealedTextField, open_bytes, seal_bytes

with isolate_apps("candour.ledger"):

    class Note(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4)
        matter = models.UUIDField()
        text = SealedTextField()
        aside = SealedTextField(null=True)

        class Meta:
            app_label = "ledger"
            db_table = "sealed_note"

        @property
        def sealed_under(self):
            return self.matter


@pytest.fixture
def table(db):
    kinds = {"sqlite": ("char(32)", "blob"), "postgresql": ("uuid", "bytea")}
    key, sealed = kinds[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE sealed_note (id {key} PRIMARY KEY, matter {key}, "
            f"text {sealed}, aside {sealed})"
        )


@pytest.fixture
def keys(db, settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path / "keys"
    datakeys.forget()
    yield tmp_path / "keys"
    datakeys.forget()


def kept(note, column="text"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM sealed_note WHERE id = %s", [_key(note)])  # noqa: S608 - our own names
        return bytes(cursor.fetchone()[0])


def put(note, data, column="text"):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE sealed_note SET {column} = %s WHERE id = %s",  # noqa: S608 - our own names
            [data, _key(note)],
        )


def _key(note):
    return note.pk.hex if connection.vendor == "sqlite" else note.pk


@pytest.mark.parametrize("text", ["Why I said no", "", "Ŵyth €", "a\0b", "x" * 100_000])
def test_text_reads_back_as_it_was_written(table, text):
    note = Note.objects.create(matter=uuid4(), text=text)
    assert note.text == text
    assert Note.objects.get(pk=note.pk).text == text
    assert Note.objects.get(pk=note.pk).aside is None


def test_the_database_holds_no_clear_text(table):
    note = Note.objects.create(matter=uuid4(), text="Why I said no")
    assert b"Why" not in kept(note)


def test_the_same_text_never_looks_the_same_twice(table):
    matter = uuid4()
    notes = [Note.objects.create(matter=matter, text="same") for _ in range(2)]
    assert kept(notes[0]) != kept(notes[1])


def test_text_that_nobody_read_is_saved_as_it_lies(table):
    note = Note.objects.create(matter=uuid4(), text="Why I said no")
    before = kept(note)
    Note.objects.get(pk=note.pk).save()
    assert kept(note) == before


def test_changed_text_is_sealed_again(table):
    note = Note.objects.create(matter=uuid4(), text="first")
    again = Note.objects.get(pk=note.pk)
    again.text = "second"
    again.save()
    assert Note.objects.get(pk=note.pk).text == "second"


def test_left_out_columns_load_when_asked_for(table):
    note = Note.objects.create(matter=uuid4(), text="late")
    assert Note.objects.defer("text").get(pk=note.pk).text == "late"
    note.refresh_from_db()
    assert note.text == "late"


def test_many_rows_at_once_are_sealed_each_for_itself(table):
    matter = uuid4()
    Note.objects.bulk_create(Note(matter=matter, text=f"note {row}") for row in range(3))
    assert sorted(note.text for note in Note.objects.all()) == ["note 0", "note 1", "note 2"]


def test_text_moved_to_another_row_does_not_open(table):
    matter = uuid4()
    one, other = (Note.objects.create(matter=matter, text=text) for text in ("accept", "decline"))
    put(one, kept(other))
    with pytest.raises(CannotOpen):
        _ = Note.objects.get(pk=one.pk).text


def test_text_moved_to_another_column_does_not_open(table):
    note = Note.objects.create(matter=uuid4(), text="accept", aside="decline")
    put(note, kept(note, "aside"))
    with pytest.raises(CannotOpen):
        _ = Note.objects.get(pk=note.pk).text


def test_text_moved_to_another_matter_does_not_open(table):
    note = Note.objects.create(matter=uuid4(), text="accept")
    other = Note.objects.create(matter=uuid4(), text="decline")
    Note.objects.filter(pk=note.pk).update(matter=other.matter)
    with pytest.raises(CannotOpen):
        _ = Note.objects.get(pk=note.pk).text


def test_one_changed_bit_anywhere_is_noticed(table):
    note = Note.objects.create(matter=uuid4(), text="accept")
    good = kept(note)
    for spot in range(len(good)):
        changed = bytearray(good)
        changed[spot] ^= 1
        put(note, bytes(changed))
        with pytest.raises((CannotOpen, KeyMissing)):
            _ = Note.objects.get(pk=note.pk).text


@pytest.mark.parametrize("data", [b"\x01", b"plain text that was never sealed", bytes(15)])
def test_what_was_never_sealed_does_not_open(table, data):
    note = Note.objects.create(matter=uuid4(), text="accept")
    put(note, data)
    with pytest.raises(CannotOpen):
        _ = Note.objects.get(pk=note.pk).text


def test_nobody_searches_in_sealed_text(table):
    with pytest.raises(TypeError, match="nobody can search"):
        Note.objects.filter(text="accept").exists()
    assert not Note.objects.filter(aside__isnull=True).exists()


def test_sealed_text_is_never_written_round_its_row(table):
    with pytest.raises(TypeError, match="row by row"):
        Note.objects.update(text="accept")


def test_sealed_text_does_not_leave_by_a_dump(table):
    Note.objects.create(matter=uuid4(), text="accept")
    with pytest.raises(TypeError, match="not exported"):
        serializers.serialize("json", Note.objects.all())


def test_an_empty_column_from_a_migration_reads_as_no_text(table):
    note = Note.objects.create(matter=uuid4(), text="accept")
    put(note, b"")
    assert Note.objects.get(pk=note.pk).text == ""


@given(data=st.binary(max_size=300))
def test_files_open_under_their_label_only(data, keys_for_all):
    stream = keys_for_all
    sealed = seal_bytes(stream, "file/1", data)
    assert open_bytes(stream, "file/1", sealed) == data
    with pytest.raises(CannotOpen):
        open_bytes(stream, "file/2", sealed)


@pytest.fixture(scope="module")
def keys_for_all(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield uuid4()
        transaction.set_rollback(True)


# ------------------------------------------------------------------ keys


def test_the_key_is_a_file_that_only_its_owner_reads(keys):
    seal_bytes(uuid4(), "x", b"data")
    path = keys / "kek-1"
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys.stat().st_mode & 0o777 == 0o700
    assert [item.name for item in keys.iterdir()] == ["kek-1"]


def test_the_key_is_not_in_the_database(keys):
    stream = uuid4()
    seal_bytes(stream, "x", b"data")
    wrapped = bytes(DataKey.objects.get(stream=stream).wrapped)
    assert custody.key(1) not in wrapped
    assert len(wrapped) == 12 + 32 + 16


def test_one_key_for_each_stream(keys):
    first, second = uuid4(), uuid4()
    for stream in (first, first, second):
        seal_bytes(stream, "x", b"data")
    assert DataKey.objects.count() == 2


def test_rotation_leaves_content_as_it_is_and_readable(keys):
    streams = [uuid4() for _ in range(3)]
    sealed = {stream: seal_bytes(stream, "x", b"data") for stream in streams}
    assert datakeys.rotate() == 3
    datakeys.forget()
    assert set(DataKey.objects.values_list("kek_version", flat=True)) == {2}
    (keys / "kek-1").unlink()
    for stream, data in sealed.items():
        assert open_bytes(stream, "x", data) == b"data"
    seal_bytes(uuid4(), "x", b"data")
    assert set(DataKey.objects.values_list("kek_version", flat=True)) == {2}


def test_a_lost_key_is_said_and_never_replaced(keys, settings, tmp_path):
    stream = uuid4()
    sealed = seal_bytes(stream, "x", b"data")
    settings.KEYS_FOLDER = tmp_path / "empty"
    datakeys.forget()
    with pytest.raises(KeyMissing, match="restore it from custody"):
        open_bytes(stream, "x", sealed)
    with pytest.raises(KeyMissing, match="restore it from custody"):
        seal_bytes(uuid4(), "x", b"data")
    assert not (tmp_path / "empty").exists()


def test_the_key_of_another_installation_is_recognised(keys, settings, tmp_path):
    stream = uuid4()
    sealed = seal_bytes(stream, "x", b"data")
    settings.KEYS_FOLDER = tmp_path / "other"
    custody.add(1)
    datakeys.forget()
    with pytest.raises(KeyMissing, match="belongs to this database"):
        open_bytes(stream, "x", sealed)


def test_two_processes_that_make_the_first_key_keep_the_same(keys):
    custody.add(1)
    first = (keys / "kek-1").read_text()
    custody.add(1)
    assert (keys / "kek-1").read_text() == first


def test_a_wrapped_key_moved_to_another_stream_does_not_open(keys):
    one, other = uuid4(), uuid4()
    sealed = seal_bytes(one, "x", b"data")
    seal_bytes(other, "x", b"data")
    DataKey.objects.filter(stream=one).update(wrapped=DataKey.objects.get(stream=other).wrapped)
    datakeys.forget()
    with pytest.raises(KeyMissing):
        open_bytes(one, "x", sealed)


def test_content_of_a_destroyed_key_is_gone_and_said_to_be(keys):
    stream = uuid4()
    sealed = seal_bytes(stream, "x", b"data")
    assert datakeys.destroy(stream) == 1
    datakeys.forget()
    with pytest.raises(Erased):
        open_bytes(stream, "x", sealed)
    later = seal_bytes(stream, "x", b"new")
    assert open_bytes(stream, "x", later) == b"new"
    assert later[1:3] == b"\x00\x02"


@pytest.mark.django_db(transaction=True)
def test_a_key_made_in_a_transaction_that_fails_never_seals_again():
    stream = uuid4()

    def fails():
        with transaction.atomic():
            seal_bytes(stream, "x", b"data")
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    sealed = seal_bytes(stream, "x", b"data")
    datakeys.forget()
    assert open_bytes(stream, "x", sealed) == b"data"


@pytest.mark.django_db(transaction=True)
def test_a_key_made_in_a_savepoint_that_fails_never_seals_again():
    stream = uuid4()

    def fails():
        with transaction.atomic():
            seal_bytes(stream, "x", b"data")
            raise KeyError

    with transaction.atomic():
        with pytest.raises(KeyError):
            fails()
        sealed = seal_bytes(stream, "x", b"data")
    datakeys.forget()
    assert open_bytes(stream, "x", sealed) == b"data"


@pytest.mark.django_db(transaction=True)
def test_a_key_in_use_is_asked_for_once(django_assert_num_queries):
    stream = uuid4()
    sealed = seal_bytes(stream, "x", b"data")
    with django_assert_num_queries(0):
        assert open_bytes(stream, "x", sealed) == b"data"
        seal_bytes(stream, "x", b"data")


def test_a_new_stream_asks_for_its_key_once_even_before_the_commit(keys, django_assert_num_queries):
    stream = uuid4()
    seal_bytes(stream, "x", b"data")
    with django_assert_num_queries(0):
        seal_bytes(stream, "y", b"data")


@pytest.mark.django_db(transaction=True)
def test_only_so_many_keys_are_kept_open(monkeypatch):
    monkeypatch.setattr(datakeys, "KEPT_OPEN", 4)
    datakeys.forget()
    for _ in range(6):
        seal_bytes(uuid4(), "x", b"data")
    assert len(datakeys._open_keys) == 4


@pytest.mark.django_db(transaction=True)
def test_an_open_key_is_let_go_after_a_minute(monkeypatch, django_assert_num_queries):
    stream = uuid4()
    monkeypatch.setattr(datakeys, "KEPT_FOR_SECONDS", -1.0)
    sealed = seal_bytes(stream, "x", b"data")
    with django_assert_num_queries(1):
        open_bytes(stream, "x", sealed)
