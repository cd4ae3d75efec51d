# SPDX-License-Identifier: MIT
"""What must hold before a second job is advised on, decided or appealed (HMIC12 2/3)."""

from __future__ import annotations

from candour.kernel.clause import clause
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.registers.rules.interest_facts import Determination, Finding, Interest, Preliminary

SECOND_JOBS = "HMIC12 2/3"
ADVERSE = frozenset({Finding.CONDITIONAL, Finding.INCOMPATIBLE})
"""Findings that need a preliminary view first: the law counts conditions among them."""


def holds_office(interest: Interest, by: str, *roles: Role) -> bool:
    return any((role, by) in interest.offices for role in roles)


# ------------------------------------------------------------------ where it goes first


def somebody_is_next_in_line(interest: Interest, by: str) -> None:
    if not interest.supervisors - interest.relatives:
        raise Refused("Nobody above the applicant can give a view.", SECOND_JOBS)


def nobody_is_next_in_line(interest: Interest, by: str) -> None:
    if interest.supervisors - interest.relatives:
        raise Refused("The supervisor gives a view first.", SECOND_JOBS)


# ------------------------------------------------------------------ who may


def it_is_no_relatives(interest: Interest, by: str) -> None:
    if by in {interest.person, interest.sender, *interest.relatives}:
        raise Refused("This is your own application, or a relative's.", SECOND_JOBS)


@clause(SECOND_JOBS)
def the_decider_is_the_right_one(interest: Interest, by: str) -> None:
    """The chief's own goes to the oversight body, and nobody else's does."""
    oversees = holds_office(interest, by, Role.OVERSIGHT)
    if interest.chiefs_own and not oversees:
        raise Refused("The oversight body decides on the chief's own interests.", SECOND_JOBS)
    if not interest.chiefs_own and not holds_office(interest, by, Role.APPROPRIATE_OFFICER):
        raise Refused("The appropriate officer decides on this.", SECOND_JOBS)


@clause(SECOND_JOBS)
def the_chief_hears_it_in_person(interest: Interest, by: str) -> None:
    """A personal power: it comes with the office and cannot be lent (AC20)."""
    if interest.chiefs_own and not holds_office(interest, by, Role.OVERSIGHT):
        raise Refused("An appeal of the chief goes to the oversight body.", SECOND_JOBS)
    if not interest.chiefs_own and not holds_office(interest, by, Role.CHIEF):
        raise Refused("Only the chief, or whoever acts as chief, decides an appeal.", SECOND_JOBS)


def the_appeal_is_heard_by_another(interest: Interest, by: str) -> None:
    if by == interest.decided_by:
        raise Refused("Whoever decided does not hear the appeal.", SECOND_JOBS)


# ------------------------------------------------------------------ when


@clause(SECOND_JOBS)
def a_preliminary_view_is_needed(interest: Interest, given: Preliminary) -> None:
    if given.intends not in set(ADVERSE):
        raise Refused("Select what you lean to.", SECOND_JOBS, about="intends")


@clause(SECOND_JOBS)
def the_applicant_was_heard(interest: Interest, by: str) -> None:
    """No condition and no refusal without a preliminary view and representations (AC19)."""
    if not (interest.intends and interest.heard):
        raise Refused(
            "Send your preliminary view with reasons, and let the applicant answer it first.",
            SECOND_JOBS,
        )


@clause(SECOND_JOBS)
def it_goes_no_further_than_the_preliminary_view(interest: Interest, by: str) -> None:
    if interest.intends != Finding.INCOMPATIBLE:
        raise Refused("The preliminary view did not say that it is incompatible.", SECOND_JOBS)


def the_time_to_answer_is_over(interest: Interest, by: str) -> None:
    if not interest.overdue:
        raise Refused("The applicant still has time to answer.", SECOND_JOBS)


def there_are_conditions(interest: Interest, given: Determination) -> None:
    if given.conditions < 1:
        raise Refused("Enter at least one condition.", SECOND_JOBS, about="text")


def it_was_adverse(interest: Interest, by: str) -> None:
    if interest.finding not in set(ADVERSE):
        raise Refused("There is nothing to appeal against.", SECOND_JOBS)


@clause(SECOND_JOBS)
def there_is_one_appeal_in_time(interest: Interest, by: str) -> None:
    if interest.appealed:
        raise Refused("This was appealed against once; there is no second appeal.", SECOND_JOBS)
    if not (interest.in_time or interest.late_appeal_allowed):
        raise Refused(
            "The time to appeal is over. The chief may allow a later appeal.", SECOND_JOBS
        )


def the_appeal_is_late(interest: Interest, by: str) -> None:
    if interest.appealed or interest.in_time or interest.late_appeal_allowed:
        raise Refused("There is no late appeal to allow.", SECOND_JOBS)


def it_was_refused(interest: Interest, by: str) -> None:
    if interest.finding != Finding.INCOMPATIBLE:
        raise Refused("The decision was not a refusal.", SECOND_JOBS)


def it_has_conditions(interest: Interest, by: str) -> None:
    if interest.finding != Finding.CONDITIONAL:
        raise Refused("This was agreed without conditions.", SECOND_JOBS)


@clause(SECOND_JOBS)
def the_review_is_overdue(interest: Interest, by: str) -> None:
    """An overdue review lapses by decision, never by itself."""
    if not interest.overdue:
        raise Refused("The review is not overdue.", SECOND_JOBS)
