# SPDX-License-Identifier: MIT
"""Signs of how the installation is, for whoever keeps it going. Each app registers its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from candour.ui.said import said as _
from candour.ui.tags import Status

log = logging.getLogger(__name__)
_signs: dict[str, "Sign"] = {}


@dataclass(frozen=True)
class Reading:
    """What a look at it says. `do` is what the reader can do about it."""

    status: Status
    said: str
    do: str = ""


@dataclass(frozen=True)
class Sign:
    name: str
    title: str | Promise
    order: int
    look: Callable[[datetime], Reading]


@dataclass(frozen=True)
class Shown:
    title: str
    reading: Reading


def register_sign(sign: Sign) -> None:
    _signs[sign.name] = sign


def look_at_all(now: datetime) -> list[Shown]:
    """Every sign in its order. One that cannot be read is itself a bad sign."""
    signs = sorted(_signs.values(), key=lambda sign: sign.order)
    return [Shown(str(sign.title), _look(sign, now)) for sign in signs]


def _look(sign: Sign, now: datetime) -> Reading:
    try:
        return sign.look(now)
    except Exception:  # whatever goes wrong with one, the others must be seen
        log.exception("the sign %s could not be read", sign.name)
        return Reading(Status.PROBLEM, _("This could not be read."), _("Look at the log."))
