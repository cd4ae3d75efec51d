# SPDX-License-Identifier: MIT
"""A few claims, card purchases and courses, brought in as the finance system would give them."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from io import StringIO

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.services.importing import import_files
from candour.registers.intake.sheets import Source

CARDS = (
    ("deputy.chief", 12, "Westmere Railway", "Fare to the regional board", "64.20", "Yes"),
    ("deputy.chief", 40, "The Old Exchange", "Lunch with partners", "48.00", "Yes"),
    ("acc.local", 18, "Aldbury Stationers", "Maps for the exercise", "23.75", "No"),
    ("press.officer", 25, "Marlock Print", "Posters", "112.00", "Yes"),
    ("superintendent", 33, "Thornley Hotel", "Night before the inquest", "89.00", "Yes"),
)
CLAIMS = (
    ("deputy.chief", 12, "Expense", "Taxi after the dinner", "18.40"),
    ("staff.officer", 12, "Overtime", "With the deputy at the dinner", "96.00"),
    ("superintendent", 30, "Mileage", "Thornley and back", "21.60"),
    ("acc.local", 91, "Mileage", "Regional call, Aldbury and back", "34.20"),
    ("acc.local", 90, "Expense", "Parking at the gala", "12.00"),
    ("chief.constable", 91, "Mileage", "Westmere and back", "27.45"),
)
TRAINED = (("deputy.chief", 300, -65), ("acc.local", 700, 335), ("superintendent", 90, -275))
"""Who was trained how many days ago, and how many days ago that ended."""


def bring_in(people: Mapping[str, Person], today: date) -> None:
    def name(who: str) -> str:
        return people[who].full_name

    def ago(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    by = By(person=people["procurement.manager"].pk, role=Role.PROCUREMENT.value)
    files: dict[str, tuple[Sequence[str], Iterable[Sequence[str]]]] = {
        "card-transactions": (
            ("Cardholder", "Transaction date", "Merchant", "Purpose", "Amount", "Receipt"),
            [(name(w), ago(d), shop, why, sum_, paper) for w, d, shop, why, sum_, paper in CARDS],
        ),
        "claims": (
            ("Claimant", "Date", "Claim type", "Description", "Amount"),
            [(name(w), ago(d), sort, text, sum_) for w, d, sort, text, sum_ in CLAIMS],
        ),
        "training": (
            ("Name", "Course", "Completed", "Expires"),
            [(name(w), "Using a corporate card", ago(d), ago(end)) for w, d, end in TRAINED],
        ),
    }
    for kind, (headings, rows) in files.items():
        source = Source(f"{kind}.csv", _sheet(headings, rows))
        import_files(kind_named(kind), [source], by=by)


def _sheet(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()
