# SPDX-License-Identifier: MIT
"""The questions that the owner of a policy answers."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candour.policy.rules.document_facts import Outcome, Risk
from candour.ui.fields import Words
from candour.ui.forms import (
    DateInput,
    Expects,
    Files,
    GdsForm,
    Hidden,
    Radios,
    Select,
    Text,
    TextArea,
    YesNo,
)

RISKS = (
    (Risk.LOW.value, _("Low")),
    (Risk.MEDIUM.value, _("Medium")),
    (Risk.HIGH.value, _("High")),
)
OUTCOMES = (
    (Outcome.KEEP.value, _("Keep it as it is")),
    (Outcome.CHANGE.value, _("Change it: a new version is needed")),
)
NO_PACK = "none"
FOR_NOW = _("You can leave this until the version comes into force")

Choices = Sequence[tuple[str, str]]


class _ForNow:
    """May stay blank in a draft, though it is not optional in the end."""

    def validate(self, value: object) -> None:
        """Leave it to the rules on coming into force."""


class RadiosForNow(_ForNow, Radios):
    pass


class TextAreaForNow(_ForNow, TextArea):
    pass


class DateForNow(_ForNow, DateInput):
    pass


class OnDayForm(GdsForm):
    on = DateInput(_("Show what was in force on"))


class VersionForm(GdsForm):
    """A draft. Blanks are allowed until it comes into force."""

    version = Hidden()
    changes = TextArea(
        _("What changes in this version"), hint=_("One or two sentences for everyone"), rows=3
    )
    text = TextArea(
        _("Text"), hint=_("Leave an empty line between paragraphs"), required=False, rows=10
    )
    references = TextArea(
        _("What it refers to"), hint=_("One on each line"), required=False, rows=5
    )
    risk_rating = RadiosForNow(_("Risk rating"), RISKS, hint=FOR_NOW)
    equality_impact = TextAreaForNow(
        _("How it affects equality"),
        hint=_("Who could be worse off, and what is done about it"),
    )
    commences_on = DateForNow(_("Date of commencement"), expects=Expects.FUTURE, hint=FOR_NOW)
    review_on = DateForNow(_("Date of the next review"), expects=Expects.FUTURE, hint=FOR_NOW)
    pack = Files(
        _("Policy file"),
        hint=_("Only to change areas, tests, clocks, posts or wording"),
        accept=".toml,application/toml",
        kept=False,
        multiple=False,
        required=False,
    )


class DocumentForm(GdsForm):
    """A new controlled document."""

    title = Text(_("Title"))
    slug = Text(
        _("Address"),
        hint=_("Small letters and hyphens, for example gifts-and-hospitality"),
        max_length=60,
        width=20,
    )
    owning_department = Text(_("Owning department"), max_length=120)

    def __init__(
        self,
        *args: Any,
        posts: Choices,
        parents: Choices,
        packs: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        starts: list[tuple[str, Words]] = [*packs, (NO_PACK, _("Text only, no procedure"))]
        self.fields |= {
            "owner_post": Select(_("Owner"), posts, missing=_("Select the owner")),
            "sponsor_post": Select(_("Sponsor"), posts, missing=_("Select the sponsor")),
            "parent": Select(_("Which policy does it put into practice?"), parents, required=False),
            "pack": Radios(_("Start from"), starts, missing=_("Select what to start from")),
        }

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or slug == "new":
            raise ValidationError(_("Enter an address of small letters, digits and hyphens"))
        return slug


class ConsulteeForm(GdsForm):
    consultee = Text(_("Who is asked"), hint=_("A staff association, network or other body"))
    staff_body = YesNo(
        _("Is this a staff association or trade union?"),
        missing=_("Select yes if this is a staff association or trade union"),
    )
    asked_on = DateInput(_("Asked on"))
    reply_by = DateInput(_("Reply by"), expects=Expects.FUTURE)


class ReplyForm(GdsForm):
    replied_on = DateInput(_("Day of the reply"), expects=Expects.PAST)
    reply = TextArea(_("What they said"))
    answer = TextArea(_("What you did about it"), required=False)


class ApprovalForm(GdsForm):
    board = Text(_("Which board decided"))
    decided_on = DateInput(_("Day of the decision"), expects=Expects.PAST)
    reference = Text(
        _("Where the decision is recorded"), hint=_("For example a minute number"), width=20
    )


class ReviewForm(GdsForm):
    reviewed_on = DateInput(_("Day of the review"), expects=Expects.PAST)
    outcome = Radios(_("What the review found"), OUTCOMES)
    findings = TextArea(_("What you looked at"))
    equality_findings = TextArea(
        _("How it has affected equality"), hint=_("Say so if you found no effect")
    )
    next_review_on = DateInput(_("Next review"), expects=Expects.FUTURE)


class ConfirmForm(GdsForm):
    """A button and nothing else."""
