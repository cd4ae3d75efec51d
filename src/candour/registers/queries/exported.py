# SPDX-License-Identifier: MIT
"""The rows of a list as they leave it: each column as far as the reader may see it, row by row."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from django.db.models import ForeignKey, QuerySet
from django.utils.translation import gettext as _

from candour.people.models import Person
from candour.registers.base import Pence, RegisterEntry, Show, is_sealed, own_fields
from candour.registers.queries.lists import Wanted, filtered, in_order
from candour.registers.queries.shown import has_words, in_words
from candour.registers.queries.visible import Sight, sight_of, visible_to
from candour.registers.wording import state_words

Value = str | int | float | date | None
AnEntry = TypeVar("AnEntry", bound=RegisterEntry)
AT_ONCE = 500


def columns(model: type[RegisterEntry]) -> list[Any]:
    """The fields of the register that may leave it in a list. What is sealed never does."""
    return [field for field in own_fields(model) if has_words(field) and not is_sealed(field)]


def headings(model: type[RegisterEntry]) -> list[str]:
    first = [_("Reference"), _("Concerns"), _("Status"), _("Sent on")]
    return [*first, *(str(field.verbose_name) for field in columns(model))]


def rows_of(model: type[RegisterEntry], person: Person, wanted: Wanted) -> QuerySet[RegisterEntry]:
    """Exactly the entries of the list, in its order."""
    related = [field.name for field in columns(model) if isinstance(field, ForeignKey)]
    rows: QuerySet[RegisterEntry] = filtered(visible_to(model, person), wanted)
    return in_order(rows, wanted).select_related("person", *related)


def values_of(
    model: type[RegisterEntry], person: Person, rows: QuerySet[RegisterEntry]
) -> Iterator[list[Value]]:
    sight, fields = sight_of(model, person), columns(model)
    reach = {show: set(model.register.columns_up_to(show)) for show in Show}
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield _values(row, sight, fields, reach)


def _values(
    row: RegisterEntry, sight: Sight, fields: list[Any], reach: dict[Show, set[str]]
) -> list[Value]:
    depth = sight.depth(row)
    seen = reach[depth] if depth else set()
    first: list[Value] = [
        row.reference,
        row.person.full_name if row.person else "",
        state_words(row.state),
        row.declared_on,
    ]
    return [*first, *(_value(row, field) if field.name in seen else "" for field in fields)]


def _value(row: RegisterEntry, field: Any) -> Value:
    if isinstance(field, ForeignKey):
        other = getattr(row, field.name)
        return str(getattr(other, "full_name", "") or getattr(other, "name", "")) if other else ""
    value = getattr(row, field.attname)
    if isinstance(field, Pence):
        return None if value is None else value / 100
    if isinstance(value, date):
        return value
    return in_words(row, field)
