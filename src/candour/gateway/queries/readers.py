# SPDX-License-Identifier: MIT
"""Who has looked at a matter and why: for those who run it, and for whoever it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from candour.audit.forms import REASONS
from candour.audit.services import GAVE_REASON
from candour.gateway.models import Case
from candour.gateway.queries.own_picture import own_matters
from candour.gateway.queries.people import names_of
from candour.gateway.rules.reading import KNOWN_TO_THE_SUBJECT
from candour.kernel.roles import Role
from candour.ledger.trail import Look, looks_at, reasons_for
from candour.people.models import Person
from candour.policy.queries import pack_of

LET_IN = "let_in"
"""The part in which somebody reads who was let in by name."""
KNOW_OF_A_QUESTION = frozenset({Role.SOURCE_UNIT.value})
"""That this unit looked tells that it was asked: only for those who may know of the question."""
LATEST = 5


@dataclass(frozen=True)
class Reader:
    reference: str
    who: str
    role: str
    times: int
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Said:
    """Why somebody opened the matter, in their words."""

    who: str
    at: datetime
    reason: str
    words: str


def readers_of(case: Case, *, knows_of_questions: bool) -> list[Reader]:
    """Everyone who read the matter, the latest first."""
    hidden = frozenset[str]() if knows_of_questions else KNOW_OF_A_QUESTION
    looks = [one for one in looks_at(case.stream) if one.role not in hidden]
    return _readers(case, looks, names_of(one.person for one in looks))


def reasons_of(case: Case, *, knows_of_questions: bool) -> list[Said]:
    hidden = frozenset[str]() if knows_of_questions else KNOW_OF_A_QUESTION
    given = [one for one in reasons_for(case.stream, GAVE_REASON) if one.role not in hidden]
    names, words = names_of(one.person for one in given), dict(REASONS)
    return [
        Said(
            who=_who(one.person, names),
            at=one.at,
            reason=str(words.get(str(one.facts.get("reason", "")), _("Erased since"))),
            words=str(one.facts.get("words", "")),
        )
        for one in given
    ]


def looked_at_mine(person: Person, on: date) -> list[Reader]:
    """Who read the latest matters about this person, where the policy of the matter says so."""
    cases = {
        case.stream: case
        for case in own_matters(person, on)[:LATEST]
        if pack_of(case.policy_id).settings.subject_sees_who_looked
    }
    looks = [one for one in looks_at(*cases) if _is_known_to(person, one)] if cases else []
    names = names_of(one.person for one in looks)
    return [
        reader
        for stream, case in cases.items()
        for reader in _readers(case, [one for one in looks if one.stream == stream], names)
    ]


def _is_known_to(person: Person, look: Look) -> bool:
    return look.person not in {None, person.pk} and look.role in KNOWN_TO_THE_SUBJECT


def _readers(case: Case, looks: list[Look], names: Mapping[UUID, str]) -> list[Reader]:
    return [
        Reader(
            reference=case.reference,
            who=_who(one.person, names),
            role=_part_in_words(one.role, case),
            times=one.times,
            first=one.first,
            last=one.last,
        )
        for one in looks
    ]


def _who(person: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(person, "") if person else _("Somebody outside, or the service")


def _part_in_words(role: str, case: Case) -> str:
    """What the body calls the part in which somebody read."""
    known = pack_of(case.policy_id).wording.role_names
    if role in known:
        return known[role][:1].upper() + known[role][1:]
    return _("Let in by name") if role == LET_IN else _("Works here")
