# SPDX-License-Identifier: MIT
"""Which columns of a business row repeat what its event committed to.

A model says so with `recorded = Recorded("accepts", "reasons")`. Whoever changes such a column
behind the services, or puts in a row that no act made, is found by `candour verify --database`.
A column that names the event which made the row is a `RecordedBy`: the database itself refuses a
row whose event is not in the record when the transaction ends.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models

from candour.ledger.rules.commitments import Json

if TYPE_CHECKING:
    _Set = TypeVar("_Set")
    _Got = TypeVar("_Got")

    class _Id(models.UUIDField[_Set, _Got]): ...

else:

    class _Id(models.UUIDField):
        def __class_getitem__(cls, _types: Any) -> type:
            return cls  # Django's fields have type arguments for the type checker only


class RecordedBy(_Id["_Set", "_Got"]):
    """The id of an event, which must be there at the commit: acts write their rows first.

    Not a ForeignKey, since no app but this one reads the table of events.
    """

    def db_type_suffix(self, connection: Any) -> str:  # noqa: ARG002 - Django's signature
        return 'REFERENCES "ledger_event" ("id") DEFERRABLE INITIALLY DEFERRED'


class Recorded:
    """Columns that bear the name of the fact they repeat; `event` is the column of the event.

    With `newest`, the row follows its matter: `event` names the newest act that has this fact, and
    a row that was put back to an earlier state is found.
    """

    def __init__(self, *columns: str, event: str = "event", newest: str = "") -> None:
        self.columns = columns
        self.event = event
        self.newest = newest

    def event_of(self, row: models.Model) -> UUID:
        """The event that made this row, whether the column is a foreign key or the bare id."""
        event: UUID = getattr(row, row._meta.get_field(self.event).attname)  # type: ignore[union-attr]
        return event


def recorded_models() -> Iterator[tuple[type[models.Model], Recorded]]:
    for model in apps.get_models():
        declared = getattr(model, "recorded", None)
        if isinstance(declared, Recorded):
            yield model, declared


def as_recorded(value: object) -> Json:
    """The spelling in which services record a column's value."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value  # type: ignore[return-value]  # the canonical spelling refuses anything else
