# SPDX-License-Identifier: MIT
"""Sessions begin, are listed and end. One that ended is gone from the database: no worker finds it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from candour.directory.models import SignIn
from candour.directory.rules.session_words import Ended, How
from candour.kernel.procedure import Refused
from candour.ledger.services import By, Kind, record
from candour.people.models import Account, Person

KEPT = timedelta(days=400)
"""How long people, and who looks into a misuse, can see when an account was used."""


@dataclass(frozen=True)
class Came:
    """A sign-in, as the page that took it knows it."""

    how: How
    device: str
    failures: int
    session: str
    idle_seconds: int


@transaction.atomic
def begin(account: Account, came: Came) -> SignIn:
    """Note the session of a sign-in; its event is recorded by whoever signs the person in."""
    now = timezone.now()
    SignIn.objects.filter(account=account, started_at__lt=now - KEPT).delete()
    return SignIn.objects.create(
        account=account,
        how=came.how.value,
        device=came.device,
        failures_before=came.failures,
        session=came.session,
        idle_seconds=came.idle_seconds,
        started_at=now,
    )


def moved(sign_in_id: str, session: str) -> None:
    """The session has another key now; it is still the same session."""
    SignIn.objects.filter(pk=sign_in_id, ended_at__isnull=True).update(session=session)


def over(sign_in_id: str, why: Ended) -> None:
    """The session of this browser ends; the browser's own key goes with it."""
    open_ = SignIn.objects.filter(pk=sign_in_id, ended_at__isnull=True)
    open_.update(ended_at=timezone.now(), ended=why.value)


@transaction.atomic
def end_one(account: Account, sign_in_id: UUID, *, by: By) -> None:
    """End one session of one's own, somewhere else."""
    if not _end(account, Ended.BY_THEMSELVES, only=sign_in_id):
        raise Refused("This session has already ended.")
    _record(account, "session_ended", by, ended=1)


@transaction.atomic
def end_others(account: Account, keep: str, *, by: By) -> int:
    ended = _end(account, Ended.BY_THEMSELVES, keep=keep)
    _record(account, "sessions_ended", by, ended=ended)
    return ended


@transaction.atomic
def end_all(person: Person, *, by: By) -> int:
    """The kill switch: whoever uses this account, anywhere, is out at their next request."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        raise Refused("This person has no sign-in name.")
    ended = _end(account, Ended.BY_ADMINISTRATOR)
    _record(account, "sessions_ended", by, ended=ended)
    return ended


def end_with(person: Person, why: Ended) -> None:
    """End every session within an act that takes something away; the act is what is recorded."""
    if account := Account.objects.filter(person=person).first():
        _end(account, why)


def end_for_new_details(account: Account, keep: str) -> None:
    """Whoever came in with the old details comes in no further."""
    _end(account, Ended.DETAILS_CHANGED, keep=keep)


def tidy(now: datetime) -> None:
    """Forget sessions that ended by themselves. Run by the worker."""
    Session.objects.filter(expire_date__lte=now).delete()


def _end(account: Account, why: Ended, *, keep: str = "", only: UUID | None = None) -> int:
    doomed = SignIn.objects.filter(account=account, ended_at__isnull=True)
    if keep:
        doomed = doomed.exclude(pk=keep)
    if only:
        doomed = doomed.filter(pk=only)
    rows = dict(doomed.values_list("pk", "session"))
    alive = Session.objects.filter(session_key__in=rows.values(), expire_date__gt=timezone.now())
    ended, _ = alive.delete()
    doomed.filter(pk__in=rows).update(ended_at=timezone.now(), ended=why.value)
    return ended


def _record(account: Account, act: str, by: By, *, ended: int) -> None:
    stream = account.person.stream if account.person else account.pk
    record(stream, act, by=by, kind=Kind.ACCESS_REMOVED, fields={"sessions": ended})
