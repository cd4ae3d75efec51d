# SPDX-License-Identifier: MIT
"""The questions of a pack for an inspection."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from candour.inspection.rules.content import Part
from candour.ui.forms import DateInput, Expects, GdsForm, Hidden, Select, Text, TextArea

Choices = Sequence[tuple[str, str]]


class QuartersForm(GdsForm):
    def __init__(self, *args: Any, quarters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"] = Select(
            _("From which quarter?"), quarters, missing=_("Select the first quarter")
        )
        self.fields["last"] = Select(
            _("To which quarter?"), quarters, missing=_("Select the last quarter")
        )


class VersionForm(GdsForm):
    version = Hidden()


class RemarksForm(GdsForm):
    """One box for each gap, which stands in the hint and cannot be changed."""

    version = Hidden()

    def __init__(self, *args: Any, gaps: Iterable[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in gaps:
            self.fields[part.code] = TextArea(part.says, hint=part.gap, rows=2, required=False)


class OpeningForm(GdsForm):
    version = Hidden()
    starts_on = DateInput(
        _("From which day?"), expects=Expects.FUTURE, missing=_("Enter the first day")
    )
    until = DateInput(
        _("Until which day?"), hint=_("The last day on which it opens"), expects=Expects.FUTURE,
        missing=_("Enter the last day"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Select(_("Who reads it?"), people, missing=_("Select who reads it"))
        self.fields = {"who": who, **self.fields}


class ExtendingForm(GdsForm):
    version = Hidden()
    until = DateInput(
        _("Until which day now?"), expects=Expects.FUTURE, missing=_("Enter the last day")
    )
    reason = Text(_("Why do they need longer?"), missing=_("Enter why they need longer"))
