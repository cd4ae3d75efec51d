# SPDX-License-Identifier: MIT
"""Someone else saved first: both versions side by side, and nothing that was typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from candour.ui.choices import Checkboxes, Radios
from candour.ui.forms import GdsForm
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request
from candour.ui.resume import Kept, kept

CONFLICT = 409
VERSION = "version"


@dataclass(frozen=True)
class ComparedRow:
    """One answer in both versions, as the compare component takes it."""

    name: str
    left: str
    right: str

    @property
    def different(self) -> bool:
        return self.left != self.right


def conflict(
    request: Request,
    form: GdsForm,
    theirs: Mapping[str, Any],
    *,
    version: object,
    back: str,
    marking: Marking = Marking.OFFICIAL,
) -> HttpResponse:
    """Show theirs and mine.

    `theirs` holds the saved answers as the form would have them initially; `version` is what the
    hidden field `version` of the form has to say to be accepted now.
    """
    rows = [
        ComparedRow(str(bound.label), _saved(bound, theirs), _words(bound.field, bound.value()))
        for bound in form
        if not bound.is_hidden
    ]
    mine = kept(request)
    answers = tuple((name, value) for name, value in mine.answers if name not in {VERSION, "once"})
    context = {
        "rows": rows,
        "kept": Kept((*answers, (VERSION, str(version))), mine.files),
        "action": request.get_full_path(),
        "keep_theirs": back,
    }
    return render(request, "ui/conflict.html", context, marking=marking, status=CONFLICT)


def _saved(bound: Any, theirs: Mapping[str, Any]) -> str:
    field = bound.field
    return _words(field, field.prepare_value(theirs.get(bound.name, field.initial)))


def _words(field: Any, value: Any) -> str:
    """An answer as people read it: the texts of what was chosen, not their codes."""
    values = value if isinstance(value, list | tuple) else [value]
    texts: dict[str, str] = {}
    if isinstance(field, Radios | Checkboxes):
        texts = {option.value: str(option.text) for option in field.choices}
    return ", ".join(texts.get(str(each), str(each)) for each in values if each not in {None, ""})
