# SPDX-License-Identifier: MIT
"""The tasks of a quarterly review, in order, each with what it still lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candour.review.queries.sources import SourceState
from candour.review.rules.quarterly import Stage, open_items
from candour.review.views.opening import Opened
from candour.ui.tags import Status, Tag, tag


@dataclass(frozen=True)
class Step:
    title: str
    href: str
    status: Tag
    hint: str = ""


def steps_for(opened: Opened, states: Sequence[SourceState]) -> list[Step]:
    """Diaries, sources, exceptions, minutes, signatures."""
    slug, read = opened.row.quarter, opened.review.sources_read
    left = sum(1 for _item in open_items(opened.review))
    closed = opened.row.stage == Stage.CLOSED.value
    ready = read and not left and opened.review.minuted
    signed = Status.COMPLETED if closed else _can(ready)
    minuted = Status.COMPLETED if opened.review.minuted else _can(read)
    laid_out = Status.COMPLETED if read else Status.NOT_YET_STARTED
    return [
        _diaries(slug, states),
        Step(
            _("Lay the sources side by side"),
            reverse("quarter_sources", args=[slug]),
            tag(laid_out),
        ),
        _exceptions(slug, read=read, left=left),
        Step(_("Write the minutes"), reverse("quarter_minutes", args=[slug]), tag(minuted)),
        Step(_("Sign"), reverse("quarter_sign", args=[slug]), tag(signed)),
    ]


def _diaries(slug: str, states: Sequence[SourceState]) -> Step:
    missing = sum(state.reading is None for state in states)
    words = ngettext("%(n)s diary is missing", "%(n)s diaries are missing", missing)
    status = Status.IN_PROGRESS if missing else Status.COMPLETED
    hint = words % {"n": missing} if missing else ""
    return Step(
        _("Bring in the diaries"), reverse("quarter_diaries", args=[slug]), tag(status), hint
    )


def _exceptions(slug: str, *, read: bool, left: int) -> Step:
    words = ngettext("%(n)s is open", "%(n)s are open", left) % {"n": left}
    href = reverse("quarter_exceptions", args=[slug])
    status = tag(_judging(read=read, left=left))
    return Step(_("Judge the exceptions"), href, status, words if read and left else "")


def _judging(*, read: bool, left: int) -> Status:
    if not read:
        return Status.CANNOT_START_YET
    return Status.IN_PROGRESS if left else Status.COMPLETED


def _can(ready: object) -> Status:
    return Status.NOT_YET_STARTED if ready else Status.CANNOT_START_YET
