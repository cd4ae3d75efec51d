# SPDX-License-Identifier: MIT
"""What people fill in during Stages Three and Four. The shape of answers only: rules judge them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from candour.files.forms import WithFile
from candour.gateway.queries.shown import ConditionShown, SomeoneShown
from candour.gateway.rules.matter import Outcome
from candour.gateway.rules.mitigations import Choice, Said
from candour.policy.rules.pack import Pack
from candour.ui.choices import Option
from candour.ui.forms import (
    Files,
    GdsForm,
    Hidden,
    Radios,
    Select,
    TextArea,
    YesNo,
)

CHOICES = [
    (Choice.ACCEPTED.value, _("Accept")),
    (Choice.VARIED.value, _("Change")),
    (Choice.REJECTED.value, _("Do not accept")),
]
METHODS = [
    ("letter", _("By a letter or e-mail sent from here")),
    ("in person", _("In person")),
    ("telephone", _("By telephone")),
    ("own letter", _("By a letter or e-mail of our own")),
]


NO_EMAIL = _("No e-mail address: a letter is printed")


class DecisionForm(GdsForm):
    """The decision on one page: the course, each condition, the reasons."""

    decision = Radios(_("What do you decide?"), [])
    version = Hidden()

    def __init__(
        self,
        *args: Any,
        course: str,
        conditions: Sequence[ConditionShown],
        facts: Mapping[UUID, tuple[str, ...]],
        prompts: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.conditions = conditions
        field = self.fields["decision"]
        assert isinstance(field, Radios)  # noqa: S101 - declared above
        field.choices = tuple(_decisions(course))
        for one in conditions:
            self.fields[f"choice-{one.id}"] = Radios(
                one.text,
                CHOICES,
                hint=facts.get(one.id, ()),
                inline=True,
                initial=Choice.ACCEPTED.value,
            )
            self.fields[f"words-{one.id}"] = TextArea(
                _("If you change it: to what? If you do not accept it: why?"),
                rows=2,
                required=False,
                says_when=True,
            )
        self.fields["reasons"] = TextArea(_("Your reasons"), hint=tuple(prompts), rows=6)

    def answers(self) -> tuple[bool | None, bool | None]:
        """Whether the advice is accepted, and whether the chief officer takes part."""
        return {
            "accept": (True, None),
            "attend": (False, True),
            "stay_away": (False, False),
        }.get(self.cleaned_data["decision"], (None, None))

    def said(self) -> tuple[Said, ...]:
        return tuple(
            Said(
                str(one.id),
                Choice(self.cleaned_data[f"choice-{one.id}"]),
                self.cleaned_data[f"words-{one.id}"],
            )
            for one in self.conditions
        )


def _decisions(course: str) -> list[Option]:
    if not course:
        return [
            Option("attend", _("I will take part")),
            Option("stay_away", _("I will not take part")),
        ]
    return [
        Option("accept", _("I accept the recommendation")),
        Option("attend", _("I do not accept it, and will take part")),
        Option("stay_away", _("I do not accept it, and will not take part")),
    ]


class TellForm(GdsForm):
    """Who is told, and how."""

    party = Radios(_("Who is told?"), [], small=True)
    method = Radios(_("How?"), METHODS, small=True)
    version = Hidden()

    def __init__(
        self, *args: Any, parties: Iterable[SomeoneShown], may_write: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        how = self.fields["method"]
        assert isinstance(how, Radios)  # noqa: S101 - declared above
        how.choices = tuple(
            Option(code, words) for code, words in METHODS if may_write or code != "letter"
        )
        field = self.fields["party"]
        assert isinstance(field, Radios)  # noqa: S101 - declared above
        field.choices = tuple(
            Option(str(one.id), one.name or one.organisation, "" if one.email else NO_EMAIL)
            for one in parties
        )


class LetterForm(GdsForm):
    """The part of a letter that its sender writes; the rest is the same for everyone."""

    reply = TextArea(_("Your words"), rows=8, missing=_("Enter what the letter says"))
    version = Hidden()


class SettleForm(WithFile):
    """Whether a condition was kept, and what shows it."""

    kept = Radios(
        _("Was the condition kept?"),
        [("yes", _("Yes")), ("no", _("No, or not in full"))],
    )
    evidence = TextArea(_("What shows it, or why was it not kept?"), rows=4)
    file = Files(_("File that shows it"), multiple=False, required=False)
    version = Hidden()


class RepresentationForm(WithFile):
    """A request to look again, in writing."""

    representation = TextArea(_("What should be looked at again, and why?"), rows=8)
    why_late = TextArea(
        _("If the time to ask is over: what delayed you?"),
        rows=2,
        required=False,
        says_when=True,
    )
    file = Files(_("File that bears it out"), multiple=False, required=False)
    version = Hidden()


class ReviewForm(GdsForm):
    """The five tests on the frozen file, the outcome and the reasons."""

    version = Hidden()

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in pack.reassessment_tests:
            self.fields[f"test_{one.code}"] = YesNo(one.text, hint=one.hint)
        self.fields["outcome"] = Radios(
            _("What do you conclude?"),
            [
                (Outcome.UPHELD.value, _("The recommendation is upheld")),
                (Outcome.REPLACED.value, _("Another course is recommended")),
            ],
        )
        self.fields["other_course"] = TextArea(
            _("If another course: which?"), rows=4, required=False, says_when=True
        )
        weighed = pack.wording.texts["principles_question"]
        self.fields["reasons"] = TextArea(_("Your reasons"), hint=weighed, rows=8)

    def tests(self) -> dict[str, bool | None]:
        return {
            name.removeprefix("test_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("test_")
        }


class RespondForm(GdsForm):
    """The chief officer's answer to another course."""

    accepts = YesNo(_("Do you accept this course?"))
    reasons = TextArea(_("Your reasons"), rows=5)
    version = Hidden()


class WaiveLineForm(GdsForm):
    """Let somebody reassess who reports to the chief officer, and say why."""

    reassessor = Select(_("Who would reassess?"), [])
    reasons = TextArea(_("Why does the line of management not matter here?"), rows=4)
    version = Hidden()

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reassessor"]
        assert isinstance(field, Select)  # noqa: S101 - declared above
        field.choices = tuple(Option(value, text) for value, text in people)
