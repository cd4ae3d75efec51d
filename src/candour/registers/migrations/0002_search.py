# SPDX-License-Identifier: MIT
"""Full text: FTS5 in SQLite, tsvector in PostgreSQL, both kept by the database itself.

The database also refuses to change what somebody said with an act.

The slug of the register is a word of its own column, so that a search in one register streams.
"""

from django.db import migrations

COLUMNS = "register, staff, inside"
SQLITE = (
    "CREATE VIRTUAL TABLE registers_fts USING fts5("
    f"{COLUMNS}, content='registers_listing', content_rowid='id', tokenize='unicode61')",
    "CREATE TRIGGER registers_fts_ai AFTER INSERT ON registers_listing BEGIN "
    f"INSERT INTO registers_fts(rowid, {COLUMNS}) "
    "VALUES (new.id, new.register, new.staff, new.inside); END",
    "CREATE TRIGGER registers_fts_ad AFTER DELETE ON registers_listing BEGIN "
    f"INSERT INTO registers_fts(registers_fts, rowid, {COLUMNS}) "
    "VALUES ('delete', old.id, old.register, old.staff, old.inside); END",
    "CREATE TRIGGER registers_fts_au AFTER UPDATE ON registers_listing BEGIN "
    f"INSERT INTO registers_fts(registers_fts, rowid, {COLUMNS}) "
    "VALUES ('delete', old.id, old.register, old.staff, old.inside); "
    f"INSERT INTO registers_fts(rowid, {COLUMNS}) "
    "VALUES (new.id, new.register, new.staff, new.inside); END",
)
POSTGRESQL = (
    "ALTER TABLE registers_listing ADD COLUMN staff_words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', staff)) STORED",
    "ALTER TABLE registers_listing ADD COLUMN all_words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', staff || ' ' || inside)) STORED",
    "CREATE INDEX registers_staff_words ON registers_listing USING gin (staff_words)",
    "CREATE INDEX registers_all_words ON registers_listing USING gin (all_words)",
)


FROZEN = {"registers_said": "said", "registers_conditioncheck": "found"}
REFUSAL = (
    "CREATE FUNCTION registers_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$ BEGIN "
    "RAISE USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; "
    "END $refuse$"
)


def freezing(vendor):
    if vendor == "postgresql":
        yield REFUSAL
    for table, what in FROZEN.items():
        says = f"what was {what} is frozen: say something new"
        if vendor == "postgresql":
            yield (
                f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION registers_refuse('{says}')"
            )
            continue
        for change in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
            )


def build(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    words = SQLITE if vendor == "sqlite" else POSTGRESQL
    for statement in (*words, *freezing(vendor)):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunPython(build, migrations.RunPython.noop, elidable=False)]
