# SPDX-License-Identifier: MIT
"""The database refuses to change or delete an answer, whoever asks: a later one takes its place."""

from django.db import migrations

TABLE = "crosschecks_decision"
SAYS = "an answer stays: give another"


def sqlite(schema_editor):
    for what in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_no_{what.lower()} BEFORE {what} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        )


def postgresql(schema_editor):
    schema_editor.execute(
        "CREATE FUNCTION crosschecks_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$ BEGIN "
        f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $refuse$"
    )
    refuse = "EXECUTE FUNCTION crosschecks_refuse()"
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW {refuse}"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT {refuse}"
    )


def freeze(apps, schema_editor):
    {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](schema_editor)


class Migration(migrations.Migration):
    dependencies = [("crosschecks", "0001_initial")]
    operations = [migrations.RunPython(freeze, migrations.RunPython.noop, elidable=False)]
