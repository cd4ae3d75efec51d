# SPDX-License-Identifier: MIT
"""What the pages show of documents and versions, as frozen values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from candour.kernel.clocks import State, Unit, until
from candour.kernel.procedure import reasons_against
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.queries import posts_of
from candour.policy.models import PolicyConsultation, PolicyDocument, PolicyReview, PolicyVersion
from candour.policy.procedure_words import BASES, choices_of, parts_of
from candour.policy.queries import facts_of, problems_in
from candour.policy.rules.document import COMMENCE
from candour.policy.rules.document_facts import OnDay, Stage, Standing, standing
from candour.policy.rules.pack import Pack

_OWNER = frozenset({Role.OVERSEER})
_ONE_DAY = timedelta(days=1)
_LONG = ("text", "pack_text", "equality_impact")


@dataclass(frozen=True)
class Due:
    """A date and how it stands today."""

    on: date
    state: State

    @property
    def late(self) -> bool:
        return self.state.reading == "overdue"


@dataclass(frozen=True)
class VersionLine:
    """One version in a list of them."""

    number: int
    standing: Standing
    commences_on: date | None
    last_day: date | None
    changes: str
    approved_by: str
    approved_on: date | None
    reviews: tuple[PolicyReview, ...]


@dataclass(frozen=True)
class DocumentShown:
    """A document with the state of each of its versions on a day."""

    id: UUID
    slug: str
    title: str
    body: str
    owning_department: str
    owner: str
    sponsor: str
    parent: tuple[str, str] | None
    children: tuple[tuple[str, str], ...]
    """Address and title of what puts this document into practice."""
    versions: tuple[VersionLine, ...]
    review: Due | None

    @property
    def in_force(self) -> VersionLine | None:
        return self._first(Standing.IN_FORCE)

    @property
    def to_come(self) -> VersionLine | None:
        return self._first(Standing.TO_COME)

    @property
    def draft(self) -> VersionLine | None:
        return self._first(Standing.DRAFT)

    def before(self, number: int) -> int | None:
        """The version that this one replaced, or would replace."""
        earlier = (one.number for one in self.versions if one.standing in _ADOPTED)
        return next((each for each in earlier if each < number), None)

    def _first(self, wanted: Standing) -> VersionLine | None:
        return next((one for one in self.versions if one.standing is wanted), None)


@dataclass(frozen=True)
class Missing:
    """A reason why a draft cannot come into force, and the answer it is about."""

    sentence: str
    clause: str
    about: str


@dataclass(frozen=True)
class VersionShown:
    """One version, whole."""

    line: VersionLine
    row: PolicyVersion
    pack: Pack | None
    consultations: tuple[PolicyConsultation, ...]

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in self.row.text.split("\n\n") if part.strip()]

    @property
    def clocks(self) -> list[tuple[str, str, str, str]]:
        """Each clock: what, how long, from when, and where that comes from."""
        rules = self.pack.clocks if self.pack else ()
        return [(one.text, one.duration, one.starts, str(BASES[one.basis])) for one in rules]

    @property
    def posts(self) -> list[tuple[str, str]]:
        """Each post and its part in the procedure."""
        rules = self.pack.posts if self.pack else ()
        return [(rule.title, ", ".join(parts_of(rule.roles))) for rule in rules]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What the body chose where the procedures leave a choice, in words."""
        if self.pack is None:
            return []
        return choices_of(self.pack.settings)


def documents_for(person: Person, today: date) -> list[DocumentShown]:
    """The documents of every body that a person works in, by body and title."""
    rows = _documents().filter(body__in=_bodies(person, today)).order_by("body__name", "title")
    return [_shown(row, today) for row in rows]


def all_documents(today: date) -> list[DocumentShown]:
    """The documents of every body, for whoever keeps the installation."""
    rows = _documents().order_by("body__name", "title")
    return [_shown(row, today) for row in rows]


def document_for(person: Person, slug: str, today: date) -> DocumentShown | None:
    """One document; where two bodies have it, that of the body the person holds a post in."""
    bodies = _bodies(person, today)
    found = {row.body_id: row for row in _documents().filter(body__in=bodies, slug=slug)}
    first = next((body for body in bodies if body in found), None)
    return _shown(found[first], today) if first else None


def version_shown(document: DocumentShown, number: int) -> VersionShown | None:
    """A version by its number."""
    line = next((one for one in document.versions if one.number == number), None)
    if line is None:
        return None
    rows = PolicyVersion.objects.select_related("drafted_by", "adopted_by")
    row = rows.get(document=document.id, number=number)
    adopted = row.adopted_at is not None
    readable = row.pack_text and (adopted or not problems_in(row.pack_text))
    pack = row.pack if readable else None
    return VersionShown(line, row, pack, tuple(row.consultations.all()))


def number_on(document: DocumentShown, on: date) -> int | None:
    """Which version was, or will be, in force on a day."""
    started = [
        one
        for one in document.versions
        if one.standing in _ADOPTED and (one.commences_on or on) <= on
    ]
    return started[0].number if started else None


def missing_from(version: PolicyVersion, by: UUID, today: date) -> list[Missing]:
    """Everything that still keeps a draft from coming into force."""
    given = OnDay(today, by=str(by))
    reasons = reasons_against(COMMENCE, Stage(version.stage), facts_of(version), given, _OWNER)
    return [Missing(str(one), one.clause, one.about) for one in reasons]


def consultation_of(document: DocumentShown, consultation_id: UUID) -> PolicyConsultation | None:
    rows = PolicyConsultation.objects.select_related("version")
    return rows.filter(pk=consultation_id, version__document=document.id).first()


def parents_for(person: Person, today: date) -> list[tuple[str, str]]:
    """Documents that a new one may put into practice."""
    rows = PolicyDocument.objects.filter(body__in=_bodies(person, today)).order_by("title")
    return [(str(row.pk), row.title) for row in rows]


_ADOPTED = {Standing.IN_FORCE, Standing.TO_COME, Standing.SUPERSEDED}


def _bodies(person: Person, today: date) -> list[UUID]:
    """Where the person holds a post, then where they belong."""
    held = [holding.post.body_id for holding in posts_of(person, today)]
    return list(dict.fromkeys((*held, person.body_id)))


def _documents() -> QuerySet[PolicyDocument]:
    versions = PolicyVersion.objects.defer(*_LONG).order_by("-number")
    reviews = PolicyReview.objects.select_related("reviewed_by")
    rows = PolicyDocument.objects.select_related("body", "owner_post", "sponsor_post", "parent")
    return rows.prefetch_related(
        Prefetch("versions", versions), Prefetch("versions__reviews", reviews), "children"
    )


def _shown(row: PolicyDocument, today: date) -> DocumentShown:
    versions = list(row.versions.all())
    lines = tuple(_lines(versions, today))
    current = next((one.number for one in lines if one.standing is Standing.IN_FORCE), None)
    return DocumentShown(
        id=row.pk,
        slug=row.slug,
        title=row.title,
        body=row.body.name,
        owning_department=row.owning_department,
        owner=row.owner_post.title,
        sponsor=row.sponsor_post.title,
        parent=(row.parent.slug, row.parent.title) if row.parent else None,
        children=tuple((one.slug, one.title) for one in row.children.all()),
        versions=lines,
        review=next((_review(one, today) for one in versions if one.number == current), None),
    )


def _lines(versions: Iterable[PolicyVersion], today: date) -> Iterable[VersionLine]:
    """Newest first, as they come; each adopted one ends where the next one begins."""
    following: date | None = None
    for one in versions:
        stands = standing(Stage(one.stage), one.commences_on, following, today)
        yield VersionLine(
            number=one.number,
            standing=stands,
            commences_on=one.commences_on,
            last_day=following - _ONE_DAY if following and stands in _ADOPTED else None,
            changes=one.changes,
            approved_by=one.approved_by,
            approved_on=one.approved_on,
            reviews=tuple(one.reviews.all()),
        )
        if stands in _ADOPTED:
            following = one.commences_on


def _review(version: PolicyVersion, today: date) -> Due | None:
    dates = [one.next_review_on for one in version.reviews.all()]
    due = dates[-1] if dates else version.review_on
    return Due(due, until(due, today, unit=Unit.MONTHS)) if due else None
