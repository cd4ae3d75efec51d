# SPDX-License-Identifier: MIT
"""Seal text and files under the data key of their stream, bound to the place they belong to."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from candour.ledger import datakeys
from candour.ledger.datakeys import NONCE_LENGTH

FORMAT = 1
_HEADER_LENGTH = 3  # format, generation of the key


class CannotOpen(Exception):
    """What is kept here was changed, or was sealed for another place."""


def seal_bytes(stream: UUID, label: str, data: bytes) -> bytes:
    """Seal bytes for one place. `label` names the place, for example its table, row and field."""
    key = datakeys.current(stream)
    return seal_with(key, label, data)


def seal_with(key: datakeys.OpenKey, label: str, data: bytes) -> bytes:
    header = bytes([FORMAT]) + key.generation.to_bytes(2)
    nonce = os.urandom(NONCE_LENGTH)
    return header + nonce + key.cipher.encrypt(nonce, data, _bound_to(header, key.stream, label))


def open_bytes(stream: UUID, label: str, sealed: bytes) -> bytes:
    """Open what was sealed for this place; raises CannotOpen, or Erased when its key is gone."""
    key = datakeys.of_generation(stream, generation_of(label, sealed))
    return open_with(key, label, sealed)


def open_with(key: datakeys.OpenKey, label: str, sealed: bytes) -> bytes:
    header, rest = sealed[:_HEADER_LENGTH], sealed[_HEADER_LENGTH:]
    nonce, body = rest[:NONCE_LENGTH], rest[NONCE_LENGTH:]
    try:
        return key.cipher.decrypt(nonce, body, _bound_to(header, key.stream, label))
    except InvalidTag:
        raise CannotOpen(f"what is kept at {_readable(label)} was not sealed there") from None


def generation_of(label: str, sealed: bytes) -> int:
    """Which of the stream's keys this was sealed under."""
    if len(sealed) <= _HEADER_LENGTH + NONCE_LENGTH or sealed[0] != FORMAT:
        raise CannotOpen(f"what is kept at {_readable(label)} is not sealed content")
    return int.from_bytes(sealed[1:_HEADER_LENGTH])


def place(table: str, row: object, field: str) -> str:
    return f"{table}\0{row}\0{field}"


def _bound_to(header: bytes, stream: UUID, label: str) -> bytes:
    return b"candour/e1\0" + header + stream.bytes + label.encode()


def _readable(label: str) -> str:
    return label.replace("\0", "/")


# ------------------------------------------------------------------ the model field


@dataclass(frozen=True, slots=True)
class Sealed:
    """Text as it came from the database. Opened when somebody asks for it, and not before."""

    data: bytes


class _OpensWhenRead(DeferredAttribute):
    """The attribute of a sealed field: holds Sealed until the first read."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            field: Any = self.field
            value = field.open_for(instance, value)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:
    _Set = TypeVar("_Set")
    _Got = TypeVar("_Got")

    class _Text(models.TextField[_Set, _Got]): ...

else:

    class _Text(models.TextField):
        def __class_getitem__(cls, _types: Any) -> type:
            return cls  # Django's fields have type arguments for the type checker only


def text_unless_erased(row: models.Model, name: str, instead: str) -> str:
    """The text of a sealed column, for lists of which one row may have been erased."""
    try:
        return str(getattr(row, name))
    except datakeys.Erased:
        return instead


class SealedTextField(_Text["_Set", "_Got"]):
    """Text under the data key of `instance.sealed_under`, bound to table, row and field.

    The row needs its primary key before it is saved, so its model makes its own (UUID).
    """

    descriptor_class = _OpensWhenRead

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed | str | None:
        # An empty column is what a migration leaves in old rows.
        return value if value is None else Sealed(bytes(value)) if value else ""

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Sealed) else super().to_python(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:  # noqa: ARG002 - Django's signature
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Sealed):
            return value.data  # never opened, so kept as it is
        return None if value is None else self.seal_for(model_instance, str(value))

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str) and value:
            raise TypeError(f"{self.name} is sealed row by row: set it and save the row")
        return b"" if value == "" else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        ready = value if prepared else self.get_prep_value(value)
        return ready if ready is None else connection.Database.Binary(ready)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is sealed: nobody can search in it")
        return super().get_lookup(lookup_name)

    def value_from_object(self, obj: models.Model) -> NoReturn:
        # What dumps rows (dumpdata, model forms) asks here; sealed text does not leave that way.
        raise TypeError(f"{self.name} of {obj._meta.label} is sealed and is not exported")

    def seal_for(self, instance: models.Model, text: str) -> bytes:
        return seal_bytes(_stream_of(instance), self._place(instance), text.encode())

    def open_for(self, instance: models.Model, value: Sealed) -> str:
        return open_bytes(_stream_of(instance), self._place(instance), value.data).decode()

    def _place(self, instance: models.Model) -> str:
        if instance.pk is None:
            raise TypeError(f"{instance._meta.label} needs its key before {self.name} is sealed")
        return place(instance._meta.db_table, instance.pk, self.name)


def _stream_of(instance: models.Model) -> UUID:
    stream: UUID = instance.sealed_under  # type: ignore[attr-defined]  # the promise of the field
    return stream
