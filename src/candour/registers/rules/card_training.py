# SPDX-License-Identifier: MIT
"""Whether somebody was trained on the day on which they used a corporate card (HMIC12 2/2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candour.kernel.clause import clause


@dataclass(frozen=True)
class Training:
    """A course that was completed, and until when it counts; without an end it counts for good."""

    completed_on: date
    expires_on: date | None = None

    def counts_on(self, day: date) -> bool:
        return self.completed_on <= day and (self.expires_on is None or day <= self.expires_on)


@dataclass(frozen=True)
class Use:
    """One purchase with a card."""

    bought_on: date
    pence: int
    receipt: bool = True


class Trained(StrEnum):
    YES = "yes"
    EXPIRED = "expired"
    NEVER = "never"


def trained(trainings: Iterable[Training], today: date) -> Trained:
    known = list(trainings)
    if any(one.counts_on(today) for one in known):
        return Trained.YES
    return Trained.EXPIRED if known else Trained.NEVER


@clause("HMIC12 2/2")
def untrained_uses(trainings: Iterable[Training], uses: Iterable[Use]) -> list[Use]:
    """Purchases on days on which no training counted: none of them is in order, whatever it was for."""
    known = list(trainings)
    return [use for use in uses if not any(one.counts_on(use.bought_on) for one in known)]
