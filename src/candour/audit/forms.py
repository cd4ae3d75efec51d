# SPDX-License-Identifier: MIT
"""Why somebody opens a confidential matter, and what an auditor looks for."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.ledger.rules.entry import Kind
from candour.ui.forms import DateInput, Expects, GdsForm, Option, Radios, Select, Text, TextArea

REASONS = (
    ("task", gettext_lazy("I have a task in it")),
    ("oversight", gettext_lazy("I answer for how it is dealt with")),
    ("asked", gettext_lazy("Somebody who deals with it asked me")),
    ("audit", gettext_lazy("An audit or an inspection")),
    ("request", gettext_lazy("A request for information or about personal data")),
    ("other", gettext_lazy("Another reason")),
)


class ReasonForm(GdsForm):
    reason = Radios(gettext_lazy("Why do you need to see this?"), REASONS)
    words = TextArea(
        gettext_lazy("In a few words"),
        hint=gettext_lazy("Needed for another reason only. Enter no names."),
        required=False,
        max_length=300,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("reason") == "other" and not answers.get("words"):
            self.add_error("words", ValidationError(_("Enter your reason in a few words")))
        return answers


KINDS: tuple[tuple[str, str | Promise], ...] = (
    (Kind.COLLECTION.name.lower(), gettext_lazy("Collection: something was added")),
    (Kind.ALTERATION.name.lower(), gettext_lazy("Alteration: something was done or changed")),
    (Kind.CONSULTATION.name.lower(), gettext_lazy("Consultation: somebody read")),
    (Kind.DISCLOSURE.name.lower(), gettext_lazy("Disclosure: something left")),
    (Kind.COMBINATION.name.lower(), gettext_lazy("Combination: registers were compared")),
    (Kind.ERASURE.name.lower(), gettext_lazy("Erasure: something was deleted")),
    (Kind.ACCESS_GRANTED.name.lower(), gettext_lazy("Access was given")),
    (Kind.ACCESS_REMOVED.name.lower(), gettext_lazy("Access was taken away")),
)
LONGEST = timedelta(days=366)


class RangeForm(GdsForm):
    """From which day to which; both count."""

    since = DateInput(gettext_lazy("From"), expects=Expects.PAST)
    until = DateInput(gettext_lazy("To"), expects=Expects.PAST)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        since, until = answers.get("since"), answers.get("until")
        if since and until and since > until:
            self.add_error("until", ValidationError(_("Enter a day that is not before the first")))
        elif since and until and until - since > LONGEST:
            self.add_error("until", ValidationError(_("Enter a range of at most a year")))
        return answers


class TrailForm(RangeForm):
    person = Select(gettext_lazy("Person"), [], nothing=gettext_lazy("Everybody"), required=False)
    kind = Select(gettext_lazy("Kind"), KINDS, nothing=gettext_lazy("All kinds"), required=False)
    reference = Text(
        gettext_lazy("Matter"),
        hint=gettext_lazy("For example, GW-7KQ3-9FXD"),
        max_length=40,
        width=20,
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, Select)  # noqa: S101 - declared above
        field.choices = tuple(Option(*one) for one in people)
