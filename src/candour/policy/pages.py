# SPDX-License-Identifier: MIT
"""What the owner of a policy does: draft, consult, bring the approval, put in force, review."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.queries import posts_in
from candour.policy import queries, services, shown
from candour.policy.forms import (
    NO_PACK,
    ApprovalForm,
    ConfirmForm,
    ConsulteeForm,
    DocumentForm,
    ReplyForm,
    ReviewForm,
)
from candour.policy.packs_on_file import shipped_pack, shipped_packs
from candour.policy.rules.document_facts import Approval, Asking, Review
from candour.policy.views import document_or_404, version_or_404
from candour.ui.access import holds, page
from candour.ui.forms import GdsForm
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

OWNER = holds(Role.OVERSEER)


def by_owner(request: Request) -> By:
    return By(person=who(request).pk, role=Role.OVERSEER.value)


def filled(
    request: Request, form: GdsForm, act: Callable[[], str], template: str, **context: Any
) -> HttpResponseBase:
    """Carry out the act of a form that is filled in; show the form when it is not, or refused."""
    if form.is_valid():
        try:
            return once(request, act)
        except Refused as refused:
            form.refuse(refused)
    return render(request, template, {"form": form, **context})


def draft_or_404(request: Request, document: shown.DocumentShown) -> shown.VersionShown:
    if document.draft is None:
        raise Http404
    return version_or_404(request, document, document.draft.number)


def address_of(document: shown.DocumentShown, number: int) -> str:
    return reverse("policy_version", args=[document.slug, number])


@page(OWNER)
def add_policy(request: Request) -> HttpResponseBase:
    person, today = who(request), timezone.localdate()
    posts = posts_in(person.body)
    packs = [(name, queries.title_of_shipped(name)) for name in shipped_packs()]
    offered = {
        "posts": [(str(post.pk), post.title) for post in posts],
        "parents": shown.parents_for(person, today),
        "packs": packs,
    }
    form = DocumentForm(posted(request), **offered)

    def add() -> str:
        answers = form.cleaned_data
        by_id = {str(post.pk): post for post in posts}
        front = services.FrontPage(
            body=person.body,
            slug=answers["slug"],
            title=answers["title"],
            owning_department=answers["owning_department"],
            owner_post=by_id[answers["owner_post"]],
            sponsor_post=by_id[answers["sponsor_post"]],
            parent_id=UUID(answers["parent"]) if answers["parent"] else None,
        )
        document = services.set_up_document(front, by=by_owner(request), roles=request.roles)
        pack = "" if answers["pack"] == NO_PACK else shipped_pack(answers["pack"])
        draft = services.Draft(changes=_("First version"), pack_text=pack)
        services.start_version(document.pk, draft, by=by_owner(request), roles=request.roles)
        messages.success(request, _("The policy is set up. Complete its first version."))
        return reverse("policy_edit", args=[document.slug])

    return filled(request, form, add, "policy/add.html")


@page(OWNER)
def consultation(request: Request, slug: str) -> HttpResponseBase:
    document = document_or_404(request, slug)
    draft = draft_or_404(request, document)
    today = timezone.localdate()
    form = ConsulteeForm(posted(request), initial={"asked_on": today})

    def ask() -> str:
        answers = form.cleaned_data
        asking = Asking(
            answers["consultee"],
            answers["asked_on"],
            answers["reply_by"],
            staff_body=answers["staff_body"],
        )
        services.ask_for_a_view(draft.row.pk, asking, by=by_owner(request), roles=request.roles)
        messages.success(request, _("The consultee is on the list."))
        return request.path

    context = {"document": document, "version": draft, "today": today}
    return filled(request, form, ask, "policy/consultation.html", **context)


@page(OWNER)
def reply(request: Request, slug: str, consultation_id: UUID) -> HttpResponseBase:
    document = document_or_404(request, slug)
    asked = shown.consultation_of(document, consultation_id)
    if asked is None:
        raise Http404
    today = timezone.localdate()
    saved = {"replied_on": asked.replied_on or today, "reply": asked.reply, "answer": asked.answer}
    form = ReplyForm(posted(request), initial=saved)

    def keep() -> str:
        answers = form.cleaned_data
        services.record_reply(
            asked.pk,
            answers["reply"],
            replied_on=answers["replied_on"],
            answer=answers["answer"],
            by=by_owner(request),
            roles=request.roles,
        )
        messages.success(request, _("The reply is recorded."))
        return reverse("policy_consultation", args=[slug])

    return filled(request, form, keep, "policy/reply.html", document=document, asked=asked)


@page(OWNER)
def approval(request: Request, slug: str) -> HttpResponseBase:
    document = document_or_404(request, slug)
    draft = draft_or_404(request, document)
    today = timezone.localdate()
    board = draft.pack.wording["approval_body"] if draft.pack else ""
    saved = {
        "board": draft.row.approved_by or board,
        "decided_on": draft.row.approved_on,
        "reference": draft.row.approval_reference,
    }
    form = ApprovalForm(posted(request), initial=saved)

    def keep() -> str:
        answers = form.cleaned_data
        decision = Approval(answers["board"], answers["reference"], answers["decided_on"], today)
        services.record_approval(draft.row.pk, decision, by=by_owner(request), roles=request.roles)
        messages.success(request, _("The approval is recorded."))
        return address_of(document, draft.line.number)

    return filled(request, form, keep, "policy/approval.html", document=document, version=draft)


@page(OWNER)
def commence(request: Request, slug: str) -> HttpResponseBase:
    """What is still missing, and the button once nothing is."""
    document = document_or_404(request, slug)
    draft = draft_or_404(request, document)
    today = timezone.localdate()
    form = ConfirmForm(posted(request))

    def put_in_force() -> str:
        services.commence(draft.row.pk, by=by_owner(request), roles=request.roles, today=today)
        messages.success(request, _("The version is adopted."))
        return address_of(document, draft.line.number)

    context = {
        "document": document,
        "version": draft,
        "today": today,
        "missing": shown.missing_from(draft.row, who(request).pk, today),
    }
    return filled(request, form, put_in_force, "policy/commence.html", **context)


@page(OWNER)
def discard(request: Request, slug: str) -> HttpResponseBase:
    document = document_or_404(request, slug)
    draft = draft_or_404(request, document)
    form = ConfirmForm(posted(request))

    def give_up() -> str:
        services.discard(
            draft.row.pk,
            by=by_owner(request),
            roles=request.roles,
            today=timezone.localdate(),
        )
        messages.success(request, _("The draft is discarded."))
        return reverse("policy", args=[slug])

    return filled(request, form, give_up, "policy/discard.html", document=document, version=draft)


@page(OWNER)
def review(request: Request, slug: str) -> HttpResponseBase:
    """The yearly review of the version in force."""
    document = document_or_404(request, slug)
    if document.in_force is None:
        raise Http404
    version = version_or_404(request, document, document.in_force.number)
    today = timezone.localdate()
    months = queries.review_months(version.row.pack_text)
    form = ReviewForm(posted(request), initial={"reviewed_on": today})

    def keep() -> str:
        services.record_review(
            version.row.pk,
            _review(form.cleaned_data, today),
            by=by_owner(request),
            roles=request.roles,
        )
        messages.success(request, _("The review is recorded."))
        return reverse("policy", args=[slug])

    context = {"document": document, "version": version, "months": months}
    return filled(request, form, keep, "policy/review.html", **context)


def _review(answers: dict[str, Any], today: date) -> Review:
    return Review(
        outcome=answers["outcome"],
        findings=answers["findings"],
        equality_findings=answers["equality_findings"],
        reviewed_on=answers["reviewed_on"],
        next_review_on=answers["next_review_on"],
        today=today,
    )
