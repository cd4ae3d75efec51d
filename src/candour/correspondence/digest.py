# SPDX-License-Identifier: MIT
"""The summary of Today by e-mail: at most one a day, and nothing when nothing needs the reader."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from candour.correspondence.addressing import to_person
from candour.correspondence.composing import Draft, Value, compose, date_in_words
from candour.correspondence.delivery import SERVICE
from candour.correspondence.schedule import Job
from candour.correspondence.services import queue
from candour.people.models import Digest, Person
from candour.people.queries import readers_of_digests
from candour.ui.today import NEEDS_YOU, TodayItem, gather

SENT_AT = time(7, 30)
MOST_LISTED = 10
MONDAY = 0


def compose_digest(person: Person, items: Sequence[TodayItem]) -> Draft | None:
    """A line for each thing that needs the reader: verb, reference, deadline, and no name."""
    if not items:
        return None
    values: dict[str, Value] = {
        "name": person.full_name,
        "count": len(items),
        "summary": _summary(len(items), sum(item.late for item in items)),
        "items": "\n".join(_lines(items)),
        "link": f"{settings.BASE_ADDRESS}/today",
        "settings": f"{settings.BASE_ADDRESS}/me/settings",
    }
    return compose("daily_digest", "en", values)


def _summary(needs: int, late: int) -> str:
    first = "1 thing needs you." if needs == 1 else f"{needs:,} things need you."
    if not late:
        return first
    return f"{first} {late:,} {'is' if late == 1 else 'are'} overdue."


def _lines(items: Sequence[TodayItem]) -> list[str]:
    lines = [_line(item) for item in items[:MOST_LISTED]]
    more = len(items) - len(lines)
    return [*lines, f"- and {more:,} more"] if more else lines


def _line(item: TodayItem) -> str:
    due = f", due {date_in_words(item.due, 'en')}" if item.due else ""
    late = " (overdue)" if item.late else ""
    return f"- {item.verb} {item.reference}{due}{late}"


def send_digests(now: datetime) -> None:
    """Queue today's summaries. Run twice on one day, it queues nothing more."""
    today = timezone.localdate(now)
    often = {Digest.DAILY, Digest.WEEKLY} if today.weekday() == MONDAY else {Digest.DAILY}
    for person in readers_of_digests(often, today):
        _queue_one(person, today)


def _queue_one(person: Person, today: date) -> None:
    items = gather(person, today, only=[NEEDS_YOU]).lists[NEEDS_YOU]
    draft = compose_digest(person, items)
    if draft is None:
        return
    with transaction.atomic():
        queue(
            draft,
            to=to_person(person),
            stream=person.stream,
            by=SERVICE,
            once=f"digest/{person.pk}/{today.isoformat()}",
        )


DAILY_DIGEST = Job("daily-digest", send_digests, at=SENT_AT)
