# SPDX-License-Identifier: MIT
"""What every declaration of a register has to hold; the product does not start without it."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register

from candour.registers.base import RegisterEntry, Show, is_sealed, own_fields, registers


def install() -> None:
    register(registers_are_whole)


def registers_are_whole(app_configs: Any, **kwargs: Any) -> list[Error]:
    found = [error for model in registers() for error in of_one(model)]
    return [*found, *_doubled()]


def of_one(model: type[RegisterEntry]) -> Iterator[Error]:
    declared, fields = model.register, {field.name: field for field in own_fields(model)}
    for name in sorted(set(declared.columns) ^ set(fields)):
        yield Error(
            f"'{name}' is not both a field and a classified column", obj=model, id="registers.E001"
        )
    for name in sorted({declared.about, declared.when} - set(fields) - {"declared_on"}):
        yield Error(f"'{name}' is no column", obj=model, id="registers.E002")
    if declared.columns.get(declared.about) is Show.SECRET:
        yield Error(
            f"'{declared.about}' stands in lists, so it is not secret",
            obj=model,
            id="registers.E006",
        )
    for name, field in fields.items():
        secret = declared.columns.get(name) is Show.SECRET
        if secret and not is_sealed(field):
            yield Error(
                f"'{name}' is secret, so it has to be sealed", obj=model, id="registers.E003"
            )
        if is_sealed(field) and not secret:
            yield Error(
                f"'{name}' is sealed, so it has to be secret", obj=model, id="registers.E003"
            )
    for role in sorted(declared.keepers - set(declared.sees)):
        yield Error(f"'{role}' keeps it and does not see it", obj=model, id="registers.E004")


def _doubled() -> Iterator[Error]:
    for name in ("slug", "prefix"):
        values = [getattr(model.register, name) for model in registers()]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield Error(f"two registers have the {name} '{value}'", id="registers.E005")
