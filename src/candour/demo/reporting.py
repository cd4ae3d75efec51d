# SPDX-License-Identifier: MIT
"""Who holds the invented force to account, and one report that has gone to them."""

from collections.abc import Mapping
from datetime import date

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.review.rules.figures import Group
from candour.review.rules.reporting import PartyKind
from candour.review.rules.traces import quarter_of
from candour.review.services import reporting

SINCE = date(2012, 11, 22)
SAID = {
    Group.GATEWAY: "Most requests reach the Gateway in good time. Offices were reminded to send them before they answer.",
    Group.REGISTERS: "Entries are checked each week. Late ones are followed up with the department.",
    Group.REVIEW: "The two reviewers looked at every exception. What there was to learn went to the staff officers.",
}


def send(people: Mapping[str, Person], today: date) -> None:
    """The quarter before the last: drawn and written by one, frozen by another."""
    body, quarter = people["head.secretariat"].body, quarter_of(today).before.before
    by = By(person=people["head.secretariat"].pk, role=Role.OVERSEER.value)
    kind, name = PartyKind.COMMISSIONER, "Aldshire Police and Crime Commissioner"
    reporting.name_party(body, kind, name, SINCE, by=by)
    row = reporting.draw_figures(body, quarter, by=by)
    row = reporting.write(row.pk, SAID, by=by, seen=row.version)
    freezer = By(person=people["head.psd"].pk, role=Role.REASSESSOR.value)
    reporting.freeze(row.pk, by=freezer, seen=row.version)
