# SPDX-License-Identifier: MIT
"""What is asked while a file is brought in."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.registers.intake.choices import FIRST_OF_MONTH, Choices
from candour.registers.intake.kinds import Kind
from candour.registers.rules.dates_as_written import Order
from candour.ui.choices import options
from candour.ui.forms import Confirm, Files, GdsForm, Radios, Select, Text

ACCEPT = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.json,.jsonl,.gz"
ORDERS = [
    (Order.DAY_FIRST.value, _("The day, as in 31/12/2026")),
    (Order.MONTH_FIRST.value, _("The month, as in 12/31/2026")),
]
MOST_VALUES = 50


class UploadForm(GdsForm):
    """Which register, and the files."""

    kind = Select(_("What are the rows?"), [], missing=_("Select what the rows are"))
    sheets = Files(
        _("Spreadsheets"),
        accept=ACCEPT,
        hint=_(
            ".csv, .xlsx, .xls, .ods, or an Open Contracting package. Nothing is changed in the file."
        ),
        missing=_("Upload at least one file"),
    )

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        named: list[tuple[str, str | Promise]] = [("", _("Select"))]
        field.choices = options([*named, *((kind.name, kind.title) for kind in kinds)])


class ColumnsForm(GdsForm):
    """One question for each heading, about the field that it is."""

    def __init__(
        self, *args: Any, headings: Sequence[tuple[str, str, str]], kind: Kind, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: list[tuple[str, str | Promise]] = [("", _("Leave as it stands"))]
        fields += [(each.name, each.label) for each in kind.fields]
        self.asked = [text for text, _found, _hint in headings]
        for number, (text, found, hint) in enumerate(headings):
            self.fields[f"column{number}"] = Select(
                text, fields, initial=found, hint=hint, required=False, says_when=True
            )

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or {}
        seen: dict[str, str] = {}
        for number, text in enumerate(self.asked):
            name = answers.get(f"column{number}", "")
            if name and name in seen:
                words = _("Select another field: “%(other)s” is this one already")
                self.add_error(f"column{number}", words % {"other": seen[name]})
            seen[name] = text
        return answers

    def choices(self) -> Choices:
        answers = self.cleaned_data
        return Choices(columns={text: answers[f"column{n}"] for n, text in enumerate(self.asked)})


class DatesForm(GdsForm):
    order = Radios(
        _("Which comes first in the dates of this file?"), ORDERS,
        missing=_("Select what comes first"), heading=True,
    )  # fmt: skip

    def choices(self) -> Choices:
        return Choices(dates=Order(self.cleaned_data["order"]))


class MonthsForm(GdsForm):
    first = Confirm(
        _("Months without a day"),
        _("Use the first day of the month, and say so beside each of these dates"),
    )

    def choices(self) -> Choices:
        return Choices(months=FIRST_OF_MONTH)


class ValuesForm(GdsForm):
    """One question for each value that was not understood, about what is meant."""

    def __init__(
        self, *args: Any, field: str, values: Sequence[tuple[str, int]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.field = field
        self.asked = [value for value, _rows in values]
        for number, (value, rows) in enumerate(values):
            self.fields[f"value{number}"] = Text(
                _("“%(value)s”") % {"value": value},
                hint=_("In %(rows)s rows") % {"rows": rows} if rows > 1 else _("In 1 row"),
                required=False, says_when=True, width=20,
            )  # fmt: skip

    def choices(self) -> Choices:
        answers = self.cleaned_data
        meant = {
            value: answers[f"value{n}"]
            for n, value in enumerate(self.asked)
            if answers[f"value{n}"]
        }
        return Choices(instead={self.field: meant})


__all__ = ["ColumnsForm", "DatesForm", "MonthsForm", "UploadForm", "ValuesForm"]
