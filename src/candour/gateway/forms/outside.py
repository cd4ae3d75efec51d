# SPDX-License-Identifier: MIT
"""What somebody outside fills in. The shape of answers only: rules judge them."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from candour.files.forms import WithFile
from candour.ui.choices import switch_off
from candour.ui.forms import Files, TextArea


class OutsideForm(WithFile):
    """A request to look again, in the person's own words."""

    representation = TextArea(
        _("What should be looked at again, and why?"),
        hint=_("Write as you would in a letter. It is read in full by the person who decides."),
        rows=10,
        missing=_("Enter what should be looked at again, and why"),
    )

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if late:
            self.fields["why_late"] = TextArea(
                _("What delayed you?"), rows=3, missing=_("Enter what delayed you")
            )
        self.fields["file"] = Files(
            _("A file that bears it out"),
            hint=_("PDF, picture, Word, Excel, text or e-mail file, at most 12 MB"),
            multiple=False,
            required=False,
        )
        if not settings.UPLOADS:
            switch_off(self.fields.values())
