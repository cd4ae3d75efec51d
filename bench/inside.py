# SPDX-License-Identifier: MIT
"""What has to run inside a site's own Django: fill it, name its pages, count their queries.

Called by bench/sites.py: `python -m bench.inside <module that fills it> <command> …`.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import django

TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK")
OK = 200


def main(population: str, command: str, *words: str) -> None:
    django.setup()
    module = importlib.import_module(population)
    commands: dict[str, Callable[..., Any]] = {
        "prepare": prepare,
        "pages": pages,
        "queries": queries,
        "forms": forms,
    }
    answer = commands[command](module, *words)
    # Whatever was printed on the way stands before the mark; the answer stands after it.
    sys.stdout.write("\n\0" + json.dumps(answer))


def prepare(module: Any, matters: str, people: str) -> dict[str, float]:
    """Make the tables, fill them, build the static files; return the seconds of each."""
    from django.core.management import call_command

    from bench import bulk

    steps: dict[str, Callable[[], Any]] = {
        "migrate": lambda: call_command("migrate", verbosity=0),
        "populate": lambda: module.populate(int(matters), int(people)),
        "analyse": bulk.analyse,
        "collectstatic": lambda: call_command("collectstatic", verbosity=0, interactive=False),
    }
    took = {}
    for name, step in steps.items():
        began = time.perf_counter()
        step()
        took[name] = round(time.perf_counter() - began, 2)
    return took


def pages(module: Any, matters: str) -> list[dict[str, Any]]:
    return [asdict(page) for page in module.pages(int(matters))]


def forms(module: Any, most: str) -> list[dict[str, Any]]:
    return [asdict(visit) for visit in module.forms(int(most))]


def queries(module: Any, matters: str) -> dict[str, dict[str, list[str]]]:
    """Return each page's statements at a first visit, by a process that has served others.

    Those of the one transaction in which a reading is recorded stand apart from the page's own.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counted = {}
    for page in module.pages(int(matters)):
        for visit in (page.visits[0], page.visits[-1]):
            client = Client(SERVER_NAME="127.0.0.1", HTTP_COOKIE=visit.cookie)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(visit.path)
            if answer.status_code != OK:
                raise SystemExit(f"{visit.path} answered {answer.status_code}")
        counted[page.name] = _sorted([query["sql"] for query in captured.captured_queries])
    return counted


def _sorted(statements: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"page": [], "record": []}
    part = "page"
    for statement in statements:
        if statement.startswith(TRANSACTION_WORDS):
            part = "record" if statement.startswith("BEGIN") else "page"
        else:
            found[part].append(statement)
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
