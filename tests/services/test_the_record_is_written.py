# SPDX-License-Identifier: MIT
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from append_only import triggers_lifted
from django.db import DatabaseError, IntegrityError, connection, transaction

from candour.ledger import queries
from candour.ledger.models import (
    Event,
    EventField,
    LogHead,
    LogLeaf,
    NeverChanged,
    Stream,
)
from candour.ledger.rules import merkle
from candour.ledger.rules.commitments import Opening, commitment, disclose, opens
from candour.ledger.rules.entry import NO_LEAF, unpack
from candour.ledger.services import (
    By,
    Kind,
    NewEvent,
    NotInATransaction,
    new_event_id,
    record,
    record_all,
    record_reading,
)

SECRETARIAT = By(uuid4(), "secretariat")


def note(stream, text="a fact", **changed):
    with transaction.atomic():
        return record(
            stream, "note", by=SECRETARIAT, kind=Kind.ALTERATION, fields={"text": text}, **changed
        )


@pytest.fixture
def stream(db):
    return uuid4()


def entries():
    return [unpack(bytes(leaf.entry)) for leaf in LogLeaf.objects.order_by("idx")]


def test_an_act_reads_back_as_it_was_recorded(stream):
    who = By(uuid4(), "secretariat", on_behalf_of=uuid4())
    with transaction.atomic():
        event = record(
            stream,
            "notify",
            by=who,
            kind=Kind.COLLECTION,
            fields={"title": "Lunch – 27 March", "areas": ["unsolicited"], "late": False},
            clauses=("COG 3.1/1",),
        )
    (entry,) = queries.timeline(stream)
    assert (entry.event_id, entry.act, entry.kind) == (event.pk, "notify", Kind.COLLECTION)
    assert (entry.by_person, entry.on_behalf_of, entry.role) == (
        who.person,
        who.on_behalf_of,
        "secretariat",
    )
    assert entry.clauses == ("COG 3.1/1",)
    assert entry.name == ""
    assert queries.opened([event.pk]) == {
        event.pk: {"title": "Lunch – 27 March", "areas": ["unsolicited"], "late": False}
    }


def test_somebody_without_an_account_appears_by_name(stream):
    with transaction.atomic():
        by = By(None, "party", name="Ines Marlow")
        record(stream, "ask_again", by=by, kind=Kind.COLLECTION, fields={})
    note(stream)
    assert [entry.name for entry in queries.timeline(stream)] == ["Ines Marlow", ""]


def test_names_and_facts_are_nowhere_in_clear(stream):
    with transaction.atomic():
        by = By(None, "party", name="Ines Marlow")
        record(stream, "ask", by=by, kind=Kind.COLLECTION, fields={"why": "a private reason"})
    rows = repr([list(table.objects.values()) for table in (LogLeaf, Event, EventField, Stream)])
    assert "Marlow" not in rows
    assert "private" not in rows


def test_the_timeline_can_leave_out_the_reading(stream):
    note(stream)
    record_reading(stream, by=SECRETARIAT, part="case", reason="my decision")
    acts = [entry.act for entry in queries.timeline(stream, kinds=[Kind.ALTERATION])]
    assert acts == ["note"]
    (_, reading) = queries.timeline(stream)
    assert reading.kind is Kind.CONSULTATION
    assert queries.opened([reading.event_id])[reading.event_id] == {
        "part": "case",
        "reason": "my decision",
    }


def test_the_head_is_the_root_of_the_leaves(stream):
    for _ in range(11):
        note(stream)
    head = LogHead.objects.get()
    hashes = [bytes(leaf.leaf_hash) for leaf in LogLeaf.objects.order_by("idx")]
    assert head.size == 11
    assert bytes(head.root) == merkle.fold(hashes)
    assert hashes == [
        merkle.leaf_hash(bytes(leaf.entry)) for leaf in LogLeaf.objects.order_by("idx")
    ]


def test_each_stream_is_a_chain_without_gaps(stream):
    other = uuid4()
    for where in (stream, other, stream, stream, other):
        note(where)
    chains = {stream: [], other: []}
    for entry in entries():
        chains[entry.stream].append(entry)
    for chain in chains.values():
        assert [entry.sequence for entry in chain] == list(range(len(chain)))
        assert chain[0].previous_leaf == NO_LEAF
    hashes = [bytes(leaf.leaf_hash) for leaf in LogLeaf.objects.order_by("idx")]
    assert [entry.previous_leaf for entry in chains[stream][1:]] == [hashes[0], hashes[2]]


def test_the_entry_commits_to_everything_that_was_recorded(stream):
    event = note(stream, clauses=("COG 3.1/1",))
    openings = queries.openings([event.pk])[event.pk]
    (entry,) = entries()
    assert opens(disclose(openings, show=frozenset(openings)), entry.commitment)
    assert openings["_act"].value == {
        "id": str(event.pk),
        "name": "note",
        "clauses": ["COG 3.1/1"],
    }
    assert openings["_by"].value["person"] == str(SECRETARIAT.person)
    assert openings["text"].value == "a fact"
    assert len({opening.salt for opening in openings.values()}) == len(openings)


def test_another_value_does_not_open_the_entry(stream):
    event = note(stream)
    openings = queries.openings([event.pk])[event.pk]
    openings["text"] = Opening("another fact", openings["text"].salt)
    assert not opens(disclose(openings, show=frozenset({"text"})), entries()[0].commitment)


def test_the_digests_kept_beside_the_values_give_the_commitment(stream):
    note(stream)
    digests = {field.name: bytes(field.digest) for field in EventField.objects.all()}
    assert commitment(digests) == entries()[0].commitment


def test_time_never_runs_backwards(stream):
    with time_machine.travel(datetime(2026, 3, 27, 12, tzinfo=UTC), tick=False):
        note(stream)
    with time_machine.travel(datetime(2026, 3, 27, 11, tzinfo=UTC), tick=False):
        event = note(stream)
    assert event.at == datetime(2026, 3, 27, 12, tzinfo=UTC)
    first, second = entries()
    assert first.time_ms == second.time_ms == LogHead.objects.get().last_time_ms


@pytest.mark.django_db(transaction=True)
def test_an_act_is_recorded_in_its_own_transaction_or_not_at_all():
    with pytest.raises(NotInATransaction):
        record(uuid4(), "note", by=SECRETARIAT, kind=Kind.ALTERATION, fields={})
    assert LogHead.objects.get().size == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_nothing():
    stream = uuid4()

    def act():
        with transaction.atomic():
            note(stream)
            raise KeyError

    with pytest.raises(KeyError):
        act()
    assert not LogLeaf.objects.exists()
    event = note(stream)
    assert queries.opened([event.pk]) == {event.pk: {"text": "a fact"}}


def test_many_acts_take_one_change_of_the_head(stream, django_assert_max_num_queries):
    new = [
        NewEvent(stream, f"row {row}", SECRETARIAT, Kind.COLLECTION, {"row": row})
        for row in range(100)
    ]
    note(stream)
    with transaction.atomic(), django_assert_max_num_queries(20):
        events = record_all(new)
    assert LogHead.objects.get().size == 101
    assert [entry.act for entry in queries.timeline(stream)][1:] == [event.act for event in events]


def test_nothing_to_record_is_nothing(db):
    assert record_all([]) == []
    assert LogHead.objects.get().size == 0


@pytest.mark.django_db(transaction=True)
def test_rows_may_point_to_the_event_before_it_is_recorded():
    with transaction.atomic():
        event_id = new_event_id()
        EventField.objects.create(event_id=event_id, name="early", digest=bytes(32), sealed=b"x")
        note(uuid4(), event_id=event_id)
    assert Event.objects.filter(pk=event_id).exists()


@pytest.mark.django_db(transaction=True)
def test_a_row_without_its_event_is_refused_at_commit():
    def forgetful():
        with transaction.atomic():
            EventField.objects.create(event_id=new_event_id(), name="x", digest=bytes(32))

    with pytest.raises(IntegrityError):
        forgetful()


def test_the_record_keeps_some_names_to_itself(stream):
    with pytest.raises(ValueError, match="_by"), transaction.atomic():
        record(stream, "note", by=SECRETARIAT, kind=Kind.ALTERATION, fields={"_by": "me"})


# ------------------------------------------------------------------ the record only grows

CHANGES = [
    "UPDATE ledger_logleaf SET entry = leaf_hash",
    "DELETE FROM ledger_logleaf",
    "UPDATE ledger_event SET act = 'other'",
    "DELETE FROM ledger_event",
    "UPDATE ledger_eventfield SET digest = sealed",
    "UPDATE ledger_eventfield SET name = 'other', sealed = NULL",
    "UPDATE ledger_eventfield SET sealed = digest",
    "DELETE FROM ledger_eventfield",
    "UPDATE ledger_stream SET next_seq = 0",
    "UPDATE ledger_stream SET last_leaf = 'x'",
    "DELETE FROM ledger_stream",
    "UPDATE ledger_loghead SET size = 0",
    "UPDATE ledger_loghead SET root = frontier",
    "DELETE FROM ledger_loghead",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_to_change_the_record(stream, statement):
    note(stream)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert queries.timeline(stream)[0].act == "note"


@pytest.mark.parametrize(
    "table", ["ledger_logleaf", "ledger_event", "ledger_eventfield", "ledger_stream"]
)
def test_nobody_empties_or_replaces_the_record(stream, table):
    note(stream)
    connection.check_constraints()  # else PostgreSQL refuses for another reason
    replace = f"REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608 - our own names
    statement = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else replace
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_our_own_code_cannot_try(stream):
    note(stream)
    for table in (LogLeaf, Event):
        with pytest.raises(NeverChanged):
            table.objects.all().update(pk=7)
        with pytest.raises(NeverChanged):
            table.objects.all().delete()


def test_a_value_may_go_and_its_digest_stays(stream):
    event = note(stream)
    EventField.objects.filter(event=event, name="text").update(sealed=None)
    assert queries.opened([event.pk]) == {event.pk: {}}
    assert len(EventField.objects.get(event=event, name="text").digest) == 32


def test_lifting_the_triggers_is_what_a_test_of_tampering_does(stream):
    note(stream)
    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET act = 'other'")
    assert queries.timeline(stream)[0].act == "other"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_event SET act = 'another'")
