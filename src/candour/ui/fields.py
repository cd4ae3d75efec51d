# SPDX-License-Identifier: MIT
"""The fields of our forms. Each knows its words for a missing answer and how it is drawn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import partial, reduce
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _

from candour.ui.dates import Expects, UnclearDate, parse_date, parse_time
from candour.ui.words import clock_time_of

Words = str | Promise
Hint = Words | tuple[Words, ...]
"""A hint in one line, or in several where it holds several questions."""


@dataclass(frozen=True)
class Component:
    """The macro that draws a field, and what the macro is given."""

    macro: str
    params: Mapping[str, Any]


class GdsField(forms.Field):
    """A question with its words: label, hint, and what to do when the answer is missing."""

    macro = "input"
    verb = "Enter"
    group = False
    """Whether the field is a set of controls with a legend."""

    def __init__(
        self,
        label: Words,
        *,
        hint: Hint = "",
        required: bool = True,
        missing: Words = "",
        heading: bool = False,
        says_when: bool = False,
        initial: Any = None,
    ) -> None:
        super().__init__(label=cast("str", label), required=required, initial=initial)
        self.hint = hint
        self.heading = heading
        self.says_when = says_when
        """Whether the label itself says when no answer is needed."""
        self.missing = missing
        self.error_messages["required"] = cast("str", missing or self._missing(label))

    def _missing(self, label: Words) -> str:
        return _("%(verb)s an answer to “%(label)s”") % {"verb": _(self.verb), "label": label}

    def component(self, bound: forms.BoundField) -> Component:
        """Say how to draw the field with its present answer and its first error."""
        params: dict[str, Any] = {"id": bound.auto_id, "name": bound.html_name}
        words = self.label or ""
        if not self.required and not self.says_when:
            words = _("%(label)s (optional)") % {"label": words}
        size = "l" if self.heading else "s"
        if self.group:
            legend = {"text": words, "classes": f"govuk-fieldset__legend--{size}"}
            params["fieldset"] = {"legend": legend | {"isPageHeading": self.heading}}
            params["idPrefix"] = bound.auto_id
        else:
            label = {"text": words, "classes": f"govuk-label--{size}"}
            params["label"] = label | {"isPageHeading": self.heading}
        if hint := self.hint_for(bound):
            params["hint"] = drawn_hint(hint)
        if bound.errors:
            params["errorMessage"] = {"text": bound.errors[0]}
        return Component(self.macro, params | self.own_params(bound))

    def hint_for(self, bound: forms.BoundField) -> Hint:
        del bound  # most hints do not depend on what was answered
        return self.hint

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        """What this kind of field adds for its macro."""
        return {"value": shown(bound.value())}


def drawn_hint(hint: Hint) -> dict[str, Any]:
    """A hint as its macro takes it: several questions stand under one another."""
    if not isinstance(hint, tuple):
        return {"text": hint}
    lines = (format_html('<span class="app-hint-line">{}</span>', each) for each in hint)
    return {"html": reduce(partial(format_html, "{} {}"), lines)}


def shown(value: Any) -> str:
    return "" if value is None else str(value)


class Text(GdsField):
    """One line. A width of 2, 3, 4, 5, 10 or 20 characters, when the answer has a known length."""

    def __init__(
        self,
        label: Words,
        *,
        max_length: int = 200,
        width: int = 0,
        autocomplete: str = "",
        lookup: str = "",
        **kw: Any,
    ) -> None:
        super().__init__(label, **kw)
        self.lookup = lookup
        """The page that knows answers to offer while somebody types, by its name in the addresses."""
        self.max_length = max_length
        self.width = width
        self.autocomplete = autocomplete

    def to_python(self, value: Any) -> str:
        text = re.sub(r"[^\S\n]+", " ", str(value or "").replace("\r\n", "\n")).strip()
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text):
            raise ValidationError(_("Enter text without control characters"))
        if len(text) > self.max_length:
            words = _("Enter at most %(most)s characters: there are %(count)s now")
            raise ValidationError(
                words % {"most": f"{self.max_length:,}", "count": f"{len(text):,}"}
            )
        return text

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        width = {"classes": f"govuk-input--width-{self.width}"} if self.width else {}
        known = {"attributes": {"data-lookup": reverse(self.lookup)}} if self.lookup else {}
        return (
            super().own_params(bound) | width | known | {"autocomplete": self.autocomplete or None}
        )


class TextArea(Text):
    """Several lines, plain text."""

    macro = "textarea"
    widget = forms.Textarea

    def __init__(self, label: Words, *, rows: int = 5, max_length: int = 10_000, **kw: Any) -> None:
        super().__init__(label, max_length=max_length, **kw)
        self.rows = rows

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        return super().own_params(bound) | {"rows": self.rows}


class Email(Text):
    """An e-mail address."""

    def __init__(self, label: Words, *, max_length: int = 254, **kw: Any) -> None:
        super().__init__(label, max_length=max_length, **kw)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text:
            try:
                validate_email(text)
            except ValidationError:
                words = _("Enter an e-mail address in full, like name@example.org")
                raise ValidationError(words) from None
        return text

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        return super().own_params(bound) | {"type": "email", "spellcheck": False}


class Whole(Text):
    """A whole number between two bounds."""

    def __init__(self, label: Words, *, least: int = 0, most: int = 1_000_000, **kw: Any) -> None:
        super().__init__(label, max_length=20, width=kw.pop("width", 5), **kw)
        self.least = least
        self.most = most

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = super().to_python(value).replace(",", "")
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,18}", text) or not text.isascii():
            raise ValidationError(_("Enter a whole number, for example 12"))
        if not self.least <= int(text) <= self.most:
            words = _("Enter a whole number from %(least)s to %(most)s")
            raise ValidationError(words % {"least": self.least, "most": f"{self.most:,}"})
        return int(text)

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        return super().own_params(bound) | {"inputmode": "numeric"}


class Money(Text):
    """An amount in pounds, held in pence."""

    def __init__(self, label: Words, **kw: Any) -> None:
        super().__init__(label, max_length=30, width=kw.pop("width", 10), **kw)

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        text = re.sub(r"[£,\s]", "", super().to_python(value))
        if not text:
            return None
        found = re.fullmatch(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?", text)
        if not found:
            raise ValidationError(_("Enter the amount in pounds, for example 75 or 75.50"))
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return f"{value // 100}.{value % 100:02d}" if value % 100 else str(value // 100)
        return value

    def own_params(self, bound: forms.BoundField) -> dict[str, Any]:
        return super().own_params(bound) | {"prefix": {"text": "£"}, "inputmode": "decimal"}


class DateInput(Text):
    """One box that takes a date as people write it."""

    def __init__(
        self, label: Words, *, expects: Expects = Expects.ANY, hint: Words = "", **kw: Any
    ) -> None:
        words = hint or _("For example, 27 3 2026")
        super().__init__(label, hint=words, max_length=40, width=10, **kw)
        self.expects = expects

    def to_python(self, value: Any) -> date | None:  # type: ignore[override]
        if isinstance(value, date):
            return value
        text = super().to_python(value)
        try:
            return parse_date(text, timezone.localdate(), self.expects) if text else None
        except UnclearDate as unclear:
            raise ValidationError(str(unclear)) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day} {value.month} {value.year}" if isinstance(value, date) else value


class TimeInput(Text):
    """One box that takes a time of day as people write it."""

    def __init__(self, label: Words, *, hint: Words = "", **kw: Any) -> None:
        words = hint or _("For example, 9:05am or 14:30")
        super().__init__(label, hint=words, max_length=20, width=10, **kw)

    def to_python(self, value: Any) -> time | None:  # type: ignore[override]
        if isinstance(value, time):
            return value
        text = super().to_python(value)
        try:
            return parse_time(text) if text else None
        except UnclearDate as unclear:
            raise ValidationError(str(unclear)) from None

    def prepare_value(self, value: Any) -> Any:
        return clock_time_of(value) if isinstance(value, time) else value
