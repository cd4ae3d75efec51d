# SPDX-License-Identifier: MIT
"""What each role does and what each choice asks, in words for the page of a policy."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.clocks import Basis
from candour.kernel.roles import Role
from candour.policy.rules.pack import AskWhy, Assignment, Settings

PARTS = {
    Role.PRINCIPAL: gettext_lazy("notifies and decides"),
    Role.SPONSOR: gettext_lazy("sponsors the policy"),
    Role.OVERSEER: gettext_lazy("owns the policy and watches over the process"),
    Role.SECRETARIAT: gettext_lazy("files for others and keeps the papers"),
    Role.ASSESSOR: gettext_lazy("assesses and recommends"),
    Role.REPRESENTATIVE: gettext_lazy("gives a view before the recommendation"),
    Role.REASSESSOR: gettext_lazy("reassesses"),
    Role.DEPUTY_REASSESSOR: gettext_lazy("reassesses when the first may not"),
    Role.EXTERNAL_ASSESSOR: gettext_lazy("assesses when nobody inside may"),
    Role.EXTERNAL_REASSESSOR: gettext_lazy("reassesses when nobody inside may"),
    Role.SOURCE_UNIT: gettext_lazy("gives the gist of sensitive material"),
    Role.AUDITOR: gettext_lazy("samples closed matters"),
    Role.OVERSIGHT: gettext_lazy("sees totals"),
    Role.INSPECTOR: gettext_lazy("reads the packs of evidence that are opened to them"),
    Role.ADMINISTRATOR: gettext_lazy("looks after people, never content"),
    Role.REGISTRAR: gettext_lazy("keeps the registers"),
    Role.INTERESTS_PANEL: gettext_lazy("advises on second jobs"),
    Role.APPROPRIATE_OFFICER: gettext_lazy("decides on second jobs"),
    Role.CHIEF: gettext_lazy("hears appeals in person"),
    Role.CORRUPTION_INVESTIGATOR: gettext_lazy("assesses associations"),
    Role.CORRUPTION_SUPERVISOR: gettext_lazy("decides on associations"),
    Role.COMMUNICATIONS: gettext_lazy("keeps the log of contacts with journalists"),
    Role.PROCUREMENT: gettext_lazy("brings in suppliers, contracts and claims"),
    Role.MEMBER: gettext_lazy("declares interests at meetings"),
    Role.CLERK: gettext_lazy("keeps the agenda and its declarations"),
    Role.MONITORING_OFFICER: gettext_lazy("keeps the interests of members and officers"),
}
CHOICES = {
    "reassessment_suspends_decision": gettext_lazy(
        "Does asking for reassessment suspend a decision?"
    ),
    "parties_may_ask_for_reassessment": gettext_lazy(
        "May organisers and others ask for reassessment?"
    ),
    "retrospective_notification": gettext_lazy("May something be notified after the event?"),
    "tell_sponsor_when_advice_is_rejected": gettext_lazy(
        "Does the sponsor hear when advice is not followed?"
    ),
    "ask_why_before_source_material": gettext_lazy(
        "Must a reason be given before source material opens?"
    ),
    "ask_why_before_a_matter": gettext_lazy("Who says why before a confidential matter opens?"),
    "subject_sees_who_looked": gettext_lazy("Does whoever a matter is about see who looked at it?"),
    "assign_assessor": gettext_lazy("Who assesses first?"),
    "dip_sample_per_cent": gettext_lazy("Share of assessments looked at again"),
    "ask_for_proof_before_reading": gettext_lazy(
        "Must a reader show again who they are before a matter opens?"
    ),
}
ANSWERS: Mapping[Assignment | AskWhy, Promise] = {
    Assignment.OWN: gettext_lazy("Their own assessor"),
    Assignment.POOL: gettext_lazy("Any assessor who is free"),
    AskWhy.NOBODY: gettext_lazy("Nobody"),
    AskWhy.WITHOUT_A_PART: gettext_lazy("Those without a part in it"),
    AskWhy.EVERYBODY: gettext_lazy("Everybody"),
}

BASES = {
    Basis.SOURCE: gettext_lazy("the procedures themselves"),
    Basis.LAW: gettext_lazy("law"),
    Basis.PRACTICE: gettext_lazy("practice elsewhere"),
    Basis.DESIGN: gettext_lazy("local choice"),
}


def parts_of(roles: frozenset[Role]) -> list[str]:
    """In the order of the procedure, not of the alphabet."""
    return [str(words) for role, words in PARTS.items() if role in roles]


def _chosen(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Assignment | AskWhy):
        return str(ANSWERS[value])
    return f"{value}%"


def choices_of(settings: Settings) -> list[tuple[str, str]]:
    """Each choice of the body as a question with its answer."""
    return [(str(asks), _chosen(getattr(settings, name))) for name, asks in CHOICES.items()]
