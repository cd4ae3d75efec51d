# SPDX-License-Identifier: MIT
"""The questions of a quarterly review."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from candour.directory.forms import Password
from candour.review.queries.reports import Part
from candour.review.rules.exceptions import CLASS_WORDS
from candour.review.rules.quarterly import Verdict
from candour.review.rules.reporting import PARTY_WORDS
from candour.ui.forms import (
    DateInput,
    Expects,
    Files,
    GdsForm,
    Hidden,
    Option,
    Radios,
    Select,
    Text,
    TextArea,
    Whole,
)

Choices = Sequence[tuple[str, str]]

VERDICTS = (
    Option(Verdict.EXPLAINED.value, _("It is explained"), _("Say what explains it")),
    Option(
        Verdict.ENTRY_ASKED.value,
        _("Something has to be put right"),
        _("A request, a claim or an entry is missing or wrong"),
    ),
    Option(Verdict.LEARNING.value, _("There is something to learn")),
    Option(Verdict.REFERRED.value, _("Refer it to professional standards")),
)
PARTIES = [(kind.value, words) for kind, words in PARTY_WORDS.items()]
CLASSES = [(klass.value, words) for klass, words in CLASS_WORDS.items()]


class DiaryForm(GdsForm):
    diary = Files(
        _("Calendar file"),
        hint=_("An .ics file as Outlook, Google, Apple or Thunderbird export it, or a .csv table"),
        accept=".ics,.vcs,.csv,text/calendar,text/csv",
        multiple=False,
        missing=_("Select the calendar file"),
    )


class CalendarServerForm(GdsForm):
    address = Text(
        _("Address of the calendar"),
        hint=_("For example https://calendar.aldshire.example/d.chief/work/"),
        max_length=500,
        autocomplete="off",
        missing=_("Enter the address of the calendar"),
    )
    username = Text(
        _("Name on that server"),
        autocomplete="off",
        missing=_("Enter the name on that server"),
    )
    password = Password(
        _("Password for it"),
        hint=_("Best one that the server gives for this purpose alone. It is kept sealed"),
        autocomplete="off",
        missing=_("Enter the password"),
    )


class FilterForm(GdsForm):
    """Which exceptions a list shows; the address is the filter."""

    kind = Select(_("Kind"), CLASSES, nothing=_("All kinds"), required=False, says_when=True)
    waiting = Select(
        _("Show"),
        [("mine", _("Those I have to judge")), ("open", _("Those that are open"))],
        nothing=_("All"),
        required=False,
        says_when=True,
    )


class JudgementForm(GdsForm):
    verdict = Radios(
        _("What do you make of it?"), VERDICTS, missing=_("Select what you make of it")
    )
    reason = TextArea(_("Your reason"), rows=3, missing=_("Enter your reason"))


class SubstituteForm(GdsForm):
    version = Hidden()
    reason = TextArea(_("Why this person"), rows=3, missing=_("Enter why this person stands in"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Select(_("Who stands in?"), people, missing=_("Select who stands in"))
        self.fields = {"who": who, **self.fields}


class MinutesForm(GdsForm):
    version = Hidden()
    present = Text(_("Who was present"), missing=_("Enter who was present"))
    text = TextArea(
        _("What was said and decided"), rows=10, missing=_("Enter what was said and decided")
    )
    learning = TextArea(_("What there is to learn"), rows=4, required=False)
    trainer = Text(
        _("Who is best placed to pass it on"),
        hint=_("Needed when there is something to learn"),
        required=False,
        says_when=True,
    )


class ActionForm(GdsForm):
    what = TextArea(_("What has to be done"), rows=3, missing=_("Enter what has to be done"))
    due_on = DateInput(_("Until when"), expects=Expects.FUTURE, missing=_("Enter until when"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = Select(_("Who does it"), people, missing=_("Select who does it"))


class DoneForm(GdsForm):
    done = TextArea(_("What was done"), rows=3, missing=_("Enter what was done"))


class SampleForm(GdsForm):
    percent = Whole(
        _("How many in a hundred"), least=1, most=100, initial=10, missing=_("Enter a number")
    )

    def __init__(self, *args: Any, of: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            "what": Radios(_("Draw from"), of, missing=_("Select what to draw from")),
            **self.fields,
        }


class SignForm(GdsForm):
    version = Hidden()


class NarrativeForm(GdsForm):
    """One box for each part; its figures stand in the hint and cannot be changed."""

    version = Hidden()

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in parts:
            figures = ". ".join(f"{line.figure.title}: {line.count}" for line in part.lines)
            self.fields[part.group.value] = TextArea(
                part.heading, hint=figures, rows=6, required=False
            )


class PartyForm(GdsForm):
    kind = Select(_("What are they?"), PARTIES, missing=_("Select what they are"))
    name = Text(_("What are they called?"), missing=_("Enter what they are called"))
    starts_on = DateInput(
        _("From which day do they hold us to account?"), expects=Expects.ANY,
        missing=_("Enter from which day"),
    )  # fmt: skip
