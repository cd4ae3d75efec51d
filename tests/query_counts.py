# SPDX-License-Identifier: MIT
"""How many questions each page asks the database, of whoever makes it ask most."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from matrix import EVERYBODY, NO_MATTER, Matrix

from addresses import Address, addresses
from candour.gateway.services import stage_one

OPENED = 200
BEGINS = ("BEGIN", "SAVEPOINT")
ENDS = ("COMMIT", "ROLLBACK", "RELEASE")


@dataclass(frozen=True)
class Visit:
    """A page as one person opens it, of a matter where it is of one."""

    who: str
    matter: str = NO_MATTER


@dataclass(frozen=True)
class Counted:
    visit: Visit
    queries: int


class Pages:
    """The addresses of the matrix, opened one by one."""

    def __init__(self) -> None:
        self.matrix = Matrix()
        self.addresses: Mapping[str, Address] = {one.route: one for one in addresses()}

    def count(self, url: str, visit: Visit) -> int | None:
        """The questions of a second visit, without those that record it; none if it is refused."""
        matters = {**self.matrix.matters, NO_MATTER: None}
        path = self.matrix.path(self.addresses[url], matters[visit.matter])
        with transaction.atomic():
            first = self._open(visit.who, path)
            with CaptureQueriesContext(connection) as asked:
                again = self._open(visit.who, path)
            transaction.set_rollback(True)
        if {first.status_code, again.status_code} != {OPENED}:
            return None
        return _asked_by_the_page(query["sql"] for query in asked.captured_queries)

    def _open(self, who: str, path: str) -> HttpResponse:
        answer: Any = self.matrix.browsers[who].get(path)
        if getattr(answer, "streaming", False):
            b"".join(answer)
        return answer

    def busiest(self, url: str, visits: Iterable[Visit]) -> Counted | None:
        """Whoever makes the page ask most; the first of several."""
        found = [Counted(visit, n) for visit in visits if (n := self.count(url, visit)) is not None]
        return max(found, key=lambda one: one.queries, default=None)

    def grow(self) -> None:
        """Twice the matters, and five times the material in the one that is opened most."""
        county = self.matrix.county
        for far in ("gathering", "assessing", "recommended", "told", "reassessing", "final"):
            getattr(county, far)()
        case = self.matrix.matters["assessing"]
        for number in range(5):
            material = stage_one.Material(title=f"Sheet {number}", text="What it says.")
            stage_one.add_material(case.pk, material, by=county.by("staff.officer.chief"))


def _asked_by_the_page(statements: Iterable[str]) -> int:
    """Statements outside any transaction of its own: in those, a reading is recorded."""
    depth = asked = 0
    for statement in statements:
        if statement.startswith(BEGINS):
            depth += 1
        elif statement.startswith(ENDS):
            depth -= 1
        elif not depth:
            asked += 1
    return asked


def visits(approved: Iterable[Mapping[str, str]]) -> dict[str, list[Visit]]:
    """Who opens each address, of which matter, by the approved matrix."""
    names = {who: name for name, who in EVERYBODY.items()}
    found: dict[str, list[Visit]] = {}
    for row in approved:
        if row["GET"] == str(OPENED):
            people = (names[who] for who in row["who"].split("; "))
            found.setdefault(row["url"], []).extend(Visit(one, row["matter"]) for one in people)
    return found


def as_json(counted: Mapping[str, Counted]) -> str:
    """The approved file: sorted, one address a line."""
    lines = (
        f"  {json.dumps(url)}: "
        + json.dumps({"queries": one.queries, "who": one.visit.who, "matter": one.visit.matter})
        for url, one in sorted(counted.items())
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_json(text: str) -> dict[str, Counted]:
    return {
        url: Counted(Visit(one["who"], one["matter"]), one["queries"])
        for url, one in json.loads(text).items()
    }
