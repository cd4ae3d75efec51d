# SPDX-License-Identifier: MIT
"""What somebody decided about a file, once for all its rows. It is remembered for its next edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from candour.kernel.procedure import Refused
from candour.registers.intake.kinds import Kind
from candour.registers.rules.dates_as_written import Order

FIRST_OF_MONTH = "first of month"


@dataclass(frozen=True)
class Choices:
    """Nothing chosen means that the file has to say it itself."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Field by heading; an empty field sets the column aside."""
    dates: Order = Order.NOT_SAID
    months: str = ""
    """What a month without a day becomes."""
    instead: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By field: what stands in the file, and what is meant by it. Blank stands for no value."""

    def as_json(self) -> dict[str, Any]:
        return {
            "columns": dict(self.columns),
            "dates": self.dates.value,
            "months": self.months,
            "instead": {name: dict(words) for name, words in self.instead.items()},
        }

    def with_these(self, other: "Choices") -> "Choices":
        """These choices, and those of `other` where it has any."""
        instead = {name: dict(words) for name, words in self.instead.items()}
        for name, words in other.instead.items():
            instead.setdefault(name, {}).update(words)
        return replace(
            self,
            columns={**self.columns, **other.columns},
            dates=self.dates if other.dates is Order.NOT_SAID else other.dates,
            months=other.months or self.months,
            instead=instead,
        )


def read_choices(kind: Kind, written: object) -> Choices:
    """Choices from JSON, as in the file after --map; a plain object of headings will do."""
    if not isinstance(written, dict):
        raise Refused('Check the map: it must be a JSON object, for example {"columns": {…}}.')
    known = {"columns", "dates", "months", "instead"}
    given = written if known & set(written) else {"columns": written}
    columns = _texts("columns", given.get("columns", {}))
    names = {each.name for each in kind.fields} | {""}
    if unknown := sorted(set(columns.values()) - names):
        fields = ", ".join(sorted(names - {""}))
        raise Refused(f"Check the map: {kind.name} has no field “{unknown[0]}”. It has {fields}.")
    try:
        order = Order(str(given.get("dates", Order.NOT_SAID.value)))
    except ValueError:
        raise Refused("Check the map: dates must be “day first” or “month first”.") from None
    months = str(given.get("months", ""))
    if months not in {"", FIRST_OF_MONTH}:
        raise Refused(f"Check the map: months must be “{FIRST_OF_MONTH}” or left out.")
    instead = given.get("instead", {})
    if not isinstance(instead, dict):
        raise Refused("Check the map: instead must hold, for each field, what is meant by what.")
    return Choices(
        columns,
        order,
        months,
        {str(name): _texts("instead", words) for name, words in instead.items()},
    )


def _texts(where: str, given: object) -> dict[str, str]:
    if not isinstance(given, dict):
        raise Refused(f"Check the map: {where} must be a JSON object of texts.")
    return {str(old): "" if new is None else str(new) for old, new in given.items()}
