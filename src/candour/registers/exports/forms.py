# SPDX-License-Identifier: MIT
"""What is asked before rows leave: the format, and why."""

from django.utils.translation import gettext_lazy as _

from candour.ui.forms import GdsForm, Select, TextArea


class ReasonForm(GdsForm):
    form_of = Select(
        _("Format"),
        [
            ("xlsx", _("Excel (.xlsx)")),
            ("csv", _("CSV")),
            ("ods", _("OpenDocument (.ods)")),
            ("pdf", _("PDF")),
        ],
        missing=_("Select a format"),
    )
    reason = TextArea(
        _("Why do you take these rows out?"),
        rows=2,
        max_length=300,
        hint=_("One line is enough. It is recorded with your name."),
        missing=_("Enter why you take these rows out"),
    )
