# SPDX-License-Identifier: MIT
"""Inside Candour: organisations brought in, then looked up as they would be typed. Prints JSON."""

import csv
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path


def main(folder: str, count: int, asked: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from candour.linkage.organisations.queries import look_up
    from candour.linkage.organisations.services import bring_in
    from candour.linkage.organisations.statements import Stated

    def stated() -> Iterator[Stated]:
        with (Path(folder) / "right.csv").open(encoding="utf-8", newline="") as file:
            for number, row in zip(range(count), csv.DictReader(file), strict=False):
                yield Stated(("GB-COH", f"{number + 1_000_000:08d}"), row["name"], row["town"])

    call_command("migrate", verbosity=0)
    started = time.monotonic()
    done = bring_in(stated(), "generated")
    loaded = time.monotonic() - started
    chance = random.Random(5)  # noqa: S311 - a benchmark
    with (Path(folder) / "left.csv").open(encoding="utf-8", newline="") as file:
        typed = [row["name"] for row in csv.DictReader(file)]
    spent = []
    for name in chance.sample(typed, asked):
        text = name[: chance.randint(3, max(4, len(name)))]
        started = time.monotonic()
        look_up(text)
        spent.append(time.monotonic() - started)
    spent.sort()
    p50, p95 = (1000 * spent[int(len(spent) * share)] for share in (0.5, 0.95))
    print(
        json.dumps(
            {
                "bodies": done.organisations,
                "names": done.names,
                "load s": loaded,
                "p50 ms": p50,
                "p95 ms": p95,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
