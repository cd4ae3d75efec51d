# SPDX-License-Identifier: MIT
"""The database refuses to change or delete what was circulated, agreed, listed or named."""

from django.db import migrations

FROZEN = {
    "boards_boardname": ("kind", "name", "starts_on"),
    "boards_boardseat": ("person_id", "starts_on"),
    "boards_boardcopy": ("of_pack_id", "person_id"),
    "boards_boardaction": ("what", "owner_id", "due_on"),
}
PACK = "boards_boardpack"
CIRCULATED = "OLD.stage = 'circulated'"
SAYS = "what a board was told stays: correct it by another pack"


def sqlite(schema_editor):
    for table, columns in FROZEN.items():
        refuse(schema_editor, f"{table}_no_change", f"UPDATE OF {', '.join(columns)} ON {table}")
        refuse(schema_editor, f"{table}_no_delete", f"DELETE ON {table}")
    for what in ("UPDATE", "DELETE"):
        refuse(schema_editor, f"{PACK}_no_{what.lower()}", f"{what} ON {PACK} WHEN {CIRCULATED}")


def refuse(schema_editor, name, what):
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {what} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    )


def postgresql(schema_editor):
    schema_editor.execute(
        "CREATE FUNCTION boards_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$ BEGIN "
        f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $refuse$"
    )
    for table, columns in FROZEN.items():
        what = f"UPDATE OF {', '.join(columns)} OR DELETE ON {table} FOR EACH ROW"
        schema_editor.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE {what} EXECUTE FUNCTION boards_refuse()"
        )
    what = f"UPDATE OR DELETE ON {PACK} FOR EACH ROW WHEN ({CIRCULATED})"
    schema_editor.execute(
        f"CREATE TRIGGER {PACK}_frozen BEFORE {what} EXECUTE FUNCTION boards_refuse()"
    )


def freeze(apps, schema_editor):
    {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](schema_editor)


class Migration(migrations.Migration):
    dependencies = [("boards", "0001_initial")]
    operations = [migrations.RunPython(freeze, migrations.RunPython.noop, elidable=False)]
