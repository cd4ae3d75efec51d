# SPDX-License-Identifier: MIT
"""`make bench-ux`: what declaring, notifying, errors, crashes and exports cost people, in a browser.

UX5 to UX9 and UX12 are held by the tests, UX11 is measured by `make bench`, UX15 and the seconds of
UX16 by `make bench-import`. A form that two people send at once (UX13, 409) is held by the tests.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Browser

from bench.ux.declaring import gift, invited, nil_return, review
from bench.ux.desk import Figure, chromium, product
from bench.ux.lists import lists
from bench.ux.walking import walk

Measure = Callable[[Browser, str], list[Figure]]
SHOWN = 12
"""Of what fell short, under each figure."""


def _invited(browser: Browser, address: str) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="candour-ux-") as folder:
        return invited(browser, address, Path(folder))


MEASURES: dict[str, Measure] = {
    "gift": gift,
    "nil": nil_return,
    "review": review,
    "notify": _invited,
    "lists": lists,
    "walk": walk,
}
"""The walk comes last: it sends what it finds."""


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench-ux BENCH=…", description=__doc__)
    parser.add_argument("--at", help="a demonstration that runs already; forms are sent there")
    parser.add_argument("--only", nargs="+", choices=list(MEASURES), default=list(MEASURES))
    chosen = parser.parse_args(words)
    running = nullcontext(chosen.at) if chosen.at else product()
    met = True
    with running as address, chromium() as browser:
        print(f"{'':<6}{'found':>10}  {'bar':>5}")
        for name, measure in MEASURES.items():
            if name in chosen.only:
                for figure in measure(browser, address):
                    met = _told(figure) and met
    return 0 if met else 1


def _told(one: Figure) -> bool:
    print(
        f"{one.target:<6}{one.found:>10}  {one.bar:>5}  {'' if one.met else 'MISSED: '}{one.what}"
    )
    for line in one.more[:SHOWN]:
        print(f"{'':<25}{line}")
    sys.stdout.flush()
    return one.met


if __name__ == "__main__":
    sys.exit(main())
