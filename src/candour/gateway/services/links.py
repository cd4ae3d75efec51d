# SPDX-License-Identifier: MIT
"""One-time ways in for people without an account (COG 3.4/4): each bound to a matter and a party.

The token stands only in the letter. Here is its SHA-256, so a copy of the database opens nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from candour.gateway.models import Case, ExternalLink, Involved
from candour.gateway.services.carrying_out import Deed
from candour.kernel.procedure import Refused
from candour.policy.queries import pack_of

BYTES = 32
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WayIn:
    """A link that works at this moment."""

    id: UUID
    case: Case
    party: Involved

    @property
    def name(self) -> str:
        return self.party.person.full_name if self.party.person else self.party.name

    @property
    def email(self) -> str:
        return self.party.person.email if self.party.person else self.party.email


def last_day(case: Case, today: date) -> date:
    """The last day on which a link that is sent today works."""
    return pack_of(case.policy_id).clock("external_link").start(today).due_on()


def issue(deed: Deed, party: UUID) -> str:
    """Make a link for this party, in place of any that they have not used; returns its address."""
    token = token_urlsafe(BYTES)
    unused = ExternalLink.objects.filter(case=deed.case, party=party, used_at=None)
    unused.filter(expires_at__gt=deed.now).update(expires_at=deed.now)
    ends = last_day(deed.case, timezone.localdate(deed.now)) + A_DAY
    ExternalLink.objects.create(
        case=deed.case,
        event=deed.event,
        party_id=party,
        digest=_digest(token),
        expires_at=timezone.make_aware(datetime.combine(ends, time())),
    )
    return address_of(token)


def address_of(token: str) -> str:
    return settings.BASE_ADDRESS.rstrip("/") + reverse("external_link", args=[token])


def find(token: str, *, now: datetime) -> WayIn | None:
    """The way in that a token opens; none when it never did, was used or has run out."""
    found = (
        ExternalLink.objects.filter(digest=_digest(token), used_at=None, expires_at__gt=now)
        .select_related("case__body", "party__person")
        .first()
    )
    if found is None:
        return None
    party = found.party
    party.case = found.case
    return WayIn(found.pk, found.case, party)


def use(way: WayIn, act: Callable[[], Case], *, now: datetime) -> Case:
    """Do the act and close the link, or neither; of two who come at once, one is refused."""
    with transaction.atomic():
        here = ExternalLink.objects.filter(pk=way.id, used_at=None, expires_at__gt=now)
        if not here.update(used_at=now):
            raise Refused("This link has been used. We have what was sent with it.", "COG 3.4/4")
        return act()


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
