# SPDX-License-Identifier: MIT
"""Facts of a matter that leave with a proof: through the browser of a person who may, or by command.

Whoever made a release must still be allowed to see when it is used: a post that is lost ends it.
"""

from datetime import datetime

from django.utils import timezone

from candour.audit.models import Release
from candour.audit.queries import release_with
from candour.audit.services import record_taken
from candour.gateway.models import Case
from candour.gateway.queries.visible import visible_one
from candour.gateway.rules.matter import Stage
from candour.gateway.rules.visibility import may_disclose
from candour.kernel.procedure import Refused
from candour.ledger.proofs import disclose, event_called
from candour.ledger.services import By

BY_COMMAND = "command line"


def taken_by_browser(released: Release, *, by: By) -> bytes:
    return _take(released, by=by, way="browser")


def taken_by_command(code: str, *, now: datetime) -> bytes:
    """The disclosure that a code stands for; refused once it ended, in one sentence for all cases."""
    released = release_with(code, now=now)
    if released is None or not _still_may(released):
        raise Refused("There is no disclosure under this code, or its day is over.")
    by = By(person=None, role="service", name=BY_COMMAND, on_behalf_of=released.made_by_id)
    return _take(released, by=by, way=BY_COMMAND)


def _take(released: Release, *, by: By, way: str) -> bytes:
    made = disclose(event_called(str(released.event)), show=released.names)
    record_taken(released, by=by, way=way)
    return made


def _still_may(released: Release) -> bool:
    case = Case.objects.filter(stream=released.stream).first()
    maker = released.made_by
    today = timezone.localdate()
    if case is None or (maker.left_on and maker.left_on <= today):
        return False
    seen = visible_one(maker, case.reference)
    return seen is not None and may_disclose(seen.matter, Stage(case.stage), str(maker.pk))
