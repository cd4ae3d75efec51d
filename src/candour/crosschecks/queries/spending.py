# SPDX-License-Identifier: MIT
"""Where money went: first every name, then what went to the names that matter."""

from collections.abc import Iterable

from candour.crosschecks.rules.sides import Money, NameOf, Spend
from candour.registers.intake.queries.naming import company_numbers, money_to
from candour.registers.intake.queries.naming import paid_names as names_paid


class Numbers:
    """Company numbers from the supplier list of finance, for names that come without one."""

    def __init__(self) -> None:
        self.known = company_numbers()

    def named(self, name: str, number: str) -> NameOf:
        return NameOf(name, number or self.known.get(name, ""))


def paid_names(numbers: Numbers) -> set[NameOf]:
    return {numbers.named(name, number) for name, number in names_paid()}


def spends_to(names: Iterable[NameOf], numbers: Numbers) -> list[Spend]:
    """Everything that went to these names."""
    wanted = set(names)
    told = {one.name for one in wanted}
    found = []
    for one in money_to(told.__contains__):
        name = numbers.named(one.name, one.number)
        if name in wanted:
            found.append(
                Spend(
                    f"{one.kind} {one.key}", Money(one.kind), name, one.day, one.ends, one.pence,
                    one.what, one.by, one.who,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.key, one.name))
