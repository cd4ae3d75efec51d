# SPDX-License-Identifier: MIT
"""The figures of the registers that differ between bodies; amounts in pence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class GiftRules:
    """When a gift has to be recorded, agreed to or declined, and by when it is declared."""

    cash_never: bool = True
    presume_decline: bool = True
    """What a supplier offers is declined, unless it is light refreshments."""
    light_refreshments_pence: int = 500
    """Below this nothing has to be recorded."""
    approval_pence: int = 2500
    """From this on somebody has to agree."""
    aggregate_pence: int = 10000
    """What one giver and those linked with it add up to before somebody has to agree."""
    aggregate_months: int = 12
    declare_within_days: int = 28
    cites: str = "Gifts and hospitality policy"
    """Where the policy of the body says so."""


@dataclass(frozen=True)
class InterestRules:
    """Second jobs: working time, clocks and reviews. The periods for officers are the law's."""

    weekly_limit_hours: int = 48
    daily_rest_hours: int = 11
    determination_days: int = 28
    appeal_days: int = 10
    appeal_outcome_days: int = 28
    review_months: int = 12
    close_review_months: int = 6
    """For an interest that was agreed with conditions."""
    voluntary_needs_application: bool = True
    cites: str = "Business interests policy"


@dataclass(frozen=True)
class AssociationRules:
    reply_within_working_days: int = 5
    review_months: int = 12


@dataclass(frozen=True)
class RegisterRules:
    """The rules of every register of one body."""

    gifts: GiftRules = field(default_factory=GiftRules)
    interests: InterestRules = field(default_factory=InterestRules)
    associations: AssociationRules = field(default_factory=AssociationRules)


SHIPPED = RegisterRules()
"""For a pack that says nothing of registers."""
