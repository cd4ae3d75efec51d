# SPDX-License-Identifier: MIT
"""Where a matter stands, in the one vocabulary of tags, and what is due when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from candour.gateway.models import Case
from candour.gateway.rules.matter import Matter, Stage
from candour.kernel.clocks import until
from candour.kernel.roles import Role
from candour.policy.rules.pack import Pack
from candour.ui.tags import Status, Tag, tag

WAITS_FOR = {
    Stage.NOTIFIED: Role.PRINCIPAL,
    Stage.GATHERING: Role.PRINCIPAL,
    Stage.DECIDED: Role.PRINCIPAL,
    Stage.FINAL: Role.PRINCIPAL,
    Stage.REASSESSMENT_REQUESTED: Role.REASSESSOR,
    Stage.REASSESSING: Role.REASSESSOR,
}


@dataclass(frozen=True)
class Standing:
    """The tag of a matter and its next date."""

    tag: Tag
    due: date | None = None
    due_words: str = ""
    late: bool = False


def status_of(case: Case, matter: Matter, pack: Pack, *, reader: UUID | None = None) -> Standing:
    """How a matter stands today; nobody is told that it waits for themselves."""
    due = due_on(case)
    words = str(until(due, timezone.localdate())) if due else ""
    late = due is not None and due < timezone.localdate()
    return Standing(_tag(Stage(case.stage), matter, pack, str(reader)), due, words, late)


def due_on(case: Case) -> date | None:
    """The date that the matter runs towards at its stage."""
    stage = Stage(case.stage)
    if stage in {Stage.NOTIFIED, Stage.GATHERING, Stage.MATERIAL_COMPLETE, Stage.ASSESSING}:
        return case.advice_due_on
    return case.decision_due_on if stage is Stage.RECOMMENDED else None


def _tag(stage: Stage, matter: Matter, pack: Pack, reader: str) -> Tag:
    names = pack.wording.role_names
    if stage in {Stage.CLOSED, Stage.WITHDRAWN}:
        return tag(Status.CLOSED)
    if stage is Stage.RECOMMENDED:
        return tag(Status.DECISION_NEEDED)
    if stage is Stage.ASSESSING or stage is Stage.MITIGATING:
        return tag(Status.IN_PROGRESS)
    if stage is Stage.MATERIAL_COMPLETE:
        role = Role.ASSESSOR if matter.assessor else Role.OVERSEER
    else:
        role = WAITS_FOR[stage]
    theirs = {
        Role.PRINCIPAL: matter.principal,
        Role.ASSESSOR: matter.assessor,
        Role.REASSESSOR: matter.reassessor,
    }
    if theirs.get(role) == reader:
        return tag(Status.IN_PROGRESS)
    return tag(Status.WAITING, names[role])
