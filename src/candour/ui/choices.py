# SPDX-License-Identifier: MIT
"""Fields that are answered by choosing: radios, checkboxes, lists, files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from candour.ui.fields import GdsField, Hint, Words, drawn_hint, shown


@dataclass(frozen=True)
class Option:
    """One answer to choose. An exclusive answer, such as "None of these", stands alone."""

    value: str
    text: Words
    hint: Hint = ""
    exclusive: bool = False


def options(choices: Iterable[Option | tuple[str, Words]]) -> tuple[Option, ...]:
    return tuple(each if isinstance(each, Option) else Option(*each) for each in choices)


class Radios(GdsField):
    """One answer of a few. Give `inline` to two or three short answers only; these are small."""

    macro = "radios"
    verb = "Select"
    group = True

    def __init__(
        self,
        label: Words,
        choices: Iterable[Option | tuple[str, Words]],
        *,
        inline: bool = False,
        small: bool = False,
        **kw: Any,
    ) -> None:
        super().__init__(label, **kw)
        self.choices = options(choices)
        self.inline = inline
        self.small = small or inline

    def to_python(self, value: Any) -> Any:
        chosen = shown(value)
        if chosen and chosen not in {option.value for option in self.choices}:
            raise ValidationError(self.error_messages["required"])
        return chosen

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        chosen = shown(bound.value())
        items = [_item(option) | {"checked": option.value == chosen} for option in self.choices]
        small = "govuk-radios--small" if self.small else ""
        inline = " govuk-radios--inline" if self.inline else ""
        return {"items": items, "classes": small + inline}


class Select(Radios):
    """One answer of many: a list that opens. Radios are better up to about ten answers."""

    macro = "select"
    group = False

    def __init__(
        self,
        label: Words,
        choices: Iterable[Option | tuple[str, Words]],
        *,
        nothing: Words = "",
        **kw: Any,
    ) -> None:
        super().__init__(label, choices, **kw)
        self.nothing = nothing
        """What choosing nothing means, such as "All requests"."""

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        chosen = shown(bound.value())
        first = [{"value": "", "text": self.nothing}]
        rest = [
            {"value": option.value, "text": option.text, "selected": option.value == chosen}
            for option in self.choices
        ]
        return {"items": first + rest}


class YesNo(Radios):
    """Yes or no, as a truth value."""

    def __init__(self, label: Words, **kw: Any) -> None:
        super().__init__(label, [("yes", _("Yes")), ("no", _("No"))], inline=True, **kw)

    def to_python(self, value: Any) -> bool | None:
        if isinstance(value, bool):
            return value
        return {"yes": True, "no": False}.get(super().to_python(value))

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


class Checkboxes(GdsField):
    """Any number of answers, in the order in which they are offered."""

    macro = "checkboxes"
    verb = "Select"
    group = True
    widget = forms.SelectMultiple

    def __init__(
        self, label: Words, choices: Iterable[Option | tuple[str, Words]], **kw: Any
    ) -> None:
        super().__init__(label, **kw)
        self.choices = options(choices)

    def to_python(self, value: Any) -> Sequence[str]:
        sent = set(_several(value))
        if sent - {option.value for option in self.choices}:
            raise ValidationError(self.error_messages["required"])
        chosen = [option for option in self.choices if option.value in sent]
        if len(chosen) > 1 and (alone := [option for option in chosen if option.exclusive]):
            words = _("Select “%(alone)s” or the other answers, not both")
            raise ValidationError(words % {"alone": alone[0].text})
        return [option.value for option in chosen]

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        chosen = _several(bound.value())
        items: list[dict[str, Any]] = []
        for option in self.choices:
            if option.exclusive:
                items.append({"divider": _("or")})
            behaviour = {"behaviour": "exclusive"} if option.exclusive else {}
            items.append(_item(option) | {"checked": option.value in chosen} | behaviour)
        return {"items": items}


class Confirm(Checkboxes):
    """One box that has to be ticked: a declaration in the first person."""

    def __init__(self, label: Words, words: Words, **kw: Any) -> None:
        super().__init__(label, [Option("yes", words)], **kw)

    def _missing(self, label: Words) -> str:
        del label  # the words beside the box say what is confirmed
        return _("Select the box to confirm")

    def clean(self, value: Any) -> bool:
        return bool(super().clean(value))


class Files(GdsField):
    """Any number of files, as they came. What is allowed in is judged when they are kept."""

    macro = "file_upload"
    verb = "Upload"

    def __init__(
        self,
        label: Words,
        *,
        accept: str = "",
        multiple: bool = True,
        kept: bool = True,
        **kw: Any,
    ) -> None:
        super().__init__(label, **kw)
        self.kept = kept
        """A file that is only read, such as a policy, is asked for even where none is kept."""
        self.widget = _SeveralFiles()
        self.accept = accept
        self.multiple = multiple

    def _missing(self, label: Words) -> str:
        return _("Upload a file for “%(label)s”") % {"label": label}

    def to_python(self, value: Any) -> "list[UploadedFile[Any]]":
        return [each for each in value or [] if each]

    def hint_for(self, bound: forms.BoundField) -> Hint:
        """A page cannot give a chosen file back, so it says which ones to choose again."""
        lost = [str(each.name) for each in bound.data or []] if bound.form.is_bound else []
        if not lost:
            return self.hint
        return _("Choose again: %(names)s") % {"names": ", ".join(lost)}

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        del bound  # a file is never shown again
        attributes = {"accept": self.accept} if self.accept else {}
        return {"multiple": self.multiple, "attributes": attributes}


def switch_off(fields: Iterable[forms.Field]) -> None:
    """Where a body takes no files: nobody is asked for one, and one that is sent is not read."""
    for field in fields:
        if isinstance(field, Files) and field.kept:
            field.widget, field.required = _NoFiles(), False


class _NoFiles(forms.HiddenInput):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        del data, files, name
        return []


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        del data  # files come apart from the answers
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


def _item(option: Option) -> dict[str, Any]:
    hint = {"hint": drawn_hint(option.hint)} if option.hint else {}
    return {"value": option.value, "text": option.text} | hint


def _several(value: Any) -> list[str]:
    if value is None or value == "":
        return []
    return [str(each) for each in value] if isinstance(value, (list, tuple, set)) else [str(value)]
