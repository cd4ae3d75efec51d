# SPDX-License-Identifier: MIT
"""Write tests/contracts/rights.csv from the procedures, for a person to read and approve."""

from __future__ import annotations

import csv
import sys

from procedure_pages import EVERY, ROOT, Row, role_by_act, role_by_part

TARGET = ROOT / "tests" / "contracts" / "rights.csv"


def rights() -> list[Row]:
    """Role by act of every procedure, then role by part of the case file: one line for each right."""
    found: list[Row] = []
    tables = [(procedure.name, role_by_act(procedure, by_name=True)) for procedure in EVERY]
    for name, (head, *rows) in [*tables, ("case file", role_by_part())]:
        for what, *cells in rows:
            found += [
                (name, role, what, cell) for role, cell in zip(head[1:], cells, strict=True) if cell
            ]
    return sorted(found)


def main() -> int:
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("procedure", "role", "what", "when"))
        table.writerows(rights())
    print(f"wrote {TARGET.relative_to(ROOT)}: read the difference before you commit it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
