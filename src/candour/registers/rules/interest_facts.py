# SPDX-License-Identifier: MIT
"""A second job as the rules know it: its stages, its facts and what people give with an act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from candour.kernel.roles import Role
from candour.registers.rules.entry import Entry, Words


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    """With the supervisor; the clock of the determination runs."""
    PANEL = "panel"
    TO_DECIDE = "to_decide"
    MINDED_TO = "minded_to"
    """A preliminary view is with the applicant, who may make representations."""
    INCOMPATIBLE = "incompatible"
    LIVE = "live"
    APPEALED = "appealed"
    BREACHED = "breached"
    LAPSED = "lapsed"
    CEASED = "ceased"
    WITHDRAWN = "withdrawn"


class Finding(StrEnum):
    COMPATIBLE = "compatible"
    CONDITIONAL = "conditional"
    INCOMPATIBLE = "incompatible"


@dataclass(frozen=True, kw_only=True)
class Interest(Entry):
    chiefs_own: bool = False
    """The applicant is the chief: the oversight body decides, and hears the appeal."""
    relatives: frozenset[str] = frozenset()
    """People of the body who are the applicant's relatives or share their home."""
    intends: str = ""
    """What the preliminary view leans to; it was sent with its reasons."""
    heard: bool = False
    """The applicant made representations, or had the time to."""
    finding: str = ""
    decided_by: str = ""
    appealed: bool = False
    late_appeal_allowed: bool = False
    appeal_until: str = ""
    """The last day of an appeal."""

    def turn(self, owner: Role) -> Role:
        """The oversight body stands in for whoever is below the chief, and for the chief."""
        decides = owner in {Role.APPROPRIATE_OFFICER, Role.CHIEF}
        return Role.OVERSIGHT if self.chiefs_own and decides else owner


@dataclass(frozen=True, kw_only=True)
class Preliminary(Words):
    """The preliminary view with its reasons."""

    intends: str = ""


@dataclass(frozen=True, kw_only=True)
class Determination(Words):
    """A decision: its reasons, and how many conditions it carries."""

    conditions: int = 0
