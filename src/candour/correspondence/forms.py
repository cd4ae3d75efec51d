# SPDX-License-Identifier: MIT
from django.utils.translation import gettext_lazy as _

from candour.ui.forms import Email, GdsForm


class SendAgain(GdsForm):
    """For a message that did not get through."""

    address = Email(_("E-mail address"), hint=_("Change it if it was wrong"))
