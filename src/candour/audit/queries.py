# SPDX-License-Identifier: MIT
"""What may be taken out of the record now, and whose record an auditor may follow."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from candour.audit.models import Admission, Admitted, Release
from candour.audit.services import digest_of
from candour.audit.sights import Called
from candour.kernel.roles import Role
from candour.ledger.trail import Streams
from candour.people.asked import answered, asked_once
from candour.people.models import Person
from candour.people.phrased import Phrased
from candour.people.queries import roles_by_body
from candour.people.together import Together, apart


def release_of(person: UUID, release_id: UUID, *, now: datetime) -> Release | None:
    """The release, for whoever made it and while it lasts."""
    return Release.objects.filter(pk=release_id, made_by=person, expires_at__gt=now).first()


def release_with(code: str, *, now: datetime) -> Release | None:
    return (
        Release.objects.filter(digest=digest_of(code), expires_at__gt=now)
        .select_related("made_by")
        .first()
    )


# ------------------------------------------------------------------ people and their streams


def names_of(people: Collection[UUID]) -> dict[UUID, str]:
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "full_name"))


def people_to_choose(people: Collection[UUID]) -> list[tuple[str, str]]:
    rows = Person.objects.filter(pk__in=people).order_by("full_name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "full_name")]


def bodies_audited_by(person: Person) -> list[UUID]:
    """Where this person is an auditor today."""
    held = roles_by_body(person, timezone.localdate())
    return [body for body, roles in held if Role.AUDITOR in roles]


def streams_of_people(auditor: Person) -> Streams:
    """What happened to posts, rights and accounts; never the auditor's own."""
    rows = Person.objects.filter(body__in=bodies_audited_by(auditor)).exclude(pk=auditor.pk)
    return rows.values_list("stream", flat=True)


def people_called(auditor: Person, streams: Collection[UUID]) -> dict[UUID, Called]:
    rows = Person.objects.filter(stream__in=streams, body__in=bodies_audited_by(auditor))
    return {stream: Called(name) for stream, name in rows.values_list("stream", "full_name")}


# ------------------------------------------------------------------ who was let in


def _counting(on: date) -> QuerySet[Admission]:
    return Admission.objects.filter(state=Admitted.SECONDED.value, until__gte=on)


LET_IN = Phrased(
    lambda stream, on: _counting(on).filter(stream=stream).values_list("person", flat=True)
)


@asked_once
def let_in_to(stream: UUID, on: date) -> frozenset[str]:
    """Those who may read this matter by name on a day."""
    return frozenset(str(one) for one in LET_IN(stream, on))


def with_people_let_in(on: date) -> Subquery:
    """The same people, as a column beside each matter that is read; `come_with` takes it from there."""
    rows = _counting(on).filter(stream=OuterRef("stream")).order_by().values("stream")
    return Subquery(rows.annotate(people=Together("person")).values("people"))


def come_with(stream: UUID, on: date, people: str | None) -> None:
    """Keep what came in that column, so that nobody asks again while this page is read."""
    answered(let_in_to, stream, on, answer=frozenset(map(str, apart(people))))


def streams_open_to(person: Person, on: date) -> Streams:
    """The matters that this person was let in to."""
    return _counting(on).filter(person=person).values_list("stream", flat=True)


def admissions_to(stream: UUID) -> list[Admission]:
    """Everyone who was or is to be let in, the latest first."""
    rows = Admission.objects.filter(stream=stream).order_by("-asked_at", "-id")
    return list(rows.select_related("person", "asked_by", "seconder", "ended_by"))


def admission(admission_id: UUID, *, stream: UUID) -> Admission | None:
    rows = Admission.objects.filter(pk=admission_id, stream=stream, ended_at=None)
    return rows.select_related("person", "asked_by", "seconder").first()


def to_be_seconded_by(person: Person) -> QuerySet[Admission]:
    """What waits for this person to agree."""
    return Admission.objects.filter(seconder=person, state=Admitted.ASKED.value)


def ran_out(on: date) -> list[Admission]:
    """Admissions whose time is over and that nobody ended."""
    return list(Admission.objects.filter(ended_at=None, until__lt=on).order_by("until", "id"))


def person_called(text: str) -> Person | None:
    """Somebody with an account, by sign-in name or e-mail address."""
    named = Q(account__username__iexact=text) | Q(email__iexact=text, email__gt="")
    here = Person.objects.filter(named, account__is_active=True, left_on=None)
    return here.first()
