# SPDX-License-Identifier: MIT
"""Hands queued messages to the mail server: at least once, one short transaction at each end.

A worker takes a message on a lease, sends it without holding the database, and writes down how it
went. A worker that dies in between lets the lease run out; the next one sends the message again
under the same Message-ID.
"""

import smtplib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from candour.correspondence.envelope import email
from candour.correspondence.models import OPEN, Message, State
from candour.correspondence.rules.retries import MOST_TRIES, Problem, is_permanent, next_try
from candour.ledger.datakeys import Erased
from candour.ledger.services import By, Kind, record

LEASE = timedelta(minutes=5)
MOST_AT_ONCE = 500
DELIVERED = "letter_delivered"
NOT_DELIVERED = "letter_not_delivered"
SERVICE = By(person=None, role="service", name="the service")


@dataclass(frozen=True)
class Delivered:
    """How many messages ended how, in one run."""

    sent: int = 0
    failed: int = 0
    refused: int = 0
    gave_up: int = 0


@dataclass(frozen=True)
class _Outcome:
    state: State
    problem: str = ""


def deliver_due(now: datetime, *, most: int = MOST_AT_ONCE) -> Delivered:
    """Send everything that is due at this time."""
    ended: Counter[str] = Counter()
    server = get_connection()
    with suppress(smtplib.SMTPException, OSError):
        server.open()  # kept for the whole run; a server that is down is met again below
    try:
        for message in _due(now, most):
            ended[_deliver(message, server, now).value] += 1
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.close()
    return Delivered(**ended)


def _due(now: datetime, most: int) -> Iterator[Message]:
    for _ in range(most):
        message = _take_one(now)
        if message is None:
            return
        yield message


def _take_one(now: datetime) -> Message | None:
    """Lease the message that has waited longest, so that no other worker sends it meanwhile."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    waiting = Message.objects.filter(free, next_try_at__lte=now)  # only open ones have a next try
    with transaction.atomic():
        rows = waiting.order_by("next_try_at")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        message = rows.first()
        if message is None:
            return None
        message.leased_until = now + LEASE
        message.tries += 1
        Message.objects.filter(pk=message.pk).update(
            leased_until=message.leased_until, tries=F("tries") + 1
        )
    return message


def _deliver(message: Message, server: BaseEmailBackend, now: datetime) -> State:
    outcome = _send(message, server)
    if outcome.state is not State.SENT and not outcome.problem.startswith(Problem.NO_SERVER):
        with suppress(smtplib.SMTPException, OSError):
            server.close()  # a conversation that went wrong is not carried on
    return _settle(message, outcome, now)


def _send(message: Message, server: BaseEmailBackend) -> _Outcome:
    if message.tries > MOST_TRIES:
        return _Outcome(State.GAVE_UP, Problem.STOPPED)
    try:
        server.send_messages([email(message)])
    except Erased:
        return _Outcome(State.GAVE_UP, Problem.ERASED)
    except (smtplib.SMTPException, OSError) as problem:
        return _went_wrong(problem)
    return _Outcome(State.SENT)


def _went_wrong(problem: Exception) -> _Outcome:
    """What the mail server's answer means for this message; its own words may hold an address."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(problem.recipients.values()))[0]
            return _refusal(code, Problem.ADDRESS_REFUSED)
        case smtplib.SMTPDataError():
            return _refusal(problem.smtp_code, Problem.MESSAGE_REFUSED)
        case smtplib.SMTPResponseException(smtp_code=code):
            # About this service and not about the message, so worth another try once mended.
            words = Problem.NOT_WELCOME if is_permanent(code) else Problem.NOT_NOW
            return _Outcome(State.FAILED, f"{words} ({code})")
        case _:
            return _Outcome(State.FAILED, Problem.NO_SERVER)


def _refusal(code: int, problem: Problem) -> _Outcome:
    if is_permanent(code):
        return _Outcome(State.REFUSED, f"{problem} ({code})")
    return _Outcome(State.FAILED, f"{Problem.NOT_NOW} ({code})")


def _settle(message: Message, outcome: _Outcome, now: datetime) -> State:
    """Write down how it went; letters to people outside also in the record of their matter."""
    state, again = outcome.state, None
    if state is State.FAILED:
        again = next_try(message.tries, now)
        state = State.FAILED if again else State.GAVE_UP
    with transaction.atomic():
        ours = Message.objects.filter(pk=message.pk, state__in=OPEN)
        changed = ours.update(
            state=state.value,
            problem=outcome.problem,
            next_try_at=again,
            leased_until=None,
            sent_at=timezone.now() if state is State.SENT else None,
        )
        if changed and message.to_party and state is not State.FAILED:
            _record(message.stream, message.pk, state)
    return state


def _record(stream: UUID, message: UUID, state: State) -> None:
    sent = state is State.SENT
    record(
        stream,
        DELIVERED if sent else NOT_DELIVERED,
        by=SERVICE,
        kind=Kind.DISCLOSURE if sent else Kind.ALTERATION,
        fields={"message": str(message), "state": state.value},
    )
