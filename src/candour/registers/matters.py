# SPDX-License-Identifier: MIT
"""Matters of the Gateway as a register may know them, without importing them.

The Gateway registers where to ask. What a person may not see of a matter is not told here either.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from candour.people.models import Person
from candour.registers.rules.expenses import Says

Find = Callable[[Person, str], "MatterTold | None"]
On = Callable[[Person, Collection[date]], "Mapping[date, list[MatterTold]]"]
_find: list[Find] = []
_on: list[On] = []


@dataclass(frozen=True)
class MatterTold:
    """What a matter says of an offer or a cost, as far as one person may see it."""

    reference: str
    principal: str
    """Id of the person whom it concerns."""
    about: str = ""
    organiser: str = ""
    event_on: date | None = None
    takes_part: bool | None = None
    """What was decided; none while nothing is, or where the person may not know."""
    place: str = ""
    withdrawn: bool = False
    host_offers: bool = False
    """A meal, a gift, travel or a stay."""
    pence: int | None = None
    """What it was to cost the public."""
    url: str = ""

    @property
    def says(self) -> Says:
        return Says(
            day=self.event_on,
            takes_part=self.takes_part,
            withdrawn=self.withdrawn,
            host_offers=self.host_offers,
            pence=self.pence,
        )


def register_matters(find: Find, on: On) -> None:
    _find[:], _on[:] = [find], [on]


def matters_on(person: Person, days: Collection[date]) -> Mapping[date, list[MatterTold]]:
    """Their own matters with an event on one of these days."""
    return _on[0](person, days) if _on and days else {}


def matter_told(person: Person, reference: str) -> MatterTold | None:
    """The matter of this reference, for this person; none if they may not know of it."""
    return next((told for find in _find if (told := find(person, reference.upper()))), None)
