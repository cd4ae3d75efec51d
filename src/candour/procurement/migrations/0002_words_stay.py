# SPDX-License-Identifier: MIT
"""The database refuses to change or delete what somebody declared, assessed or prepared."""

from django.db import migrations

FROZEN = {
    "procurement_declaration": ("said", "participant_id", "made_at"),
    "procurement_assessment": ("verdict", "nature", "reasons", "shows", "assessed_by_id"),
    "procurement_revision": ("number", "content", "prepared_by_id", "prepared_at"),
}
SAYS = "what was said stays: say it anew"


def sqlite(schema_editor):
    for table, columns in FROZEN.items():
        for name, what in (("change", f"UPDATE OF {', '.join(columns)}"), ("delete", "DELETE")):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{name} BEFORE {what} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
            )


def postgresql(schema_editor):
    schema_editor.execute(
        "CREATE FUNCTION procurement_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$ BEGIN "
        f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $refuse$"
    )
    for table, columns in FROZEN.items():
        what = f"UPDATE OF {', '.join(columns)} OR DELETE"
        schema_editor.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE {what} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION procurement_refuse()"
        )


def freeze(apps, schema_editor):
    {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](schema_editor)


class Migration(migrations.Migration):
    dependencies = [("procurement", "0001_initial")]
    operations = [migrations.RunPython(freeze, migrations.RunPython.noop, elidable=False)]
