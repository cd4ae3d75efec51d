#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write tests/contracts/query_counts.json anew, for a person to read and approve: some minutes."""

import csv
import logging
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
CONTRACTS = TOP / "tests" / "contracts"


def main() -> None:
    sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]
    import conftest  # type: ignore[import-not-found]  # noqa: PLC0415 - the tests' own settings

    conftest.pytest_configure()
    try:
        write(CONTRACTS / "query_counts.json")
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
    from query_counts import Pages, as_json, visits  # type: ignore[import-not-found]  # noqa: PLC0415 - the same

    logging.disable(logging.CRITICAL)
    with (CONTRACTS / "authz_matrix.csv").open(encoding="utf-8", newline="") as file:
        opened = visits(csv.DictReader(file))
    with transaction.atomic():  # as in a test: some rows name acts that never were
        pages = Pages()
        counted = {url: pages.busiest(url, some) for url, some in opened.items()}
        transaction.set_rollback(True)
    text = as_json({url: one for url, one in counted.items() if one is not None})
    target.write_text(text, encoding="utf-8")
    print(f"wrote {target.relative_to(TOP)}: read the difference before you commit it")


if __name__ == "__main__":
    main()
