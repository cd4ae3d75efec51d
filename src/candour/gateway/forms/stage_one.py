# SPDX-License-Identifier: MIT
"""What people fill in during Stage One. The shape of answers only: rules judge them."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candour.files.forms import WithFile
from candour.gateway.models.case import Kind, Lane
from candour.people.models import Person
from candour.policy.rules.pack import Area, Pack
from candour.ui.choices import Option
from candour.ui.forms import (
    Checkboxes,
    Confirm,
    DateInput,
    Email,
    Files,
    GdsForm,
    Hidden,
    Money,
    Radios,
    Select,
    Text,
    TextArea,
    TimeInput,
    Whole,
    YesNo,
)

ACCEPT_INVITATION = ".ics,.eml,.txt"


class InvitationForm(GdsForm):
    """Where a request begins: for whom, and the invitation if there is a file of it."""

    principal = Radios(_("Who is it for?"), [])
    invitation = Files(
        _("Invitation"),
        hint=_("A calendar entry (.ics) or an e-mail (.eml), dropped here or chosen"),
        accept=ACCEPT_INVITATION,
        multiple=False,
        required=False,
    )
    pasted = TextArea(
        _("Or paste the text of the invitation"), rows=4, required=False, max_length=500_000
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Person, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [Option(str(one.pk), f"{one.full_name}, {title}") for one, title in people]
        field = self.fields["principal"]
        assert isinstance(field, Radios)  # noqa: S101 - declared above
        field.choices = tuple(choices)
        if len(choices) == 1:
            self.fields["principal"].initial = choices[0].value


HOW_IT_CAME = [
    ("invited", _("An invitation or request came")),
    ("intention", _("The chief officer wants to do this")),
    ("unsolicited", _("An approach that nobody asked for")),
]
CAPACITIES = [
    ("official", _("In an official capacity")),
    ("private", _("In a private capacity")),
    ("unclear", _("Not clear")),
]


class RequestForm(GdsForm):
    """What is asked: everything but the activity may be left open and added later."""

    activity = Text(_("What is the request or intention?"), max_length=200)
    subject = Radios(_("What is it?"), [], small=True)
    event_on = DateInput(_("When is it?"), required=False)
    why_late = TextArea(
        _("The event is over: what delayed this notification?"),
        rows=2,
        required=False,
        says_when=True,
    )
    starts = TimeInput(_("From"), required=False)
    ends = TimeInput(_("Until"), required=False)
    place = Text(_("Where is it?"), required=False)
    organiser = Text(
        _("Who organises or hosts it?"),
        hint=_("A company, a body or a person"),
        lookup="known_organisations",
    )
    contact = Text(_("Name of your contact there"), required=False, lookup="known_people")
    contact_email = Email(_("Their e-mail address"), required=False)
    how_it_came = Radios(_("How did it come about?"), HOW_IT_CAME, small=True)
    capacity = Radios(
        _("In which capacity would the chief officer take part?"), CAPACITIES, small=True
    )
    cost = Money(_("Cost to public money in pounds, travel included"), required=False)
    hours = Whole(_("Working hours away, travel included"), required=False)
    hospitality = YesNo(_("Is a meal, a gift, travel or a stay offered?"), required=False)
    benefit = TextArea(_("What would the public gain?"), rows=3, required=False)
    text = TextArea(_("Anything else in the invitation"), rows=6, required=False)
    version = Hidden()

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        assert isinstance(field, Radios)  # noqa: S101 - declared above
        field.choices = tuple(Option(one.code, one.text) for one in pack.subjects)
        if not self._is_over():
            del self.fields["why_late"]

    def _is_over(self) -> bool:
        """Only an event that is over needs a reason why it is notified now."""
        given = self.data.get("event_on") if self.is_bound else self.initial.get("event_on")
        try:
            event_on = self.fields["event_on"].clean(given)
        except ValidationError:
            return False
        return event_on is not None and event_on < timezone.localdate()

    def details(self) -> dict[str, Any]:
        """The answers that the matter keeps sealed, as plain values."""
        left_out = {"activity", "subject", "event_on", "why_late", "version"}
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
            if name not in left_out
        }


class AreasForm(GdsForm):
    """The nine areas, the questions of those that apply, and how the principles were weighed."""

    areas = Checkboxes(_("Which of these apply?"), [])
    principles = TextArea(_("How do the principles bear on this?"), rows=3, required=False)
    version = Hidden()

    def __init__(self, *args: Any, choices: Iterable[Option], hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["areas"]
        assert isinstance(field, Checkboxes)  # noqa: S101 - declared above
        field.choices = tuple(choices)
        self.fields["principles"].hint = hint  # type: ignore[attr-defined]  # a GdsField


class AreaQuestionsForm(GdsForm):
    """The questions of the areas that apply, each of which may be left open."""

    version = Hidden()

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area in areas:
            for one in area.prompts:
                self.fields[one.code] = TextArea(one.text, hint=one.hint, rows=2, required=False)

    def answers(self) -> dict[str, str]:
        return {k: str(v or "") for k, v in self.cleaned_data.items() if k != "version"}


class PersonForm(GdsForm):
    """One person or organisation to add to a matter."""

    kind = Radios(
        _("What is their part?"),
        [
            Option(Kind.ORGANISER.value, _("They organise or host it")),
            Option(Kind.ATTENDEE.value, _("They are also to attend")),
            Option(
                Kind.REPRESENTATIVE.value,
                _("They attend for a staff association or union"),
                _("They are asked for a view before any recommendation"),
            ),
            Option(Kind.CONCERNED.value, _("They are otherwise concerned")),
        ],
    )
    colleague = Select(_("A colleague"), [], required=False)
    name = Text(_("Or the name of someone outside"), required=False, lookup="known_people")
    organisation = Text(_("Organisation"), required=False, lookup="known_organisations")
    email = Email(_("E-mail address"), required=False)
    is_party = YesNo(
        _("Will they be told the decision?"),
        hint=_("Who is told may also ask for a reassessment"),
    )
    version = Hidden()

    def __init__(
        self,
        *args: Any,
        colleagues: Iterable[tuple[str, str]],
        named: Container[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.named = named
        """Who is in the matter already: an id, or a name with its organisation."""
        field = self.fields["colleague"]
        assert isinstance(field, Select)  # noqa: S101 - declared above
        field.choices = tuple(Option(value, text) for value, text in colleagues)

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        named = answers.get("colleague") or answers.get("name") or answers.get("organisation")
        if not named and not self.errors:
            self.add_error("name", str(_("Enter a name, or select a colleague")))
        elif not self.errors and who_is(**_identity(answers)) in self.named:
            about = "colleague" if answers.get("colleague") else "name"
            self.add_error(about, str(_("Enter someone else: this person is named already")))
        return answers


def who_is(person: str, name: str, organisation: str) -> tuple[str, str]:
    """What makes two entries the same person or organisation."""
    return (person, "") if person else (name.casefold(), organisation.casefold())


def _identity(answers: Mapping[str, Any]) -> dict[str, str]:
    return {
        "person": answers.get("colleague") or "",
        "name": answers.get("name") or answers.get("organisation") or "",
        "organisation": answers.get("organisation") or "",
    }


class KnownIssuesForm(GdsForm):
    """The chief officer's declaration: a heading each, and their confirmation."""

    version = Hidden()

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in pack.known_issues:
            self.fields[one.code] = TextArea(one.text, hint=one.hint, rows=2, required=False)
        self.fields["confirmed"] = Confirm(
            _("Your declaration"),
            _("I have declared every issue that I know of, or there is none"),
        )

    def issues(self) -> dict[str, str]:
        left_out = {"version", "confirmed"}
        return {k: str(v or "") for k, v in self.cleaned_data.items() if k not in left_out}


class MaterialForm(WithFile):
    """One piece of material with where it came from."""

    title = Text(_("What is it?"), max_length=200)
    lane = Radios(_("Who may see it?"), [])
    supplied_by = Text(_("Where did it come from?"), required=False)
    dated = DateInput(_("What is its date?"), required=False)
    marking = Text(_("Marking on it"), required=False, max_length=60)
    file = Files(
        _("File"),
        hint=_("PDF, picture, Word, Excel, text, e-mail or calendar file, at most 12 MB"),
        multiple=False,
        required=False,
    )
    text = TextArea(_("Text, note or link"), rows=5, required=False)
    version = Hidden()

    def __init__(self, *args: Any, assessor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["lane"]
        assert isinstance(field, Radios)  # noqa: S101 - declared above
        lanes = [Option(Lane.SHARED.value, _("Everyone on the matter"))]
        if assessor:
            lanes += [
                Option(Lane.ASSESSOR.value, _("Only me as the assessor, and a reassessor")),
                Option(
                    Lane.SOURCE.value,
                    _("From a sensitive source"),
                    _("A reference and a gist only, never the source"),
                ),
            ]
        field.choices = tuple(lanes)
        field.initial = Lane.SHARED.value


class AllocateForm(GdsForm):
    """Who is to assess; those with a conflict are not offered, and the page says why."""

    assessor = Radios(_("Who assesses this matter?"), [])
    version = Hidden()

    def __init__(self, *args: Any, free: Iterable[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assessor"]
        assert isinstance(field, Radios)  # noqa: S101 - declared above
        field.choices = tuple(free)


class ReasonsForm(GdsForm):
    """A reason in words, for acts that need nothing else."""

    reasons = TextArea(_("Your reasons"), rows=5)
    version = Hidden()

    def __init__(self, *args: Any, label: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reasons"]
        if label:
            field.label = label
        field.hint = hint  # type: ignore[attr-defined]  # a GdsField
