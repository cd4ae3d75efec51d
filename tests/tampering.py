# SPDX-License-Identifier: MIT
"""What tests of the record share: growing it, and tampering with it as an owner could."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from append_only import triggers_lifted
from django.db import connection, transaction

from candour.ledger.services import By, Kind, NewEvent, record_all

SECRETARIAT = By(uuid4(), "secretariat")


def grow(count: int, *, streams: int = 7, text: str = "a fact") -> list[Any]:
    """Acts recorded through the service, as the product does."""
    names = [UUID(int=number + 1) for number in range(streams)]
    with transaction.atomic():
        return record_all(
            [
                NewEvent(
                    names[row % streams],
                    "note",
                    SECRETARIAT,
                    Kind.ALTERATION,
                    {"text": text, "row": row},
                )
                for row in range(count)
            ]
        )


def an_event() -> UUID:
    """Something on record, for rows that must point to an act and stand for no particular one."""
    event: UUID = grow(1)[0].pk
    return event


def put_at(case: Any, **columns: Any) -> None:
    """Move a matter as only an owner of the database can: no act, no event."""
    with triggers_lifted(connection):
        type(case).objects.filter(pk=case.pk).update(**columns)


@contextmanager
def owner_of_the_database() -> Iterator[Any]:
    """A cursor of somebody who owns the database and lifts its triggers for a moment."""
    with triggers_lifted(connection), connection.cursor() as cursor:
        yield cursor


def go_back_to_nothing() -> None:
    with owner_of_the_database() as cursor:
        for table in ("eventfield", "event", "stream", "logleaf", "datakey"):
            cursor.execute(f"DELETE FROM ledger_{table}")  # noqa: S608 - our own names
        cursor.execute(
            "UPDATE ledger_loghead SET size = 0, frontier = %s, last_time_ms = 0, root = %s",
            [
                b"",
                bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ],
        )
    from candour.ledger import datakeys

    datakeys.forget()
