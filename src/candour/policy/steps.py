# SPDX-License-Identifier: MIT
"""The four tasks between a draft and a version in force, each with what it still lacks."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.policy import shown
from candour.ui.tags import Status, Tag, tag

ELSEWHERE = {"consultation", "approval"}


@dataclass(frozen=True)
class Step:
    title: str | Promise
    href: str
    status: Tag
    hint: str = ""


def steps_for(version: shown.VersionShown, slug: str, owner: UUID) -> list[Step]:
    """The tasks of a draft, in order; the last one opens when nothing is missing."""
    missing = shown.missing_from(version.row, owner, timezone.localdate())
    lacks = {
        "policy_edit": [one.sentence for one in missing if one.about not in ELSEWHERE],
        "policy_consultation": [one.sentence for one in missing if one.about == "consultation"],
        "policy_approval": [one.sentence for one in missing if one.about == "approval"],
    }
    titles = (_("Write the version and its front page"), _("Consult"), _("Bring the approval"))
    steps = [
        Step(
            title,
            reverse(name, args=[slug]),
            tag(Status.IN_PROGRESS if lacks[name] else Status.COMPLETED),
            ". ".join(lacks[name]),
        )
        for title, name in zip(titles, lacks, strict=True)
    ]
    status = Status.CANNOT_START_YET if missing else Status.NOT_YET_STARTED
    last = reverse("policy_commence", args=[slug])
    return [*steps, Step(_("Put it in force"), last, tag(status))]
