# SPDX-License-Identifier: MIT
"""Whether somebody needs to apply for a second job, and how the hours add up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from candour.kernel.clause import clause
from candour.policy.rules.register_rules import InterestRules


class What(StrEnum):
    """What somebody wants to do, as they would say it."""

    JOB = "job"
    BUSINESS = "business"
    LICENCE = "licence"
    RELATIVES_LICENCE = "relatives_licence"
    PROPERTY = "property"
    VOLUNTARY = "voluntary"
    HOBBY = "hobby"


class Need(StrEnum):
    APPLY = "apply"
    TELL = "tell"
    """No permission is needed; it belongs among the memberships."""
    NOTHING = "nothing"


@clause("PEEL18 2.2/5")
def need_to_apply(what: What, rules: InterestRules, *, paid: bool, could_clash: bool) -> Need:
    """Voluntary work is for the body to settle; whatever could clash is applied for anyway."""
    if paid or could_clash:
        return Need.APPLY
    if what is What.VOLUNTARY:
        return Need.APPLY if rules.voluntary_needs_application else Need.TELL
    return Need.NOTHING if what is What.HOBBY else Need.APPLY


@dataclass(frozen=True)
class Week:
    """The hours of an ordinary week."""

    duty: int
    applied_for: int
    others: int = 0
    """In other second jobs that were agreed to."""

    @property
    def total(self) -> int:
        return self.duty + self.applied_for + self.others


def hours_over(week: Week, rules: InterestRules) -> int:
    """How far the week goes beyond the limit; 0 when it does not."""
    return max(0, week.total - rules.weekly_limit_hours)


def rest_is_short(hours_between: int | None, rules: InterestRules) -> bool:
    """Whether the shortest break between the two is below the daily rest."""
    return hours_between is not None and hours_between < rules.daily_rest_hours
