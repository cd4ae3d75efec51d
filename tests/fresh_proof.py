# SPDX-License-Identifier: MIT
"""A browser whose owner has just shown again who they are, on the page that asks for it."""

from django.conf import settings
from django.test import Client

from candour.people.models import Account
from force import PASSWORD


def prove(client: Client) -> Client:
    """Enter the password of who is signed in; an account made without one is given one first."""
    account = Account.objects.get(pk=client.session["_auth_user_id"])
    known = [each for each in (PASSWORD, settings.DEMO_PASSWORD) if account.check_password(each)]
    if not known:
        account.set_password(PASSWORD)
        account.save(update_fields=["password"])
        client.force_login(account)
    sent = {"proof_password": known[0] if known else PASSWORD}
    answer = client.post("/show-that-it-is-you", sent)
    assert (answer.status_code, answer.url) == (302, "/today"), answer.content
    return client
