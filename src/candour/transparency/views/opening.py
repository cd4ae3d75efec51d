# SPDX-License-Identifier: MIT
"""Opens releases for those who publish, in the office that lets them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from candour.kernel.procedure import Act, Refused, reasons_not_open
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Body
from candour.people.queries import roles_by_body
from candour.transparency.models import DatasetRelease, ReleaseLine
from candour.transparency.queries.releases import (
    bodies_published_by,
    dataset_and_span,
    facts_of,
    lines_of,
    release_for,
)
from candour.transparency.rules.publication import PUBLISHERS, Release, stage_of
from candour.transparency.rules.scheme import Dataset
from candour.transparency.rules.spans import Span
from candour.ui.access import holds
from candour.ui.marking import Marking
from candour.ui.request import Request, acting_as, who

PUBLISHING = holds(*PUBLISHERS)
MARKING = Marking.OFFICIAL_SENSITIVE
HANDLING = "Until it is published"


@dataclass(frozen=True)
class Opened:
    row: DatasetRelease
    dataset: Dataset
    span: Span
    lines: list[ReleaseLine]
    facts: Release
    roles: frozenset[Role]
    by: By

    def why_not(self, act: Act[Release, Any]) -> list[Refused]:
        me = str(self.by.person)
        stage = stage_of(self.row.stage)
        return list(reasons_not_open(act, stage, self.facts, me, self.roles))


def open_or_404(request: Request, key: UUID) -> Opened:
    today = timezone.localdate()
    row = release_for(who(request), key, today)
    if row is None:
        raise Http404
    dataset, span = dataset_and_span(row)
    lines = lines_of(row)
    held = roles_by_body(who(request), today)
    roles = frozenset(role for body, all_ in held if body == row.body_id for role in all_)
    facts = facts_of(row, dataset, lines, today)
    return Opened(row, dataset, span, lines, facts, roles, publisher(request))


def body_or_404(request: Request) -> Body:
    """The body that this person publishes for; the first by name where there are several."""
    found = bodies_published_by(who(request), timezone.localdate())
    if not found:
        raise Http404
    return found[0]


def publisher(request: Request) -> By:
    return acting_as(request, PUBLISHERS & request.roles)
