# SPDX-License-Identifier: MIT
"""The second factor of an account: a code app with its recovery codes, and passkeys.

The rows are allauth's. What is secret in them is sealed for its account, so that a copy of the
database makes no code, and a secret that was moved to another account opens nothing there.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from candour.directory.models import LastCode
from candour.directory.rules.one_time_codes import as_typed, step_of
from candour.directory.rules.session_words import How
from candour.directory.services import post
from candour.directory.services.accounts import count_failure, stream_of, themselves
from candour.kernel.procedure import Refused
from candour.kernel.references import ALPHABET
from candour.ledger.rules.commitments import Json
from candour.ledger.sealing import open_bytes, place, seal_bytes
from candour.ledger.services import By, Kind, record
from candour.people.models import Account, Person

RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
SECRET_BYTES = 20
APP, RECOVERY, PASSKEY = (
    Authenticator.Type.TOTP.value,
    Authenticator.Type.RECOVERY_CODES.value,
    Authenticator.Type.WEBAUTHN.value,
)
SECOND_FACTORS = (APP, PASSKEY)


@dataclass(frozen=True)
class Passkey:
    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What an account has beside its password."""

    app_since: datetime | None
    recovery_left: int
    passkeys: tuple[Passkey, ...]

    @property
    def any(self) -> bool:
        return self.app_since is not None or bool(self.passkeys)


def factors_of(account: Account) -> Factors:
    rows = list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))
    app = next((row for row in rows if row.type == APP), None)
    recovery = next((row for row in rows if row.type == RECOVERY), None)
    return Factors(
        app_since=app.created_at if app else None,
        recovery_left=len(recovery.data["left"]) if recovery else 0,
        passkeys=tuple(
            Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at)
            for row in rows
            if row.type == PASSKEY
        ),
    )


# ------------------------------------------------------------------ the code app


def new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def sealed_secret(account: Account, secret: str) -> str:
    """The secret of an app, for a row or for a session while the app is being set up."""
    return base64.b64encode(
        seal_bytes(stream_of(account), _place(account), secret.encode())
    ).decode()


def opened_secret(account: Account, sealed: str) -> str:
    return open_bytes(stream_of(account), _place(account), base64.b64decode(sealed)).decode()


def _place(account: Account) -> str:
    return place(Authenticator._meta.db_table, account.pk, "secret")


@transaction.atomic
def add_app(account: Account, secret: str, typed: str) -> tuple[str, ...]:
    """Add the app that shows this code; returns the recovery codes, which are shown once."""
    if Authenticator.objects.filter(user=account, type=APP).exists():
        raise Refused("You already have a code app. Remove it before you set up another.")
    if not _takes(account, secret, as_typed(typed)):
        raise Refused("Enter the 6 digits that your app shows now.", about="code")
    data = {"secret": sealed_secret(account, secret)}
    Authenticator.objects.create(user=account, type=APP, data=data)
    codes = _fresh_recovery_codes(account)
    changed(account, "code_app_added", Kind.ALTERATION)
    return codes


@transaction.atomic
def remake_recovery_codes(account: Account) -> tuple[str, ...]:
    """New codes; the old ones count for nothing."""
    codes = _fresh_recovery_codes(account)
    changed(account, "recovery_codes_made", Kind.ALTERATION)
    return codes


def _fresh_recovery_codes(account: Account) -> tuple[str, ...]:
    codes = tuple(
        "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH))
        for _ in range(RECOVERY_CODES)
    )
    left = [_digest(account, code) for code in codes]
    Authenticator.objects.update_or_create(
        user=account, type=RECOVERY, defaults={"data": {"left": left}}
    )
    half = RECOVERY_LENGTH // 2
    return tuple(f"{code[:half]}-{code[half:]}" for code in codes)


def _digest(account: Account, code: str) -> str:
    return salted_hmac(f"candour.recovery {account.pk}", code, algorithm="sha256").hexdigest()


# ------------------------------------------------------------------ a code that was typed


def check_code(account: Account, typed: str) -> How | None:
    """Which kind of code this is: it counts once. None, and a failure counted, when it is neither."""
    code = as_typed(typed)
    with transaction.atomic():
        if _app_shows(account, code):
            return How.CODE
        if _uses_recovery(account, code):
            return How.RECOVERY_CODE
    count_failure(account.username)
    return None


def _app_shows(account: Account, code: str) -> bool:
    app = Authenticator.objects.filter(user=account, type=APP).first()
    if app is None or not _takes(account, opened_secret(account, app.data["secret"]), code):
        return False
    Authenticator.objects.filter(pk=app.pk).update(last_used_at=timezone.now())
    return True


def _takes(account: Account, secret: str, code: str) -> bool:
    """Whether the code is right and newer than every code before: decided by one update."""
    step = step_of(secret, code, timezone.now())
    if step is None:
        return False
    _row, created = LastCode.objects.get_or_create(account=account, defaults={"step": step})
    return created or bool(
        LastCode.objects.filter(account=account, step__lt=step).update(step=step)
    )


def _uses_recovery(account: Account, code: str) -> bool:
    rows = Authenticator.objects.select_for_update().filter(user=account, type=RECOVERY)
    row = rows.first()
    digest = _digest(account, code)
    if row is None or digest not in row.data["left"]:
        return False
    row.data["left"].remove(digest)
    row.last_used_at = timezone.now()
    row.save(update_fields=["data", "last_used_at"])
    changed(account, "recovery_code_used", Kind.ACCESS_GRANTED, left=len(row.data["left"]))
    return True


# ------------------------------------------------------------------ taking away


@transaction.atomic
def remove_app(account: Account) -> None:
    """Without the app its recovery codes go too."""
    gone, _ = Authenticator.objects.filter(user=account, type__in=(APP, RECOVERY)).delete()
    if not gone:
        raise Refused("You have no code app.")
    changed(account, "code_app_removed", Kind.ALTERATION)


@transaction.atomic
def remove_passkey(account: Account, passkey: int) -> None:
    gone, _ = Authenticator.objects.filter(user=account, type=PASSKEY, pk=passkey).delete()
    if not gone:
        raise Refused("This passkey has already been removed.")
    changed(account, "passkey_removed", Kind.ALTERATION)


@transaction.atomic
def add_passkey(account: Account, name: str, credential: dict[str, Json]) -> None:
    data = {"name": name, "credential": credential}
    Authenticator.objects.create(user=account, type=PASSKEY, data=data)
    changed(account, "passkey_added", Kind.ALTERATION, name=name)


@transaction.atomic
def passkey_used(passkey: int) -> None:
    Authenticator.objects.filter(pk=passkey).update(last_used_at=timezone.now())


@transaction.atomic
def remove_all(person: Person, *, by: By) -> None:
    """For someone who lost their device: they set up a new one when they next sign in."""
    account = Account.objects.select_related("person").filter(person=person).first()
    gone = Authenticator.objects.filter(user=account).delete()[0] if account else 0
    if account is None or not gone:
        raise Refused("This person has no second factor.")
    changed(account, "second_factor_removed", Kind.ACCESS_REMOVED, by=by)


def changed(account: Account, act: str, kind: Kind, *, by: By | None = None, **facts: Json) -> None:
    """Record the change, and tell the owner: a change that they did not make is a warning."""
    post.queue(account, "details_changed", what=act)
    fields = {"account": str(account.pk), **facts}
    record(stream_of(account), act, by=by or themselves(account), kind=kind, fields=fields)


def account_by_id(account_id: UUID) -> Account | None:
    return Account.objects.select_related("person").filter(pk=account_id, is_active=True).first()
