# SPDX-License-Identifier: MIT
"""The tamper matrix: what somebody who owns the database can do, and what gives them away.

A checkpoint kept by somebody outside stands in for the witness.
"""

import shutil
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection, models, transaction
from django.test.utils import isolate_apps
from tampering import SECRETARIAT, go_back_to_nothing, grow, owner_of_the_database

from candour.ledger import checkpoints, datakeys, recorded, verify_contents, verify_log
from candour.ledger.models import Event, EventField, LogHead, LogLeaf, Stream
from candour.ledger.proofs import prove
from candour.ledger.publishing import WillNotSign, publish
from candour.ledger.recorded import Recorded
from candour.ledger.rules import merkle
from candour.ledger.sealing import SealedTextField, place, seal_with
from candour.ledger.services import Kind, erase, record
from candour.ledger.verification import verify_database
from candour.ledger.verify_log import Checkpoint, Wrong


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


def findings(**options):
    return [str(wrong) for wrong in verify_database(**options).wrong]


def first_wrong_index(**options):
    return next((wrong.index for wrong in verify_database(**options).wrong), None)


def kept_now():
    """A checkpoint that somebody outside keeps."""
    head = LogHead.objects.get()
    return Checkpoint("candour.example/log1", head.size, bytes(head.root))


def test_an_honest_record_passes(folder):
    grow(300)
    publish(folder)
    published = folder, checkpoints.last_checkpoint()
    kept = kept_now()
    grow(10)
    report = verify_database(published=published, kept=[kept])
    assert report.wrong == []
    assert "310 entries in 7 streams; 300 of them were published, and are the same" in (
        report.checked
    )


def test_an_empty_record_passes():
    assert findings(kept=[kept_now()]) == []


# ------------------------------------------------------------------ 1: text in the database

with isolate_apps("candour.ledger"):

    class Opinion(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4)
        event = models.ForeignKey(Event, on_delete=models.PROTECT, db_constraint=False)
        reason = SealedTextField()
        decided = models.CharField(max_length=20)

        recorded = Recorded("reason", "decided")

        class Meta:
            app_label = "ledger"
            db_table = "tampered_opinion"

        @property
        def sealed_under(self):
            return self.event.stream_id


@pytest.fixture
def opinions(monkeypatch):
    kinds = {"sqlite": ("char(32)", "blob"), "postgresql": ("uuid", "bytea")}
    key, sealed = kinds[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE tampered_opinion (id {key} PRIMARY KEY, event_id {key}, "
            f"reason {sealed}, decided varchar(20))"
        )
    monkeypatch.setattr(
        verify_contents, "recorded_models", lambda: iter([(Opinion, Opinion.recorded)])
    )


def decide(reason="too costly", decided="decline"):
    with transaction.atomic():
        event = record(
            uuid4(),
            "decide",
            by=SECRETARIAT,
            kind=Kind.ALTERATION,
            fields={"reason": reason, "decided": decided},
        )
        return Opinion.objects.create(event=event, reason=reason, decided=decided)


def test_business_rows_that_say_what_was_recorded_pass(opinions):
    for _ in range(3):
        decide()
    assert "3 rows of opinion say what was recorded" in verify_database().checked


def test_1_edited_text_in_a_business_row_is_found(opinions):
    grow(4)
    opinion = decide()
    Opinion.objects.filter(pk=opinion.pk).update(decided="accept")
    (found,) = findings()
    assert found.startswith("entry 4: 'decided' of opinion")


def test_1_a_row_that_no_act_made_is_found(opinions):
    opinion = decide()
    Opinion.objects.filter(pk=opinion.pk).update(event=uuid4())
    assert findings() == [f"opinion {opinion.pk} was made by no recorded act"]


def test_1_a_row_given_to_another_act_is_found(opinions):
    opinion, other = decide(), decide(decided="accept")
    Opinion.objects.filter(pk=opinion.pk).update(event=other.event_id)
    assert "of opinion" in findings()[0]


def test_1_sealed_text_edited_through_the_product_is_found(opinions):
    opinion = decide()
    opinion.reason = "no reason"
    opinion.save()
    assert "'reason' of opinion" in findings()[0]


def test_1_sealed_text_damaged_in_the_table_is_found(opinions):
    opinion = decide()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tampered_opinion SET reason = %s", [b"\x01\x00\x01" + bytes(40)])
    assert opinion.pk
    assert "'reason' of opinion" in findings()[0]


def test_1_an_edited_event_is_found():
    grow(4)
    with owner_of_the_database() as cursor:
        cursor.execute("UPDATE ledger_event SET act = 'approve' WHERE leaf_id = 2")
    assert findings() == ["entry 2: who did what is not what was recorded"]


@pytest.mark.parametrize("column", ["by_person", "on_behalf_of"])
def test_1_somebody_else_in_an_event_is_found(column):
    grow(4)
    somebody = uuid4().hex if connection.vendor == "sqlite" else uuid4()
    with owner_of_the_database() as cursor:
        cursor.execute(f"UPDATE ledger_event SET {column} = %s WHERE leaf_id = 2", [somebody])  # noqa: S608 - our own names
    assert first_wrong_index() == 2


def test_1_a_recorded_fact_sealed_anew_with_the_real_key_is_found():
    """An insider with the key can seal; they cannot make the digest of another value."""
    events = grow(4)
    field = EventField.objects.get(event=events[2], name="text")
    key = datakeys.current(events[2].stream_id)
    label = place("ledger_eventfield", field.event_id, "text")
    with owner_of_the_database() as cursor:
        cursor.execute(
            "UPDATE ledger_eventfield SET sealed = %s WHERE id = %s",
            [seal_with(key, label, bytes(32) + b'"another fact"'), field.pk],
        )
    assert findings() == ["entry 2: 'text' is not what was recorded"]


def test_1_a_recorded_fact_moved_to_another_event_is_found():
    events = grow(14)
    sealed = EventField.objects.get(event=events[9], name="text").sealed
    field = EventField.objects.get(event=events[2], name="text")
    with owner_of_the_database() as cursor:
        cursor.execute(
            "UPDATE ledger_eventfield SET sealed = %s WHERE id = %s", [bytes(sealed), field.pk]
        )
    assert findings() == ["entry 2: 'text' was changed or moved"]


def test_1_another_digest_is_found():
    events = grow(4)
    field = EventField.objects.get(event=events[2], name="text")
    with owner_of_the_database() as cursor:
        cursor.execute(
            "UPDATE ledger_eventfield SET digest = %s WHERE id = %s", [bytes(32), field.pk]
        )
    assert findings() == ["entry 2: the digests of the facts are not those of the entry"]


def test_1_a_fact_taken_out_whole_is_found():
    events = grow(4)
    with owner_of_the_database() as cursor:
        cursor.execute(
            "DELETE FROM ledger_eventfield WHERE id = %s",
            [EventField.objects.get(event=events[2], name="text").pk],
        )
    assert first_wrong_index() == 2


def test_1_without_the_key_the_digests_still_tell(settings, tmp_path):
    grow(4)
    settings.KEYS_FOLDER = tmp_path / "auditors-have-none"
    datakeys.forget()
    report = verify_database()
    assert report.wrong == []
    assert "every event has its entry; no key here, so nothing was opened" in report.checked


# ------------------------------------------------------------------ 2: a leaf


@pytest.mark.parametrize("column", ["leaf_hash", "entry"])
def test_2_an_edited_leaf_is_found_inside_and_outside(column):
    grow(20)
    kept = kept_now()
    with owner_of_the_database() as cursor:
        cursor.execute(
            f"UPDATE ledger_logleaf SET {column} = (SELECT {column} FROM ledger_logleaf "  # noqa: S608 - our own names
            "WHERE idx = 3) WHERE idx = 8"
        )
    assert first_wrong_index(kept=[kept]) == 8


def test_2_an_edited_leaf_with_its_hash_is_found():
    grow(20)
    kept = kept_now()
    entry = bytearray(LogLeaf.objects.get(idx=19).entry)
    entry[-1] ^= 1
    with owner_of_the_database() as cursor:
        cursor.execute(
            "UPDATE ledger_logleaf SET entry = %s, leaf_hash = %s WHERE idx = 19",
            [bytes(entry), merkle.leaf_hash(bytes(entry))],
        )
    said = findings(kept=[kept])
    assert "the head's root does not follow from the entries" in said
    assert "the first 20 entries are not those of the kept checkpoint" in said


def test_2_a_short_entry_is_found():
    grow(20)
    with owner_of_the_database() as cursor:
        cursor.execute("UPDATE ledger_logleaf SET entry = %s WHERE idx = 6", [b"short"])
    assert "entry 6: is 5 bytes long, not 94" in findings()


def test_2_an_edited_head_is_found():
    grow(20)
    with owner_of_the_database() as cursor:
        cursor.execute("UPDATE ledger_loghead SET frontier = root")
    assert "the head's root does not follow from the entries" in findings()


def test_2_an_edited_chain_is_found():
    grow(20)
    with owner_of_the_database() as cursor:
        cursor.execute("UPDATE ledger_stream SET next_seq = next_seq + 1")
    assert any("does not end as its row says" in said for said in findings())


# ------------------------------------------------------------------ 3: a leaf taken out


def take_out(*indexes):
    with owner_of_the_database() as cursor:
        for idx in indexes:
            cursor.execute(
                "DELETE FROM ledger_eventfield WHERE event_id IN "
                "(SELECT id FROM ledger_event WHERE leaf_id = %s)",
                [idx],
            )
            cursor.execute("DELETE FROM ledger_event WHERE leaf_id = %s", [idx])
            cursor.execute("DELETE FROM ledger_logleaf WHERE idx = %s", [idx])


@pytest.mark.parametrize("idx", [0, 8, 19])
def test_3_a_leaf_taken_out_is_found(idx):
    grow(20)
    kept = kept_now()
    take_out(idx)
    assert first_wrong_index(kept=[kept]) == idx


def test_3_a_leaf_taken_out_does_not_match_a_receipt(folder):
    events = grow(20)
    publish(folder)
    proof = prove(events[8])
    take_out(8)
    parsed = verify_log.parse_proof(proof)
    assert not LogLeaf.objects.filter(leaf_hash=verify_log.leaf_hash(parsed.entry)).exists()


def test_3_the_newest_leaves_taken_out_with_head_and_chains_mended_are_found_outside(folder):
    """Nothing inside can tell; the checkpoint that somebody kept can."""
    grow(10, streams=1)
    before = LogHead.objects.get()
    chain = Stream.objects.get()
    grow(5, streams=1)
    kept = kept_now()
    take_out(*range(10, 15))
    with owner_of_the_database() as cursor:
        cursor.execute(
            "UPDATE ledger_loghead SET size = 10, frontier = %s, root = %s, last_time_ms = %s",
            [bytes(before.frontier), bytes(before.root), before.last_time_ms],
        )
        cursor.execute(
            "UPDATE ledger_stream SET next_seq = %s, last_leaf = %s",
            [chain.next_seq, bytes(chain.last_leaf)],
        )
    assert findings() == []
    assert findings(kept=[kept]) == ["entry 10: the log ends here, and 15 were signed before"]


# ------------------------------------------------------------------ 4: an old backup


def test_4_an_old_backup_is_found_by_what_was_kept(folder, tmp_path):
    go_back_to_nothing()
    grow(10)
    publish(folder)
    shutil.copytree(folder, tmp_path / "backup")
    events = grow(10)
    kept = publish(folder).checkpoint
    receipt = verify_log.parse_proof(prove(events[0]))
    take_out(*range(10, 20))
    old = LogLeaf.objects.order_by("idx")
    frontier = []
    for leaf in old:
        merkle.push(frontier, leaf.idx, bytes(leaf.leaf_hash))
    with owner_of_the_database() as cursor:
        cursor.execute(
            "UPDATE ledger_loghead SET size = 10, frontier = %s, root = %s",
            [b"".join(frontier), merkle.root(frontier)],
        )
    assert "entry 10: the log ends here, and 20 were signed before" in findings(kept=[kept])
    with pytest.raises(WillNotSign, match="older than what was published"):
        publish(folder)
    audit = verify_log.audit_folder(
        tmp_path / "backup", checkpoints.opened((tmp_path / "backup/checkpoint").read_bytes())
    )
    with pytest.raises(Wrong, match="the log ends here"):
        verify_log.check_kept(tmp_path / "backup", audit, kept)
    assert receipt.index >= audit.size


# ------------------------------------------------------------------ 5, 6: everything rewritten


def test_5_a_history_rewritten_whole_and_signed_again_is_found_only_outside(folder, tmp_path):
    grow(40)
    kept = publish(folder).checkpoint
    go_back_to_nothing()
    grow(50, text="another story")
    assert findings() == []
    assert findings(kept=[kept]) == ["the first 40 entries are not those of the kept checkpoint"]
    # The product refuses to sign it; somebody with the key signs it all the same.
    with pytest.raises(WillNotSign):
        publish(tmp_path / "rewritten")
    (tmp_path / "keys/log-checkpoint").unlink()
    publish(tmp_path / "rewritten")
    note = (tmp_path / "rewritten/checkpoint").read_bytes()
    audit = verify_log.audit_folder(tmp_path / "rewritten", checkpoints.opened(note))
    with pytest.raises(Wrong, match="kept checkpoint"):
        verify_log.check_kept(tmp_path / "rewritten", audit, kept)


def test_6_what_is_newer_than_the_kept_checkpoint_can_be_rewritten_unseen():
    """The honest window: we say so, and this test keeps us honest about it."""
    grow(10)
    kept = kept_now()
    grow(5, text="as it was")
    take_out(*range(10, 15))
    frontier = []
    for leaf in LogLeaf.objects.order_by("idx"):
        merkle.push(frontier, leaf.idx, bytes(leaf.leaf_hash))
    chains = {}
    for leaf in LogLeaf.objects.order_by("idx"):
        entry = bytes(leaf.entry)
        chains[UUID(bytes=entry[2:18])] = (int.from_bytes(entry[18:22]) + 1, bytes(leaf.leaf_hash))
    with owner_of_the_database() as cursor:
        cursor.execute(
            "UPDATE ledger_loghead SET size = 10, frontier = %s, root = %s",
            [b"".join(frontier), merkle.root(frontier)],
        )
        for stream, (next_seq, leaf) in chains.items():
            key = stream.hex if connection.vendor == "sqlite" else stream
            cursor.execute(
                "UPDATE ledger_stream SET next_seq = %s, last_leaf = %s WHERE id = %s",
                [next_seq, leaf, key],
            )
    grow(5, text="as somebody wished")
    assert findings(kept=[kept]) == []


# ------------------------------------------------------------------ 7, 8: what is gone


def test_7_lawful_erasure_passes(folder):
    events = grow(20)
    kept = publish(folder).checkpoint
    with transaction.atomic():
        erase(
            events[3].stream_id,
            by=SECRETARIAT,
            reason="retention has ended",
            fields={events[3].pk: ["text"]},
        )
    report = verify_database(published=(folder, kept), kept=[kept])
    assert report.wrong == []
    assert any("1 were erased" in said for said in report.checked)


def test_7_a_whole_stream_erased_passes():
    events = grow(20)
    with transaction.atomic():
        erase(events[3].stream_id, by=SECRETARIAT, reason="retention has ended")
    assert findings() == []


def test_8_content_that_is_gone_without_an_erasure_is_found():
    events = grow(20)
    EventField.objects.filter(event=events[5], name="text").update(sealed=None)
    assert findings() == ["entry 5: 'text' is gone and no erasure names it"]


def test_8_a_key_destroyed_without_an_erasure_is_found():
    events = grow(20)
    datakeys.destroy(events[5].stream_id)
    assert "is gone and no erasure names it" in findings()[0]


def test_8_an_erasure_of_one_fact_does_not_cover_another():
    events = grow(20)
    with transaction.atomic():
        erase(events[5].stream_id, by=SECRETARIAT, reason="a wish", fields={events[5].pk: ["row"]})
    EventField.objects.filter(event=events[5], name="text").update(sealed=None)
    assert findings() == ["entry 5: 'text' is gone and no erasure names it"]


def test_8_an_erasure_that_was_itself_erased_covers_nothing():
    events = grow(20)
    with transaction.atomic():
        certificate = erase(
            events[5].stream_id, by=SECRETARIAT, reason="a wish", fields={events[5].pk: ["text"]}
        )
    EventField.objects.filter(event=certificate, name="fields").update(sealed=None)
    assert "an erasure does not say what it erased" in findings()


# ------------------------------------------------------------------ database and publication


def test_a_published_entry_that_the_database_holds_otherwise_is_named(folder):
    grow(300)
    kept = publish(folder).checkpoint
    go_back_to_nothing()
    grow(300)
    assert first_wrong_index(published=(folder, kept)) == 0


def test_a_published_entry_that_the_database_has_lost_is_named(folder):
    grow(300, streams=1)
    kept = publish(folder).checkpoint
    take_out(*range(290, 300))
    assert findings(published=(folder, kept))[0].startswith("entry 290: was published")


def test_whole_tiles_that_the_database_has_lost_are_named(folder):
    grow(300, streams=1)
    kept = publish(folder).checkpoint
    take_out(*range(200, 300))
    assert findings(published=(folder, kept))[0].startswith("entry 200: was published")
    take_out(*range(200))
    assert first_wrong_index(published=(folder, kept)) == 0


def test_lifted_triggers_are_noticed():
    grow(3)
    with owner_of_the_database():
        assert any("no longer refuses changes" in said for said in findings())


def test_dates_and_identifiers_compare_as_they_are_recorded():
    one = uuid4()
    assert recorded.as_recorded(one) == str(one)
    assert recorded.as_recorded(date(2026, 3, 27)) == "2026-03-27"
    assert recorded.as_recorded(Decimal("25.00")) == "25.00"
    assert recorded.as_recorded("text") == "text"
