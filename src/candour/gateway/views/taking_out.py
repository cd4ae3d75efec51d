# SPDX-License-Identifier: MIT
"""What leaves with a reader: the case file as they may see it, and its dates without a name."""

from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.audit.publication import last_published
from candour.correspondence import typesetting
from candour.correspondence.calendar_files import CONTENT_TYPE, CalendarEntry, calendar_file
from candour.correspondence.case_file import Happening, InTheRecord, RecordLine, Stamp
from candour.gateway.queries.dates import dates_of
from candour.gateway.queries.people import names_of
from candour.gateway.queries.print import Frame, printed
from candour.gateway.rules.visibility import Part
from candour.gateway.views.case import history, written
from candour.gateway.views.opening import (
    HANDLING,
    MARKING,
    Opened,
    ask_why,
    find,
    need,
    open_case,
    show,
)
from candour.kernel.procedure import words
from candour.ledger.proofs import newest_signed, prove
from candour.ledger.queries import LeafOf, leaves
from candour.ledger.rules.entry import Kind
from candour.ledger.services import record
from candour.people.queries import title_on
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.fresh_proof import need_proof
from candour.ui.request import Request
from candour.ui.saved_files import file_to_save

TAKEN = "copy_taken"


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_file_pdf(request: Request, reference: str) -> HttpResponse:
    """A copy of exactly what this reader may see; the record says who took it and its digest."""
    opened = find(request, reference)
    need(opened, Part.SUMMARY)
    reason = ask_why(opened)
    need_proof(request, back=opened.home)
    now = timezone.now()
    stamp = Stamp(
        reader=opened.person.full_name,
        role=title_on(opened.person, timezone.localdate()),
        taken_at=now,
        purpose=_("Work on this matter"),
    )
    made = typesetting.case_file(
        printed(opened.case, opened.file(), opened.pack, _frame(opened, stamp))
    )
    with transaction.atomic():
        record(
            opened.case.stream,
            TAKEN,
            by=opened.by,
            kind=Kind.DISCLOSURE,
            fields={
                "parts": sorted(opened.parts),
                "reason": reason,
                "purpose": stamp.purpose,
                "sha256": sha256(made).hexdigest(),
            },
        )
    return file_to_save(made, "application/pdf", f"{opened.case.reference}.pdf")


def _frame(opened: Opened, stamp: Stamp) -> Frame:
    entries = written(opened)
    kept = leaves(opened.case.stream)
    people = [one for entry in entries for one in (entry.by_person, entry.on_behalf_of)]
    happened = history(entries, names_of(people), notes={})
    known = {entry.event_id for entry in entries}
    return Frame(
        stamp=stamp,
        marking=str(MARKING.value),
        handling=HANDLING,
        stage=words(opened.stage).capitalize(),
        timeline=tuple(Happening(one.at, one.title, one.by) for one in reversed(happened)),
        record=tuple(
            RecordLine(leaf.number, leaf.at, words(leaf.kind.name.lower()), leaf.hash)
            for leaf in kept
            if leaf.event_id in known
        ),
        proof=_proof([leaf for leaf in kept if leaf.event_id in known]),
    )


def _proof(shown: list[LeafOf]) -> InTheRecord | None:
    """Of the last act that this reader may know of."""
    if not shown:
        return None
    last, signed = shown[-1], last_published()
    covered = signed is not None and newest_signed([last.event_id]) is not None
    return InTheRecord(
        leaf=last.hash,
        signed_at=signed.signed_at if signed and covered else None,
        page=settings.BASE_ADDRESS.rstrip("/") + reverse("record"),
    )


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_proof(request: Request, reference: str) -> HttpResponse:
    """A file that proves the newest signed act that this reader may know of, and no fact of it."""
    opened = open_case(request, reference, page="proof")
    need(opened, Part.TIMELINE)
    event = newest_signed([entry.event_id for entry in written(opened)])
    if event is None:
        return show(opened, "gateway/not_signed.html")
    return file_to_save(prove(event), "text/plain", f"{opened.case.reference}.tlog-proof")


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_dates(request: Request, reference: str) -> HttpResponse:
    """The dates of the matter that this reader may see, for their calendar: a verb and no name."""
    opened = open_case(request, reference, page="dates")
    home = settings.BASE_ADDRESS.rstrip("/") + reverse("case", args=[opened.case.reference])
    entries = [
        CalendarEntry(one.what, opened.case.reference, one.on, home, key=one.key)
        for one in dates_of(opened.case, opened.matter, opened.parts)
    ]
    made = calendar_file(entries, now=timezone.now())
    return file_to_save(made, CONTENT_TYPE, f"{opened.case.reference}.ics")
