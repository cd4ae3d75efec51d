# SPDX-License-Identifier: MIT
"""The page on which the owner writes a version, and the policy file that may come with it."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from candour.kernel.procedure import Refused
from candour.policy import queries, services, shown
from candour.policy.forms import VersionForm
from candour.policy.pages import OWNER, address_of, by_owner
from candour.policy.services import ChangedMeanwhile, Draft
from candour.policy.views import document_or_404, version_or_404
from candour.ui.access import page
from candour.ui.conflict import conflict
from candour.ui.drafts import drop_draft, load_draft
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, who

LARGEST_FILE = 256 * 1024
DRAFT_KIND = "policy-version"
COPIED = ("text", "risk_rating", "equality_impact")


class UnusableFile(Refused):
    """A policy file with problems; they are listed on the page."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(_("Upload a policy file that can be used"), about="pack")
        self.problems = problems


@page(OWNER)
def write_version(request: Request, slug: str) -> HttpResponseBase:
    """Change the draft, or begin the next version from the newest one."""
    document = document_or_404(request, slug)
    basis = _basis(request, document)
    key = f"{DRAFT_KIND}:{slug}"
    initial = _answers(document, basis) | load_draft(who(request), key)
    if request.method != "POST":
        return _page(request, document, VersionForm(initial=initial), key, basis)
    form = VersionForm(request.POST, request.FILES, initial=initial)
    if not form.is_valid():
        return _page(request, document, form, key, basis)
    try:
        draft = _draft(form, basis)
        return once(request, lambda: _save(request, document, draft, form, key))
    except ChangedMeanwhile:
        theirs = _answers(document, _basis(request, document))
        back = address_of(document, document.draft.number if document.draft else 1)
        return conflict(request, form, theirs, version=theirs["version"], back=back)
    except Refused as refused:
        form.refuse(refused)
        problems = refused.problems if isinstance(refused, UnusableFile) else ()
        return _page(request, document, form, key, basis, problems=problems)


def _page(
    request: Request,
    document: shown.DocumentShown,
    form: VersionForm,
    key: str,
    basis: shown.VersionShown | None,
    *,
    problems: tuple[str, ...] = (),
) -> HttpResponseBase:
    context = {
        "document": document,
        "form": form,
        "draft_key": key,
        "basis": basis,
        "problems": problems,
    }
    return render(request, "policy/write.html", context)


def _basis(request: Request, document: shown.DocumentShown) -> shown.VersionShown | None:
    """The draft, or else the newest version that was adopted."""
    newest = document.draft or document.to_come or document.in_force
    return version_or_404(request, document, newest.number) if newest else None


def _answers(document: shown.DocumentShown, basis: shown.VersionShown | None) -> dict[str, Any]:
    if basis is None:
        return {"version": "0"}
    answers = {name: getattr(basis.row, name) for name in COPIED}
    answers["references"] = "\n".join(basis.row.references)
    if document.draft is None:
        return answers | {"version": "0"}
    own = ("changes", "commences_on", "review_on")
    answers |= {name: getattr(basis.row, name) for name in own}
    return answers | {"version": str(basis.row.edition)}


def _draft(form: VersionForm, basis: shown.VersionShown | None) -> Draft:
    answers = form.cleaned_data
    lines = (line.strip() for line in answers["references"].splitlines())
    return Draft(
        changes=answers["changes"],
        text=answers["text"],
        pack_text=_pack_text(answers["pack"], basis),
        references=tuple(line for line in lines if line),
        risk_rating=answers["risk_rating"],
        equality_impact=answers["equality_impact"],
        commences_on=answers["commences_on"],
        review_on=answers["review_on"],
    )


def _pack_text(files: "list[UploadedFile[Any]]", basis: shown.VersionShown | None) -> str:
    """The file that came, or what the version before it had."""
    if not files:
        return basis.row.pack_text if basis else ""
    file = files[0]
    if (file.size or 0) > LARGEST_FILE:
        raise UnusableFile((_("The file is larger than 256 KB"),))
    try:
        text = str(file.read(), "utf-8")
    except UnicodeDecodeError:
        raise UnusableFile((_("The file is not plain text (UTF-8)"),)) from None
    if problems := queries.problems_in(text):
        raise UnusableFile(problems)
    return text


def _save(
    request: Request,
    document: shown.DocumentShown,
    draft: Draft,
    form: VersionForm,
    key: str,
) -> str:
    by, roles, edition = by_owner(request), request.roles, _edition(form)
    if document.draft is not None:
        found = version_or_404(request, document, document.draft.number)
        version = services.change_draft(found.row.pk, draft, edition=edition, by=by, roles=roles)
    elif edition:
        raise Refused(_("This draft is no longer open: it was put in force or discarded"))
    else:
        version = services.start_version(document.id, draft, by=by, roles=roles)
    drop_draft(who(request), key)
    messages.success(request, _("The draft is saved."))
    return address_of(document, version.number)


def _edition(form: VersionForm) -> int:
    """The edition that the owner saw, or 0 where they saw none."""
    seen = form.cleaned_data["version"]
    return int(seen) if seen.isdecimal() else 0
