# SPDX-License-Identifier: MIT
"""A scheme publishes what its registers hold as public, in columns that exist; else nothing starts."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register

from candour.registers.base import RegisterEntry, Show, by_slug, own_fields
from candour.transparency.queries.projection import WORKED_OUT
from candour.transparency.queries.sources import SOURCES, Source
from candour.transparency.rules.scheme import Column, Dataset, Scheme
from candour.transparency.scheme import scheme_named, shipped_schemes


def install() -> None:
    register(schemes_are_lawful)


def schemes_are_lawful(app_configs: Any, **kwargs: Any) -> list[Error]:
    return [error for kind in shipped_schemes() for error in of_one(scheme_named(kind))]


def of_one(scheme: Scheme) -> Iterator[Error]:
    for dataset in scheme.datasets:
        if source := SOURCES.get(dataset.register):
            yield from _of_source(scheme, dataset, source)
            continue
        model = by_slug(dataset.register)
        if model is None:
            yield Error(f"{dataset.code}: no register {dataset.register}", id="transparency.E001")
            continue
        for column in dataset.columns:
            yield from _of_column(scheme, dataset, model, column)


def _of_source(scheme: Scheme, dataset: Dataset, source: Source) -> Iterator[Error]:
    for column in dataset.columns:
        place = f"{dataset.code}.{column.name}"
        if column.source not in source.columns | {"=redactions"}:
            yield Error(f"{place}: '{column.source}' is no figure of it", id="transparency.E005")
        known = set(scheme.codes.get(column.codes, ()))
        if missing := source.codes.get(column.name, frozenset()) - known:
            yield Error(f"{place}: no words for {sorted(missing)}", id="transparency.E004")


def _of_column(
    scheme: Scheme, dataset: Dataset, model: type[RegisterEntry], column: Column
) -> Iterator[Error]:
    place = f"{dataset.code}.{column.name}"
    if column.source.startswith("="):
        if column.source not in WORKED_OUT:
            yield Error(f"{place}: nothing works out '{column.source}'", id="transparency.E002")
        return
    if model.register.columns.get(column.source) is not Show.PUBLIC:
        yield Error(f"{place}: '{column.source}' is not public", id="transparency.E003")
        return
    field = next(one for one in own_fields(model) if one.name == column.source)
    known = set(scheme.codes.get(column.codes, ()))
    if missing := {value for value, _words in field.choices or ()} - known:
        yield Error(f"{place}: no words for {sorted(missing)}", id="transparency.E004")
