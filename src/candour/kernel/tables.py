# SPDX-License-Identifier: MIT
"""A procedure as people read it: a drawing of its stages, and a table of its acts."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from candour.kernel.procedure import Act, Procedure, words


def drawing(procedure: Procedure[Any]) -> str:
    """The stages and what leads from each to each, in Mermaid."""
    lines = ["stateDiagram-v2", f"    [*] --> {procedure.start.value}"]
    lines += [f"    {stage.value}: {words(stage)}" for stage in stages(procedure)]
    for act in procedure.acts:
        lines += [
            f"    {stage.value} --> {act.target.value}: {act.label}"
            for stage in in_order(procedure, act.source)
            if act.target is not None and stage is not act.target
        ]
    lines += [f"    {stage.value} --> [*]" for stage in in_order(procedure, procedure.ends)]
    return "\n".join(lines)


def stages(procedure: Procedure[Any]) -> tuple[StrEnum, ...]:
    """Every stage, in the order in which the document gives them."""
    return tuple(type(procedure.start))


def in_order(procedure: Procedure[Any], some: Iterable[StrEnum]) -> list[StrEnum]:
    chosen = set(some)
    return [stage for stage in stages(procedure) if stage in chosen]


HEADINGS = (
    "Act",
    "Who",
    "From",
    "To",
    "What must hold",
    "What the answers must satisfy",
    "Clauses",
)


def acts_table(procedure: Procedure[Any]) -> list[tuple[str, ...]]:
    """One row for each act, under HEADINGS."""
    return [_row(procedure, act) for act in procedure.acts]


def _row(procedure: Procedure[Any], act: Act[Any, Any]) -> tuple[str, ...]:
    return (
        act.label,
        ", ".join(sorted(words(role) for role in act.by)),
        ", ".join(words(stage) for stage in in_order(procedure, act.source)),
        "as it was" if act.target is None else words(act.target),
        "; ".join(check_in_words(check) for check in act.when),
        "; ".join(check_in_words(check) for check in act.requires),
        ", ".join(act.clauses),
    )


def check_in_words(check: Callable[..., None]) -> str:
    """A check is named as the sentence that it holds a person to."""
    return words(check.__name__)


def acts_in_words(procedure: Procedure[Any]) -> str:
    """The table of acts for a terminal: one paragraph for each."""
    paragraphs = [procedure.name]
    for row in acts_table(procedure):
        told = [f"  {name}: {value}" for name, value in zip(HEADINGS, row, strict=True) if value]
        paragraphs.append("\n".join([row[0].capitalize(), *told[1:]]))
    return "\n\n".join(paragraphs)


def markdown(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table as the documentation shows it."""
    top = tuple(headings)
    lines = [top, tuple("---" for _ in top), *(tuple(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
