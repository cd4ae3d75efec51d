# SPDX-License-Identifier: MIT
"""The database refuses to change what was sent, decided or concluded, whoever asks.

It also refuses to move a matter without a new event on the record.
"""

from django.db import migrations

SAYS = "this is frozen: add a note instead"
FROZEN = (
    "gateway_recommendation",
    "gateway_decision",
    "gateway_reassessment",
    "gateway_answered",
    "gateway_representation",
    "gateway_telling",
    "gateway_biasdeclaration",
    "gateway_wall",
    "gateway_note",
)
# A matter never leaves its policy version, and a final one stays final.
MATTER = (
    "NEW.id = OLD.id AND NEW.reference = OLD.reference AND NEW.stream = OLD.stream "
    "AND NEW.policy_id = OLD.policy_id AND NEW.principal_id = OLD.principal_id "
    "AND NEW.notifier_id = OLD.notifier_id AND NEW.notified_at = OLD.notified_at "
    "AND (OLD.final_at IS NULL OR (NEW.final_at = OLD.final_at "
    "AND NEW.reassessor_id = OLD.reassessor_id AND NEW.decided_at = OLD.decided_at))"
)

MOVES = "a matter moves only with an act on record"
PROTECTED = (
    "stage", "version", "facts", "assessor_id", "reassessor_id", "recommended_at", "decided_at",
    "told_at", "final_at", "ended_at", "divergent", "retrospective", "last_event",
)  # fmt: skip
# The event is written after the row, in the same transaction: it is not there yet, and the
# deferred reference asks for it at the commit.
KNOWN = "EXISTS (SELECT 1 FROM ledger_event WHERE id = NEW.last_event)"
TRIGGER = "gateway_case_moves_with_an_act"


def sqlite(schema_editor):
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for table in FROZEN:
        for what in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} {refuse}"
            )
    schema_editor.execute(
        f"CREATE TRIGGER gateway_case_keeps BEFORE UPDATE ON gateway_case "
        f"WHEN NOT ({MATTER}) {refuse}"
    )
    schema_editor.execute(
        f"CREATE TRIGGER gateway_case_no_delete BEFORE DELETE ON gateway_case {refuse}"
    )
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in PROTECTED)
    schema_editor.execute(
        f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON gateway_case WHEN ({changed}) AND {KNOWN} "
        f"BEGIN SELECT RAISE(ABORT, '{MOVES}'); END"
    )


def postgresql(schema_editor):
    schema_editor.execute(
        "CREATE FUNCTION gateway_refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$ BEGIN "
        f"RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; "
        "END $refuse$"
    )
    refuse = "EXECUTE FUNCTION gateway_refuse()"
    for table in FROZEN:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW {refuse}"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT {refuse}"
        )
    schema_editor.execute(
        f"CREATE TRIGGER gateway_case_keeps BEFORE UPDATE ON gateway_case "
        f"FOR EACH ROW WHEN (NOT ({MATTER})) {refuse}"
    )
    schema_editor.execute(
        f"CREATE TRIGGER gateway_case_no_delete BEFORE DELETE ON gateway_case FOR EACH ROW {refuse}"
    )
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in PROTECTED)
    schema_editor.execute(
        "CREATE FUNCTION gateway_move_with_an_act() RETURNS trigger LANGUAGE plpgsql AS $move$ "
        f"BEGIN IF {KNOWN} THEN RAISE EXCEPTION '{MOVES}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $move$"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TRIGGER} BEFORE UPDATE ON gateway_case FOR EACH ROW "
        f"WHEN ({changed}) EXECUTE FUNCTION gateway_move_with_an_act()"
    )


def freeze(apps, schema_editor):
    {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor](schema_editor)


class Migration(migrations.Migration):
    dependencies = [("gateway", "0001_initial")]
    operations = [migrations.RunPython(freeze, migrations.RunPython.noop, elidable=False)]
