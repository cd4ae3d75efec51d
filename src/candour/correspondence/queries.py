# SPDX-License-Identifier: MIT
"""Reads the outbox, for the people whom another app lets see the matter of each message."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _

from candour.correspondence.envelope import content
from candour.correspondence.letters_on_file import Audience
from candour.correspondence.models import OPEN, Attachment, Message, State
from candour.correspondence.previewing import Preview, paragraphs, secret_of
from candour.ledger.datakeys import Erased
from candour.people.models import Person
from candour.ui.tags import Status, Tag, tag

PAGE = 25
MOST_COUNTED = 101

Visible = Q | Exists
Resolver = Callable[[Person, frozenset[StrEnum], date], Visible | None]
"""Says which messages belong to matters that a person may see, by the column `stream`.

Two shapes keep the list fast: Exists(… stream=OuterRef("stream")) for people who see nearly all
matters, Q(stream__in=…values("stream")) for people who see few. None means none.
"""

_resolvers: dict[str, Resolver] = {}


class Show(StrEnum):
    """The filter of the outbox."""

    ALL = "all"
    PROBLEMS = "problems"
    WAITING = "waiting"
    SENT = "sent"


_STATES = {
    Show.PROBLEMS: (State.REFUSED.value, State.GAVE_UP.value),
    Show.WAITING: OPEN,
    Show.SENT: (State.SENT.value,),
}


@dataclass(frozen=True)
class Viewer:
    person: Person
    roles: frozenset[StrEnum]
    today: date


@dataclass(frozen=True)
class Line:
    """A message in a list. Nothing of it had to be unsealed."""

    id: UUID
    subject: str
    outside: bool
    tag: Tag
    problem: str
    queued_at: datetime
    sent_at: datetime | None
    next_try_at: datetime | None


@dataclass(frozen=True)
class Page:
    lines: tuple[Line, ...]
    after: UUID | None
    """The message to go on from, when there are more."""


@dataclass(frozen=True)
class Opened:
    """A message with what it says."""

    line: Line
    stream: UUID
    tries: int
    can_go_again: bool
    preview: Preview


def register_matters(name: str, resolver: Resolver) -> None:
    """Let an app say whose messages about its matters a person may see."""
    _resolvers[name] = resolver


def outbox(viewer: Viewer, show: Show = Show.ALL, *, after: UUID | None = None) -> Page:
    """One page, newest first, of the messages that this person may see."""
    rows = _visible(viewer)
    if show in _STATES:
        rows = rows.filter(state__in=_STATES[show])
    if after and (last := _visible(viewer).filter(pk=after).first()):
        earlier = Q(queued_at__lt=last.queued_at)
        rows = rows.filter(earlier | Q(queued_at=last.queued_at, pk__lt=last.pk))
    found = list(_unopened(rows.order_by("-queued_at", "-id"))[: PAGE + 1])
    lines = tuple(_line(row) for row in found[:PAGE])
    return Page(lines, lines[-1].id if len(found) > PAGE else None)


def problems(viewer: Viewer) -> int:
    """How many messages did not get through, counted up to one more than a hundred."""
    stuck = _visible(viewer).filter(state__in=_STATES[Show.PROBLEMS])
    return len(stuck.values_list("pk")[:MOST_COUNTED])


def one(viewer: Viewer, message_id: UUID) -> Opened | None:
    """A message and its words; none when the person may not see it or it does not exist."""
    message = _visible(viewer).filter(pk=message_id).first()
    return _opened(message) if message else None


def of_matter(stream: UUID) -> tuple[Opened, ...]:
    """Everything that went out or is to go out about one matter, oldest first."""
    rows = Message.objects.filter(stream=stream).order_by("queued_at", "id")
    return tuple(_opened(row) for row in rows.prefetch_related("attachments"))


def lines_of(messages: Iterable[UUID]) -> dict[UUID, Line]:
    """How these messages stand, without a word of what they say."""
    rows = _unopened(Message.objects.filter(pk__in=set(messages)))
    return {row.pk: _line(row) for row in rows}


def queued_under(stream: UUID, prefix: str) -> list[tuple[str, datetime]]:
    """The keys that begin so, of messages of this matter, and when each was queued."""
    rows = Message.objects.filter(stream=stream, once__startswith=prefix)
    return list(rows.order_by("queued_at").values_list("once", "queued_at"))


def attachment(viewer: Viewer, message_id: UUID, order: int) -> tuple[str, str, bytes] | None:
    """Name, type and bytes of a file that goes with a message."""
    message = _visible(viewer).filter(pk=message_id).first()
    row = message.attachments.filter(order=order).first() if message else None
    return (row.name, row.content_type, content(row)) if row else None


def _visible(viewer: Viewer) -> QuerySet[Message]:
    whole = Q()
    for condition in _conditions(viewer):
        whole |= Q(condition)
    return Message.objects.filter(whole) if whole else Message.objects.none()


def _conditions(viewer: Viewer) -> Iterator[Visible]:
    for resolver in _resolvers.values():
        condition = resolver(viewer.person, viewer.roles, viewer.today)
        if condition is not None:
            if condition == Q():
                raise ValueError("an empty condition joined with others would show too little")
            yield condition


def _unopened(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.defer("letter", "to_name", "to_address", "text", "html", "link")


def _line(row: Message) -> Line:
    return Line(
        id=row.pk,
        subject=row.subject,
        outside=row.to_party,
        tag=_tag(State(row.state)),
        problem=row.problem,
        queued_at=row.queued_at,
        sent_at=row.sent_at,
        next_try_at=row.next_try_at,
    )


def _tag(state: State) -> Tag:
    match state:
        case State.SENT:
            return tag(Status.COMPLETED)
        case State.QUEUED | State.FAILED:
            return tag(Status.WAITING, _("the mail server"))
        case State.REFUSED | State.GAVE_UP:
            return tag(Status.PROBLEM)


def _opened(row: Message) -> Opened:
    return Opened(
        line=_line(row),
        stream=row.stream,
        tries=row.tries,
        can_go_again=row.state in {State.FAILED, State.REFUSED, State.GAVE_UP},
        preview=_preview(row),
    )


def _preview(row: Message) -> Preview:
    audience = Audience.PARTY if row.to_party else Audience.INTERNAL
    whole = Preview(
        to_name="",
        to_address="",
        how=_("E-mail"),
        subject=row.subject,
        language="en",
        paragraphs=((_("What this message said has been erased."),),),
        attached=(),
    )
    with suppress(Erased):
        return replace(
            whole,
            to_name=row.to_name,
            to_address=row.to_address,
            language=row.language,
            paragraphs=paragraphs(row.text, secret_of(row.link, audience)),
            attached=tuple(file.name for file in sorted(row.attachments.all(), key=_order)),
        )
    return whole


def _order(file: Attachment) -> int:
    return file.order
