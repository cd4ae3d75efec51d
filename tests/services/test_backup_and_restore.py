# SPDX-License-Identifier: MIT
"""A backup is made while everybody works; what is restored from it is proven, and nothing comes back."""

import os
import sqlite3
import threading
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, transaction
from tampering import SECRETARIAT, grow

from candour.cli.main import main
from candour.files import storage
from candour.ledger import after_a_restore, checkpoints, custody, datakeys, erasures, queries
from candour.ledger.models import DataKey, LogHead
from candour.ledger.publishing import WillNotSign, publish
from candour.ledger.rules.entry import Kind
from candour.ledger.sealing import seal_bytes
from candour.ledger.services import erase, record
from candour.ledger.streams import KEEPING
from candour.ledger.verify_log import Wrong
from candour.safekeeping import backing_up, contents, drilling, envelope
from candour.safekeeping.backing_up import KEYS_KEPT, back_up
from candour.safekeeping.contents import NotABackup
from candour.safekeeping.drilling import DrillFailed, Given, drill
from candour.safekeeping.envelope import NoBackupKey

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "the dinner at the Old Exchange"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    home = tmp_path / "home"
    settings.HOME = home
    settings.KEYS_FOLDER = home / "keys"
    settings.FILES_FOLDER = home / "files"
    settings.LOG_FOLDER = home / "log"
    home.mkdir()
    datakeys.forget()
    yield home
    datakeys.forget()


@pytest.fixture
def identity(tmp_path):
    envelope.make_key(tmp_path / "away" / "backup-key")
    return tmp_path / "away" / "backup-key"


def public_half(identity):
    return identity.read_text().splitlines()[0].rpartition(" ")[2]


@pytest.fixture
def backup(identity, tmp_path):
    """Make one now."""

    def make():
        to = envelope.recipients(public_half(identity))
        made = back_up(tmp_path / "disk", keys_folder=tmp_path / "other disk", to=to)
        return Given(made.data, made.keys, identity)

    return make


def note(stream, text=SECRET):
    with transaction.atomic():
        return record(stream, "note", by=SECRETARIAT, kind=Kind.COLLECTION, fields={"why": text})


@contextmanager
def restored(given, scratch, *, listed=None):
    """The backup in a database and home of its own: a plain connection to look inside."""
    scratch.mkdir()
    after = scratch / "erasures"
    after.write_text(listed if listed is not None else "", encoding="utf-8")
    with drilling._database(scratch) as url:
        drilling._bring_keys(custody.folder(), scratch / "home" / "keys")
        drilling._restore(given, after, scratch, url)
        if connection.vendor == "sqlite":
            opened = sqlite3.connect(url.removeprefix("sqlite:///"))
        else:
            opened = psycopg.connect(url)
        with closing(opened) as plain:
            yield plain


def kept(plain, event):
    """Whether the restored copy still has what this event said."""
    place = event.pk.hex if connection.vendor == "sqlite" else event.pk
    mark = "?" if connection.vendor == "sqlite" else "%s"
    statement = f"SELECT sealed FROM ledger_eventfield WHERE event_id = {mark} AND name = 'why'"  # noqa: S608 - our own names
    return plain.execute(statement, [place]).fetchone()[0] is not None


def clear_of(given):
    """Everything that whoever holds the key finds in the artefact of data."""
    parts = []
    keys = envelope.identities(given.identity)
    envelope.unlock(given.data, lambda clear: parts.append(clear.read()), keys)
    return b"".join(parts)


def test_the_drill_backs_up_restores_proves_and_says_how_long_it_took():
    grow(300)
    said = list(drill(None, custody_of_keys=custody.folder()))
    size = LogHead.objects.get().size
    assert any(
        f"the {size} entries of the backup are the first of the {size}" in one for one in said
    )
    assert any("verifies, with all that was said in it" in one for one in said)
    assert "minutes" in said[-1]


def test_a_backup_is_finished_while_others_write_and_is_the_beginning_of_the_live_log(backup):
    grow(200)
    stop, wrote = threading.Event(), []

    def write():
        while not stop.is_set():
            wrote.extend(grow(2))
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        given = backup()
        before = len(wrote)
    finally:
        stop.set()
        writer.join()
    assert before > 0, "nobody wrote meanwhile"
    grow(50)
    proven = list(drill(given, custody_of_keys=custody.folder()))[-2]
    assert proven.startswith("Proven: ")
    assert f"of the {LogHead.objects.get().size} of the live log" in proven
    assert "(0 hashes)" not in proven


def test_what_was_erased_after_the_backup_does_not_come_back(backup, tmp_path):
    stream, other = uuid4(), uuid4()
    gone, stays = note(stream), note(other)
    given = backup()
    with transaction.atomic():
        erase(stream, by=SECRETARIAT, reason="retention has ended")
    listed = erasures.spelled(erasures.listed())
    assert SECRET not in listed
    assert "retention" not in listed
    with restored(given, tmp_path / "restored", listed=listed) as plain:
        assert not kept(plain, gone)
        assert kept(plain, stays)
        wrapped = "SELECT COUNT(*) FROM ledger_datakey WHERE wrapped IS NULL"
        assert plain.execute(wrapped).fetchone()[0] == 1


def test_one_fact_that_was_erased_does_not_come_back_and_its_neighbours_do(backup, tmp_path):
    stream = uuid4()
    gone, stays = note(stream), note(stream)
    given = backup()
    with transaction.atomic():
        erase(stream, by=SECRETARIAT, reason="asked for", fields={gone.pk: ["why"]})
    newer = backup()
    with_newer_keys = Given(given.data, newer.keys, given.identity)
    with restored(with_newer_keys, tmp_path / "restored") as plain:
        assert not kept(plain, gone)
        assert kept(plain, stays)


def test_an_erasure_from_before_the_backup_is_not_carried_out_twice(backup, tmp_path):
    stream = uuid4()
    note(stream)
    with transaction.atomic():
        erase(stream, by=SECRETARIAT, reason="retention has ended")
    later = note(stream, "said afterwards")
    listed = erasures.spelled(erasures.listed())
    with restored(backup(), tmp_path / "restored", listed=listed) as plain:
        assert kept(plain, later)


def test_files_come_back_as_they_were(backup, tmp_path):
    stream, file_id = uuid4(), uuid4()
    sealed = seal_bytes(stream, "file/1", b"content")
    storage.write(file_id, sealed)
    grow(3)
    with restored(backup(), tmp_path / "restored"):
        copy = tmp_path / "restored/home/files" / file_id.hex[:2] / file_id.hex
        assert copy.read_bytes() == sealed


def test_the_artefact_holds_no_key_and_no_word(backup):
    stream = uuid4()
    note(stream)
    wrapped = bytes(DataKey.objects.get(stream=stream).wrapped)
    log_key = checkpoints.log_key()
    publish(Path(connection.settings_dict["NAME"]).parent / f"log-{uuid4().hex}")
    given = backup()
    inside = clear_of(given)
    for secret in (
        custody.key(1),
        custody.key(1).hex().encode(),
        log_key.secret.private_bytes_raw(),
        b"PRIVATE+KEY",
        wrapped,
        wrapped.hex().encode(),
        SECRET.encode(),
        SECRET.encode().hex().encode(),
    ):
        assert secret not in inside
    for artefact in (given.data, given.keys):
        assert artefact.stat().st_mode & 0o777 == 0o600
        locked = artefact.read_bytes()
        assert locked.startswith(b"age-encryption.org/v1")
        assert b"ledger" not in locked


def test_nothing_lies_about_in_the_clear_afterwards(backup, home, tmp_path):
    grow(3)
    backup()
    assert {path.name for path in home.iterdir()} <= {"keys", "noted", "files", "log"}
    assert not list(tmp_path.rglob("*.part"))


def test_the_keys_artefact_goes_after_thirty_days_and_the_data_stays(backup, tmp_path):
    grow(3)
    old = backup()
    a_month_ago = old.keys.stat().st_mtime - (KEYS_KEPT + timedelta(hours=1)).total_seconds()
    for artefact in (old.keys, old.data):
        os.utime(artefact, (a_month_ago, a_month_ago))
    new = backup()
    assert not old.keys.exists()
    assert old.data.exists()
    assert new.keys.exists()


@pytest.mark.parametrize("spoil", ["a flipped bit", "the end is missing"])
def test_a_damaged_backup_is_refused(backup, tmp_path, spoil):
    grow(50)
    given = backup()
    data = bytearray(given.data.read_bytes())
    if spoil == "a flipped bit":
        data[len(data) // 2] ^= 1
    given.data.write_bytes(data if spoil == "a flipped bit" else data[:-1000])
    with pytest.raises(DrillFailed, match="damaged"):
        list(drill(given, custody_of_keys=custody.folder()))


def test_another_key_opens_nothing(backup, tmp_path):
    grow(3)
    given = backup()
    envelope.make_key(tmp_path / "another")
    with pytest.raises(NoBackupKey, match="does not open with this key"):
        backing_up.read_keys(given.keys, envelope.identities(tmp_path / "another"))


def test_a_tar_that_was_made_by_somebody_else_is_refused(tmp_path):
    import tarfile

    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "tar", "w") as tar:
        tar.add(tmp_path / "evil", arcname="../../evil")
    with (tmp_path / "tar").open("rb") as clear, pytest.raises(NotABackup, match="not ours"):
        contents.read(clear, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_commands_say_what_is_missing(capsys, tmp_path, settings):
    settings.BACKUP_TO = ""
    assert main(["backup", str(tmp_path / "disk")]) == 1
    assert "candour backup-key" in capsys.readouterr().err
    assert main(["backup", str(tmp_path / "disk"), "--to", "age1nonsense"]) == 1
    assert main(["backup-key", str(tmp_path / "new")]) == 0
    assert capsys.readouterr().out.startswith("age1")
    assert main(["backup-key", str(tmp_path / "new")]) == 1


def test_a_backup_is_never_restored_over_something(backup, capsys):
    grow(3)
    given = backup()
    words = [str(given.data), "--keys", str(given.keys), "--identity", str(given.identity)]
    assert main(["restore", *words]) == 2
    assert "There is something here already" in capsys.readouterr().err
    assert LogHead.objects.get().size == 3


# ------------------------------------------------------------------ signing after a restore


@pytest.fixture
def signed(home):
    """A log that was signed further than a backup knows of."""
    grow(30)
    older = publish(home / "log").note
    grow(30)
    newer = publish(home / "log").note
    return older, newer


def test_a_restored_installation_signs_nothing_until_it_is_shown_the_newest_checkpoint(
    signed, home
):
    checkpoints.hold_shut(signed[0])
    grow(1)
    with pytest.raises(WillNotSign, match="was restored"):
        publish(home / "log")
    after_a_restore.confirm(signed[1])
    assert publish(home / "log").checkpoint.size == 61


def test_a_log_that_was_signed_further_than_the_backup_cannot_go_on(signed, home):
    from tampering import go_back_to_nothing

    go_back_to_nothing()
    grow(40)
    (home / "log").rename(home / "old log")
    checkpoints.hold_shut(b"")
    with pytest.raises(Wrong, match="begin a new one"):
        after_a_restore.confirm(signed[1])
    with pytest.raises(WillNotSign):
        publish(home / "log")


def test_a_new_log_begins_under_a_new_name_and_says_what_it_follows(signed, home, capsys):
    old = checkpoints.log_key()
    checkpoints.hold_shut(b"")
    (home / "log").rename(home / "old log")
    assert main(["log-key", "--begin-anew", old.name]) == 1
    assert main(["log-key", "--begin-anew", "candour.example/log2"]) == 0
    assert "candour.example/log2+" in capsys.readouterr().out
    assert publish(home / "log").checkpoint.origin == "candour.example/log2"
    (begun,) = queries.timeline(KEEPING)
    facts = queries.opened([begun.event_id])[begun.event_id]
    assert facts == {"old": old.name, "signed_to": 60, "new": "candour.example/log2"}
    archived = (custody.folder() / f"log-key.{old.number.hex()}").read_text()
    assert checkpoints.parse_log_key(archived).name == old.name


def test_confirming_never_goes_back_to_an_older_checkpoint(signed, home, tmp_path, capsys):
    checkpoints.hold_shut(b"")
    (tmp_path / "older").write_bytes(signed[0])
    assert main(["log-key", "--confirm", str(tmp_path / "older")]) == 0
    assert checkpoints.last_signed() == signed[1]
