# SPDX-License-Identifier: MIT
"""What is known of a giver as a supplier, without importing who knows it.

The cross-checks register where to ask. What is told is what payments and contracts say, and that is
published: nothing here comes from anybody's declaration.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Find = Callable[[str], "SupplierTold | None"]
_find: list[Find] = []


@dataclass(frozen=True)
class SupplierTold:
    """A body that money went to, under a name like the one that was asked for."""

    name: str
    connected: bool
    """It is not the same body, but has to do with it."""
    payments: int
    contracts: int
    last_on: date | None
    contract: str = ""
    """The title of the contract that runs longest."""
    ends_on: date | None = None
    days_left: int | None = None
    """Until the contract that ends next; none where none runs."""


def register_suppliers(find: Find) -> None:
    _find[:] = [find]


def supplier_told(name: str) -> SupplierTold | None:
    """What went to a body of this name; none if nothing did."""
    return next((told for find in _find if (told := find(name))), None)
