# SPDX-License-Identifier: MIT
"""Which facts leave, to whom and what for."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from candour.ui.forms import Checkboxes, GdsForm, Text, TextArea


class DiscloseForm(GdsForm):
    recipient = Text(
        _("Who gets it?"),
        hint=_("For example, the oversight body, or who made a request for information"),
        missing=_("Enter who gets it"),
        max_length=200,
    )
    purpose = TextArea(
        _("What for?"),
        missing=_("Enter what it is for"),
        max_length=500,
    )

    def __init__(self, *args: Any, facts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facts"] = Checkboxes(
            _("Which facts?"),
            list(facts),
            hint=_(
                "The others stay withheld. Only a figure that says nothing about them goes along."
            ),
            missing=_("Select at least one fact"),
        )
        self.order_fields(["facts", "recipient", "purpose"])
