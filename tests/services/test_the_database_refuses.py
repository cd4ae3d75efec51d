# SPDX-License-Identifier: MIT
"""What the database itself refuses, whoever asks: plain SQL, past every service and every rule."""

from uuid import uuid4

import pytest
from county import county
from django.db import DatabaseError, IntegrityError, connection, transaction

from candour.gateway.models import Case, Wall
from candour.gateway.models.case import OfCase
from candour.gateway.rules.matter import Outcome
from candour.gateway.services import stage_four
from candour.ledger import datakeys

pytestmark = pytest.mark.django_db

SAYS = "frozen"
SOMEBODY_ELSE = (
    "(SELECT id FROM people_person WHERE id <> principal_id AND id <> assessor_id"
    " AND (reassessor_id IS NULL OR id <> reassessor_id) LIMIT 1)"
)
FROZEN = {
    "gateway_recommendation": "course = 'proceed'",
    "gateway_decision": "divergent = NOT divergent",
    "gateway_reassessment": "outcome = 'upheld'",
    "gateway_answered": "accepts = NOT accepts",
    "gateway_representation": "late = NOT late",
    "gateway_telling": "method = 'by carrier pigeon'",
    "gateway_biasdeclaration": "conflict = NOT conflict",
    "gateway_note": "kind = 'other'",
}
KEPT = {
    "reference": "'GW-0000-0000'",
    "stream": "id",
    "notifier_id": "assessor_id",
    "principal_id": "assessor_id",
    "notified_at": "'2020-01-01 00:00:00+00:00'",
    "final_at": "'2020-01-01 00:00:00+00:00'",
    "reassessor_id": SOMEBODY_ELSE,
    "decided_at": "'2020-01-01 00:00:00+00:00'",
}


@pytest.fixture(scope="module", autouse=True)
def case(django_db_setup, django_db_blocker):
    """A matter that left a row in every table: nothing below changes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        aldshire = county()
        case = aldshire.final(outcome=Outcome.REPLACED)
        me = aldshire.by("deputy.chief", "principal")
        stage_four.respond(case.pk, "I will not go.", accepts=True, by=me)
        stage_four.add_note(case.pk, "A note.", by=me)
        yield Case.objects.get(pk=case.pk)
        transaction.set_rollback(True)
    datakeys.forget()


def refused(statement):
    """What the database says to this; the test fails when it says nothing."""
    with pytest.raises(DatabaseError) as said, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(said.value)


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - our own names
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", FROZEN)
def test_what_was_sent_decided_or_concluded_is_frozen(table):
    assert rows(table) > 0
    assert SAYS in refused(f"UPDATE {table} SET {FROZEN[table]}")  # noqa: S608 - our own names
    assert SAYS in refused(f"DELETE FROM {table}")  # noqa: S608 - our own names
    assert rows(table) > 0


@pytest.mark.parametrize("table", FROZEN)
def test_a_frozen_table_is_not_emptied_in_one_stroke(table):
    stroke = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    connection.check_constraints()  # PostgreSQL empties no table that has checks to come
    assert SAYS in refused(f"{stroke} {table}")
    assert rows(table) > 0


def test_a_matter_is_never_deleted():
    assert SAYS in refused("DELETE FROM gateway_case")


@pytest.mark.parametrize("column", KEPT)
def test_a_final_matter_keeps_what_it_is(column):
    statement = f"UPDATE gateway_case SET {column} = {KEPT[column]}, {new_act()}"  # noqa: S608 - our own names
    assert SAYS in refused(statement)


def test_a_matter_keeps_its_policy_version():
    other = "(SELECT id FROM policy_policyversion WHERE id <> gateway_case.policy_id LIMIT 1)"
    assert SAYS in refused(f"UPDATE gateway_case SET policy_id = {other}")  # noqa: S608 - our own names


def breaks(constraint, statement):
    """This statement is refused, and by this constraint."""
    assert constraint in refused(statement)


@pytest.fixture
def begun():
    """A matter that is not final, so that no trigger stands before the constraint."""
    return county().recommended().pk


def new_act():
    """As the services move a matter: with the act that is about to be recorded."""
    return f"last_event = '{as_kept(uuid4())}'"


def as_kept(key):
    return Case._meta.pk.get_db_prep_value(key, connection)


MOVES = {
    "its stage": "stage = 'closed'",
    "its version": "version = version + 1",
    "what is true of it": "facts = '{}'",
    "who judges": "assessor_id = NULL",
    "when it was decided": "decided_at = '2020-01-01 00:00:00+00:00'",
}


@pytest.mark.parametrize("what", MOVES)
def test_no_matter_moves_without_an_act(begun, what):
    says = "only with an act on record"
    where = f"WHERE id = '{as_kept(begun)}'"
    assert says in refused(f"UPDATE gateway_case SET {MOVES[what]} {where}")  # noqa: S608 - our own names
    # Nor with an act that is on record already.
    old = as_kept(Case.objects.get(pk=begun).last_event)
    change = f"{MOVES[what]}, last_event = '{old}'"
    assert says in refused(f"UPDATE gateway_case SET {change} {where}")  # noqa: S608 - our own names


def test_an_act_that_is_then_not_recorded_undoes_the_move(begun):
    before = Case.objects.get(pk=begun).version
    with pytest.raises(IntegrityError), transaction.atomic():
        move_and_commit(begun)
    assert Case.objects.get(pk=begun).version == before


def move_and_commit(key):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE gateway_case SET version = version + 1, {new_act()} "  # noqa: S608 - our own names
            f"WHERE id = '{as_kept(key)}'"
        )
    connection.check_constraints()  # as the commit does


@pytest.mark.parametrize("model", sorted(OfCase.__subclasses__(), key=lambda one: one.__name__))
def test_every_row_that_an_act_made_must_point_to_an_act(model):
    """On both databases, whatever table it is."""
    with connection.cursor() as cursor:
        relations = connection.introspection.get_relations(cursor, model._meta.db_table)
        assert relations["event"][:2] == ("id", "ledger_event")
        columns = connection.introspection.get_table_description(cursor, model._meta.db_table)
    assert next(each.null_ok for each in columns if each.name == "event") is False


def stage(name):
    return f"stage = '{name}'"


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("nobody_assesses_their_own_matter", "assessor_id = principal_id"),
        ("an_assessment_has_an_assessor", "assessor_id = NULL"),
        ("a_decided_matter_has_its_time", stage("decided")),
        ("a_reassessment_has_a_reassessor", stage("reassessing")),
        (
            "a_final_matter_has_its_time",
            f"{stage('final')}, reassessor_id = {SOMEBODY_ELSE}",
        ),
        ("the_reassessor_had_no_earlier_part", "reassessor_id = principal_id"),
        ("the_reassessor_had_no_earlier_part", "reassessor_id = assessor_id"),
    ],
)
def test_a_matter_that_cannot_be_is_not_kept(begun, constraint, change):
    key = as_kept(begun)
    breaks(constraint, f"UPDATE gateway_case SET {change}, {new_act()} WHERE id = '{key}'")  # noqa: S608 - our own names


def test_a_settled_condition_has_who_and_when():
    breaks(
        "a_settled_condition_has_who_and_when",
        "UPDATE gateway_mitigation SET kept = 'evidenced', settled_at = NULL",
    )


def test_integrity_is_not_in_question_where_there_is_no_risk():
    breaks(
        "integrity_in_question_is_a_risk",
        "UPDATE gateway_assessment SET integrity_in_question = (1 = 1), creates_risk = (1 = 0)",
    )


@pytest.mark.parametrize(
    "table", ["gateway_decision", "gateway_recommendation", "gateway_reassessment"]
)
def test_there_is_no_second_one_of_what_comes_once(table):
    with connection.cursor() as cursor:
        columns = [
            each.name for each in connection.introspection.get_table_description(cursor, table)
        ]
    others = ", ".join(name for name in columns if name != "id")
    stream = "(SELECT id FROM people_person LIMIT 1)"
    statement = f"INSERT INTO {table} (id, {others}) SELECT {stream}, {others} FROM {table}"  # noqa: S608 - our own names
    breaks("case_id", statement)


def test_a_conflict_walls_a_person_off_once():
    aldshire = county()
    case = aldshire.complete()
    Wall.objects.create(case=case, event=case.last_event, person=aldshire.people["staff.officer"])
    assert SAYS in refused("DELETE FROM gateway_wall")
    assert SAYS in refused("UPDATE gateway_wall SET person_id = person_id")
    with pytest.raises(IntegrityError), transaction.atomic():
        Wall.objects.create(
            case=case, event=case.last_event, person=aldshire.people["staff.officer"]
        )
