# SPDX-License-Identifier: MIT
"""What becomes true of a second job with each act (HMIC12 2/3)."""

from __future__ import annotations

from dataclasses import replace

from candour.kernel.procedure import Given
from candour.registers.rules.interest_facts import Finding, Interest, Preliminary


def it_begins_anew(interest: Interest, given: Given) -> Interest:
    """What was said of the earlier particulars does not bind the new ones."""
    return replace(
        interest, asked=False, intends="", heard=False, finding="", decided_by="",
        appealed=False, late_appeal_allowed=False,
    )  # fmt: skip


def the_applicant_may_answer(interest: Interest, given: Preliminary) -> Interest:
    return replace(interest, intends=given.intends, heard=False)


def it_was_heard(interest: Interest, given: Given) -> Interest:
    return replace(interest, heard=True)


def is_compatible(interest: Interest, given: Given) -> Interest:
    return replace(interest, finding=Finding.COMPATIBLE.value, decided_by=given.by)


def is_conditional(interest: Interest, given: Given) -> Interest:
    return replace(interest, finding=Finding.CONDITIONAL.value, decided_by=given.by)


def is_incompatible(interest: Interest, given: Given) -> Interest:
    return replace(interest, finding=Finding.INCOMPATIBLE.value, decided_by=given.by)


def it_is_appealed(interest: Interest, given: Given) -> Interest:
    return replace(interest, appealed=True)


def a_late_appeal_is_allowed(interest: Interest, given: Given) -> Interest:
    return replace(interest, late_appeal_allowed=True)


def the_appeal_finds_it_compatible(interest: Interest, given: Given) -> Interest:
    return replace(interest, finding=Finding.COMPATIBLE.value)


def the_appeal_sets_conditions(interest: Interest, given: Given) -> Interest:
    return replace(interest, finding=Finding.CONDITIONAL.value)


def it_is_decided_again(interest: Interest, given: Given) -> Interest:
    """Sent back: a new preliminary view, and a new answer to it."""
    return replace(interest, intends="", heard=False, finding="", decided_by="")
