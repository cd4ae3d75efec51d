# SPDX-License-Identifier: MIT
"""Every act of the Transparency Gateway, in the order of its four stages (COG 3/1)."""

from candour.gateway.rules import (
    after_the_outcome,
    stage_four_reassessment,
    stage_one_notification,
    stage_three_recommendation,
    stage_two_assessment,
)
from candour.gateway.rules.matter import Matter, Stage
from candour.kernel.procedure import Procedure
from candour.kernel.roles import Role

GATEWAY = Procedure[Matter](
    name="Transparency Gateway",
    start=Stage.UNNOTIFIED,
    acts=(
        *stage_one_notification.ACTS,
        *stage_two_assessment.ACTS,
        *stage_three_recommendation.ACTS,
        *stage_four_reassessment.ACTS,
        *after_the_outcome.ACTS,
    ),
    ends=frozenset({Stage.CLOSED, Stage.WITHDRAWN}),
    given_up=frozenset({Stage.WITHDRAWN}),
    owners={
        Stage.UNNOTIFIED: Role.PRINCIPAL,
        Stage.NOTIFIED: Role.PRINCIPAL,
        Stage.GATHERING: Role.PRINCIPAL,
        Stage.MATERIAL_COMPLETE: Role.ASSESSOR,
        Stage.ASSESSING: Role.ASSESSOR,
        Stage.RECOMMENDED: Role.PRINCIPAL,
        Stage.DECIDED: Role.PRINCIPAL,
        Stage.MITIGATING: Role.ASSESSOR,
        Stage.REASSESSMENT_REQUESTED: Role.REASSESSOR,
        Stage.REASSESSING: Role.REASSESSOR,
        Stage.FINAL: Role.PRINCIPAL,
    },
    clauses=("COG 3/1",),
)

FOUR_STAGES = {
    "notification": stage_one_notification.ACTS,
    "assessment": stage_two_assessment.ACTS,
    "recommendation": stage_three_recommendation.ACTS,
    "reassessment": (*stage_four_reassessment.ACTS, *after_the_outcome.ACTS),
}
