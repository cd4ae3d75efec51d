# SPDX-License-Identifier: MIT
"""What the codes of a procurement are called on screen and in the document."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from candour.procurement.rules.procurement import Hand, Nature, Stage, Verdict

Words = Mapping[str, str | Promise]

HANDS: Words = {
    Hand.LEAD.value: _("Leads it"),
    Hand.EVALUATOR.value: _("Evaluates bids"),
    Hand.INFLUENCER.value: _("Influences it"),
}
NATURES: Words = {
    Nature.FINANCIAL.value: _("Financial"),
    Nature.PROFESSIONAL.value: _("Professional"),
    Nature.PERSONAL.value: _("Personal"),
}
VERDICTS: Words = {
    Verdict.NONE.value: _("No conflict"),
    Verdict.PERCEIVED.value: _("No conflict, though it could look like one"),
    Verdict.MITIGATED.value: _("A conflict, and steps are taken about it"),
    Verdict.EXCLUDED.value: _("A conflict that no step removes: a supplier is excluded"),
}
STAGES: Words = {
    Stage.PLANNING.value: _("Planning"),
    Stage.TENDER.value: _("Tender"),
    Stage.AWARD.value: _("Awarded"),
    Stage.CHANGE.value: _("Changed"),
    Stage.CLOSED.value: _("Contract over"),
    Stage.ABANDONED.value: _("Given up"),
}
REGISTERS: Words = {
    "gifts-and-hospitality": _("Gifts and hospitality"),
    "business-interests": _("Second jobs and business interests"),
    "external-memberships": _("Memberships outside"),
}
