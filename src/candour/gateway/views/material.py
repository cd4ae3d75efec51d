# SPDX-License-Identifier: MIT
"""Material in its three lanes, with where it came from; files only as attachments."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.files import queries as files
from candour.files.responses import attachment
from candour.files.wording import NOT_SCANNED
from candour.gateway.forms.stage_one import MaterialForm
from candour.gateway.models import Case
from candour.gateway.models.case import Lane
from candour.gateway.queries.people import names_of
from candour.gateway.rules.visibility import Part
from candour.gateway.services import stage_one
from candour.gateway.services.evidence import keep_evidence
from candour.gateway.views.opening import Asked, Opened, answer, need, open_case, seen_by
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.forms import GdsForm, Hidden
from candour.ui.request import Request, posted

PARTS = (Part.SHARED_MATERIAL, Part.ASSESSOR_MATERIAL, Part.GIST)
LANES = dict(Lane.choices)


class VersionForm(GdsForm):
    """Nothing to fill in but the version that was read."""

    version = Hidden()


@page(ANY_PARTICIPANT)
def case_material(request: Request, reference: str) -> HttpResponse:
    """The index of material; whoever may, adds to it or says that it is complete."""
    opened = open_case(request, reference, page="material")
    need(opened, *PARTS)
    file = opened.file(*PARTS)
    may_complete = not opened.why_not("complete_material")
    context = {
        "material": file.material,
        "names": names_of(one.added_by for one in file.material),
        "lanes": LANES,
        "may_add": opened.may("add_material"),
        "may_complete": may_complete,
        "why_not": [] if may_complete else opened.why_not("complete_material"),
        "not_scanned": NOT_SCANNED,
        "gathering": opened.case.stage == "gathering",
        "version": opened.case.version,
    }
    form = VersionForm(posted(request), initial={"version": opened.case.version})
    asked = Asked(form, "gateway/material.html", context=context)
    return answer(
        opened,
        asked,
        lambda: stage_one.complete_material(opened.case.pk, by=opened.by, seen=seen_by(form)),
    )


@page(ANY_PARTICIPANT)
def add_material(request: Request, reference: str) -> HttpResponse:
    """One piece of material: a file, a link or a note, in a lane."""
    opened = open_case(request, reference, page="add material")
    need(opened, *PARTS)
    if not opened.may("add_material"):
        raise Http404
    assessor = str(opened.person.pk) == opened.matter.assessor
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MaterialForm(*data, assessor=assessor, initial={"version": opened.case.version})
    asked = Asked(
        form,
        "gateway/form.html",
        then=lambda case: reverse("case_material", args=[case.reference]),
        context={
            "title": _("Add material"),
            "intro": [str(NOT_SCANNED)],
            "warning": _("Never enter the name of a confidential source: a reference and a gist "
                         "are enough.") if assessor else "",
            "button": _("Add this material"),
            "files": True,
        },
        draft=f"gateway-material:{opened.case.reference}",
    )  # fmt: skip
    return answer(opened, asked, lambda: _add(opened, form))


def _add(opened: Opened, form: MaterialForm) -> Case:
    answers = form.cleaned_data
    material = stage_one.Material(
        title=answers["title"],
        lane=answers["lane"],
        supplied_by=answers["supplied_by"],
        dated=answers["dated"],
        marking=answers["marking"],
        text=answers["text"],
        file=keep_evidence(form.cleaned_data["file"], case=opened.case, by=opened.by),
    )
    return stage_one.add_material(opened.case.pk, material, by=opened.by)


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_file_download(request: Request, reference: str, file_id: UUID) -> HttpResponse:
    """A file of a part that this person may see, as something to save and never as a page."""
    opened = open_case(request, reference, page="file")
    shown = opened.file()
    held = {one.file for one in shown.material}
    held |= {one.file for one in shown.conditions} | {one.file for one in shown.representations}
    stored = files.by_id(file_id, stream=opened.case.stream) if file_id in held else None
    if stored is None:
        raise Http404
    return attachment(stored)
