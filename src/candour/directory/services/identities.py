# SPDX-License-Identifier: MIT
"""Which identity of the organisation opens which account: by issuer and subject, never by address."""

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from candour.directory.services.factors import changed
from candour.kernel.procedure import Refused
from candour.ledger.services import Kind
from candour.people.models import Account


def account_of(issuer: str, subject: str) -> Account | None:
    """Whose identity this is, if somebody linked it."""
    rows = SocialAccount.objects.select_related("user__person")
    found = rows.filter(provider=issuer, uid=subject).first()
    return found.user if found else None


def is_linked(account: Account) -> bool:
    return bool(SocialAccount.objects.filter(user=account).exists())


@transaction.atomic
def link(account: Account, issuer: str, subject: str) -> None:
    """Let this identity open this account; each account has one, and each identity opens one."""
    if is_linked(account):
        raise Refused("You have already linked an account of your organisation. Remove it first.")
    try:
        with transaction.atomic():
            SocialAccount.objects.create(user=account, provider=issuer, uid=subject)
    except IntegrityError as taken:
        raise Refused("This account of your organisation belongs to somebody else here.") from taken
    changed(account, "identity_linked", Kind.ALTERATION, issuer=issuer)


@transaction.atomic
def unlink(account: Account) -> None:
    gone, _ = SocialAccount.objects.filter(user=account).delete()
    if not gone:
        raise Refused("You have not linked an account of your organisation.")
    changed(account, "identity_unlinked", Kind.ALTERATION)
