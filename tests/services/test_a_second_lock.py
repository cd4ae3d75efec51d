# SPDX-License-Identifier: MIT
"""On PostgreSQL the service needs no right to change the record; the documentation says how."""

import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from tampering import SECRETARIAT, grow

from candour.ledger import queries
from candour.ledger.services import erase
from tracked import TOP

ROLE = "candour_service"
EXPLAINED = (TOP / "docs/explanation/the-record.md").read_text(encoding="utf-8")
(GRANTS,) = re.findall(r"```sql\n(.*?)```", EXPLAINED, flags=re.DOTALL)


@pytest.fixture
def as_the_service(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no roles; its triggers refuse")
    with connection.cursor() as cursor:
        role = f"candour_service_{uuid4().hex[:8]}"
        cursor.execute(f"CREATE ROLE {role}")
        cursor.execute(GRANTS.replace(ROLE, role))
        cursor.execute(f"SET LOCAL ROLE {role}")


def test_the_service_records_and_erases_with_these_rights(as_the_service):
    events = grow(3)
    with transaction.atomic():
        erase(events[0].stream_id, by=SECRETARIAT, reason="retention has ended")
    assert queries.opened([events[0].pk]) == {events[0].pk: {}}
    connection.check_constraints()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_logleaf SET entry = leaf_hash",
        "DELETE FROM ledger_logleaf",
        "UPDATE ledger_event SET act = 'other'",
        "DELETE FROM ledger_event",
        "DELETE FROM ledger_eventfield",
        "DELETE FROM ledger_stream",
        "DELETE FROM ledger_loghead",
        "TRUNCATE ledger_logleaf CASCADE",
        "ALTER TABLE ledger_logleaf DISABLE TRIGGER USER",
        "DROP TABLE ledger_logleaf CASCADE",
    ],
)
def test_the_service_has_no_right_to_change_the_record(as_the_service, statement):
    grow(3)
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
