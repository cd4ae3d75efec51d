# SPDX-License-Identifier: MIT
"""Passkeys (WebAuthn), by allauth: what a browser is asked to sign, and what it answers."""

import json
from typing import Any

from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError

from candour.kernel.procedure import Refused
from candour.people.models import Account

LONGEST = 20_000


def to_be_signed(account: Account) -> str:
    """What a passkey of this account signs to show who is there; it counts once."""
    return _text(auth.begin_authentication(account))


def to_be_made(account: Account) -> str:
    return _text(auth.begin_registration(account, passwordless=False))


def signed_by(account: Account, answer: str) -> int | None:
    """Which passkey of the account gave this answer to what it was asked; none if none did."""
    try:
        return int(auth.complete_authentication(account, _read(answer)).pk)
    except (ValidationError, ValueError, KeyError, TypeError):
        return None


def made(answer: str) -> dict[str, Any]:
    """A new passkey as it is kept: its public half."""
    try:
        credential = _read(answer)
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except (ValidationError, ValueError, KeyError, TypeError) as wrong:
        raise Refused("The passkey did not answer as it should. Try again.") from wrong
    return credential


def _text(options: Any) -> str:
    return json.dumps(options, default=dict)


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST:
        raise ValueError("longer than any passkey answers")
    read = json.loads(answer)
    if not isinstance(read, dict):
        raise TypeError("a passkey answers with an object")
    return read
