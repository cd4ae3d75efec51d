# SPDX-License-Identifier: MIT
"""Every row that is read has one fate, and every penny that is read is somewhere."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

POUNDS = "GBP"


class Fate(StrEnum):
    """What becomes of a row under the headings of a table. Exactly one of these."""

    IMPORTED = "imported"
    REFUSED = "refused"
    BLANK = "blank"
    NIL = "nil"


Amounts = Mapping[str, int]
"""Sums by currency, in pence (or cents): whole numbers, so that they are exact."""


@dataclass(frozen=True)
class Identity:
    """Rows read = imported + refused + blank + nil returns; amounts read = imported + refused."""

    read: int = 0
    imported: int = 0
    refused: int = 0
    blank: int = 0
    nil: int = 0
    amounts_read: Amounts = field(default_factory=dict)
    amounts_imported: Amounts = field(default_factory=dict)
    amounts_refused: Amounts = field(default_factory=dict)

    @property
    def rows_balance(self) -> bool:
        return self.read == self.imported + self.refused + self.blank + self.nil

    @property
    def amounts_balance(self) -> bool:
        known = added([self.amounts_imported, self.amounts_refused])
        return without_zeros(known) == without_zeros(self.amounts_read)

    @property
    def balances(self) -> bool:
        return self.rows_balance and self.amounts_balance

    def in_words(self) -> list[str]:
        """The identity as two lines, always printed, balanced or not."""
        rows = (
            f"rows read {self.read:,} = imported {self.imported:,} + refused {self.refused:,}"
            f" + blank {self.blank:,} + nil returns {self.nil:,}"
        )
        currencies = sorted({POUNDS, *without_zeros(self.amounts_read)}) or [POUNDS]
        return [
            f"{rows}: {_verdict(self.rows_balance)}",
            *(
                f"amounts read {shown(self.amounts_read, each)}"
                f" = imported {shown(self.amounts_imported, each)}"
                f" + refused {shown(self.amounts_refused, each)}: {_verdict(self.amounts_balance)}"
                for each in currencies
            ),
        ]

    def as_json(self) -> dict[str, object]:
        return {
            "rows": {
                "read": self.read,
                "imported": self.imported,
                "refused": self.refused,
                "blank": self.blank,
                "nil_returns": self.nil,
            },
            "amounts_in_pence": {
                "read": dict(self.amounts_read),
                "imported": dict(self.amounts_imported),
                "refused": dict(self.amounts_refused),
            },
            "balances": self.balances,
        }


def total(parts: Iterable[Identity]) -> Identity:
    """Add identities up: of tables to a sheet, of sheets to a file, of files to an import."""
    all_parts = list(parts)
    return Identity(
        read=sum(part.read for part in all_parts),
        imported=sum(part.imported for part in all_parts),
        refused=sum(part.refused for part in all_parts),
        blank=sum(part.blank for part in all_parts),
        nil=sum(part.nil for part in all_parts),
        amounts_read=added(part.amounts_read for part in all_parts),
        amounts_imported=added(part.amounts_imported for part in all_parts),
        amounts_refused=added(part.amounts_refused for part in all_parts),
    )


def added(sums: Iterable[Amounts]) -> dict[str, int]:
    together: Counter[str] = Counter()
    for each in sums:
        together.update(each)
    return dict(sorted(together.items()))


def without_zeros(amounts: Amounts) -> dict[str, int]:
    return {currency: pence for currency, pence in amounts.items() if pence}


def shown(amounts: Amounts, currency: str) -> str:
    """An amount for a person: the pounds sign, or the code of another currency in front."""
    pence = amounts.get(currency, 0)
    sign = "-" if pence < 0 else ""
    pounds, rest = divmod(abs(pence), 100)
    mark = "£" if currency == POUNDS else f"{currency} "
    return f"{sign}{mark}{pounds:,}.{rest:02}"


def _verdict(holds: bool) -> str:
    return "balances" if holds else "DOES NOT BALANCE"
