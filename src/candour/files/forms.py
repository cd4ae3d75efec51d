# SPDX-License-Identifier: MIT
"""A form that takes a file. What is allowed in is judged before any act begins."""

from django.core.exceptions import ValidationError

from candour.files.services import CheckedFile, check
from candour.kernel.procedure import Refused
from candour.ui.forms import GdsForm


class WithFile(GdsForm):
    """A form that takes one file. It is examined here, before any act begins.

    Examining a file can take a second; inside the act it would make everybody else wait.
    """

    def clean_file(self) -> CheckedFile | None:
        uploads = self.cleaned_data.get("file") or []
        try:
            return check(uploads[0]) if uploads else None
        except Refused as refused:
            raise ValidationError(str(refused)) from refused
