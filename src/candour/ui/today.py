# SPDX-License-Identifier: MIT
"""Today: what needs me, what I wait for, my drafts, what is new. Each app registers its feeds."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.utils.functional import Promise

from candour.people.models import Person
from candour.ui.tags import Tag

SHOWN = 10
COUNTED = 100
"""Beyond, a list says that it holds more: a feed need not find the rest."""
A_WEEK = timedelta(days=7)

log = logging.getLogger(__name__)
_feeds: dict[object, "Feed | Feeds"] = {}


class ListOf(StrEnum):
    NEEDS_YOU = "needs-you"
    WAITING = "waiting"
    DRAFTS = "drafts"
    NEW = "new"


NEEDS_YOU = ListOf.NEEDS_YOU
WAITING = ListOf.WAITING
DRAFTS = ListOf.DRAFTS
NEW = ListOf.NEW


@dataclass(frozen=True)
class TodayItem:
    """One line: a verb and a reference, for whom, and until when."""

    verb: str
    reference: str
    url: str
    for_whom: str = ""
    due: date | None = None
    due_words: str = ""
    tag: Tag | None = None
    since: date | None = None
    """Since when it waits; the oldest comes first where nothing is due."""
    remind: str = ""
    """Where a reminder is sent from, while one may be sent."""
    late: bool = False
    """Set when the lists are gathered."""


@dataclass(frozen=True)
class Feed:
    """Items of one kind for one list. `name` is said on screen when the feed fails."""

    name: str | Promise
    list_: ListOf
    items: Callable[[Person, date], list[TodayItem]]

    @property
    def lists(self) -> frozenset[ListOf]:
        return frozenset({self.list_})

    def by_list(self, person: Person, today: date) -> Mapping[ListOf, list[TodayItem]]:
        return {self.list_: self.items(person, today)}


@dataclass(frozen=True)
class Feeds:
    """Items for several lists that come from the same few questions to the database."""

    name: str | Promise
    lists: frozenset[ListOf]
    items: Callable[[Person, date], Mapping[ListOf, list[TodayItem]]]

    def by_list(self, person: Person, today: date) -> Mapping[ListOf, list[TodayItem]]:
        return self.items(person, today)


@dataclass(frozen=True)
class Gathered:
    """All four lists, whole, and the feeds that could not be read."""

    lists: dict[ListOf, list[TodayItem]]
    failed: tuple[str, ...]

    def overdue(self) -> list[TodayItem]:
        return [item for item in self.lists[NEEDS_YOU] if item.late]


def register_feed(feed: Feed | Feeds) -> None:
    _feeds[feed.items] = feed


def gather(person: Person, today: date, *, only: Iterable[ListOf] = tuple(ListOf)) -> Gathered:
    """Ask every feed; one that fails does not take the others with it."""
    wanted = frozenset(only)
    lists: dict[ListOf, list[TodayItem]] = {each: [] for each in ListOf}
    failed = []
    for feed in _feeds.values():
        if not feed.lists & wanted:
            continue
        try:
            for each, items in feed.by_list(person, today).items():
                lists[each] += _dated(items, today)
        except Exception:  # whatever goes wrong in one feed, the other lists must come
            log.exception("the feed %s failed", feed.name)
            failed.append(str(feed.name))
    for items in lists.values():
        items.sort(key=lambda item: _rank(item, today))
    return Gathered(lists, tuple(failed))


def _dated(items: Iterable[TodayItem], today: date) -> list[TodayItem]:
    return [replace(item, late=item.due is not None and item.due < today) for item in items]


def _rank(item: TodayItem, today: date) -> tuple[int, date, date]:
    """Overdue, due today, due this week; then the oldest first."""
    since = item.since or today
    if item.due is None or item.due > today + A_WEEK:
        return 3, since, item.due or date.max
    group = 0 if item.due < today else 1 if item.due == today else 2
    return group, item.due, since
