# SPDX-License-Identifier: MIT
"""The questions of publication."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from candour.transparency.queries.preview import Cell
from candour.transparency.rules.redaction import Choice, Decision
from candour.transparency.services.preparing import ROW
from candour.transparency.wording import FOUND, OUTCOMES, PROCEEDINGS
from candour.ui.forms import (
    Checkboxes,
    DateInput,
    Expects,
    GdsForm,
    Hidden,
    Option,
    Radios,
    Select,
    Text,
    TextArea,
)

REASONS = [
    ("personal_data", _("Personal data")),
    ("harm", _("Somebody could come to harm")),
    ("policing", _("It would hinder policing")),
    ("commercial", _("Commercial interests")),
    ("proceedings", _("Legal proceedings")),
]
CHOICES = (
    Option(Choice.SHOW.value, _("Show it as it stands")),
    Option(Choice.MASK.value, _("Leave out what was found")),
    Option(Choice.REWORD.value, _("Show other words")),
    Option(Choice.WITHHOLD.value, _("Withhold it")),
)


class VersionForm(GdsForm):
    """A button that needs no answer, on what was read."""

    version = Hidden()

    @property
    def seen(self) -> int:
        written = self.cleaned_data.get("version", "")
        return int(written) if str(written).isdecimal() else -1


class SendForm(VersionForm):
    """The note is asked for where something public is corrected."""

    reason = TextArea(
        _("What was corrected?"), rows=2, max_length=500, required=False,
        hint=_("The public reads this with the release"),
    )  # fmt: skip
    hides = Checkboxes(
        _("What stood there before"),
        [("yes", _("Do not show it any more: it should not have been public"))],
        required=False,
    )

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["reason"], self.fields["hides"]


class ReasonForm(VersionForm):
    reason = TextArea(
        _("Why?"), rows=2, max_length=500, hint=_("The public reads this"),
        missing=_("Enter the reason"),
    )  # fmt: skip


class SendBackForm(VersionForm):
    reason = TextArea(
        _("What has to change?"), rows=2, max_length=500, hint=_("The preparer reads this"),
        missing=_("Enter what has to change"),
    )  # fmt: skip


class RowForm(VersionForm):
    """One question for each careful value of a row, and whether the row is published at all."""

    def __init__(self, *args: Any, cells: list[Cell], withheld: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = cells
        for cell in cells:
            choices = [one for one in CHOICES if cell.found or one.value != Choice.MASK.value]
            self.fields[f"{cell.name}-choice"] = Radios(
                cell.title, choices, missing=_("Select what is shown"),
                initial=cell.decision.choice.value, hint=cell.text,
            )  # fmt: skip
            self.fields[f"{cell.name}-words"] = Text(
                _("The other words"), required=False, max_length=300, initial=cell.decision.words
            )
            self.fields[f"{cell.name}-reason"] = Select(
                _("Why it is not shown as it stands"), REASONS, nothing=_("It is"), required=False,
                initial=cell.decision.reason,
            )  # fmt: skip
        self.fields["row-reason"] = Select(
            _("Is the whole row withheld?"), REASONS, nothing=_("No"), required=False,
            initial=withheld, says_when=False,
        )  # fmt: skip

    def decisions(self) -> dict[str, Decision]:
        answers = self.cleaned_data
        found = {
            cell.name: Decision(
                Choice(answers[f"{cell.name}-choice"]),
                answers[f"{cell.name}-reason"],
                answers[f"{cell.name}-words"].strip(),
            )
            for cell in self.cells
        }
        reason = answers["row-reason"]
        return found | {ROW: Decision(Choice.WITHHOLD if reason else Choice.SHOW, reason)}

    def clean(self) -> dict[str, Any]:
        answers: dict[str, Any] = super().clean() or self.cleaned_data
        for cell in self.cells:
            hidden = answers.get(f"{cell.name}-choice") not in {None, Choice.SHOW.value}
            if hidden and not answers.get(f"{cell.name}-reason"):
                self.add_error(f"{cell.name}-reason", _("Select why it is not shown as it stands"))
        return answers


class OutcomeForm(GdsForm):
    """What a meeting or hearing decided; there is no question for a name."""

    heard_on = DateInput(
        _("When was it decided?"), expects=Expects.PAST, missing=_("Enter when it was decided")
    )
    proceedings = Radios(
        _("Where was it decided?"), list(PROCEEDINGS.items()),
        missing=_("Select where it was decided"),
    )  # fmt: skip
    rank = Text(
        _("Rank or grade"), max_length=60, hint=_("For example Police Constable, not a name"),
        missing=_("Enter the rank or grade"),
    )  # fmt: skip
    summary = TextArea(
        _("What was alleged, in a line?"), rows=2, max_length=300,
        hint=_("Without names. Somebody else decides what of it is shown"),
        missing=_("Enter in a line what was alleged"),
    )  # fmt: skip
    found = Radios(_("What was found?"), list(FOUND.items()), missing=_("Select what was found"))
    outcome = Radios(_("What followed?"), list(OUTCOMES.items()), missing=_("Select what followed"))


class SetAsideForm(GdsForm):
    reason = TextArea(_("Why is it set aside?"), rows=2, missing=_("Enter why it is set aside"))
