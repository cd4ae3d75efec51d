# SPDX-License-Identifier: MIT
"""What pages call the ways of signing in and the ends of sessions."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.directory.rules.session_words import Ended, How

HOW: Mapping[How, str | Promise] = {
    How.PASSWORD: _("Password only"),
    How.CODE: _("Password and code"),
    How.RECOVERY_CODE: _("Password and recovery code"),
    How.PASSKEY: _("Password and passkey"),
    How.ORGANISATION: _("Your organisation’s account"),
}
ENDED: Mapping[Ended, str | Promise] = {
    Ended.SIGNED_OUT: _("Signed out"),
    Ended.TOO_LONG: _("Ended after 10 hours"),
    Ended.BY_THEMSELVES: _("Ended by you from elsewhere"),
    Ended.BY_ADMINISTRATOR: _("Ended by an administrator"),
    Ended.DETAILS_CHANGED: _("Ended when your details changed"),
    Ended.POST_LOST: _("Ended with a post"),
    Ended.LEFT: _("Ended with your leaving"),
    Ended.STOPPED: _("Stopped by an administrator"),
}
RESTED = _("Ended by itself")
OPEN = _("Still open")
