# SPDX-License-Identifier: MIT
"""Who needs more than a password, how long a session may rest, and what looks wrong."""

from candour.kernel.roles import BY_NAME, Role

SEES_CASES = frozenset(Role) - BY_NAME - {Role.WORKFORCE, Role.ADMINISTRATOR, Role.OVERSIGHT}
"""Roles that can reach a restricted matter."""
NEEDS_SECOND_FACTOR = SEES_CASES | {Role.ADMINISTRATOR}
MANY_FAILURES = 3


def needs_second_factor(roles: frozenset[Role], *, has_one: bool, required: bool) -> bool:
    """Whether this person must set up a second factor before they do anything else."""
    return required and not has_one and bool(roles & NEEDS_SECOND_FACTOR)


def looks_wrong(*, first_ever: bool, known_device: bool, failures: int) -> str:
    """Why its owner should hear of a sign-in; empty when it is like those before."""
    if failures >= MANY_FAILURES:
        return "tried_often"
    return "" if first_ever or known_device else "new_device"
