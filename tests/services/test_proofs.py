# SPDX-License-Identifier: MIT
"""One act proven to somebody without an account, with a file and nothing else."""

import base64
import json
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from tampering import SECRETARIAT, grow

from candour.cli.main import main
from candour.ledger import checkpoints, datakeys, proofs, verify_log
from candour.ledger.proofs import NoProof, event_called, prove
from candour.ledger.publishing import publish
from candour.ledger.rules import merkle
from candour.ledger.services import Kind, record
from candour.ledger.tile_tree import DatabaseTree, TileTree
from candour.ledger.verify_log import Wrong


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path, db):
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.LOG_FOLDER = tmp_path / "log"
    settings.LOG_ORIGIN = "candour.example/log1"
    datakeys.forget()
    yield
    datakeys.forget()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def decision(folder):
    grow(300)
    with transaction.atomic():
        event = record(
            uuid4(),
            "decide",
            by=SECRETARIAT,
            kind=Kind.ALTERATION,
            fields={"decision": "decline", "rationale": "private", "note": "naïve – 7 €"},
        )
    grow(40)
    publish(folder)
    return event


def key():
    return verify_log.parse_key(checkpoints.log_key().verifier_key)


def checked(proof):
    return verify_log.check_proof(verify_log.parse_proof(proof), key())


def test_a_proof_follows_the_published_format(decision, folder):
    lines = prove(decision).decode().split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert base64.b64decode(lines[1].removeprefix("extra ")) == bytes(decision.leaf.entry)
    assert lines[2] == "index 300"
    gap = lines.index("")
    assert all(len(base64.b64decode(line)) == 32 for line in lines[3:gap])
    assert "\n".join(lines[gap + 1 :]).encode() == (folder / "checkpoint").read_bytes()


def test_a_proof_holds_offline(decision):
    checkpoint, shown = checked(prove(decision))
    assert checkpoint.size == 341
    assert shown == {}


def test_one_fact_is_shown_and_the_others_stay_withheld(decision):
    proof = prove(decision, show=["decision"])
    assert checked(proof)[1] == {"decision": "decline"}
    extra = base64.b64decode(proof.split(b"\n")[1].removeprefix(b"extra "))
    assert b"private" not in extra
    assert json.loads(extra[94:])["rationale"].keys() == {"digest"}


def test_facts_in_any_letters_open(decision):
    assert checked(prove(decision, show=["note"]))[1] == {"note": "naïve – 7 €"}


def edited(proof, edit):
    lines = proof.decode().split("\n")
    extra = base64.b64decode(lines[1].removeprefix("extra "))
    fields = json.loads(extra[94:])
    edit(fields)
    spelled = extra[:94] + json.dumps(fields).encode()
    lines[1] = "extra " + base64.b64encode(spelled).decode()
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    "edit",
    [
        lambda fields: fields["decision"].update(value="accept"),
        lambda fields: fields["decision"].update(salt="00" * 32),
        lambda fields: fields.pop("rationale"),
        lambda fields: fields.update(more={"value": 1, "salt": "00" * 32}),
        lambda fields: fields["rationale"].update(digest="00" * 32),
        lambda fields: fields["rationale"].update(digest="not hex"),
        lambda fields: fields.update(rationale=7),
    ],
)
def test_an_edited_disclosure_is_refused(decision, edit):
    proof = prove(decision, show=["decision"])
    with pytest.raises(Wrong, match="disclosed"):
        checked(edited(proof, edit))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"index 300", b"index 299"),
        (b"index 300", b"index 900"),
        (b"index 300", b"index 0300"),
        (b"tlog-proof@v1", b"tlog-proof@v2"),
        (b"extra ", b"extra AAAA"),
        (b"\n341\n", b"\n342\n"),
    ],
)
def test_an_edited_proof_is_refused(decision, old, new):
    proof = prove(decision)
    assert old in proof
    with pytest.raises(ValueError):
        checked(proof.replace(old, new, 1))


def test_a_proof_with_a_hash_left_out_is_refused(decision):
    lines = prove(decision).split(b"\n")
    with pytest.raises(Wrong, match="length"):
        checked(b"\n".join([*lines[:3], *lines[4:]]))


def test_a_proof_of_another_log_is_refused(decision, settings, tmp_path):
    proof = prove(decision)
    settings.KEYS_FOLDER = tmp_path / "other"
    with pytest.raises(Wrong, match="no signature"):
        checked(proof)


def test_tiles_and_table_give_the_same_proof(decision, folder):
    for index in (0, 255, 256, 300, 340):
        assert merkle.inclusion_proof(TileTree(folder, 341), index, 341) == merkle.inclusion_proof(
            DatabaseTree(), index, 341
        )


def test_a_proof_does_not_need_the_published_folder(decision, settings, tmp_path):
    with_tiles = prove(decision)
    settings.LOG_FOLDER = tmp_path / "nowhere"
    assert prove(decision) == with_tiles


def test_what_is_not_published_yet_is_not_proved(decision):
    (event,) = grow(1)
    with pytest.raises(NoProof, match="publish the log first"):
        prove(event)


def test_a_fact_that_was_never_recorded_is_not_shown(decision):
    with pytest.raises(NoProof, match="no such facts: colour"):
        prove(decision, show=["colour"])


# ------------------------------------------------------------------ which act


def test_an_act_is_found_by_itself_and_by_its_stream(decision):
    assert event_called(str(decision.pk)) == decision
    assert event_called(str(decision.stream_id)) == decision


def test_a_reference_leads_to_the_newest_act_of_its_matter(monkeypatch):
    events = grow(3, streams=1)
    monkeypatch.setattr(proofs, "_finders", [])
    proofs.register_finder(lambda name: UUID(int=1) if name == "GW-7KQ3-9FXD" else None)
    assert event_called("GW-7KQ3-9FXD") == events[-1]


def test_nothing_by_that_name_is_said():
    with pytest.raises(NoProof, match="nothing was recorded under GW-0000-0000"):
        event_called("GW-0000-0000")


# ------------------------------------------------------------------ the commands


def vkey(capsys):
    assert main(["log-key"]) == 0
    return capsys.readouterr().out.strip()


def test_from_publishing_to_proof_by_command(folder, tmp_path, capsysbinary):
    event = grow(20)[7]
    assert main(["publish-log", str(folder)]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "20 entries" in out
    key = out.rpartition("Verifier key: ")[2].strip()
    assert main(["log-key"]) == 0
    assert capsysbinary.readouterr().out.decode().strip() == key
    kept = tmp_path / "kept"
    kept.write_bytes((folder / "checkpoint").read_bytes())
    grow(20)
    assert main(["publish-log", str(folder)]) == 0
    capsysbinary.readouterr()
    assert (
        main(["verify", "--log", str(folder), "--database", "--against", str(kept), "--key", key])
        == 0
    )
    assert b"40 entries in 7 streams" in capsysbinary.readouterr().out
    assert main(["prove", str(event.pk)]) == 0
    proof = tmp_path / "act.tlog-proof"
    proof.write_bytes(capsysbinary.readouterr().out)
    assert main(["verify", "--proof", str(proof), "--key", key]) == 0
    said = capsysbinary.readouterr().out
    assert b"is in the log" in said
    assert b"a fact" not in said


def test_what_is_wrong_is_named_and_the_command_fails(folder, capsys):
    grow(20)
    publish(folder)
    data = bytearray((folder / "tile/entries/000.p/20").read_bytes())
    data[96 * 13 + 80] ^= 1
    (folder / "tile/entries/000.p/20").write_bytes(data)
    assert main(["verify", "--log", str(folder), "--key", vkey(capsys)]) == 1
    assert "WRONG: entry 13" in capsys.readouterr().err


def test_the_database_alone_needs_no_key(capsys):
    grow(20)
    assert main(["verify", "--database"]) == 0
    assert "20 entries" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Say what to verify"),
        (["--log", "x"], "Give --key"),
        (["--proof", "x"], "Give --key"),
        (["--database", "--against", "x"], "Give --key"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_so(words, said, capsys):
    assert main(["verify", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_missing_file_is_told_so(capsys, tmp_path):
    assert main(["verify", "--proof", str(tmp_path / "no"), "--key", vkey(capsys)]) == 2
    assert "Cannot read" in capsys.readouterr().err


def test_an_unknown_reference_is_told_so(capsys):
    assert main(["prove", "GW-0000-0000"]) == 1
    assert "nothing was recorded" in capsys.readouterr().err


def test_a_database_that_went_back_is_told_so(folder, capsys):
    grow(20)
    publish(folder)
    (folder / "checkpoint").write_bytes(b"not a checkpoint")
    assert main(["publish-log", str(folder)]) == 1
    assert "Nothing was signed" in capsys.readouterr().err
