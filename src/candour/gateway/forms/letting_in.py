# SPDX-License-Identifier: MIT
"""Who is to be let in, why, until when, and who seconds it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.audit.queries import person_called
from candour.people.models import Person
from candour.ui.forms import DateInput, Expects, GdsForm, Option, Radios, Text, TextArea


class AskForm(GdsForm):
    person = Text(
        gettext_lazy("Who is to be let in?"),
        hint=gettext_lazy("Their sign-in name or e-mail address"),
        missing=gettext_lazy("Enter a sign-in name or an e-mail address"),
        width=20,
    )
    reason = TextArea(
        gettext_lazy("Why do they need to see it?"),
        missing=gettext_lazy("Enter why they need to see it"),
        max_length=500,
    )
    until = DateInput(
        gettext_lazy("Until when?"),
        hint=gettext_lazy("The last day, at most 90 days from today"),
        expects=Expects.FUTURE,
    )
    seconder = Radios(
        gettext_lazy("Who is asked to second it?"),
        [],
        missing=gettext_lazy("Select who is asked to second it"),
    )

    def __init__(self, *args: Any, seconders: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seconder"]
        assert isinstance(field, Radios)  # noqa: S101 - declared above
        field.choices = tuple(Option(*one) for one in seconders)

    def clean_person(self) -> Person:
        found = person_called(self.cleaned_data["person"])
        if found is None:
            raise ValidationError(_("Check the sign-in name: nobody here has it"))
        return found


class SecondForm(GdsForm):
    answer = Radios(
        gettext_lazy("Do you agree?"),
        [
            ("yes", gettext_lazy("Yes, let them in until that day")),
            ("no", gettext_lazy("No, they do not need to see it")),
        ],
        missing=gettext_lazy("Select whether you agree"),
    )
