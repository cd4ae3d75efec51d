# SPDX-License-Identifier: MIT
"""Our form layer: one question after the other, one error for each, the same words twice."""

from dataclasses import dataclass
from typing import Any, Protocol, Self

from django import forms
from django.conf import settings

from candour.kernel.procedure import Refused, RefusedForSeveralReasons
from candour.ui.choices import (
    Checkboxes,
    Confirm,
    Files,
    Option,
    Radios,
    Select,
    YesNo,
    switch_off,
)
from candour.ui.dates import Expects
from candour.ui.fields import (
    DateInput,
    Email,
    GdsField,
    Money,
    Text,
    TextArea,
    TimeInput,
    Whole,
)

__all__ = [
    "Checkboxes",
    "Confirm",
    "DateInput",
    "Email",
    "Expects",
    "Files",
    "GdsField",
    "GdsForm",
    "Hidden",
    "Money",
    "Option",
    "Part",
    "Problem",
    "Radios",
    "Select",
    "Text",
    "TextArea",
    "TimeInput",
    "Whole",
    "YesNo",
]


@dataclass(frozen=True)
class Problem:
    """A line of the error summary, and the control that it leads to."""

    text: str
    target: str = ""
    clause: str = ""


class Part(Protocol):
    """What a form is judged together with, such as the rows of `Several`."""

    def is_valid(self) -> bool: ...

    def problems(self) -> list[Problem]: ...


class Hidden(forms.CharField):
    """An answer that travels with the form, such as the version that was read."""

    def __init__(self, *, required: bool = False, initial: str = "") -> None:
        super().__init__(required=required, initial=initial, widget=forms.HiddenInput)


class GdsForm(forms.Form):
    """A form whose fields are GdsField or Hidden."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "%s")
        super().__init__(*args, **kwargs)
        if not settings.UPLOADS:
            switch_off(self.fields.values())
        for name in self.fields:
            if hasattr(self, name):  # a page that asks for form.data must get the field
                raise TypeError(f"choose another name for the field '{name}': a form has its own")
        self.clauses: dict[str, str] = {}
        self.parts: list[Part] = []

    def attach(self, *parts: "Part") -> None:
        """Judge these with the form: their problems join its summary."""
        self.parts += parts

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(part.is_valid() for part in self.parts)])

    @property
    def wrong(self) -> bool:
        """Whether the page has to say that there is a problem."""
        return self.is_bound and bool(self.problems())

    def typed(self) -> dict[str, Any]:
        """The answers as they were typed, before anybody judged them."""
        return {bound.name: bound.data for bound in self} if self.is_bound else dict(self.initial)

    def as_typed(self) -> Self:
        """The same form with the same answers and no errors, to be shown again."""
        return type(self)(initial=self.typed(), prefix=self.prefix)

    def refuse(self, refused: Refused) -> None:
        """Show why the procedure refuses: beside the answer that has to change, or on top."""
        reasons = refused.reasons if isinstance(refused, RefusedForSeveralReasons) else (refused,)
        for reason in reasons:
            words = str(reason)
            self.clauses[words] = reason.clause
            self.add_error(reason.about if reason.about in self.fields else None, words)

    def problems(self) -> list[Problem]:
        """The error summary: what concerns the whole form, then one line for each field."""
        whole = [
            Problem(str(words), clause=self.clauses.get(str(words), ""))
            for words in self.non_field_errors()
        ]
        for bound in self:
            if bound.errors:
                words = str(bound.errors[0])
                target = "" if bound.is_hidden else bound.auto_id
                whole.append(Problem(words, target, self.clauses.get(words, "")))
        return [*whole, *(problem for part in self.parts for problem in part.problems())]
