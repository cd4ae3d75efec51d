# SPDX-License-Identifier: MIT
"""Marks code with the clauses it carries out; the clause map reads the marks from the source."""

from collections.abc import Callable
from typing import Any, TypeVar

Marked = TypeVar("Marked", bound=Callable[..., Any])


def clause(*ids: str) -> Callable[[Marked], Marked]:
    """Say which clauses of the source documents this carries out, for example "COG 3.4/8"."""

    def mark(function: Marked) -> Marked:
        function.clauses = ids  # type: ignore[attr-defined]
        return function

    return mark
