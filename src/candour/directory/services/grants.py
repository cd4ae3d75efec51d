# SPDX-License-Identifier: MIT
"""Filing for someone else: given for a time, ended at any moment, always recorded."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By, Kind, record
from candour.people.models import ActingGrant, Person
from candour.people.queries import roles_of
from candour.people.rules.acting_grants import GrantFacts, check_grant, check_revocation
from candour.people.rules.periods import Period

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewGrant:
    principal: Person
    delegate: Person
    starts_on: date
    last_day: date
    reason: str


@transaction.atomic
def grant_acting(given: NewGrant, *, by: By) -> ActingGrant:
    """Let someone file for a principal, from the first to the last day."""
    today = timezone.localdate()
    ends_on = given.last_day + ONE_DAY
    earlier = ActingGrant.objects.filter(
        principal=given.principal, delegate=given.delegate, revoked_at__isnull=True
    )
    facts = GrantFacts(
        principal=given.principal.pk,
        delegate=given.delegate.pk,
        asked_by=by.person,
        delegate_roles=roles_of(given.delegate, max(today, given.starts_on)),
        same_body=given.principal.body_id == given.delegate.body_id,
        period=Period(given.starts_on, ends_on),
        last_day=given.last_day,
        reason=given.reason,
        others=tuple(grant.period for grant in earlier),
    )
    check_grant(facts, today=today)
    grant = ActingGrant.objects.create(
        principal=given.principal,
        delegate=given.delegate,
        starts_on=given.starts_on,
        ends_on=ends_on,
        reason=given.reason.strip(),
        granted_by_id=by.person or given.principal.pk,
    )
    fields = {
        "delegate": str(given.delegate.pk),
        "starts_on": given.starts_on.isoformat(),
        "last_day": given.last_day.isoformat(),
        "reason": grant.reason,
    }
    stream = given.principal.stream
    record(stream, "acting_granted", by=by, kind=Kind.ACCESS_GRANTED, fields=fields)
    return grant


@transaction.atomic
def revoke_acting(grant_id: UUID, *, by: By, roles: frozenset[Role]) -> ActingGrant:
    """End a grant now."""
    grant = ActingGrant.objects.select_for_update().select_related("principal").get(pk=grant_id)
    check_revocation(
        asked_by=by.person,
        principal=grant.principal_id,
        delegate=grant.delegate_id,
        roles=roles,
        revoked=grant.revoked_at is not None,
    )
    now = timezone.now()
    revoker = by.person or grant.principal_id
    in_force = ActingGrant.objects.filter(pk=grant.pk, revoked_at__isnull=True)
    if not in_force.update(revoked_at=now, revoked_by=revoker):
        raise Refused("This permission has already ended.")
    fields = {"delegate": str(grant.delegate_id), "grant": str(grant.pk)}
    stream = grant.principal.stream
    record(stream, "acting_revoked", by=by, kind=Kind.ACCESS_REMOVED, fields=fields)
    grant.refresh_from_db()
    return grant
