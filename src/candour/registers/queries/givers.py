# SPDX-License-Identifier: MIT
"""Givers: found as somebody types, and what they and those linked with them have given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from candour.people.models import Body, Person
from candour.policy.rules.register_rules import GiftRules
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.models import Giver
from candour.registers.rules.gift_policy import Outcome, window_opens
from candour.registers.rules.gifts import State
from candour.registers.rules.names import key_of

OFFERED = 8
TAKEN = (Outcome.ACCEPTED.value, Outcome.PART.value)


def named(body: Body, name: str) -> Giver | None:
    return Giver.objects.filter(body=body, key=key_of(name)).first()


def matching(body: Body, typed: str) -> list[Giver]:
    """The first few givers whose name begins so, or has a word that does; none for a letter."""
    key = key_of(typed)
    if len(key) < 2:  # noqa: PLR2004 - a single letter says nothing
        return []
    begins = Q(key__startswith=key) | Q(key__contains=f" {key}")
    return list(Giver.objects.filter(begins, body=body).order_by("key")[:OFFERED])


def linked_with(giver: Giver) -> QuerySet[Giver, UUID]:
    """The giver and everyone who counts together with it."""
    first = giver.linked_to_id or giver.pk
    return Giver.objects.filter(Q(pk=first) | Q(linked_to=first)).values_list("pk", flat=True)


def linked_with_named(body: Body, name: str) -> QuerySet[Giver, UUID]:
    """The same by a name, as a part of a larger question."""
    first = Giver.objects.filter(body=body, key=key_of(name)).annotate(
        first=Coalesce("linked_to_id", "pk")
    )
    here = first.values("first")
    return Giver.objects.filter(Q(pk__in=here) | Q(linked_to__in=here)).values_list("pk", flat=True)


def flagged(bodies: Iterable[UUID]) -> QuerySet[GiftOrHospitality]:
    """What chief officers took without a matter in the Gateway (AC2)."""
    rows = GiftOrHospitality.objects.filter(superseded_at=None, flagged=True)
    return rows.filter(body__in=list(bodies)).exclude(state=State.WITHDRAWN.value)


@dataclass(frozen=True)
class Earlier:
    """What one person took from some givers who count together, within the period."""

    pence: int
    count: int
    since: date


def earlier(
    person: Person,
    givers: QuerySet[Giver, UUID] | None,
    on: date,
    rules: GiftRules,
    *,
    without: str = "",
) -> Earlier:
    since = window_opens(on, rules)
    if givers is None:
        return Earlier(0, 0, since)
    rows = GiftOrHospitality.objects.filter(
        superseded_at=None,
        person=person,
        given=False,
        giver__in=givers,
        offered_on__gt=since,
        offered_on__lte=on,
        outcome__in=TAKEN,
    ).exclude(state__in=[State.WITHDRAWN.value, State.REFUSED.value])
    found = rows.exclude(reference=without).aggregate(pence=Sum("worth"), count=Count("pk"))
    return Earlier(found["pence"] or 0, found["count"] or 0, since)
