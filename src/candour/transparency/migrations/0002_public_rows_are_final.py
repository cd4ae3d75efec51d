# SPDX-License-Identifier: MIT
"""The database itself refuses to change or remove a row once it has been public."""

from django.db import migrations

TABLE = "transparency_releaseline"
SAYS = "what was public is frozen: publish a correction"
BUILD = {
    "sqlite": tuple(
        f"CREATE TRIGGER {TABLE}_no_{what.lower()} BEFORE {what} ON {TABLE} "
        f"WHEN OLD.event IS NOT NULL BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        for what in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION transparency_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$ BEGIN "
        f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $refuse$",
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW WHEN (OLD.event IS NOT NULL) EXECUTE FUNCTION transparency_refuse()",
    ),
}


def build(apps, schema_editor):
    for statement in BUILD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("transparency", "0001_initial")]
    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
