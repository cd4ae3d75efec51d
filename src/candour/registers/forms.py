# SPDX-License-Identifier: MIT
"""The form of a register, made from its declaration: a question for each field that is asked."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from candour.registers.base import Pence, RegisterEntry, is_sealed, own_fields
from candour.ui.forms import (
    DateInput,
    GdsField,
    GdsForm,
    Hidden,
    Money,
    Radios,
    Select,
    Text,
    TextArea,
    Whole,
    YesNo,
)

FEW = 8
"""Up to so many answers are radios; more are a list that opens."""


def asked_fields(model: type[RegisterEntry]) -> list[Any]:
    """The fields that a declarant answers."""
    return [field for field in own_fields(model) if field.editable]


@lru_cache(maxsize=64)
def form_of(model: type[RegisterEntry]) -> type[GdsForm]:
    questions: dict[str, Any] = {field.name: question(field) for field in asked_fields(model)}
    return type(f"{model.__name__}Form", (GdsForm,), {"version": Hidden(), **questions})


def question(field: Any) -> GdsField:
    """The question that a field asks: its words are the field's own."""
    words = {
        "label": field.verbose_name,
        "hint": field.help_text,
        "required": not (field.blank or field.null or isinstance(field, models.BooleanField)),
    }
    if field.choices:
        choices = [(value, text) for value, text in field.choices if value]
        kind: Callable[..., GdsField] = Radios if len(choices) <= FEW else Select
        return kind(choices=choices, **words)
    return _plain(field, words)


def _plain(field: Any, words: dict[str, Any]) -> GdsField:
    made: tuple[tuple[bool, Callable[..., GdsField]], ...] = (
        (isinstance(field, models.BooleanField), YesNo),
        (isinstance(field, Pence), Money),
        (isinstance(field, models.IntegerField), Whole),
        (isinstance(field, models.DateField), DateInput),
        (is_sealed(field) or isinstance(field, models.TextField), TextArea),
    )
    for fits, kind in made:
        if fits:
            return kind(**words)
    return Text(max_length=field.max_length or 200, **words)


def columns_from(model: type[RegisterEntry], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as columns: what was left open gets what its column says."""
    found = {}
    for field in asked_fields(model):
        value = answers.get(field.name)
        if isinstance(field, models.BooleanField):
            value = bool(value)
        elif value in (None, "") and not field.null:
            value = field.get_default() if field.has_default() else ""
        found[field.name] = value
    return found


def answers_of(row: RegisterEntry) -> dict[str, Any]:
    """An entry as answers, to be copied or corrected."""
    return {field.name: getattr(row, field.attname) for field in asked_fields(type(row))}


class WordsForm(GdsForm):
    """An act that is done in words."""

    version = Hidden()
    text = TextArea(_("Your words"))


class ReasonForm(GdsForm):
    """An act that may go without words; the rules say when they are needed."""

    version = Hidden()
    text = TextArea(_("Anything to add?"), required=False)
