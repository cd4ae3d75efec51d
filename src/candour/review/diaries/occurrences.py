# SPDX-License-Identifier: MIT
"""What a diary holds, whatever it was read from, and what could not be read."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Occurrence:
    """One date of one entry. `uid` and `date_of_series` together name it, however often it is read."""

    uid: str
    date_of_series: str
    """The date, in ISO form, that the series gave it before anybody moved it."""
    day: date
    last_day: date
    title: str
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    text: str = ""
    organiser: str = ""
    organiser_email: str = ""
    guests: tuple[str, ...] = ()
    """Addresses."""
    cancelled: bool = False
    private: bool = False

    @property
    def key(self) -> str:
        return f"{self.uid}/{self.date_of_series}"


@dataclass(frozen=True)
class NotRead:
    """An entry that was left out, by its name, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class DiaryRead:
    """entries = those with a date in the period + outside it + not read; a series is one entry."""

    occurrences: tuple[Occurrence, ...]
    not_read: tuple[NotRead, ...]
    entries: int
    within: int
    outside: int

    @property
    def adds_up(self) -> bool:
        return self.entries == self.within + self.outside + len(self.not_read)


class NotADiary(Exception):
    """The file is no calendar. The message says what to do."""
