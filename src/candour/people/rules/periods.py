# SPDX-License-Identifier: MIT
"""Periods in days: the first day counts, and the end is the first day that no longer does."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        """Whether there is a day that both cover."""
        if self.is_empty or other.is_empty:
            return False
        begins_in_time = other.ends_on is None or self.starts_on < other.ends_on
        return begins_in_time and (self.ends_on is None or other.starts_on < self.ends_on)

    @property
    def is_empty(self) -> bool:
        """Ended on the day it began: it never counted for a day."""
        return self.ends_on is not None and self.ends_on <= self.starts_on
