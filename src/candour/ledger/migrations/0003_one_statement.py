# SPDX-License-Identifier: MIT
"""On SQLite a row that is put into this view is an event of the record, in all its tables.

PostgreSQL writes several tables in one statement and needs no such thing.
"""

from django.db import migrations

DIGEST_LENGTH = 32
COLUMNS = (
    "idx", "leaf_hash", "entry", "key_generation",
    "event", "stream", "seq", "kind", "act", "by_person", "on_behalf_of", "role", "at", "clauses",
    "fields", "digests", "sealed", "size", "frontier", "root", "last_time_ms",
)  # fmt: skip
VIEW = f"CREATE VIEW ledger_appended ({', '.join(COLUMNS)}) AS SELECT {', '.join('NULL' for _ in COLUMNS)} WHERE 0"
TRIGGER = f"""
CREATE TRIGGER ledger_appended_insert INSTEAD OF INSERT ON ledger_appended
BEGIN
    INSERT INTO ledger_logleaf (idx, leaf_hash, entry)
    VALUES (NEW.idx, NEW.leaf_hash, NEW.entry);
    INSERT INTO ledger_stream (id, next_seq, last_leaf, key_generation)
    SELECT NEW.stream, 1, NEW.leaf_hash, NEW.key_generation WHERE NEW.seq = 0;
    UPDATE ledger_stream
    SET next_seq = NEW.seq + 1, last_leaf = NEW.leaf_hash, key_generation = NEW.key_generation
    WHERE id = NEW.stream AND NEW.seq > 0;
    INSERT INTO ledger_event
        (id, leaf_id, stream_id, seq, kind, act, by_person, on_behalf_of, role, at, clauses)
    VALUES (NEW.event, NEW.idx, NEW.stream, NEW.seq, NEW.kind, NEW.act, NEW.by_person,
        NEW.on_behalf_of, NEW.role, NEW.at, NEW.clauses);
    INSERT INTO ledger_eventfield (event_id, name, digest, sealed)
    SELECT NEW.event, field.value ->> 0,
        substr(NEW.digests, 1 + {DIGEST_LENGTH} * field.key, {DIGEST_LENGTH}),
        substr(NEW.sealed, field.value ->> 1, field.value ->> 2)
    FROM json_each(NEW.fields) field ORDER BY field.key;
    UPDATE ledger_loghead
    SET size = NEW.size, frontier = NEW.frontier, root = NEW.root, last_time_ms = NEW.last_time_ms
    WHERE NEW.size IS NOT NULL;
END
"""


def write_in_one_statement(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(VIEW)
        schema_editor.execute(TRIGGER)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [migrations.RunPython(write_in_one_statement)]
