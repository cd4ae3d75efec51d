# SPDX-License-Identifier: MIT
"""The published folder, read with the single-file verifier that an outsider would use."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from append_only import triggers_lifted
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from candour.ledger import checkpoints, verify_log
from candour.ledger.checkpoints import LogKey, NoCheckpoint
from candour.ledger.models import LogHead
from candour.ledger.publishing import WillNotSign, publish
from candour.ledger.rules import merkle
from candour.ledger.rules.entry import NO_LEAF, Entry, Kind, pack
from candour.ledger.services import By, NewEvent, record_all
from candour.ledger.verify_log import Checkpoint, Wrong

SECRETARIAT = By(uuid4(), "secretariat")


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path, db):
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.LOG_ORIGIN = "candour.example/log1"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "log"


def grow(count, *, streams=7):
    """Acts recorded through the service, as the product does."""
    names = [UUID(int=number) for number in range(streams)]
    with transaction.atomic():
        record_all(
            [
                NewEvent(names[row % streams], "note", SECRETARIAT, Kind.ALTERATION, {"row": row})
                for row in range(count)
            ]
        )


def grow_synthetic(size):
    """Many entries at once, straight into the tables."""
    chain, frontier, rows = {}, [], []
    for index in range(size):
        stream = UUID(int=index % 97)
        sequence, previous = chain.get(stream, (0, NO_LEAF))
        entry = pack(
            Entry(Kind.ALTERATION, stream, sequence, 1_700_000_000_000, previous, bytes(32))
        )
        leaf = merkle.leaf_hash(entry)
        chain[stream] = (sequence + 1, leaf)
        merkle.push(frontier, index, leaf)
        rows.append((index, leaf, entry))
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO ledger_logleaf VALUES (%s, %s, %s)", rows)
        cursor.execute(
            "UPDATE ledger_loghead SET size = %s, frontier = %s, root = %s",
            [size, b"".join(frontier), merkle.root(frontier)],
        )


def key():
    return verify_log.parse_key(checkpoints.log_key().verifier_key)


def audit(folder):
    checkpoint = verify_log.open_checkpoint((folder / "checkpoint").read_bytes(), key())
    return verify_log.audit_folder(folder, checkpoint)


def files(folder):
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_checkpoint_of_the_published_vectors():
    log = LogKey("candour.example/log1", Ed25519PrivateKey.from_private_bytes(b"\x07" * 32))
    assert (
        log.verifier_key
        == "candour.example/log1+d5f46b6e+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
    )
    root = bytes.fromhex("5ed7aa8b5fa9c5755b5a6b2d00c8002f928069770474a69ad2147691b8d2b442")
    note = checkpoints.sign(log, Checkpoint("candour.example/log1", 3, root))
    assert len(note) == 187
    assert (
        hashlib.sha256(note).hexdigest()
        == "97351d609c00f4225887f839b75ef0e485656ea67d6c0c3300a84b564ee0cf54"
    )
    assert verify_log.open_checkpoint(note, verify_log.parse_key(log.verifier_key)) == Checkpoint(
        "candour.example/log1", 3, root
    )


def test_an_empty_log_is_published_as_empty(folder):
    published = publish(folder)
    assert published.checkpoint == Checkpoint("candour.example/log1", 0, merkle.EMPTY_ROOT)
    assert files(folder) == {"checkpoint": len(published.note)}
    assert audit(folder).size == 0


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 513, 1000])
def test_what_is_published_verifies(folder, size):
    grow(size)
    publish(folder)
    assert audit(folder).size == size


def test_the_files_of_the_worked_size_256(folder):
    grow(256)
    publish(folder)
    found = files(folder)
    del found["checkpoint"]
    assert found == {"tile/0/000": 8192, "tile/1/000.p/1": 32, "tile/entries/000": 24_576}


def test_the_files_of_the_worked_size_70000(folder):
    grow_synthetic(70_000)
    publish(folder)
    found = files(folder)
    assert sum(name.startswith("tile/0/") for name in found) == 274
    assert found["tile/0/273.p/112"] == 112 * 32
    assert found["tile/entries/273.p/112"] == 112 * 96
    upper = {name: found[name] for name in found if name.startswith(("tile/1/", "tile/2/"))}
    assert upper == {"tile/1/000": 8192, "tile/1/001.p/17": 17 * 32, "tile/2/000.p/1": 32}
    assert audit(folder).size == 70_000


def test_growing_step_by_step_gives_the_same_as_at_once(folder, tmp_path):
    for step in (3, 100, 153, 1, 300, 43):
        grow(step)
        publish(folder)
        assert audit(folder).size == LogHead.objects.get().size
    at_once = tmp_path / "at-once"
    publish(at_once)
    for path in at_once.rglob("*"):
        if path.is_file():
            same = folder / path.relative_to(at_once)
            assert same.read_bytes() == path.read_bytes()


def test_a_partial_tile_stays_until_the_full_one_is_there(folder):
    grow(100)
    publish(folder)
    grow(100)
    publish(folder)
    assert {"tile/0/000.p/100", "tile/0/000.p/200"} <= set(files(folder))
    grow(100)
    publish(folder)
    assert {name for name in files(folder) if "000.p" in name} == {"tile/1/000.p/1"}


def test_publishing_again_writes_nothing_anew(folder):
    grow(300)
    publish(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert publish(folder).files == 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_drafts_of_a_publisher_that_was_killed_are_swept_up(folder):
    grow(3)
    publish(folder)
    stale = folder / "tile/0/000.p/7.tmp"
    stale.write_bytes(b"half")
    publish(folder)
    assert not stale.exists()


def test_tiles_without_their_checkpoint_are_taken_up_where_they_are(folder):
    grow(300)
    publish(folder)
    (folder / "checkpoint").unlink()
    grow(300)
    publish(folder)
    assert audit(folder).size == 600


def test_two_folders_of_one_log(folder, tmp_path):
    grow(10)
    publish(folder)
    grow(10)
    publish(tmp_path / "other")
    publish(folder)
    assert (folder / "checkpoint").read_bytes() == (tmp_path / "other/checkpoint").read_bytes()


# ------------------------------------------------------------------ never two histories


def back_to(size):
    """The database as an old backup holds it."""
    with triggers_lifted(connection), connection.cursor() as cursor:
        for statement in (
            "DELETE FROM ledger_eventfield",
            "DELETE FROM ledger_event",
            "DELETE FROM ledger_stream",
            "DELETE FROM ledger_logleaf",
        ):
            cursor.execute(statement)
        cursor.execute("UPDATE ledger_loghead SET size = 0, frontier = %s, last_time_ms = 0", [b""])
    if size:
        grow(size)


def test_a_database_that_went_back_is_not_signed(folder):
    grow(20)
    publish(folder)
    back_to(10)
    with pytest.raises(WillNotSign, match="older than what was published"):
        publish(folder)


def test_a_rewritten_history_is_not_signed_even_elsewhere(folder, tmp_path):
    grow(20)
    publish(folder)
    back_to(30)
    with pytest.raises(WillNotSign):
        publish(folder)
    with pytest.raises(WillNotSign, match="not those that were signed before"):
        publish(tmp_path / "fresh")
    assert audit(folder).size == 20


def test_a_changed_entry_is_not_signed(folder):
    grow(20)
    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_logleaf SET leaf_hash = (SELECT leaf_hash FROM ledger_logleaf "
            "WHERE idx = 3) WHERE idx = 7"
        )
    with pytest.raises(WillNotSign, match="entry 7"):
        publish(folder)


def test_a_head_that_does_not_fit_the_entries_is_not_signed(folder):
    grow(20)
    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_loghead SET root = (SELECT leaf_hash FROM ledger_logleaf WHERE idx = 3)"
        )
    with pytest.raises(WillNotSign, match="root"):
        publish(folder)
    assert checkpoints.last_signed() is None


def test_a_folder_of_another_log_is_left_alone(folder, settings, tmp_path):
    grow(3)
    publish(folder)
    settings.KEYS_FOLDER = tmp_path / "other-keys"
    with pytest.raises(WillNotSign, match="another log"):
        publish(folder)


def test_a_published_file_that_was_changed_is_not_written_over(folder):
    grow(10)
    publish(folder)
    grow(5)
    (folder / "tile/0/000.p").mkdir(exist_ok=True)
    (folder / "tile/0/000.p/15").write_bytes(bytes(15 * 32))
    with pytest.raises(WillNotSign, match="other content"):
        publish(folder)


# ------------------------------------------------------------------ the key


def test_the_key_is_made_once_and_kept_from_others(tmp_path):
    first = checkpoints.log_key().verifier_key
    assert checkpoints.log_key().verifier_key == first
    assert (tmp_path / "keys/log-key").stat().st_mode & 0o777 == 0o600


def test_the_name_stays_with_the_key(settings):
    checkpoints.log_key()
    settings.LOG_ORIGIN = "moved.example/log"
    assert checkpoints.log_key().name == "candour.example/log1"


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_a_name_that_no_reader_would_accept_is_refused(settings, name):
    settings.LOG_ORIGIN = name
    with pytest.raises(NoCheckpoint, match="cannot be called"):
        checkpoints.log_key()


@pytest.mark.parametrize("damage", ["", "PRIVATE+KEY+a+b", "PRIVATE+KEY+other+d5f46b6e+AQcHBw=="])
def test_a_damaged_key_file_is_said(tmp_path, damage):
    checkpoints.log_key()
    (tmp_path / "keys/log-key").write_text(damage)
    with pytest.raises((NoCheckpoint, ValueError)):
        checkpoints.log_key()


def test_a_demonstration_that_begins_anew_begins_another_log(folder):
    grow(3)
    before = checkpoints.log_key().verifier_key
    publish(folder)
    checkpoints.throw_away()
    assert checkpoints.last_signed() is None
    assert checkpoints.log_key().verifier_key != before


# ------------------------------------------------------------------ tampering with the files


def flip(path, bit):
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


@pytest.fixture
def published(folder):
    grow(700)
    publish(folder)
    return folder


def test_a_flipped_bit_in_an_entry_is_named(published):
    flip(published / "tile/entries/001", (96 * 44 + 70) * 8)
    with pytest.raises(Wrong, match="entry 300") as wrong:
        audit(published)
    assert wrong.value.index == 300


def test_a_flipped_bit_in_a_tile_of_leaves_is_named(published):
    flip(published / "tile/0/002.p/188", 32 * 8 * 10)
    with pytest.raises(Wrong) as wrong:
        audit(published)
    assert wrong.value.index == 522


def test_a_flipped_bit_in_an_upper_tile_is_named(published):
    flip(published / "tile/1/000.p/2", 32 * 8)
    with pytest.raises(Wrong) as wrong:
        audit(published)
    assert wrong.value.index == 256


@pytest.mark.parametrize("name", ["tile/entries/002.p/188", "tile/0/001", "tile/1/000.p/2"])
def test_a_missing_file_is_named(published, name):
    (published / name).unlink()
    with pytest.raises(Wrong, match=f"{name} is missing"):
        audit(published)


@pytest.mark.parametrize("name", ["tile/entries/000", "tile/0/001", "tile/1/000.p/2"])
def test_a_file_of_another_length_is_named(published, name):
    path = published / name
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(Wrong, match="bytes long"):
        audit(published)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n700\n", b"\n699\n"),
        (b"\n700\n", b"\n0700\n"),
        (b"candour.example/log1\n", b"candour.example/log2\n"),
        ("\n\n—".encode(), "\nextension\n\n—".encode()),
        ("\n\n— ".encode(), b"\n\n- "),
        ("\n\n—".encode(), "\n—".encode()),
    ],
)
def test_an_edited_checkpoint_is_refused(published, old, new):
    path = published / "checkpoint"
    edited = path.read_bytes().replace(old, new, 1)
    assert edited != path.read_bytes()
    path.write_bytes(edited)
    with pytest.raises(Wrong):
        audit(published)


def test_a_checkpoint_by_another_key_is_refused(published):
    other = LogKey("candour.example/log1", Ed25519PrivateKey.generate())
    head = LogHead.objects.get()
    forged = checkpoints.sign(other, Checkpoint("candour.example/log1", 700, bytes(head.root)))
    with pytest.raises(Wrong, match="no signature"):
        verify_log.open_checkpoint(forged, key())


def test_signatures_of_others_are_left_alone(published):
    note = (published / "checkpoint").read_bytes() + "— witness.example aGVsbG8gd29ybGQ=\n".encode()
    assert verify_log.open_checkpoint(note, key()).size == 700


def test_a_reader_may_come_while_the_log_grows(published):
    """A full tile stands in for the partial one that an older checkpoint asked for."""
    older = (published / "checkpoint").read_bytes()
    grow(100)
    publish(published)
    checkpoint = verify_log.open_checkpoint(older, key())
    assert verify_log.audit_folder(published, checkpoint).size == 700


def test_a_kept_checkpoint_of_any_size_is_found_again(folder):
    kept = []
    for step in (1, 9, 246, 44, 212, 3):
        grow(step)
        kept.append(publish(folder).checkpoint)
    whole = audit(folder)
    for checkpoint in kept:
        verify_log.check_kept(folder, whole, checkpoint)
        with pytest.raises(Wrong, match="kept checkpoint"):
            verify_log.check_kept(folder, whole, Checkpoint("x", checkpoint.size, bytes(32)))
    with pytest.raises(Wrong, match="log ends here"):
        verify_log.check_kept(folder, whole, Checkpoint("x", 9999, bytes(32)))


# ------------------------------------------------------------------ the verifier as a program


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, verify_log.__file__, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], **environment},
    )


def test_the_verifier_runs_on_its_own(published, tmp_path):
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    shutil.copy(verify_log.__file__, alone / "verify_log.py")
    kept = alone / "kept"
    kept.write_bytes((published / "checkpoint").read_bytes())
    vkey = checkpoints.log_key().verifier_key
    command = ["--key", vkey, "--log", published, "--against", kept]
    done = subprocess.run(
        [sys.executable, "-I", alone / "verify_log.py", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "700 entries in 7 streams agree" in done.stdout
    assert "begin with the 700" in done.stdout


def test_the_verifier_names_the_first_wrong_entry_and_fails(published):
    flip(published / "tile/entries/000", 96 * 8 * 5 + 400)
    done = run("--key", checkpoints.log_key().verifier_key, "--log", published)
    assert done.returncode == 1
    assert "WRONG: entry 5" in done.stderr


def test_the_verifier_says_when_it_could_not_look(tmp_path):
    done = run("--key", checkpoints.log_key().verifier_key, "--log", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "Cannot read" in done.stderr


def test_a_mistyped_key_is_refused(published):
    good = checkpoints.log_key().verifier_key
    for bad in (good[:-3], good.replace("log1", "log2"), "no key", good + "A"):
        done = run("--key", bad, "--log", published)
        assert done.returncode == 1


def test_the_verifier_imports_nothing_of_ours():
    assert "candour." not in Path(verify_log.__file__).read_text().replace("candour.example", "")
