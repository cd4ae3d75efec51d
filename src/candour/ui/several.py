# SPDX-License-Identifier: MIT
"""The same questions for each of several things: people, organisations, conditions."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from django.http import QueryDict

from candour.ui.forms import GdsForm, Problem

MOST = 50

Row = TypeVar("Row", bound=GdsForm)


class Several(Generic[Row]):
    """Rows of one form, named `prefix-0-field` on. A row left wholly empty does not count.

    Without a script the button "Add another" sends the page: `wants_more` is then true, and the
    view shows the page again, with `form.as_typed()` for the form around it.
    """

    def __init__(
        self,
        row: type[Row],
        prefix: str,
        data: QueryDict | None = None,
        *,
        initial: Iterable[Mapping[str, Any]] = (),
        least: int = 0,
        most: int = MOST,
    ) -> None:
        self.prefix = prefix
        self.row = row
        self.least = least
        self.data = data
        self.wants_more = data is not None and f"{prefix}-more" in data
        if data is None:
            given = list(initial)[:most]
            self.rows = [self._unbound(n, each) for n, each in enumerate(given or [{}])]
            return
        count = _count(data.get(f"{prefix}-TOTAL_FORMS", "1"), most)
        typed = [row(data, prefix=f"{prefix}-{n}") for n in range(count)]
        if self.wants_more:
            shown = [*(each.typed() for each in typed), {}][:most]
            self.rows = [self._unbound(n, each) for n, each in enumerate(shown)]
        else:
            self.rows = typed

    def _unbound(self, number: int, initial: Mapping[str, Any]) -> Row:
        return self.row(initial=dict(initial), prefix=f"{self.prefix}-{number}")

    @property
    def total_name(self) -> str:
        return f"{self.prefix}-TOTAL_FORMS"

    def counted(self) -> list[Row]:
        """The rows that somebody filled in; the first ones always, up to the least number."""
        return [
            row for n, row in enumerate(self.rows) if n < self.least or any(row.typed().values())
        ]

    def is_valid(self) -> bool:
        if self.data is None or self.wants_more:
            return False
        return all(row.is_valid() for row in self.counted())

    def answers(self) -> list[dict[str, Any]]:
        """The answers of each row that counts."""
        return [row.cleaned_data for row in self.counted()]

    def problems(self) -> list[Problem]:
        if self.data is None or self.wants_more:
            return []
        return [problem for row in self.counted() for problem in row.problems()]


def _count(text: str, most: int) -> int:
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() else 1


def rows_of(prefix: str, draft: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows inside a draft, ready to be the `initial` of Several."""
    rows: dict[int, dict[str, Any]] = {}
    for name, value in draft.items():
        start, _, rest = name.partition(f"{prefix}-")
        number, _, field = rest.partition("-")
        if not start and field and number.isascii() and number.isdigit():
            rows.setdefault(int(number), {})[field] = value
    return [rows[number] for number in sorted(rows)]
