# SPDX-License-Identifier: MIT
"""Which version is in force on a day, and everything the pages show about a document."""

from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from candour.kernel.clocks import Unit
from candour.people.models import Body, Person
from candour.people.phrased import Phrased
from candour.people.queries import holdings_on
from candour.policy.models import PolicyReview, PolicyVersion
from candour.policy.packs_on_file import read_pack, shipped_pack
from candour.policy.rules.document_facts import DEFAULT_REVIEW_MONTHS, Consulted, Stage, Version
from candour.policy.rules.pack import Pack, PackProblem

GATEWAY = "transparency-gateway"
_REVIEW_CLOCK = "policy_review"


def adopted() -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.filter(stage=Stage.ADOPTED.value).select_related("document")


def in_force(body: Body, on: date, slug: str = GATEWAY) -> PolicyVersion | None:
    """The version that counts in a body on a day: the latest to have commenced by then."""
    return (
        adopted()
        .filter(document__body=body, document__slug=slug, commences_on__lte=on)
        .order_by("-commences_on")
        .first()
    )


BY_ID = Phrased(lambda version: PolicyVersion.objects.filter(pk=version).select_related("document"))


def by_id(version_id: UUID) -> PolicyVersion:
    """The version that a matter was opened under, whatever is in force now."""
    found = BY_ID.first(version_id)
    if found is None:
        raise PolicyVersion.DoesNotExist(f"there is no policy version {version_id}")
    return found


@lru_cache(maxsize=64)
def pack_of(version_id: UUID) -> Pack:
    """The pack of an adopted version. Adopted versions never change, so it is read once."""
    return adopted().get(pk=version_id).pack


def facts_of(version: PolicyVersion) -> Version:
    """Everything the rules judge about one version."""
    latest = adopted().filter(document=version.document).exclude(pk=version.pk)
    return Version(
        risk_rating=version.risk_rating,
        equality_impact=version.equality_impact,
        commences_on=version.commences_on,
        review_on=next_review(version),
        consulted=tuple(
            Consulted(one.consultee, one.staff_body, one.asked_on, one.reply_by, one.replied_on)
            for one in version.consultations.all()
        ),
        approved_by=version.approved_by,
        approved_on=version.approved_on,
        pack_problems=problems_in(version.pack_text),
        latest_commencement=latest.aggregate(last=Max("commences_on"))["last"],
        review_months=review_months(version.pack_text),
    )


def next_review(version: PolicyVersion) -> date | None:
    """The day that the last review set, or the front page before any review."""
    last = version.reviews.order_by("-reviewed_on", "-next_review_on").first()
    return last.next_review_on if last else version.review_on


def reviews_until(last: date, person: Person, on: date) -> list[tuple[str, str, date]]:
    """Address, title and day of each review due by then, where this person holds a post; one query."""
    later = adopted().filter(
        document=OuterRef("document"), commences_on__gt=OuterRef("commences_on"),
        commences_on__lte=on,
    )  # fmt: skip
    reviews = PolicyReview.objects.filter(version=OuterRef("pk"))
    latest = reviews.order_by("-reviewed_on", "-next_review_on").values("next_review_on")[:1]
    bodies = holdings_on(on).filter(person=person).values("post__body")
    rows = adopted().filter(~Exists(later), commences_on__lte=on, document__body__in=bodies)
    rows = rows.annotate(due=Coalesce(Subquery(latest), "review_on")).filter(due__lte=last)
    found = rows.order_by("due", "document__title")
    return list(found.values_list("document__slug", "document__title", "due"))


def problems_in(pack_text: str) -> tuple[str, ...]:
    """What stops a pack from being used, each with its line; nothing for a document without one."""
    if not pack_text:
        return ()
    try:
        read_pack(pack_text)
    except PackProblem as wrong:
        return tuple(f"line {one.line}: {one.message}" for one in wrong.problems)
    return ()


def review_months(pack_text: str) -> int:
    if not pack_text or problems_in(pack_text):
        return DEFAULT_REVIEW_MONTHS
    rule = read_pack(pack_text).clock(_REVIEW_CLOCK)
    return rule.length if rule.unit is Unit.MONTHS else DEFAULT_REVIEW_MONTHS


def title_of_shipped(name: str) -> str:
    return read_pack(shipped_pack(name)).title


def reviews_in(body: Body, on: date) -> list[tuple[str, date]]:
    """Address and day of review of each document in force in a body; those without a day are due."""
    later = adopted().filter(
        document=OuterRef("document"), commences_on__gt=OuterRef("commences_on"),
        commences_on__lte=on,
    )  # fmt: skip
    reviews = PolicyReview.objects.filter(version=OuterRef("pk"))
    latest = reviews.order_by("-reviewed_on", "-next_review_on").values("next_review_on")[:1]
    rows = adopted().filter(~Exists(later), commences_on__lte=on, document__body=body)
    rows = rows.annotate(due=Coalesce(Subquery(latest), "review_on", "commences_on"))
    return list(rows.order_by("document__slug").values_list("document__slug", "due"))
