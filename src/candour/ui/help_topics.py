# SPDX-License-Identifier: MIT
"""The pages of guidance. An app adds its own in its `apps.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

GUIDE = "guide-"
_topics: dict[str, "Topic"] = {}


@dataclass(frozen=True)
class Topic:
    slug: str
    title: str | Promise
    template: str
    order: int = 50
    more: Callable[[], Mapping[str, Any]] = dict
    """What its template needs besides the topic."""

    @property
    def guide(self) -> bool:
        """Whether it goes step by step through one piece of work."""
        return self.slug.startswith(GUIDE)


def register_topic(topic: Topic) -> None:
    _topics[topic.slug] = topic


def topics() -> list[Topic]:
    return sorted(_topics.values(), key=lambda topic: (topic.order, str(topic.title)))


def topic_named(slug: str) -> Topic | None:
    return _topics.get(slug)
