# SPDX-License-Identifier: MIT
"""What can be imported: each kind with its fields, and what people call them in their headings.

A kind is data. A field that goes by another name somewhere gets that name added to its list.
"""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    TEXT = "text"
    NAME = "name"
    """Text that is never a mere number or date: of a person, a supplier, a thing."""
    CODE = "code"
    """A reference: letters or digits, and as good as never the same as an amount."""
    MONEY = "money"
    DATE = "date"
    NUMBER = "number"


class Must(StrEnum):
    """What a table has to have of a field."""

    EVERY_ROW = "in every row"
    COLUMN = "a column"
    """The column is needed; a blank cell says that nobody wrote it down."""
    IF_COLUMN = "in every row, where there is a column"
    MAY = "may be left out"


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    type: Type
    called: tuple[str, ...]
    """Headings it goes by, the surest first."""
    must: Must = Must.MAY


@dataclass(frozen=True)
class Kind:
    """One sort of register that comes in as a file."""

    name: str
    title: str
    one: str
    fields: tuple[Field, ...]
    aliases: tuple[str, ...] = ()
    amount: str = ""
    """The field that the sums are about."""
    key: tuple[str, ...] = ()
    """What tells an entry apart from all others, where its source numbers them."""
    snapshot: bool = False
    """Whether a file is the whole register at a date, so that what is missing has ended."""
    scope: str = ""
    """The part of the register that a file is a snapshot of."""
    nil_returns: bool = False

    def field(self, name: str) -> Field:
        return next(each for each in self.fields if each.name == name)

    def __hash__(self) -> int:
        return hash(self.name)


DEPARTMENT = Field("department", "Department", Type.NAME, (
    "department", "organisational unit", "service area", "unit", "directorate", "division",
    "service", "department name", "business area", "cost centre", "cost centre name", "team",
    "office", "area", "district", "bcu", "cost centre description", "directorate name", "section", "department family",
))  # fmt: skip
CURRENCY = Field("currency", "Currency", Type.NAME, ("currency", "currency code", "ccy", "curr"))
