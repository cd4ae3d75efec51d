# SPDX-License-Identifier: MIT
"""The database itself refuses to change or delete a version that was adopted, and its reviews."""

from django.db import migrations

SAYS = "an adopted version never changes"

WATCHED = {
    "policy_policyversion": "WHEN OLD.stage = 'adopted'",
    "policy_policyreview": "",
}


def sqlite(table, condition, act):
    return (
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    )


def postgresql(table, condition, act):
    condition = condition.replace("WHEN ", "WHEN (") + ")" if condition else ""
    return (
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} FOR EACH ROW {condition} "
        "EXECUTE FUNCTION policy_refuse()"
    )


POSTGRESQL_REFUSAL = f"""
CREATE FUNCTION policy_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$
BEGIN
    RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation';
END $refuse$
"""


def close(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    trigger = {"sqlite": sqlite, "postgresql": postgresql}[vendor]
    if vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_REFUSAL)
    for table, condition in WATCHED.items():
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(trigger(table, condition, act))


def reopen(apps, schema_editor):
    for table in WATCHED:
        for act in ("update", "delete"):
            on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER {table}_no_{act}{on}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION policy_refuse()")


class Migration(migrations.Migration):
    dependencies = [("policy", "0001_initial")]

    operations = [migrations.RunPython(close, reopen)]
