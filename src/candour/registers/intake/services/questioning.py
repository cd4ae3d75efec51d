# SPDX-License-Identifier: MIT
"""A claim or a purchase is asked about in place, and whoever made it explains it there."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Person
from candour.registers.intake.models import ClaimNote
from candour.registers.services.carrying_out import doer


def ask(line: str, person: Person, text: str, *, by: By) -> ClaimNote:
    """Ask whoever made a claim; nobody asks themselves."""
    if by.person == person.pk:
        raise Refused("You cannot ask about a claim of your own.", "HMIC12 2/2")
    return _note("asked", line, person, text, by)


def explain(line: str, person: Person, text: str, *, by: By) -> ClaimNote:
    if by.person != person.pk:
        raise Refused("Only whoever made the claim can explain it.", "HMIC12 2/2")
    return _note("explained", line, person, text, by)


def _note(what: str, line: str, person: Person, text: str, by: By) -> ClaimNote:
    if not text.strip():
        raise Refused("Enter your words: this cannot be sent empty.", about="text")
    with transaction.atomic():
        event = new_event_id()
        note = ClaimNote(
            id=uuid4(), body_id=person.body_id, line=line, person=person, what=what,
            text=text.strip(), said_by=Person.objects.get(pk=doer(by)), said_at=timezone.now(), stream=uuid4(),
            event=event,
        )  # fmt: skip
        note.save(force_insert=True)
        record(
            note.stream,
            f"claim_{what}",
            by=by,
            kind=Kind.ALTERATION,
            fields={"line": line, "what": what, "text": note.text},
            clauses=("HMIC12 2/2",),
            event_id=event,
        )
    return note
