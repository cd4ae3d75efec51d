# SPDX-License-Identifier: MIT
"""Every act on a controlled document. Each is one transaction and one event."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from candour.kernel.clause import clause
from candour.kernel.procedure import Act, Refused, attempt
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, record
from candour.people.models import Body, Post
from candour.policy.models import PolicyConsultation, PolicyDocument, PolicyReview, PolicyVersion
from candour.policy.queries import facts_of, problems_in
from candour.policy.rules import document as acts
from candour.policy.rules.document_facts import (
    Approval,
    Asking,
    ByOwner,
    Change,
    OnDay,
    Reply,
    Review,
    Stage,
    Version,
)

Given = TypeVar("Given", bound=ByOwner)
Roles = frozenset[StrEnum]

APPROVED_CONTENT = ("text", "pack_text", "references", "risk_rating", "equality_impact")
"""Once one of these changes, the board has not approved what would come into force."""


@dataclass(frozen=True)
class FrontPage:
    """What stays the same from version to version."""

    body: Body
    slug: str
    title: str
    owning_department: str
    owner_post: Post
    sponsor_post: Post
    parent_id: UUID | None = None


@dataclass(frozen=True)
class Draft:
    """What a version says, and its part of the front page."""

    changes: str = ""
    text: str = ""
    pack_text: str = ""
    references: tuple[str, ...] = ()
    risk_rating: str = ""
    equality_impact: str = ""
    commences_on: date | None = None
    review_on: date | None = None


class ChangedMeanwhile(Refused):
    """Someone else saved this draft first."""


@transaction.atomic
def set_up_document(front: FrontPage, *, by: By, roles: Roles) -> PolicyDocument:
    """Open a controlled document; it has no text until a version is drafted."""
    acts.only_the_owner_sets_up(roles)
    if PolicyDocument.objects.filter(body=front.body, slug=front.slug).exists():
        raise Refused("Enter another address: this one is taken", about="slug")
    document = PolicyDocument.objects.create(**vars(front))
    told: dict[str, Json] = {
        "slug": front.slug,
        "title": front.title,
        "owning_department": front.owning_department,
        "owner_post": front.owner_post.code,
        "sponsor_post": front.sponsor_post.code,
        "parent": str(front.parent_id) if front.parent_id else None,
    }
    record(
        document.stream,
        "document_set_up",
        by=by,
        kind=Kind.COLLECTION,
        fields=told,
        clauses=("COG 0/1", "COG 1/1"),
    )
    return document


@clause("COG 4/1", "COG 4/2", "COG 4/3", "COG 4/4")  # a version lists what it refers to
@transaction.atomic
def start_version(document_id: UUID, draft: Draft, *, by: By, roles: Roles) -> PolicyVersion:
    """Begin the next version of a document."""
    document = PolicyDocument.objects.get(pk=document_id)
    numbers = list(document.versions.values_list("number", "stage"))
    acts.one_draft_at_a_time([Stage(stage) for _, stage in numbers])
    version = PolicyVersion.objects.create(
        document=document,
        number=1 + max((number for number, _ in numbers), default=0),
        drafted_by_id=_person(by),
        **_columns(draft),
    )
    _judge(acts.CHANGE, version, _change(draft), by, roles)
    told: dict[str, Json] = {"number": version.number, **_recorded(draft)}
    record(document.stream, "version_started", by=by, kind=Kind.COLLECTION, fields=told)
    return version


@transaction.atomic
def change_draft(
    version_id: UUID, draft: Draft, *, edition: int, by: By, roles: Roles
) -> PolicyVersion:
    """Change a draft; what the board has approved needs its approval again once it changes."""
    version = _draft(version_id)
    columns = _columns(draft)
    changed = any(getattr(version, name) != columns[name] for name in APPROVED_CONTENT)
    given = replace(_change(draft), content_changed=changed)
    _judge(acts.CHANGE, version, given, by, roles)
    if changed:
        columns |= {"approved_by": "", "approval_reference": "", "approved_on": None}
    _move(version, edition=edition, **columns)
    _record(version, acts.CHANGE, by, _recorded(draft))
    return version


@transaction.atomic
def ask_for_a_view(version_id: UUID, asking: Asking, *, by: By, roles: Roles) -> PolicyConsultation:
    """Put on file who was asked about a draft, and until when they can reply."""
    version = _draft(version_id)
    _judge(acts.CONSULT, version, asking, by, roles)
    asked = PolicyConsultation.objects.create(
        version=version,
        consultee=asking.consultee.strip(),
        staff_body=asking.staff_body,
        asked_on=asking.asked_on,
        reply_by=asking.reply_by,
        asked_by_id=_person(by),
    )
    told: dict[str, Json] = {"consultee": asked.consultee, "staff_body": asked.staff_body}
    _record(version, acts.CONSULT, by, told | _days(asked, "asked_on", "reply_by"))
    return asked


@transaction.atomic
def record_reply(
    consultation_id: UUID, text: str, *, replied_on: date, answer: str, by: By, roles: Roles
) -> PolicyConsultation:
    """Keep what a consultee said and what was done about it."""
    asked = PolicyConsultation.objects.select_related("version__document").get(pk=consultation_id)
    reply = Reply(asked.consultee, text, replied_on, asked.asked_on, timezone.localdate())
    _judge(acts.RECORD_REPLY, asked.version, reply, by, roles)
    asked.reply, asked.answer, asked.replied_on = text.strip(), answer.strip(), replied_on
    asked.save(update_fields=["reply", "answer", "replied_on"])
    told: dict[str, Json] = {
        "consultee": asked.consultee,
        "reply": asked.reply,
        "answer": asked.answer,
    }
    _record(asked.version, acts.RECORD_REPLY, by, told | _days(asked, "replied_on"))
    return asked


@transaction.atomic
def record_approval(version_id: UUID, approval: Approval, *, by: By, roles: Roles) -> PolicyVersion:
    """Put the decision of the board on file."""
    version = _draft(version_id)
    _judge(acts.RECORD_APPROVAL, version, approval, by, roles)
    _move(
        version,
        approved_by=approval.board.strip(),
        approval_reference=approval.reference.strip(),
        approved_on=approval.decided_on,
    )
    told: dict[str, Json] = {
        "board": version.approved_by,
        "reference": version.approval_reference,
    }
    _record(version, acts.RECORD_APPROVAL, by, told | _days(version, "approved_on"))
    return version


@transaction.atomic
def commence(version_id: UUID, *, by: By, roles: Roles, today: date) -> PolicyVersion:
    """Put a version in force from its day of commencement; the one before it ends on that day."""
    version = _draft(version_id)
    stage = _judge(acts.COMMENCE, version, OnDay(today), by, roles)
    _move(version, stage=stage.value, adopted_by_id=_person(by), adopted_at=timezone.now())
    _record(version, acts.COMMENCE, by, _recorded(draft_of(version)))
    return version


@transaction.atomic
def record_review(version_id: UUID, review: Review, *, by: By, roles: Roles) -> PolicyReview:
    """Keep the result of a yearly review, and when the next one is due."""
    version = PolicyVersion.objects.select_related("document").get(pk=version_id)
    _judge(acts.REVIEW, version, review, by, roles)
    kept = PolicyReview.objects.create(
        version=version,
        reviewed_on=review.reviewed_on,
        outcome=review.outcome,
        findings=review.findings.strip(),
        equality_findings=review.equality_findings.strip(),
        next_review_on=review.next_review_on,
        reviewed_by_id=_person(by),
    )
    told: dict[str, Json] = {
        "outcome": kept.outcome,
        "findings": kept.findings,
        "equality_findings": kept.equality_findings,
    }
    _record(version, acts.REVIEW, by, told | _days(kept, "reviewed_on", "next_review_on"))
    return kept


@transaction.atomic
def discard(version_id: UUID, *, by: By, roles: Roles, today: date) -> PolicyVersion:
    """Give up a draft. It stays on file."""
    version = _draft(version_id)
    stage = _judge(acts.DISCARD, version, OnDay(today), by, roles)
    _move(version, stage=stage.value)
    _record(version, acts.DISCARD, by, {})
    return version


def _judge(
    act: Act[Version, Given], version: PolicyVersion, given: Given, by: By, roles: Roles
) -> Stage:
    owned = replace(given, by=str(_person(by)))
    return Stage(attempt(act, Stage(version.stage), facts_of(version), owned, roles))


def _draft(version_id: UUID) -> PolicyVersion:
    rows = PolicyVersion.objects.select_related("document").select_for_update(of=("self",))
    return rows.get(pk=version_id)


def _move(version: PolicyVersion, *, edition: int | None = None, **columns: Any) -> None:
    """Write only if nobody has in the meantime; the stage and the edition stand in the WHERE."""
    edition = version.edition if edition is None else edition
    unmoved = PolicyVersion.objects.filter(pk=version.pk, stage=version.stage, edition=edition)
    if not unmoved.update(edition=F("edition") + 1, **columns):
        raise ChangedMeanwhile("Someone else has just changed this version")
    version.refresh_from_db()


def _record(
    version: PolicyVersion, act: Act[Version, Any], by: By, told: Mapping[str, Json]
) -> None:
    record(
        version.document.stream,
        act.name,
        by=by,
        kind=Kind.ALTERATION,
        fields={"number": version.number, **told},
        clauses=act.clauses,
    )


def _change(draft: Draft) -> Change:
    return Change(
        draft.commences_on,
        draft.review_on,
        draft.risk_rating,
        draft.equality_impact,
        pack_problems=problems_in(draft.pack_text),
    )


def _columns(draft: Draft) -> dict[str, Any]:
    return vars(draft) | {"references": list(draft.references)}


def draft_of(version: PolicyVersion) -> Draft:
    """What a version says now, to change a part of it."""
    values = {one.name: getattr(version, one.name) for one in fields(Draft)}
    return Draft(**values | {"references": tuple(version.references)})


def _recorded(draft: Draft) -> dict[str, Json]:
    """The words as they are; the pack by its fingerprint, since the row that holds it is final."""
    told: dict[str, Json] = {
        "changes": draft.changes,
        "text": draft.text,
        "pack_sha256": sha256(draft.pack_text.encode()).hexdigest(),
        "references": list(draft.references),
        "risk_rating": draft.risk_rating,
        "equality_impact": draft.equality_impact,
    }
    return told | _days(draft, "commences_on", "review_on")


def _days(row: object, *names: str) -> dict[str, Json]:
    days: dict[str, date | None] = {name: getattr(row, name) for name in names}
    return {name: day.isoformat() if day else None for name, day in days.items()}


def _person(by: By) -> UUID:
    if by.person is None:
        raise LookupError("a policy is drafted and put in force by a person")
    return by.person
