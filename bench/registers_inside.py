# SPDX-License-Identifier: MIT
"""Runs in a process of its own, on one database, and prints its figures as JSON."""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import django
from django.core.management import call_command

PEOPLE = 5_000
PAYMENTS, OUT = 100_000, 10_000
LIST = "/registers/gifts-and-hospitality"
GIVERS = [f"{first} {second}" for first in (
    "Amberwick", "Ribblesea", "Kestrel", "Nettlebeck", "Saffronbeck", "Osierfield", "Tamsin", "Fell",
) for second in ("Vehicles", "Systems", "Security", "Catering", "Brewery", "Printers", "Homes")]  # fmt: skip
THINGS = ("Lunch", "Dinner", "Tickets", "Pen", "Calendar", "Flowers", "Wine", "Biscuits", "Book")
OCCASIONS = ("after the meeting", "at the show", "for the team", "on retirement", "by post")
RARE = "Quillwheel"
ENTRY = (
    "id", "body_id", "reference", "edition", "stream", "event", "person_id", "person_was",
    "entered_by_id", "origin", "declared_at", "declared_on", "why_late", "state", "version", "facts",
    "due_on", "description", "kind", "given", "giver_name", "giver_kind", "worth", "worth_basis",
    "offered_on", "outcome", "supplier", "refreshments", "reason", "shared_with", "disposition",
    "answer", "gateway_reference", "flagged",
)  # fmt: skip
LISTING = (
    "register", "entry", "reference", "body_id", "person_id", "entered_by_id", "declared_on",
    "state", "waits_for", "due_on", "staff", "inside",
)  # fmt: skip


def main(entries: int, times: int) -> dict[str, Any]:
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.perf_counter()
    people = fill(entries)
    filled = time.perf_counter() - began
    if not times:
        return {"filled": filled, "pages": {}}
    pages = {name: asked(ask, times) for name, ask in visits(people).items()}
    return {"filled": filled, "pages": pages, "import": rows_in(), "xlsx": rows_out(people)}


# ------------------------------------------------------------------ a million entries


def fill(entries: int) -> dict[str, Any]:
    from django.db import transaction

    from bench import bulk, populate
    from candour.demo.build import build_if_empty
    from candour.people.models import Account, Person
    from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
    from candour.registers.models import Listing

    empty = build_if_empty(matters=False)
    named = Account.objects.exclude(person=None).select_related("person")
    people = {one.username: one.person for one in named if one.person}
    if not empty:
        return people
    chance = random.Random(11)  # noqa: S311 - the same register every time
    body = people["constable"].body_id
    with transaction.atomic():
        populate._add_people(PEOPLE, chance)
    everybody = list(Person.objects.filter(body=body).values_list("pk", "full_name"))
    with transaction.atomic():
        bulk.load(GiftOrHospitality, ENTRY, (row for row, _ in _entries(entries, body, everybody)))
        bulk.load(Listing, LISTING, (listing for _, listing in _entries(entries, body, everybody)))
    bulk.renumber(Listing)
    bulk.analyse()
    return people


Rows = tuple[tuple[object, ...], tuple[object, ...]]


def _entries(entries: int, body: UUID, everybody: list[tuple[UUID, str]]) -> Iterator[Rows]:
    """Each entry with its listing: made twice, the same each time, since both do not fit in memory."""
    chance = random.Random(12)  # noqa: S311 - the same register every time
    return (_entry(number, body, everybody, chance) for number in range(entries))


def _entry(
    number: int, body: UUID, everybody: list[tuple[UUID, str]], chance: random.Random
) -> Rows:
    person, name = chance.choice(everybody)
    at = datetime(2019, 1, 1, 9, tzinfo=UTC) + timedelta(minutes=4 * number)
    waits = chance.random() < 0.001  # noqa: PLR2004  what is open at a time is a few hundred
    state = "to_agree" if waits else chance.choice(("recorded", "recorded", "agreed", "refused"))
    what = f"{chance.choice(THINGS)} {chance.choice(OCCASIONS)}"
    what += f" {RARE}" if number % 100_000 == 0 else ""
    giver, key, reference = (
        chance.choice(GIVERS),
        UUID(int=chance.getrandbits(128)),
        f"GR-{number:09}",
    )
    row: tuple[object, ...] = (
        key, body, reference, 1, uuid4(), uuid4(), person, "Constable", person, "declared", at,
        at.date(), "On leave" if number % 50 == 0 else "", state, 2, {}, None, what, "hospitality",
        False, giver, "supplier", chance.randrange(500, 9000), "estimate", at.date(), "accepted",
        True, False, "", [], "", "ask", "", False,
    )  # fmt: skip
    listing = (
        LIST.rpartition("/")[2], key, reference, body, person, person, at.date(), state,
        "registrar" if waits else "", None, f"{reference} {name} {what} {giver}", "",
    )  # fmt: skip
    return row, listing


# ------------------------------------------------------------------ pages, as people ask them


def visits(people: dict[str, Any]) -> dict[str, Callable[[int], int]]:
    """Each asks the page once and answers with its status; the number varies what is asked."""
    keeper, constable, auditor = (
        _browser(people[name]) for name in ("registrar", "constable", "auditor")
    )
    sergeant = _browser(people["sergeant"])

    def on_page(number: int) -> str:
        return f"GR-{(number * 24_683) % 900_000 + 1_000:09}"

    return {
        "index, of whoever keeps it": lambda _n: keeper.get("/registers"),
        "list, of whoever keeps it": lambda _n: keeper.get(LIST),
        "list, a page far inside": lambda n: keeper.get(LIST, {"after": on_page(n)}),
        "list, the oldest first": lambda _n: keeper.get(LIST, {"oldest": "1"}),
        "list, of an auditor": lambda _n: auditor.get(LIST),
        "list, one's own": lambda _n: constable.get(LIST),
        "list, one's own and the team's": lambda _n: sergeant.get(LIST),
        "filter: waiting for agreement": lambda _n: keeper.get(LIST, {"state": "to_agree"}),
        "filter: withdrawn, of which there is none": lambda _n: keeper.get(
            LIST, {"state": "withdrawn"}
        ),
        "filter: a month, years ago": lambda n: keeper.get(
            LIST, {"since": f"2021-{n % 12 + 1:02}-01", "until": f"2021-{n % 12 + 1:02}-28"}
        ),
        "filter: late, and agreed": lambda _n: keeper.get(LIST, {"late": "1", "state": "agreed"}),
        "export: its page": lambda _n: keeper.get(f"{LIST}/export"),
        "queue": lambda _n: keeper.get(f"{LIST}/queue"),
        "search: a word of many": lambda n: keeper.post(LIST, {"words": THINGS[n % len(THINGS)]}),
        "search: two words": lambda n: keeper.post(
            LIST, {"words": f"{THINGS[n % len(THINGS)]} {GIVERS[n % len(GIVERS)].split()[0]}"}
        ),
        "search: a word of ten entries": lambda _n: keeper.post(LIST, {"words": RARE}),
        "search: a word of none": lambda n: keeper.post(LIST, {"words": f"zyx{n}"}),
        "search: a reference": lambda n: keeper.post(LIST, {"words": on_page(n)}),
        "search: of somebody who sees their own": lambda n: constable.post(
            LIST, {"words": THINGS[n % len(THINGS)]}
        ),
    }  # fmt: skip


class _Browser:
    """Asks as one person; a page that does not come is no figure."""

    def __init__(self, person: Any) -> None:
        from django.test import Client

        from candour.directory.backends import HAS_FACTOR

        self.client = Client(SERVER_NAME="127.0.0.1")
        self.client.force_login(person.account)
        session = self.client.session
        session[HAS_FACTOR] = True  # set up at the first sign-in, which is not measured
        session.save()

    def get(self, path: str, asked: dict[str, str] | None = None) -> int:
        return self._came(self.client.get(path, asked or {}))

    def post(self, path: str, sent: dict[str, str]) -> int:
        return self._came(self.client.post(path, sent))

    def _came(self, answer: Any) -> int:
        assert answer.status_code == 200, answer.status_code  # noqa: PLR2004
        return len(answer.content)


def _browser(person: Any) -> _Browser:
    return _Browser(person)


def asked(ask: Callable[[int], int], times: int) -> dict[str, float]:
    ask(0)
    spent = sorted(_seconds(ask, number) for number in range(1, times + 1))
    return {
        "p50": spent[len(spent) // 2] * 1000,
        "p95": spent[min(len(spent) - 1, int(len(spent) * 0.95))] * 1000,
        "worst": spent[-1] * 1000,
    }


def _seconds(ask: Callable[[int], int], number: int) -> float:
    began = time.perf_counter()
    ask(number)
    return time.perf_counter() - began


# ------------------------------------------------------------------ in and out


def rows_in() -> float:
    """Payments a second: judged, kept and recorded."""
    from bench.importing import HEAD, as_csv, imported, payments

    data = as_csv([HEAD, *payments(PAYMENTS)])
    began = time.perf_counter()
    imported("spend", "spend.csv", data)
    return PAYMENTS / (time.perf_counter() - began)


def rows_out(people: dict[str, Any]) -> float:
    """Ten thousand entries of the list, read as far as the reader may see and written as .xlsx."""
    from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
    from candour.registers.exports.sheet import Sheet
    from candour.registers.exports.writing import Format, written
    from candour.registers.queries.exported import headings, rows_of, values_of
    from candour.registers.queries.lists import Wanted

    began = time.perf_counter()
    model, person = GiftOrHospitality, people["registrar"]
    rows = list(values_of(model, person, rows_of(model, person, Wanted())[:OUT]))
    assert rows
    written(Sheet("Gifts", headings(model), rows, "OFFICIAL"), Format("xlsx"))
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
