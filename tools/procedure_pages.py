# SPDX-License-Identifier: MIT
"""Writes docs/generated/{lifecycles,acts,permissions}.md from the tables that the product runs on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from candour.cli.procedures import PROCEDURES  # noqa: E402 - after the path
from candour.gateway.rules.matter import Stage  # noqa: E402 - after the path
from candour.gateway.rules.procedure import FOUR_STAGES, GATEWAY  # noqa: E402 - after the path
from candour.gateway.rules.visibility import (  # noqa: E402 - after the path
    ALWAYS,
    IN_REASSESSMENT,
    ONCE_DECIDED,
    ONCE_RECOMMENDED,
    SIGHTS,
    WAITS_FOR_A_DECISION,
    Part,
    Sight,
)
from candour.kernel.procedure import Act, Procedure, words  # noqa: E402 - after the path
from candour.kernel.tables import (  # noqa: E402 - after the path
    HEADINGS,
    acts_table,
    drawing,
    markdown,
)

GENERATED = ROOT / "docs/generated"
MADE = "Made by `tools/procedure_pages.py` from {source}. Do not edit: the check compares it.\n"
EVERY = [procedure for procedure, _, _ in PROCEDURES]

Row = tuple[str, ...]


def lifecycles() -> str:
    """The stages of every procedure, drawn, with whose turn each one is."""
    pages = [f"# Lifecycles\n\n{MADE.format(source='the procedures')}"]
    for procedure in EVERY:
        turns = [(words(stage), words(role)) for stage, role in procedure.owners.items()]
        table = markdown(("Stage", "Whose turn"), turns)
        drawn = f"```mermaid\n{drawing(procedure)}\n```\n"
        pages.append(f"## {_title(procedure)}\n\n{drawn}\n{table}\n")
    return "\n".join(pages)


def acts() -> str:
    """Every act: who, from, to, what must hold, clauses."""
    pages = [f"# Acts\n\n{MADE.format(source='the procedures')}"]
    for procedure in EVERY:
        rows = dict(zip((act.name for act in procedure.acts), acts_table(procedure), strict=True))
        pages.append(f"## {_title(procedure)}\n")
        for heading, names in _parts_of(procedure):
            chosen = [rows[name] for name in names]
            pages.append(f"{heading}{markdown(HEADINGS, chosen)}\n")
    return "\n".join(pages)


def _parts_of(procedure: Procedure[Any]) -> Iterator[tuple[str, list[str]]]:
    if procedure is not GATEWAY:
        yield "", [act.name for act in procedure.acts]
        return
    for number, (name, its) in enumerate(FOUR_STAGES.items(), start=1):
        yield f"### Stage {number}: {name}\n\n", [act.name for act in its]


def permissions() -> str:
    """Which role may do which act, and see which part."""
    pages = [f"# Permissions\n\n{MADE.format(source='the procedures and the table of sights')}"]
    pages.append(ABOUT)
    for procedure in EVERY:
        head, *rows = role_by_act(procedure)
        pages.append(f"## {_title(procedure)}: acts\n\n{markdown(head, rows)}\n")
    head, *rows = role_by_part()
    pages.append(f"## {_title(GATEWAY)}: parts of the case file\n\n{SEEING}\n")
    pages.append(f"{markdown(head, rows)}\n")
    return "\n".join(pages)


ABOUT = """\
A role says what a person may be to a procedure, by post or by name in the matter. It is never
enough: each act has further checks, listed in [acts](acts.md).
"""
SEEING = """\
Whoever took up a reassessment sees the whole file. Whoever declared a conflict sees nothing, and
the chief officer concerned sees a matter only as its subject. Roles that are missing see nothing.
"""


def role_by_act(procedure: Procedure[Any], *, by_name: bool = False) -> list[Row]:
    """A heading, then a row for each act; a cell says whether the role may."""
    named = {role for act in procedure.acts for role in act.by}
    roles = [role for role in _order(named) if role in named]
    rows = [
        (act.name if by_name else act.label, *(_mark(act, role) for role in roles))
        for act in procedure.acts
    ]
    return [("", *(words(role) for role in roles)), *rows]


def _order(named: set[StrEnum]) -> list[StrEnum]:
    return [role for kind in sorted({type(one) for one in named}, key=str) for role in kind]


def _mark(act: Act[Any, Any], role: StrEnum) -> str:
    return "may" if role in act.by else ""


def role_by_part() -> list[Row]:
    """A heading, then a row for each part of the case file; a cell says when the role sees it."""
    rows = [(words(part), *(_seen(part, SIGHTS[role]) for role in SIGHTS)) for part in Part]
    return [("", *(words(role) for role in SIGHTS)), *rows]


def _seen(part: Part, sights: tuple[Sight, ...]) -> str:
    when = [_when(sight) for sight in sights if part in sight.parts]
    return "always" if "always" in when else " or ".join(when)


STAGES: Mapping[frozenset[Stage], str] = {
    ALWAYS: "",
    ONCE_RECOMMENDED: "from the recommendation on",
    ONCE_DECIDED: "from the decision on",
    IN_REASSESSMENT: "while reassessed",
    WAITS_FOR_A_DECISION: "while a decision is waited for",
}
CONDITIONS = {
    "_always": "",
    "_final": "once a reassessment is final",
    "_cleared": "once no conflict is declared",
    "_advised": "once advice was sent",
    "_put_before_the_sponsor": "once it was escalated to them",
    "_refused": "if the advice was not followed",
}


def _when(sight: Sight) -> str:
    told = (STAGES[sight.stages], CONDITIONS[sight.holds.__name__])
    return ", ".join(each for each in told if each) or "always"


def _title(procedure: Procedure[Any]) -> str:
    return procedure.name[0].upper() + procedure.name[1:]


PAGES: Mapping[str, Callable[[], str]] = {
    "lifecycles.md": lifecycles,
    "acts.md": acts,
    "permissions.md": permissions,
}


def main() -> int:
    for name, page in PAGES.items():
        (GENERATED / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
