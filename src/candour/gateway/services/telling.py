# SPDX-License-Identifier: MIT
"""Tells a party by a letter or e-mail from here: the telling and its message are one act."""

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from candour.correspondence.services import queue
from candour.gateway.models import Case
from candour.gateway.models.outcome import About
from candour.gateway.queries.letters import PartyLetter, ask_by, draft_of, link_draft
from candour.gateway.services import links, stage_four, stage_three
from candour.gateway.services.carrying_out import Deed
from candour.ledger.services import By

LETTER = "letter"
ON_PAPER = "printed letter"


def record_told(
    case_id: UUID, party: UUID, method: str, about: About, *, by: By, seen: int | None = None
) -> Case:
    """Record that a party was told in some other way than from here, or by a printed letter."""
    return _tell(about)(case_id, party, method, by=by, seen=seen)


def write_to(
    case_id: UUID, letter: PartyLetter, reply: str, *, by: By, seen: int | None = None
) -> Case:
    """Queue the letter, with a link for asking again where it carries one, and record it."""

    def post(deed: Deed) -> UUID:
        link = links.issue(deed, letter.party.id) if letter.has_link or letter.link_follows else ""
        last_day = links.last_day(deed.case, timezone.localdate(deed.now))
        draft = draft_of(letter, reply, link=link, ends=ask_by(deed.case, last_day))
        stream, event = deed.case.stream, deed.event
        sent = queue(draft, to=letter.to, stream=stream, by=by, event_id=event)
        if letter.link_follows:
            more = link_draft(letter, link=link, ends=last_day)
            queue(more, to=letter.to, stream=stream, by=by, event_id=event)
        return sent.pk

    return _tell(letter.about)(case_id, letter.party.id, LETTER, by=by, post=post, seen=seen)


def _tell(about: About) -> Callable[..., Case]:
    return stage_four.tell_outcome if about is About.OUTCOME else stage_three.tell
