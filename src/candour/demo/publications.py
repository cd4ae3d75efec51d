# SPDX-License-Identifier: MIT
"""Two quarters on the public site, so that it shows something at once; one dataset is overdue."""

from collections.abc import Mapping
from datetime import date

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Body, Person
from candour.transparency.rules.scheme import Dataset, last_finished
from candour.transparency.rules.spans import Span
from candour.transparency.scheme import scheme_of
from candour.transparency.services import preparing, publishing

PREPARES = {
    Role.REGISTRAR: "registrar",
    Role.COMMUNICATIONS: "press.officer",
    Role.OVERSEER: "head.secretariat",
}
LEFT_DUE = "business-interests"
"""Its last quarter has not been published, so the plan has something in red."""
REVIEWS = "quarterly-reviews"
"""The review of the last quarter is still open, so only the one before is public."""


def publish(people: Mapping[str, Person], today: date) -> None:
    body = people["registrar"].body
    scheme = scheme_of(body)
    for dataset in scheme.datasets if scheme else ():
        last = last_finished(dataset, today)
        spans = [last] if dataset.frequency == "yearly" else [last.before, last]
        for span in spans[:1] if dataset.code in {LEFT_DUE, REVIEWS} else spans:
            _one(people, body, dataset, span)


def _one(people: Mapping[str, Person], body: Body, dataset: Dataset, span: Span) -> None:
    keeper = By(person=people[PREPARES[dataset.owner]].pk, role=dataset.owner.value)
    approver = By(person=people["head.psd"].pk, role=Role.REASSESSOR.value)
    release = preparing.prepare(body, dataset, span, by=keeper)
    if release.lines.exclude(entry=None).exists():
        preparing.accept_proposals(release.pk, only_clean=False, by=keeper)
    preparing.propose(release.pk, "", by=keeper)
    publishing.publish(release.pk, by=approver)
