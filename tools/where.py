# SPDX-License-Identifier: MIT
"""Where a clause lives: `python tools/where.py "Stage Four"`."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from clauses import Clause, Mark, State, read_clauses, scan

USAGE = 'Say what to look for, for example: python tools/where.py "Stage Four"'


def matching(text: str, clauses: Mapping[str, Clause]) -> list[Clause]:
    """Clauses whose id, heading or wording holds the text; a whole id finds that clause alone."""
    wanted = text.casefold()
    exact = [clause for clause in clauses.values() if clause.id.casefold() == wanted]
    return exact or [
        clause
        for clause in clauses.values()
        if wanted in f"{clause.id}\n{clause.heading}\n{clause.says}".casefold()
    ]


def describe(clause: Clause, marks: tuple[Mark, ...]) -> str:
    places = [f"  {mark}" for mark in marks] or [f"  {without_code(clause)}"]
    return "\n".join([clause.id, clause.says, *places])


def without_code(clause: Clause) -> str:
    match clause.state:
        case State.BUILT:
            return "built, but no code carries its mark"
        case State.PLANNED:
            return f"planned: {', '.join(clause.requires)}"
        case State.OUTSIDE:
            return f"outside: {clause.why}"


def main(words: list[str]) -> int:
    text = " ".join(words).strip()
    if not text:
        print(USAGE, file=sys.stderr)
        return 1
    found = matching(text, read_clauses())
    if not found:
        print(
            f'No clause speaks of "{text}". Try one word of a heading ("reassessment") or the '
            'start of an id ("COG 3.4"); docs/clauses.toml holds every clause.',
            file=sys.stderr,
        )
        return 1
    marks = scan()
    print("\n\n".join(describe(clause, marks.get(clause.id, ())) for clause in found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
