# SPDX-License-Identifier: MIT
"""What the Gateway shows on pages of others: what I filed, and the record of a typed reference."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.gateway.queries.facts import matter_of_row
from candour.gateway.queries.own_picture import OwnPicture, own_picture
from candour.gateway.queries.readers import Reader, looked_at_mine
from candour.gateway.queries.visible import filed_by, visible_one
from candour.gateway.views.status import status_of
from candour.policy.queries import pack_of
from candour.ui.panels import Viewer
from candour.ui.search import Hit
from candour.ui.tags import Tag

SHOWN = 10


@dataclass(frozen=True)
class FiledLine:
    reference: str
    url: str
    filed_on: date
    tag: Tag


@dataclass(frozen=True)
class Filed:
    lines: tuple[FiledLine, ...]
    more: bool


def filed(viewer: Viewer, _reference: str) -> Filed | None:
    """The latest requests that this person sent, for themselves or for someone else."""
    rows = list(filed_by(viewer.person)[: SHOWN + 1])
    if not rows:
        return None
    lines = tuple(
        FiledLine(
            reference=row.reference,
            url=reverse("case", args=[row.reference]),
            filed_on=timezone.localdate(row.notified_at),
            tag=status_of(
                row, matter_of_row(row), pack_of(row.policy_id), reader=viewer.person.pk
            ).tag,
        )
        for row in rows[:SHOWN]
    )
    return Filed(lines, more=len(rows) > SHOWN)


def picture(viewer: Viewer, _reference: str) -> OwnPicture | None:
    """What one's own requests cost in time and money, for whoever must use the Gateway."""
    return own_picture(viewer.person, timezone.localdate())


def find(viewer: Viewer, reference: str) -> Hit | None:
    """The matter of this reference, where this person may know of it."""
    seen = visible_one(viewer.person, reference)
    if seen is None:
        return None
    return Hit(_("Gateway request"), reference, reverse("case", args=[seen.case.reference]))


def looked(viewer: Viewer, _reference: str) -> list[Reader] | None:
    """Who read the requests about this person, where the policy says that they may know."""
    return looked_at_mine(viewer.person, timezone.localdate()) or None
