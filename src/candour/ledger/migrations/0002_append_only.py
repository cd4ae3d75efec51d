# SPDX-License-Identifier: MIT
"""The database itself refuses to change the record, whoever asks; and the log gets its head."""

from django.db import migrations

SAYS = "the record is append-only"
EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

# The only changes that a table of the record knows; None means that a row never changes.
LAWFUL_CHANGE = {
    "ledger_logleaf": None,
    "ledger_event": None,
    # Erasure: the value goes, its digest stays.
    "ledger_eventfield": (
        "NEW.id = OLD.id AND NEW.event_id = OLD.event_id AND NEW.name = OLD.name "
        "AND NEW.digest = OLD.digest AND NEW.sealed IS NULL"
    ),
    # A chain grows, or only its key changes.
    "ledger_stream": (
        "NEW.id = OLD.id AND (NEW.next_seq > OLD.next_seq "
        "OR (NEW.next_seq = OLD.next_seq AND NEW.last_leaf = OLD.last_leaf))"
    ),
    "ledger_loghead": (
        "NEW.id = OLD.id AND NEW.size > OLD.size AND NEW.last_time_ms >= OLD.last_time_ms"
    ),
}

# SQLite deletes without a trigger when somebody writes INSERT OR REPLACE, so the insert is watched.
SAME_ROW = {
    "ledger_logleaf": "idx = NEW.idx",
    "ledger_event": (
        "id = NEW.id OR leaf_id = NEW.leaf_id OR (stream_id = NEW.stream_id AND seq = NEW.seq)"
    ),
    "ledger_eventfield": "id = NEW.id OR (event_id = NEW.event_id AND name = NEW.name)",
    "ledger_stream": "id = NEW.id",
    "ledger_loghead": "id = NEW.id",
}


def sqlite(table):
    lawful = LAWFUL_CHANGE[table]
    unless = f"WHEN NOT ({lawful})" if lawful else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {unless} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {SAME_ROW[table]}) {refuse}",
    ]


def postgresql(table):
    lawful = LAWFUL_CHANGE[table]
    unless = f"WHEN (NOT ({lawful}))" if lawful else ""
    refuse = "EXECUTE FUNCTION ledger_refuse()"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {unless} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT {refuse}",
    ]


POSTGRESQL_REFUSAL = f"""
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
    RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation';
END $refuse$
"""


def close_the_record(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    statements = {"sqlite": sqlite, "postgresql": postgresql}[vendor]
    if vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_REFUSAL)
    for table in LAWFUL_CHANGE:
        for statement in statements(table):
            schema_editor.execute(statement)


def begin_the_log(apps, schema_editor):
    head = apps.get_model("ledger", "LogHead")
    head.objects.create(id=1, size=0, frontier=b"", root=bytes.fromhex(EMPTY_ROOT), last_time_ms=0)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunPython(begin_the_log),
        migrations.RunPython(close_the_record),
    ]
