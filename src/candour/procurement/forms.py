# SPDX-License-Identifier: MIT
"""The questions of a procurement."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from candour.procurement.queries.hits import Hit
from candour.procurement.rules.procurement import Hand, Nature, Verdict
from candour.procurement.words import HANDS, NATURES, REGISTERS, VERDICTS
from candour.registers.rules.promises import Found
from candour.ui.forms import (
    Checkboxes,
    DateInput,
    Expects,
    GdsForm,
    Hidden,
    Money,
    Option,
    Radios,
    Select,
    Text,
    TextArea,
)
from candour.ui.words import long_date, money

Choices = Sequence[tuple[str, str]]
NOTHING = "nothing"
HANDS_NAMED = (Hand.EVALUATOR.value, Hand.INFLUENCER.value)


class VersionForm(GdsForm):
    """Nothing but a button, and the version that the page showed."""

    version = Hidden()

    @property
    def seen(self) -> int:
        written = str(self.cleaned_data.get("version", ""))
        return int(written) if written.isdecimal() else -1


class OpeningForm(GdsForm):
    subject = Text(_("What is bought"), missing=_("Enter what is bought"))
    pence = Money(
        _("Estimated value"),
        hint=_("In pounds, over the whole contract"),
        missing=_("Enter the estimated value"),
    )

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accountable"] = Select(
            _("Who answers for it"),
            officers,
            hint=_("They confirm the conflicts assessment, and take no part in the procurement"),
            missing=_("Select who answers for it"),
        )


class PersonForm(VersionForm):
    hand = Radios(
        _("What they have to do with it"),
        [(hand, HANDS[hand]) for hand in HANDS_NAMED],
        missing=_("Select what they have to do with it"),
    )
    does = Text(
        _("What they do in it"),
        hint=_("For example: marks the technical part of the bids"),
        missing=_("Enter what they do in it"),
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = Select(_("Who"), people, missing=_("Select who has a part in it"))
        self.fields = {"who": who, **self.fields}


class StandDownForm(VersionForm):
    reason = TextArea(
        _("Why they take no further part"), rows=3, missing=_("Enter why they take no further part")
    )


class AccountableForm(VersionForm):
    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = Select(
            _("Who answers for it"), officers, missing=_("Select who answers for it")
        )


class SupplierForm(VersionForm):
    supplier = Text(_("Name of the supplier"), missing=_("Enter the name of the supplier"))
    company_number = Text(
        _("Company number"), max_length=20, width=10, required=False, says_when=True
    )


NATURE_OPTIONS = (
    Option(
        Nature.FINANCIAL.value, NATURES["financial"],
        _("Shares, work, a gift, a loan: yours or of somebody close to you"),
    ),
    Option(
        Nature.PROFESSIONAL.value, NATURES["professional"],
        _("You worked with them or for them, or may do so"),
    ),
    Option(
        Nature.PERSONAL.value, NATURES["personal"],
        _("Family, friends, a club, or somebody you are at odds with"),
    ),
    Option(NOTHING, _("Nothing to declare"), exclusive=True),
)  # fmt: skip


class DeclareForm(GdsForm):
    """One question for each entry that the registers hold, and then the person's own words."""

    natures = Checkboxes(
        _("What else do you have to declare?"),
        NATURE_OPTIONS,
        hint=_("About any of these suppliers, or about this procurement as such"),
        missing=_("Select what you have to declare, or that it is nothing"),
    )
    details = TextArea(
        _("What it is, with whom and since when"),
        rows=4,
        required=False,
        hint=_("Needed where you have something to declare"),
        says_when=True,
    )
    perceived = TextArea(
        _("What could somebody wrongly take for a conflict?"), rows=3, required=False
    )

    def __init__(self, *args: Any, hits: Sequence[Hit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hits = hits
        entries = {f"entry-{number}": _entry(hit) for number, hit in enumerate(hits)}
        notes = {f"note-{number}": _note(hit) for number, hit in enumerate(hits)}
        mixed: dict[str, Any] = {}
        for number in range(len(hits)):
            mixed[f"entry-{number}"] = entries[f"entry-{number}"]
            mixed[f"note-{number}"] = notes[f"note-{number}"]
        self.fields = {**mixed, **self.fields}


def _entry(hit: Hit) -> Radios:
    words = said("%(register)s: %(name)s, for %(supplier)s") % {
        "register": REGISTERS[hit.register], "name": hit.name, "supplier": hit.supplier.name,
    }  # fmt: skip
    return Radios(
        words,
        [("right", _("This is right")), ("wrong", _("This is another body, or no longer so"))],
        hint=_about(hit),
        missing=_("Say whether this entry is right"),
    )


def _about(hit: Hit) -> str:
    days = long_date(hit.starts)
    if hit.ends:
        days = said("%(first)s to %(last)s") % {"first": days, "last": long_date(hit.ends)}
    parts = [hit.reference, days, money(hit.pence), "" if hit.same else hit.reason]
    return ", ".join(part for part in parts if part)


def _note(hit: Hit) -> Text:
    return Text(
        _("What should be added to %(reference)s") % {"reference": hit.reference},
        required=False,
        says_when=True,
    )


class TaskForm(GdsForm):
    text = TextArea(
        _("What was done"),
        rows=4,
        hint=_("For example: asked who else is consulted, and named them"),
        missing=_("Enter what was done"),
    )


class AssessForm(GdsForm):
    verdict = Radios(
        _("What do you make of it?"),
        [(one.value, VERDICTS[one.value]) for one in Verdict],
        missing=_("Select what you make of it"),
    )
    nature = Radios(
        _("Of what nature is it?"),
        list(NATURES.items()),
        required=False,
        says_when=True,
        hint=_("Needed unless there is no conflict"),
    )
    reasons = TextArea(
        _("Your reasons"),
        rows=4,
        hint=_("These words stand in the document. Leave out what is private"),
        missing=_("Enter your reasons"),
    )
    shows = TextArea(
        _("What shows that there is no conflict"),
        rows=3,
        required=False,
        says_when=True,
        hint=_("Needed where it could look like one"),
    )

    def __init__(self, *args: Any, suppliers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"] = Select(
            _("Which supplier is excluded"),
            suppliers,
            nothing=_("None"),
            required=False,
            says_when=True,
        )


def step_form(owners: Choices) -> type[GdsForm]:
    """A row of `Several`: what is done, who sees to it, until when."""

    class StepForm(GdsForm):
        text = TextArea(_("What is done"), rows=2, missing=_("Enter what is done"))
        owner = Select(_("Who sees to it"), owners, missing=_("Select who sees to it"))
        until = DateInput(_("Until when"), expects=Expects.FUTURE, missing=_("Enter until when"))

    return StepForm


class PrepareForm(VersionForm):
    summary = TextArea(
        _("What the assessment comes to"),
        rows=5,
        hint=_("Whether any supplier is at an advantage or a disadvantage, and why not"),
        missing=_("Enter what the assessment comes to"),
    )


class AwardForm(VersionForm):
    def __init__(self, *args: Any, suppliers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"] = Radios(
            _("To whom is it awarded?"),
            suppliers,
            missing=_("Select the supplier that it is awarded to"),
        )


class EndForm(VersionForm):
    reason = TextArea(_("Why it ends"), rows=3, missing=_("Enter why it ends"))


class StepCheckForm(GdsForm):
    found = Radios(
        _("Was it kept?"),
        [(Found.KEPT.value, _("Yes")), (Found.BROKEN.value, _("No"))],
        inline=True,
        missing=_("Select whether it was kept"),
    )
    text = TextArea(_("What you saw"), rows=3, missing=_("Enter what you saw"))
