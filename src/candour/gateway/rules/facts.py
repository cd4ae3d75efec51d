# SPDX-License-Identifier: MIT
"""The rules' facts of a matter, to and from plain values that a database can keep.

Only ids, codes and yes or no: never a word that somebody wrote.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from candour.gateway.rules.matter import Course, Matter, Outcome, Posts, Times, View

NOT_KEPT = frozenset({"posts", "times"})
"""Asked anew each time: who holds which post, and what the calendar says."""

ENUMS = {"view": View, "gist": View, "course": Course, "outcome": Outcome}


def facts_of(matter: Matter) -> dict[str, Any]:
    """Plain values, in a fixed order."""
    return {f.name: _plain(getattr(matter, f.name)) for f in fields(matter) if _kept(f.name)}


def matter_from(facts: Mapping[str, Any], *, posts: Posts, times: Times) -> Matter:
    """The matter as the rules know it, with today's posts and today's calendar."""
    known = {name: _meant(name, value) for name, value in facts.items()}
    return Matter(posts=posts, times=times, **known)


def _kept(name: str) -> bool:
    return name not in NOT_KEPT


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value if isinstance(value, bool) or value is None else str(value)


def _meant(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return frozenset(value)
    if name in ENUMS and value is not None:
        return ENUMS[name](value)
    return value
