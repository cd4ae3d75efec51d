# SPDX-License-Identifier: MIT
"""Roles that one person does not hold at the same time."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from candour.kernel.roles import BY_NAME, Role


@dataclass(frozen=True)
class Conflict:
    """Two roles that do not go together, and why not."""

    one: Role
    other: Role
    reason: str


_DECIDES = "Whoever decides does not also assess."
_ONCE_MORE = "Whoever looks again has not looked before."
_NO_CONTENT = "Administrators look after accounts and never see content."
_TWO_SIGN = "The quarterly review needs two different people to sign."
_APART = "An auditor takes no part in what is audited."
_INSPECTS = "An inspector takes no part in what is inspected."
_REVIEWS = "Whoever reviews an investigation does not carry it out."
_APPEALS = "Whoever hears an appeal has not made the decision."
_VIEW_ONLY = "A representative gives a view and takes no part in the assessment."

CONFLICTS = (
    Conflict(Role.PRINCIPAL, Role.ASSESSOR, _DECIDES),
    Conflict(Role.PRINCIPAL, Role.REASSESSOR, _ONCE_MORE),
    Conflict(Role.PRINCIPAL, Role.DEPUTY_REASSESSOR, _ONCE_MORE),
    Conflict(Role.ASSESSOR, Role.REASSESSOR, _ONCE_MORE),
    Conflict(Role.ASSESSOR, Role.DEPUTY_REASSESSOR, _ONCE_MORE),
    Conflict(Role.OVERSEER, Role.REASSESSOR, _TWO_SIGN),
    Conflict(Role.CORRUPTION_INVESTIGATOR, Role.CORRUPTION_SUPERVISOR, _REVIEWS),
    Conflict(Role.CHIEF, Role.APPROPRIATE_OFFICER, _APPEALS),
    *(
        Conflict(Role.REPRESENTATIVE, role, _VIEW_ONLY)
        for role in (
            Role.ASSESSOR,
            Role.REASSESSOR,
            Role.DEPUTY_REASSESSOR,
            Role.SOURCE_UNIT,
        )
    ),
    *(
        Conflict(Role.ADMINISTRATOR, role, _NO_CONTENT)
        for role in Role
        if role not in {Role.ADMINISTRATOR, Role.WORKFORCE, *BY_NAME}
    ),
    *(
        Conflict(Role.AUDITOR, role, _APART)
        for role in (
            Role.PRINCIPAL,
            Role.SECRETARIAT,
            Role.ASSESSOR,
            Role.REASSESSOR,
            Role.DEPUTY_REASSESSOR,
        )
    ),
    *(
        Conflict(Role.INSPECTOR, role, _INSPECTS)
        for role in (
            Role.PRINCIPAL,
            Role.SECRETARIAT,
            Role.OVERSEER,
            Role.ASSESSOR,
            Role.REASSESSOR,
            Role.DEPUTY_REASSESSOR,
            Role.SPONSOR,
            Role.CHIEF,
        )
    ),
)


def conflicts_among(roles: AbstractSet[Role]) -> tuple[Conflict, ...]:
    """Every pair among these roles that one person should not hold together."""
    return tuple(each for each in CONFLICTS if each.one in roles and each.other in roles)
