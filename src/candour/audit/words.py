# SPDX-License-Identifier: MIT
"""What the acts are called that belong to people, their posts and their accounts, and to reading."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, str | Promise] = {
    "read": _("Read"),
    "reason_given": _("Said why they read it"),
    "facts_released": _("Released facts to somebody outside"),
    "facts_taken": _("Released facts taken out"),
    "trail_exported": _("Took a copy of the audit trail"),
    "signed_in": _("Signed in"),
    "signed_out": _("Signed out"),
    "settings_changed": _("Changed their settings"),
    "password_chosen": _("Chose a password"),
    "password_link_sent": _("Was sent a link to choose a password"),
    "access_asked_for": _("Asked for access"),
    "access_request_closed": _("A request for access was closed"),
    "acting_granted": _("Somebody may file for them"),
    "acting_revoked": _("Somebody may no longer file for them"),
    "person_added": _("Added to the directory"),
    "person_left": _("Left"),
    "post_taken_up": _("Took up a post"),
    "post_given_up": _("Gave up a post"),
    "admission_asked": _("Access for somebody else was asked for"),
    "admission_seconded": _("Access for somebody else was given"),
    "admission_ended": _("Access for somebody else was ended"),
}
