# SPDX-License-Identifier: MIT
"""Writes docs/generated/clauses.md: how far each document is built, and where each clause lives."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from clauses import ROOT, Clause, Mark, State, in_code, read_clauses, scan

Marks = Mapping[str, tuple[Mark, ...]]
TARGET = Path("docs/generated/clauses.md")
INTRODUCTION = """\
# Where every clause lives

Made by `tools/clause_map.py` from [`clauses.toml`](../clauses.toml) and the marks in the source.
Do not edit: the check compares it.

| document | clauses | built | planned | outside | built, of those in scope |
|---|---|---|---|---|---|
"""


def render(clauses: Mapping[str, Clause], marks: Marks) -> str:
    everything = list(clauses.values())
    names = list(dict.fromkeys(clause.document for clause in everything))
    documents = [[one for one in everything if one.document == name] for name in names]
    rows = [progress(name, of, marks) for name, of in zip(names, documents, strict=True)]
    rows.append(progress("all", everything, marks))
    return (
        INTRODUCTION
        + "\n".join(rows)
        + "\n"
        + "".join(f"\n## {of[0].document}\n{sections(of, marks)}" for of in documents)
    )


def standing(clause: Clause, marks: Marks) -> State:
    """Count a clause that is said to be built as planned until code carries its mark."""
    unmarked = not in_code(marks.get(clause.id, ()))
    return State.PLANNED if clause.state is State.BUILT and unmarked else clause.state


def progress(name: str, clauses: list[Clause], marks: Marks) -> str:
    count = Counter(standing(clause, marks) for clause in clauses)
    built, planned, outside = (count[state] for state in State)
    share = f"{100 * built // (built + planned)} %" if built + planned else "none in scope"
    return f"| {name} | {len(clauses)} | {built} | {planned} | {outside} | {share} |"


def sections(clauses: list[Clause], marks: Marks) -> str:
    return "".join(
        f"\n### {heading}\n\n" + "".join(line(clause, marks) for clause in group)
        for heading, group in groupby(clauses, key=lambda clause: clause.heading)
    )


def line(clause: Clause, marks: Marks) -> str:
    links = " · ".join(link(mark) for mark in marks.get(clause.id, ())) or clause.why
    state = standing(clause, marks)
    about = f"- **{clause.id}** {clause.says} *{state}* ({', '.join(clause.requires)})"
    return f"{about}\n  {links}\n" if links else f"{about}\n"


def link(mark: Mark) -> str:
    return f"[{mark.kind} {Path(mark.path).name}:{mark.line}](../../{mark.path}#L{mark.line})"


def main() -> int:
    target = ROOT / TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(render(read_clauses(), scan()), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
