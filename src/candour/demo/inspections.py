# SPDX-License-Identifier: MIT
"""One pack that is open to the inspectorate for some days, and a draft that waits for its gaps."""

from collections.abc import Mapping
from datetime import date, timedelta

from candour.inspection.services import packs
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.review.rules.traces import quarter_of

DAYS = timedelta(days=30)
SAID = {
    "levels": "The vetting unit keeps these on its own system and shows them on site.",
    "investigations": "Case files are read on site with a supervisor of the unit.",
    "conversations": "The ethics committee sends its minutes with the pack.",
}


def prepare(people: Mapping[str, Person], today: date) -> None:
    """The last four quarters with the present one: drawn by one, frozen by another, opened."""
    body, last = people["head.secretariat"].body, quarter_of(today)
    by = By(person=people["head.secretariat"].pk, role=Role.OVERSEER.value)
    checker = By(person=people["head.psd"].pk, role=Role.REASSESSOR.value)
    row = packs.begin(body, last.before.before.before, last, by=by)
    row = packs.remark(row.pk, SAID, by=by, seen=row.version)
    row = packs.freeze(row.pk, by=checker, seen=row.version)
    reader = people["inspectorate"].pk
    packs.open_to(row.pk, reader, today, today + DAYS, by=checker, seen=row.version)
    packs.begin(body, last.before, last.before, by=by)
