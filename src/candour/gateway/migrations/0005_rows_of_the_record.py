# SPDX-License-Identifier: MIT
"""Every row that an act made points into the record, and no matter moves without a new event."""

from importlib import import_module

from django.db import migrations

import candour.ledger.recorded

frozen = import_module("candour.gateway.migrations.0002_frozen_rows")

MODELS = (
    "answered",
    "assessment",
    "associationview",
    "biasdeclaration",
    "decision",
    "externallink",
    "gistrequest",
    "involved",
    "knownissue",
    "linewaiver",
    "materialitem",
    "mitigation",
    "note",
    "reassessment",
    "recommendation",
    "representation",
    "telling",
    "wall",
)
SAYS = "a matter moves only with an act on record"
PROTECTED = (
    "stage", "version", "facts", "assessor_id", "reassessor_id", "recommended_at", "decided_at",
    "told_at", "final_at", "ended_at", "divergent", "retrospective", "last_event",
)  # fmt: skip
# The event is written after the row, in the same transaction: it is not there yet, and the
# deferred reference asks for it at the commit.
KNOWN = "EXISTS (SELECT 1 FROM ledger_event WHERE id = NEW.last_event)"
TRIGGER = "gateway_case_moves_with_an_act"


def lift(apps, schema_editor):
    """SQLite makes a table anew to change it, and its triggers go with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'gateway_%'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


def newest_acts(apps, schema_editor):
    """Matters that are there already: the newest act that changed something."""
    Case, Event = apps.get_model("gateway", "Case"), apps.get_model("ledger", "Event")
    consultation = 3
    for case in Case.objects.filter(last_event=None).only("pk", "stream"):
        acts = Event.objects.filter(stream=case.stream).exclude(kind=consultation)
        newest = acts.order_by("-seq").values_list("pk", flat=True).first()
        Case.objects.filter(pk=case.pk).update(last_event=newest)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def sqlite(schema_editor):
    frozen.sqlite(schema_editor)
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in PROTECTED)
    schema_editor.execute(
        f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON gateway_case WHEN ({changed}) AND {KNOWN} "
        f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    )


def postgresql(schema_editor):
    for name in MODELS:
        table = f"gateway_{name}"
        schema_editor.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_is_on_record FOREIGN KEY (event) "
            "REFERENCES ledger_event (id) DEFERRABLE INITIALLY DEFERRED"
        )
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in PROTECTED)
    schema_editor.execute(
        "CREATE FUNCTION gateway_move_with_an_act() RETURNS trigger LANGUAGE plpgsql AS $move$ "
        f"BEGIN IF {KNOWN} THEN RAISE EXCEPTION '{SAYS}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $move$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON gateway_case FOR EACH ROW "
        f"WHEN ({changed}) EXECUTE FUNCTION gateway_move_with_an_act()"
    )


def hold(apps, schema_editor):
    {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](schema_editor)


def recorded_by(**options):
    return candour.ledger.recorded.RecordedBy(**options)


class Migration(migrations.Migration):
    dependencies = [
        ("gateway", "0004_today_by_index"),
        ("ledger", "0002_append_only"),
    ]

    operations = [
        migrations.RunPython(lift, migrations.RunPython.noop, elidable=False),
        *[migrations.AlterField(name, "event", recorded_by()) for name in MODELS],
        migrations.AddField("case", "last_event", recorded_by(null=True)),
        migrations.RunPython(newest_acts, migrations.RunPython.noop, elidable=False),
        migrations.AlterField("case", "last_event", recorded_by()),
        migrations.RunPython(hold, migrations.RunPython.noop, elidable=False),
    ]
