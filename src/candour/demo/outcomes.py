# SPDX-License-Identifier: MIT
"""What invented misconduct meetings and hearings decided in the last two months."""

from collections.abc import Mapping
from datetime import date, timedelta

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.transparency.rules.outcomes import Decided, Found, Outcome, Proceedings
from candour.transparency.services.outcomes import record_outcome

DECIDED = (
    (12, Proceedings.HEARING, Found.GROSS_MISCONDUCT, Outcome.DISMISSED, "Police Constable",
     "Looked up records of people they knew, without a policing purpose."),
    (5, Proceedings.MEETING, Found.MISCONDUCT, Outcome.WRITTEN_WARNING, "Sergeant",
     "Accepted hospitality from a supplier and did not declare it."),
    (40, Proceedings.HEARING, Found.GROSS_MISCONDUCT, Outcome.WOULD_HAVE_BEEN_DISMISSED,
     "Detective Constable", "Kept a second job that had been refused."),
)  # fmt: skip
"""Days before the end of the last month, and what was decided."""


def record(people: Mapping[str, Person], today: date) -> None:
    last = today.replace(day=1) - timedelta(days=1)
    by = By(person=people["deputy.psd"].pk, role=Role.DEPUTY_REASSESSOR.value)
    body = people["deputy.psd"].body
    for before, proceedings, found, outcome, rank, summary in DECIDED:
        decided = Decided(last - timedelta(days=before), proceedings, found, outcome, rank, summary)
        record_outcome(body, decided, by=by)
