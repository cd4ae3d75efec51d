# SPDX-License-Identifier: MIT
"""What people fill in during Stage Two. The shape of answers only: rules judge them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from candour.gateway.rules.gateway_test import Answer
from candour.gateway.rules.matter import Course
from candour.policy.rules.pack import Pack
from candour.ui.choices import Option
from candour.ui.forms import (
    Checkboxes,
    DateInput,
    GdsForm,
    Hidden,
    Radios,
    Select,
    Text,
    TextArea,
    YesNo,
)

OWN = "own"
"""The code of a condition in the assessor's own words."""


class BiasForm(GdsForm):
    """The first thing that an assessor or a reassessor does, before anything else opens."""

    conflict = Radios(
        _("Is there anything that could make people doubt your independence on this matter?"),
        [
            Option("no", _("No, I have no conflict")),
            Option("yes", _("Yes"), _("Your access to this matter ends, and someone else is chosen")),
        ],
    )  # fmt: skip
    reasons = TextArea(
        _("If yes, what is it?"),
        hint=_("General terms are enough"),
        rows=4,
        required=False,
        says_when=True,
    )
    version = Hidden()


class QuestionForm(GdsForm):
    """One question in words."""

    question = TextArea(_("What do you want to know?"), rows=4)
    version = Hidden()


class QuestionsForm(GdsForm):
    """The four questions of the Gateway Test, with how the principles were weighed."""

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in pack.questions:
            hint = (*([one.hint] if one.hint else []), *one.prompts)
            self.fields[f"question_{one.code}"] = TextArea(one.text, hint=hint, rows=5)
        for item in pack.principles:
            self.fields[f"principle_{item.code}"] = TextArea(
                item.text, hint=item.hint, rows=2, required=False
            )


class QuickTestsForm(GdsForm):
    """The quick tests, the three thresholds and the reasons."""

    version = Hidden()

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answers = [
            (Answer.YES.value, _("Yes")),
            (Answer.NO.value, _("No")),
            (Answer.UNSURE.value, _("Not sure")),
        ]
        for one in pack.quick_tests:
            self.fields[f"quick_{one.code}"] = Radios(one.text, answers, hint=one.hint, inline=True)
        for name, threshold in zip(THRESHOLDS, pack.thresholds, strict=True):
            self.fields[name] = YesNo(threshold.text, hint=threshold.hint)
        self.fields["harms"] = Checkboxes(
            _("How could harm show?"),
            [(one.code, one.text) for one in pack.harms],
            required=False,
        )
        self.fields["reasons"] = TextArea(
            _("Your reasons"), hint=_("How likely is it, and why"), rows=6
        )


THRESHOLDS = ("affects_confidence", "creates_risk", "integrity_in_question")
"""The three findings, weakest first, as the pack lists them."""

COURSES = [
    (Course.PROCEED.value, _("Go ahead – no concern found")),
    (Course.WITH_MITIGATION.value, _("Go ahead, with conditions that lower the risk")),
    (Course.DECLINE.value, _("Decline, or do not take part")),
]


class CourseForm(GdsForm):
    """What the assessor recommends, which conditions, and why."""

    course = Radios(_("What do you recommend?"), COURSES)
    steps = Checkboxes(
        _("Which conditions would lower the risk?"),
        [],
        hint=_("Only if you recommend conditions"),
        required=False,
        says_when=True,
    )
    reasons = TextArea(
        _("Your reasons"),
        hint=_("The chief officer, a reassessor and an inspector may read this"),
        rows=8,
    )

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["steps"]
        assert isinstance(field, Checkboxes)  # noqa: S101 - declared above
        menu = [Option(one.code, one.text, one.hint) for one in pack.mitigations]
        field.choices = (*menu, Option(OWN, _("A condition of your own")))


class ConditionsForm(GdsForm):
    """Each condition as a promise: what, who, what shows it, by when."""

    def __init__(
        self,
        *args: Any,
        steps: Mapping[str, str],
        owners: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {code: text or str(_("your own words")) for code, text in steps.items()}
        people = [Option(value, text) for value, text in owners]
        for code, text in steps.items():
            about = {"about": self.titles[code]}
            self.fields[f"{code}-text"] = Text(
                _("What is to be done?"),
                initial=text,
                missing=_("Enter what is to be done: %(about)s") % about,
            )
            self.fields[f"{code}-owner"] = Select(
                _("Who sees to it?"),
                people,
                missing=_("Select who sees to it: %(about)s") % about,
            )
            self.fields[f"{code}-evidence"] = Text(
                _("What will show that it was done?"),
                missing=_("Enter what will show it: %(about)s") % about,
            )
            self.fields[f"{code}-due"] = DateInput(
                _("By when?"), missing=_("Enter by when: %(about)s") % about
            )

    def conditions(self) -> list[tuple[str, list[BoundField]]]:
        """Each condition's title with its four questions."""
        parts = ("text", "owner", "evidence", "due")
        return [
            (title, [self[f"{code}-{part}"] for part in parts])
            for code, title in self.titles.items()
        ]


class SendForm(GdsForm):
    """Nothing to fill in but the version that was read."""

    version = Hidden()
