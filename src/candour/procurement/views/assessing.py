# SPDX-License-Identifier: MIT
"""Declarations are assessed; the document is prepared, confirmed, read and printed."""

import json
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.correspondence import typesetting
from candour.ledger.rules.entry import Kind
from candour.ledger.services import record
from candour.procurement.forms import AssessForm, PrepareForm, VersionForm, step_form
from candour.procurement.models import Revision
from candour.procurement.printing import sheet_of
from candour.procurement.queries.document import content_of
from candour.procurement.queries.people import can_see_to_a_step
from candour.procurement.queries.shown import (
    hits_for,
    participant_of,
    register_words,
    revision_of,
    revisions_of,
    said_by,
)
from candour.procurement.rules import procedure as acts
from candour.procurement.rules.procurement import Assessed, Nature, Prepared, Verdict
from candour.procurement.rules.visibility import Sight
from candour.procurement.services import assessing
from candour.procurement.services.assessing import Step
from candour.procurement.views.opening import Opened, open_or_404, shown
from candour.procurement.words import STAGES
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.once import carried_out
from candour.ui.request import Request, posted
from candour.ui.saved_files import file_to_save
from candour.ui.several import Several

READS = ("GET", "HEAD")


@page(ANY_PARTICIPANT)
def assess(request: Request, reference: str, participant_id: UUID) -> HttpResponseBase:
    """One person's declaration beside what the registers hold; and what is made of it."""
    opened = open_or_404(
        request, reference, Sight.DECLARATIONS, part=f"declaration {participant_id}"
    )
    one = participant_of(opened.seen, participant_id)
    said = said_by(one) if one is not None and one.declared else None
    if one is None or said is None or not opened.may(acts.ASSESS):
        raise Http404
    owners = can_see_to_a_step(opened.row, one.person_id, timezone.localdate())
    steps = Several(step_form(owners), "step", posted(request))
    bidders = [(str(each.pk), each.name) for each in opened.seen.rows.suppliers]
    form = AssessForm(posted(request), suppliers=bidders)
    form.attach(steps)
    if steps.wants_more:
        form = AssessForm(initial=form.typed(), suppliers=bidders)

    def assessed() -> str:
        given = _assessed(form, str(opened.viewer.pk), str(one.person_id))
        assessing.assess(
            opened.row.pk, given, [Step(**answers) for answers in steps.answers()], by=opened.by
        )
        messages.success(request, _("Your assessment is recorded."))
        return opened.home

    return carried_out(request, form, assessed) or shown(
        request,
        opened,
        "assess",
        form=form,
        steps=steps,
        one=one,
        said=said,
        hits=hits_for(opened.seen, one),
        words=register_words,
    )


def _assessed(form: AssessForm, by: str, whom: str) -> Assessed:
    asked = form.cleaned_data
    return Assessed(
        by=by, who=whom, verdict=Verdict(asked["verdict"]), reasons=asked["reasons"],
        nature=Nature(asked["nature"]) if asked["nature"] else None, shows=asked["shows"],
        supplier=asked["supplier"],
    )  # fmt: skip


@page(ANY_PARTICIPANT)
def prepare(request: Request, reference: str) -> HttpResponseBase:
    """What the document will say, and what it comes to."""
    opened = open_or_404(request, reference, Sight.DOCUMENT, part="the document before it is made")
    if not opened.may(acts.PREPARE):
        raise Http404
    form = PrepareForm(posted(request), initial={"version": opened.row.version})

    def prepared() -> str:
        given = Prepared(by=str(opened.viewer.pk), summary=form.cleaned_data["summary"])
        assessing.prepare(opened.row.pk, given, by=opened.by, seen=form.seen)
        messages.success(
            request, _("The conflicts assessment is prepared, and waits to be confirmed.")
        )
        return opened.home

    return carried_out(request, form, prepared) or shown(
        request, opened, "prepare", form=form, content=content_of(opened.seen.rows, "")
    )


@page(ANY_PARTICIPANT)
def confirm(request: Request, reference: str) -> HttpResponseBase:
    """The accountable officer reads the last document, and confirms it."""
    opened = open_or_404(request, reference, Sight.DOCUMENT, part="the document to confirm")
    if not opened.may(acts.CONFIRM):
        raise Http404
    last = revisions_of(opened.row)[0]
    form = VersionForm(posted(request), initial={"version": opened.row.version})

    def confirmed() -> str:
        assessing.confirm(opened.row.pk, by=opened.by, seen=form.seen)
        messages.success(request, _("The conflicts assessment is confirmed."))
        return opened.home

    return carried_out(request, form, confirmed) or shown(
        request, opened, "confirm", form=form, **_document(last)
    )


@page(ANY_PARTICIPANT, methods=READS)
def document(request: Request, reference: str, number: int) -> HttpResponseBase:
    opened, revision = _revision_or_404(request, reference, number, part=f"document {number}")
    return shown(request, opened, "document", **_document(revision))


@page(ANY_PARTICIPANT, methods=READS)
def document_pdf(request: Request, reference: str, number: int) -> HttpResponseBase:
    """A copy on paper; the record says who took it and its digest."""
    opened, revision = _revision_or_404(request, reference, number)
    made = typesetting.policy(sheet_of(revision, opened.row.body.name, opened.viewer))
    with transaction.atomic():
        record(
            opened.row.stream, "copy_taken", by=opened.by, kind=Kind.DISCLOSURE,
            fields={"document": number, "sha256": sha256(made).hexdigest()},
        )  # fmt: skip
    return file_to_save(made, "application/pdf", f"{opened.row.reference}-{number}.pdf")


def _revision_or_404(
    request: Request, reference: str, number: int, *, part: str = ""
) -> tuple[Opened, Revision]:
    opened = open_or_404(request, reference, Sight.DOCUMENT, part=part)
    revision = revision_of(opened.row, number)
    if revision is None:
        raise Http404
    return opened, revision


def _document(revision: Revision) -> dict[str, object]:
    content = json.loads(revision.content)
    for one in content["people"]:
        for step in one.get("steps", []):
            step["until"] = date.fromisoformat(step["until"])
    return {"revision": revision, "content": content, "prepared_at_stage": STAGES[revision.stage]}
