# SPDX-License-Identifier: MIT
"""Opens findings for whoever may know of them, and writes the reading down before anything shows."""

from uuid import UUID

from django.http import Http404

from candour.crosschecks.queries.visible import Opened, visible_finding
from candour.crosschecks.rules.compartments import READERS, UNIT
from candour.crosschecks.rules.sides import Compartment
from candour.crosschecks.services.running import CHECKS
from candour.ledger.services import By, record_reading
from candour.ui.access import holds
from candour.ui.marking import Marking
from candour.ui.request import Request, acting_as, who

CHECKERS = holds(*sorted(READERS))
MARKING = Marking.OFFICIAL_SENSITIVE
HANDLING = {
    Compartment.REGISTERS: "Those who check the registers only",
    Compartment.MATTERS: "Those with a part in the request only",
    Compartment.CORRUPTION: "Counter-corruption unit only",
}


def checker(request: Request) -> By:
    """Whoever looks, in the office that lets them."""
    return acting_as(request, (UNIT & request.roles) or (READERS & request.roles))


def open_list(request: Request, part: str) -> None:
    if request.method in {"GET", "HEAD"}:
        record_reading(CHECKS, by=checker(request), part=part)


def open_finding(request: Request, finding_id: UUID, part: str) -> Opened:
    opened = visible_finding(who(request), finding_id)
    if opened is None:
        raise Http404
    if request.method in {"GET", "HEAD"}:
        record_reading(opened.row.pair.stream, by=checker(request), part=part)
    return opened
