# SPDX-License-Identifier: MIT
"""How often a name may be tried. The limit is on the name: a whole force shares one address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

TRIES = 5
WITHIN = timedelta(minutes=5)
TRIES_IN_A_DAY = 50
DAY = timedelta(days=1)


def wait_until(failures: Sequence[datetime], now: datetime) -> datetime | None:
    """When this name may be tried again; none if it may be tried now."""
    ends = [
        _ends(failures, now, tries=TRIES, within=WITHIN),
        _ends(failures, now, tries=TRIES_IN_A_DAY, within=DAY),
    ]
    return max((end for end in ends if end is not None), default=None)


def _ends(
    failures: Sequence[datetime], now: datetime, *, tries: int, within: timedelta
) -> datetime | None:
    recent = sorted(moment for moment in failures if now - within < moment <= now)
    return recent[-tries] + within if len(recent) >= tries else None
