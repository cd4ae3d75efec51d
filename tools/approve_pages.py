#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write tests/contracts/authz.csv from the URL map, for a person to read and approve."""

import csv
import os
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def main() -> None:
    sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.config.settings")
    import django  # noqa: PLC0415 - after the settings are chosen

    django.setup()
    from addresses import addresses  # type: ignore[import-not-found]  # noqa: PLC0415 - the tests' own list

    target = TOP / "tests" / "contracts" / "authz.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["url", "name", "rule", "lowest"])
        rows = ((each.route, each.name, each.view) for each in addresses())
        for route, name, view in sorted(rows, key=lambda row: row[:2]):
            table.writerow([route, name, view.access.rule.name, view.access.lowest])
    print(f"wrote {target.relative_to(TOP)}: read it before you commit it")


if __name__ == "__main__":
    main()
