# SPDX-License-Identifier: MIT
"""Mail about an account: queued within the act, written and sent by the worker.

So a page takes as long for a name that nobody has as for one that exists, and no link is ever kept.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.directory.models import PostDue
from candour.ledger.rules.commitments import Json
from candour.people.models import Account, Person
from candour.people.queries import is_here

TRIES = 8
AGAIN_AFTER = timedelta(minutes=2)
AT_ONCE = 50

WHAT: Mapping[str, str | Promise] = {
    "password_chosen": gettext_lazy("A new password was chosen."),
    "code_app_added": gettext_lazy("A code app was set up."),
    "code_app_removed": gettext_lazy("The code app was removed."),
    "recovery_codes_made": gettext_lazy("New recovery codes were made."),
    "recovery_code_used": gettext_lazy("A recovery code was used."),
    "passkey_added": gettext_lazy("A passkey was added."),
    "passkey_removed": gettext_lazy("A passkey was removed."),
    "second_factor_removed": gettext_lazy("An administrator removed the second factor."),
    "identity_linked": gettext_lazy("Sign-in by the organisation's account was added."),
    "identity_unlinked": gettext_lazy("Sign-in by the organisation's account was removed."),
}
"""What changed in how somebody signs in, as they are told."""
log = logging.getLogger(__name__)


def queue(account: Account | None, letter: str, **facts: Json) -> None:
    """Have a mail sent, within the transaction of the act that causes it."""
    PostDue.objects.create(account=account, letter=letter, facts=facts, due_at=timezone.now())


def send_due(now: datetime) -> None:
    """Send what is due. Called again and again by the worker; a failure is tried later."""
    due = PostDue.objects.filter(due_at__lte=now).select_related("account__person")
    for row in due.order_by("pk")[:AT_ONCE]:
        # Whoever moves it on may send it: no second worker does.
        mine = PostDue.objects.filter(pk=row.pk, tries=row.tries, due_at__lte=now)
        if mine.update(tries=row.tries + 1, due_at=now + AGAIN_AFTER * (row.tries + 1)):
            _send(row)


def _send(row: PostDue) -> None:
    person = _reader(row.account)
    try:
        if row.account and person:
            with translation.override(person.language):
                subject, text = _written(row.letter, row.account, row.facts)
            send_mail(subject, text, None, [person.email])
    except (OSError, SMTPException) as problem:
        log.warning("a mail about an account was not taken: %s", type(problem).__name__)
        if row.tries + 1 < TRIES:
            return
    PostDue.objects.filter(pk=row.pk).delete()


def _reader(account: Account | None) -> Person | None:
    """Who reads mail about the account: its owner, while they are here and may sign in."""
    person = account.person if account and account.is_active else None
    if person is None or not person.email or not is_here(person, timezone.localdate()):
        return None
    return person


def _written(letter: str, account: Account, facts: Mapping[str, Json]) -> tuple[str, str]:
    home = settings.BASE_ADDRESS.rstrip("/")
    if letter == "password_link":
        return _("Choose your password"), _(
            "Choose your password for Candour here:\n\n%(link)s\n\n"
            "The link works once and for one day. If you did not expect it, ignore this e-mail."
        ) % {"link": home + password_path(account)}
    what = WHAT.get(str(facts.get("what", "")), "")
    happened = {
        "new_device": _("Your name signed in to Candour on a device that is new to us: %(what)s."),
        "tried_often": _("Your name signed in to Candour after %(what)s attempts that failed."),
    }.get(letter, "%(what)s") % {"what": what or facts.get("what", "")}
    return _("About how you sign in"), _(
        "%(happened)s\n\nIf this was you, there is nothing to do. If not, change your password, "
        "end all sessions, and tell your administrators:\n\n%(link)s"
    ) % {"happened": happened, "link": home + reverse("my_sign_in")}


def password_path(account: Account) -> str:
    """Where the account chooses a password: once, and within a day."""
    token = default_token_generator.make_token(account)
    return reverse("choose_password", args=[account.pk, token])
