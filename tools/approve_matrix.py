#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write tests/contracts/authz_matrix.csv anew, for a person to read and approve: some minutes."""

import csv
import logging
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def main() -> None:
    sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]
    import conftest  # type: ignore[import-not-found]  # noqa: PLC0415 - the tests' own settings

    conftest.pytest_configure()
    try:
        write(TOP / "tests" / "contracts" / "authz_matrix.csv")
    finally:
        conftest.pytest_unconfigure()


def write(target: Path) -> None:
    import django  # noqa: PLC0415 - after the settings are chosen

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - the same
    from django.db import transaction  # noqa: PLC0415 - the same
    from django.test.utils import setup_test_environment  # noqa: PLC0415 - the same

    setup_test_environment()
    call_command("migrate", verbosity=0)
    from matrix import COLUMNS, Matrix, rows  # type: ignore[import-not-found]  # noqa: PLC0415 - the same
    from shares import everything  # type: ignore[import-not-found]  # noqa: PLC0415 - the same

    logging.disable(logging.CRITICAL)  # most cells refuse, and each would be a line
    with transaction.atomic():  # as in a test: some rows name acts that never were
        found = rows(Matrix().cells(everything))
        transaction.set_rollback(True)
    with target.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(found)
    print(f"wrote {target.relative_to(TOP)}: read the difference before you commit it")


if __name__ == "__main__":
    main()
