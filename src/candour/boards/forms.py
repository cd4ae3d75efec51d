# SPDX-License-Identifier: MIT
"""The questions about boards, their packs and their actions."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from candour.boards.rules.board import KIND_WORDS
from candour.boards.rules.content import Line
from candour.boards.rules.pack import PURPOSE_WORDS
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

Choices = Sequence[tuple[str, str]]

KINDS = [(kind.value, words) for kind, words in KIND_WORDS.items()]
PURPOSES = [Option(one.value, words) for one, words in PURPOSE_WORDS.items()]


class BoardForm(GdsForm):
    kind = Select(_("What kind of board is it?"), KINDS, missing=_("Select what kind it is"))
    name = Text(_("What is it called?"), missing=_("Enter what it is called"))
    starts_on = DateInput(
        _("From which day?"), expects=Expects.ANY, missing=_("Enter from which day")
    )


class SeatForm(GdsForm):
    starts_on = DateInput(
        _("From which day?"), expects=Expects.ANY, missing=_("Enter the first day")
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Select(_("Who sits on it?"), people, missing=_("Select who sits on it"))
        self.fields = {"who": who, **self.fields}


class LastDayForm(GdsForm):
    last = DateInput(
        _("What is their last day?"), expects=Expects.ANY, missing=_("Enter their last day")
    )


class MeetingForm(GdsForm):
    version = Hidden()
    meets_on = DateInput(
        _("When is the meeting?"), expects=Expects.FUTURE, missing=_("Enter when the meeting is")
    )
    place = Text(_("Where is it?"), required=False, says_when=True)


class NewPackForm(MeetingForm):
    def __init__(self, *args: Any, quarters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"] = Select(
            _("Which quarter do its figures cover?"),
            quarters,
            hint=_("Each stands beside that of the quarter before"),
            missing=_("Select the quarter"),
        )


class VersionForm(GdsForm):
    version = Hidden()


class ItemForm(GdsForm):
    """The figures stand there with their numbers; what is chosen cannot be typed."""

    version = Hidden()
    title = Text(_("What is the item about?"), missing=_("Enter what the item is about"))
    purpose = Radios(
        _("What is the board to do?"), PURPOSES, missing=_("Select what the board is to do")
    )

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figures"] = Checkboxes(
            _("Which figures does it show?"),
            [(one.code, f"{one.title}: {one.number}") for one in lines],
            hint=_("They are locked. Each opens the records behind it"),
            required=False,
        )
        self.fields["words"] = TextArea(
            _("What does the board read beside them?"), rows=8, required=False, says_when=True,
            hint=_("Needed beside figures"),
        )  # fmt: skip


class LearningForm(GdsForm):
    version = Hidden()
    learning = TextArea(
        _("What is there to learn?"), rows=6, missing=_("Enter what there is to learn"),
        hint=_("Nobody is named. Where there is nothing, say so"),
    )  # fmt: skip


class CorrectionForm(GdsForm):
    reason = TextArea(
        _("What was wrong?"), rows=3, missing=_("Enter what was wrong"),
        hint=_("It stands on both packs"),
    )  # fmt: skip


class ActionForm(GdsForm):
    what = TextArea(_("What was agreed?"), rows=3, missing=_("Enter what was agreed"))
    due_on = DateInput(_("Until when?"), expects=Expects.FUTURE, missing=_("Enter until when"))

    def __init__(self, *args: Any, meetings: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreed = Select(_("At which meeting?"), meetings, missing=_("Select the meeting"))
        owner = Select(_("Who does it?"), people, missing=_("Select who does it"))
        self.fields = {"meeting": agreed, **self.fields, "owner": owner}


class DoneForm(GdsForm):
    done = TextArea(_("What was done?"), rows=3, missing=_("Enter what was done"))
