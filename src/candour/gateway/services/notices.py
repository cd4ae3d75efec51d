# SPDX-License-Identifier: MIT
"""Queues what people hear of an act, in the same transaction: no act, no e-mail."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from candour.correspondence.addressing import to_person
from candour.correspondence.composing import Value, compose
from candour.correspondence.services import queue
from candour.gateway.models import Case
from candour.gateway.queries.facts import matter_of
from candour.gateway.queries.letters import contact_of
from candour.gateway.rules.who_hears import DIVERGED, MAY_DIVERGE, NOTICES, Due, Notice, heard_of
from candour.ledger.services import By
from candour.people.models import Person
from candour.people.phrased import Phrased
from candour.policy.queries import pack_of

REACHABLE = Phrased(
    lambda people: (
        Person.objects.filter(pk__in=people, left_on=None)
        .exclude(email="")
        .order_by("full_name", "pk")
    )
)


def tell_of(case: Case, act: str, *, by: By, event: UUID, rejects: bool) -> None:
    """Queue an e-mail to everyone who hears of this act. `rejects`: advice was not followed."""
    notices = [*NOTICES.get(act, ())]
    if rejects and act in MAY_DIVERGE and _sponsor_is_told(case):
        notices.append(DIVERGED)
    if not notices:
        return
    matter = matter_of(case)
    for notice in notices:
        people = heard_of(matter, notice.whom(matter), actor=str(by.person))
        write(case, notice, people, by=by, event=event)


def write(
    case: Case, notice: Notice, people: Iterable[str], *, by: By, event: UUID | None = None
) -> None:
    """Queue one letter to each of these people who has an e-mail address."""
    values: dict[str, Value] = {
        "reference": case.reference,
        "link": link_to(case, notice.page),
        "contact": contact_of(case),
        "deadline": deadline(case, notice.due),
    }
    for person in reachable(people):
        to = to_person(person)
        draft = compose(notice.letter, to.language, {**values, "name": to.name})
        queue(draft, to=to, stream=case.stream, by=by, event_id=event)


def reachable(people: Iterable[str]) -> list[Person]:
    """People with an address who have not left."""
    return REACHABLE([UUID(one) for one in people])


def link_to(case: Case, page: str) -> str:
    path = reverse(page) if page == "cases" else reverse(page, args=[case.reference])
    return settings.BASE_ADDRESS.rstrip("/") + path


def deadline(case: Case, due: Due) -> date | None:
    match due:
        case Due.NONE:
            return None
        case Due.ADVICE:
            return case.advice_due_on
        case Due.DECISION:
            return case.decision_due_on
        case Due.VIEW | Due.REASSESSMENT:
            clock = pack_of(case.policy_id).clock(due.value)
            return clock.start(timezone.localdate()).due_on()


def _sponsor_is_told(case: Case) -> bool:
    return bool(pack_of(case.policy_id).settings.tell_sponsor_when_advice_is_rejected)
