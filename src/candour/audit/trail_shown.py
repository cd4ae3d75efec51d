# SPDX-License-Identifier: MIT
"""The trail in words: who, what, when and in which matter, for one auditor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from candour.audit.forms import KINDS
from candour.audit.queries import names_of
from candour.audit.sights import Called, act_in_words, sights
from candour.ledger.rules.entry import Kind
from candour.ledger.trail import Streams, TrailEntry, Wanted, trail
from candour.people.models import Person

KIND_WORDS = {code: str(words).partition(":")[0] for code, words in KINDS}
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Line:
    """One entry. `key` is where the next page goes on."""

    key: int
    at: datetime
    who: str
    role: str
    behalf: str
    act: str
    kind: str
    matter: Called


def streams_of(auditor: Person, *, of_matters: bool = False) -> list[Streams]:
    return [one.streams(auditor) for one in sights(of_matters=of_matters)]


def stream_called(auditor: Person, reference: str) -> UUID:
    """The stream of this reference; one that is not within sight is as one that never was."""
    found = (one.find(auditor, reference.upper()) for one in sights())
    return next((stream for stream in found if stream), NOBODY)


def day_range(since: date, until: date) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last."""
    ends = datetime.combine(until + timedelta(days=1), time())
    return timezone.make_aware(datetime.combine(since, time())), timezone.make_aware(ends)


def lines(auditor: Person, wanted: Wanted, most: int) -> list[Line]:
    entries = list(islice(trail(streams_of(auditor), wanted), most))
    people = {one for entry in entries for one in (entry.person, entry.on_behalf_of) if one}
    names, called = names_of(people), what_they_are(auditor, {entry.stream for entry in entries})
    return [_line(entry, names, called) for entry in entries]


def what_they_are(auditor: Person, streams: Iterable[UUID]) -> dict[UUID, Called]:
    wanted = list(streams)
    return {key: it for one in sights() for key, it in one.called(auditor, wanted).items()}


def _line(entry: TrailEntry, names: dict[UUID, str], called: dict[UUID, Called]) -> Line:
    return Line(
        key=entry.key,
        at=entry.at,
        who=names.get(entry.person, "") if entry.person else _("Somebody outside, or the service"),
        role=entry.role.replace("_", " "),
        behalf=names.get(entry.on_behalf_of, "") if entry.on_behalf_of else "",
        act=act_in_words(entry.act),
        kind=KIND_WORDS.get(entry.kind.name.lower(), ""),
        matter=called.get(entry.stream, Called("")),
    )


HEADINGS = ("When", "Who", "As", "For", "What", "Kind", "Matter")


def table(found: Iterable[Line]) -> list[Sequence[str]]:
    """The same as rows of text, for a file."""
    return [
        HEADINGS,
        *(
            (
                timezone.localtime(one.at).isoformat(timespec="seconds"),
                one.who,
                one.role,
                one.behalf,
                one.act,
                one.kind,
                one.matter.name,
            )
            for one in found
        ),
    ]


def kind_named(code: str) -> Kind | None:
    return Kind[code.upper()] if code in KIND_WORDS else None
