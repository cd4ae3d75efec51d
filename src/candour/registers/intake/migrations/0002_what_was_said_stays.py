# SPDX-License-Identifier: MIT
"""The database refuses to change what was asked or explained about a claim."""

from django.db import migrations

SAYS = "what was said of a claim is frozen: say something new"
TABLE = "intake_claimnote"
FREEZE = {
    "sqlite": tuple(
        f"CREATE TRIGGER {TABLE}_no_{what.lower()} BEFORE {what} ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
        for what in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION registers_refuse('{SAYS}')",
    ),
}


def freeze(apps, schema_editor):
    for statement in FREEZE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_search"), ("intake", "0001_initial")]
    operations = [migrations.RunPython(freeze, migrations.RunPython.noop, elidable=False)]
