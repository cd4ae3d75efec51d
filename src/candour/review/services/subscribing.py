# SPDX-License-Identifier: MIT
"""Connects a diary with a calendar server, reads it every night, and lets go of it again."""

import json
import logging
from datetime import datetime, time
from enum import StrEnum

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from candour.correspondence.delivery import SERVICE
from candour.correspondence.schedule import Job
from candour.kernel.procedure import Refused
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Person
from candour.people.queries import is_here
from candour.review.diaries.calendar_server import Access, Visit, visit
from candour.review.diaries.occurrences import NotADiary
from candour.review.models import Diary, DiarySource, DiarySubscription
from candour.review.rules.traces import Quarter, quarter_of
from candour.review.services.diaries import keep_reading, may_bring_in

CONNECTED, DISCONNECTED = "calendar_connected", "calendar_disconnected"
BEFORE_WORK = time(3, 30)
log = logging.getLogger(__name__)


def subscribe(
    person: Person, access: Access, *, by: By, roles: frozenset[StrEnum], today: datetime
) -> DiarySubscription:
    """Read the diary now, and every night from now on.

    Raises NotADiary with what to do when the server gives nothing, and then keeps nothing.
    """
    may_bring_in(person, by, roles)
    if by.person is None:
        raise Refused("Only somebody who is signed in connects a calendar server.")
    quarter = quarter_of(timezone.localdate(today))
    seen = _visit(access, quarter)
    try:
        with transaction.atomic():
            diary, _made = Diary.objects.get_or_create(
                person=person, defaults={"body": person.body}
            )
            made = DiarySubscription(
                diary=diary, event=new_event_id(), address=access.address,
                username=access.username, password=access.password,
                made_by_id=by.person, made_at=today,
            )  # fmt: skip
            made.save()
            record(
                diary.stream, CONNECTED, by=by, kind=Kind.COLLECTION,
                fields={"address": access.address}, clauses=("COG R/HS/2",), event_id=made.event,
            )  # fmt: skip
            _keep(made, {quarter: seen}, by=by, now=today)
    except IntegrityError:
        raise Refused("This diary is connected with a calendar server already.") from None
    return made


def unsubscribe(person: Person, *, by: By, roles: frozenset[StrEnum]) -> None:
    """Stop reading, and forget the password. What was read stays."""
    may_bring_in(person, by, roles)
    with transaction.atomic():
        made = open_subscriptions().select_for_update(of=("self",)).get(diary__person=person)
        made.ended_at, made.password, made.sent = timezone.now(), "", "{}"
        made.save(update_fields=["ended_at", "password", "sent"])
        record(made.diary.stream, DISCONNECTED, by=by, kind=Kind.ALTERATION, fields={})


def visit_all(now: datetime) -> None:
    """Read every diary that is connected, for this quarter and the one before.

    A server that does not answer is tried again the next night, and the page of the diary says so.
    """
    present = quarter_of(timezone.localdate(now))
    for made in open_subscriptions():
        if not is_here(made.diary.person, timezone.localdate(now)):
            continue
        access = Access(made.address, made.username, made.password)
        try:
            seen = {each: _visit(access, each) for each in (present.before, present)}
        except NotADiary as problem:
            made.visited_at, made.problem = now, str(problem)
            made.save(update_fields=["visited_at", "problem"])
            log.warning("a calendar server gave nothing: %s", problem)
            continue
        with transaction.atomic():
            _keep(made, seen, by=SERVICE, now=now)


VISIT_CALENDARS = Job("visit-calendars", visit_all, at=BEFORE_WORK)


def open_subscriptions() -> QuerySet[DiarySubscription]:
    return DiarySubscription.objects.filter(ended_at=None).select_related("diary__person")


def _visit(access: Access, quarter: Quarter) -> Visit:
    return visit(access, quarter.starts, quarter.ends, servers=settings.CALENDAR_SERVERS)


def _keep(made: DiarySubscription, seen: dict[Quarter, Visit], *, by: By, now: datetime) -> None:
    """Keep what differs from what the server sent before: a quiet night adds nothing."""
    sent: dict[str, str] = json.loads(made.sent)
    for quarter, one in seen.items():
        if sent.get(quarter.slug) != one.digest:
            keep_reading(
                made.diary.person, one.read, (quarter.starts, quarter.ends),
                source=DiarySource.SUBSCRIPTION, by=by,
            )  # fmt: skip
            sent[quarter.slug] = one.digest
    made.visited_at, made.problem, made.sent = now, "", json.dumps(sent)
    made.save(update_fields=["visited_at", "problem", "sent"])
