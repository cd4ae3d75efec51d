# SPDX-License-Identifier: MIT
"""Questions to the database that are phrased once in a process and asked often.

A question phrased through models costs Django ten times what the database takes to answer it. Here
the SQL is kept after the first time, with places for what changes; rows come back as they always do.

Everything that changes between two askings is an argument: the phrase never looks at the clock.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

from candour.people.prepared import often, with_literals

Row = TypeVar("Row")
Value = UUID | str | date
"""A date may be a datetime."""

EARLY = datetime(1700, 1, 1)  # noqa: DTZ001 - stands for a moment, and is none


class CannotBePhrased(TypeError):
    """The question has something in it that cannot be kept, or does not use what it was given."""


class Phrased(Generic[Row]):
    """A question, written as a function from its values to a query.

    A value is a key, a text, a day, a moment, or a list of those for `__in`.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Row]]) -> None:
        self._write = write
        self._known: dict[Any, _Phrase[Row] | None] = {}

    def __call__(self, *values: Value | Sequence[Value]) -> list[Row]:
        database: Any = connections[DEFAULT_DB_ALIAS]
        shape = (database.vendor, *map(_shape, values))
        try:
            phrase = self._known[shape]
        except KeyError:
            phrase = self._known[shape] = self._phrased(database, values)
        if phrase is None:
            return []
        return list(phrase.answers(database, [_ready(one, database) for one in _flat(values)]))

    def first(self, *values: Value | Sequence[Value]) -> Row | None:
        """The first row; a question that may have many says `[:1]` itself."""
        return next(iter(self(*values)), None)

    def _phrased(self, database: Any, values: Sequence[Any]) -> "_Phrase[Row] | None":
        number = 0
        stand_ins: list[Any] = []
        for value in values:
            if isinstance(value, list | tuple):
                stand_ins.append([_stand_in(one, number + at) for at, one in enumerate(value)])
                number += len(value)
            else:
                stand_ins.append(_stand_in(value, number))
                number += 1
        places = {_ready(one, database): at for at, one in enumerate(_flat(stand_ins))}
        try:
            return _phrase(self._write(*stand_ins), places, database)
        except EmptyResultSet:
            return None


class Remembered(Generic[Row]):
    """A question whose very shape hangs on what is known of somebody, such as their offices.

    It is kept under all that it was made of, so that who comes again is not asked about anew. What
    was asked about longest ago is forgotten first.
    """

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._known: OrderedDict[Any, _Phrase[Row] | None] = OrderedDict()
        self._lock = Lock()

    def __call__(self, known: Hashable, write: Callable[[], QuerySet[Any, Row]]) -> list[Row]:
        """The rows. `write` makes the question of what is in `known`, and of nothing else."""
        database: Any = connections[DEFAULT_DB_ALIAS]
        key = (database.vendor, known)
        with self._lock:
            there = key in self._known
            phrase = self._known.get(key)
        if not there:
            phrase = self._phrased(write(), database)
        with self._lock:
            self._known[key] = phrase
            self._known.move_to_end(key)
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return [] if phrase is None else list(phrase.answers(database, ()))

    @staticmethod
    def _phrased(asked: QuerySet[Any, Row], database: Any) -> "_Phrase[Row] | None":
        try:
            return _phrase(asked, {}, database)
        except EmptyResultSet:
            return None


@dataclass
class _Phrase(Generic[Row]):
    sql: str
    fixed: list[Any]
    """Every parameter, with nothing yet in the places of the values."""
    places: list[tuple[int, int, bool]]
    """Which parameter is which value, and whether it is what a text begins with."""
    converters: list[tuple[int, list[Any], Any]]
    build: Callable[[Iterable[Sequence[Any]]], Iterator[Row]]

    def answers(self, database: Any, values: Sequence[Any]) -> Iterator[Row]:
        parameters = self.fixed.copy()
        for parameter, value, begins in self.places:
            ready = values[value]
            parameters[parameter] = _beginning(ready, database) if begins else ready
        # What has no places is one person's: a connection need not keep its plan.
        with often(database) if self.places else database.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        return self.build(self._converted(rows, database) if self.converters else rows)

    def _converted(self, rows: Iterable[Sequence[Any]], database: Any) -> Iterator[list[Any]]:
        for row in map(list, rows):
            for at, converters, column in self.converters:
                value = row[at]
                for convert in converters:
                    value = convert(value, column, database)
                row[at] = value
            yield row


def _phrase(asked: QuerySet[Any, Row], places: dict[Any, int], database: Any) -> _Phrase[Row]:
    compiler: Any = asked.query.get_compiler(connection=database)
    sql, parameters = compiler.as_sql()
    found = [
        (at, places[one], begins)
        for at, parameter in enumerate(parameters)
        for one, begins in _meant(parameter)
        if one in places
    ]
    if {place for _at, place, _begins in found} != set(places.values()):
        raise CannotBePhrased("the question changes a value, or does not use it")
    columns = [chosen[0] for chosen in compiler.select[: compiler.col_count]]
    converters = [
        (at, list(each), column) for at, (each, column) in compiler.get_converters(columns).items()
    ]
    build = _builder(asked, compiler, database)
    if database.vendor == "postgresql" and places:
        at = {parameter for parameter, _place, _begins in found}
        sql = with_literals(sql, list(parameters), at, database)
        found = [(number, place, begins) for number, (_at, place, begins) in enumerate(found)]
        parameters = [None] * len(found)
    return _Phrase(sql, list(parameters), found, converters, build)


def _meant(parameter: Any) -> Iterator[tuple[Any, bool]]:
    """Which stand-in a parameter may be: itself, or the beginning of a text (`__startswith`)."""
    if isinstance(parameter, str | date | UUID):
        yield parameter, False
    if isinstance(parameter, str) and parameter.endswith("%"):
        yield parameter[:-1], True


def _beginning(text: str, database: Any) -> str:
    return f"{database.ops.prep_for_like_query(text)}%"


def _builder(asked: Any, compiler: Any, database: Any) -> Callable[[Any], Iterator[Any]]:
    if asked._prefetch_related_lookups or asked._known_related_objects:  # noqa: SLF001 - what a query is, only its inside says
        raise CannotBePhrased("rows that bring others along are asked for in the usual way")
    kind = asked._iterable_class  # noqa: SLF001 - as above
    if kind is ModelIterable:
        return _models(compiler, database.alias)
    if kind is FlatValuesListIterable:
        return lambda rows: (row[0] for row in rows)
    if kind is ValuesListIterable:
        return lambda rows: map(tuple, rows)
    raise CannotBePhrased("a question is for rows, for columns or for one column")


def _models(compiler: Any, alias: str) -> Callable[[Any], Iterator[Any]]:
    """Rows become models as Django itself makes them (`ModelIterable`)."""
    info = compiler.klass_info
    model, chosen = info["model"], info["select_fields"]
    first, end = chosen[0], chosen[-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:end]]
    beside = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]  # the stubs describe Django 6
    extra = list((compiler.annotation_col_map or {}).items())

    def build(rows: Any) -> Iterator[Any]:
        for row in rows:
            made = model.from_db(alias, names, row[first:end])
            for populator in beside:
                populator.populate(row, made)
            for name, at in extra:
                setattr(made, name, row[at])
            yield made

    return build


# ------------------------------------------------------------------ values


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from value
        else:
            yield value


def _shape(value: Any) -> Any:
    return len(value) if isinstance(value, list | tuple) else type(value)


def _stand_in(value: Any, number: int) -> Any:
    """Something of the same type that no query has in it already."""
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str):
        return f"{number} {uuid4()}"
    if isinstance(value, datetime):
        return (EARLY + timedelta(microseconds=number + 1)).replace(tzinfo=value.tzinfo)
    if isinstance(value, date):
        return EARLY.date() + timedelta(days=number + 1)
    raise CannotBePhrased(f"{type(value).__name__} cannot stand in a question that is kept")


def _ready(value: Any, database: Any) -> Any:
    """The value as the database's driver takes it."""
    if isinstance(value, UUID):
        return value if database.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return database.ops.adapt_datefield_value(value)
    return value
