# SPDX-License-Identifier: MIT
"""What every page of an import needs: the import itself, if this person may know of it."""

from uuid import UUID

from django.http import Http404

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.registers.intake.models import Import
from candour.registers.intake.queries.history import import_for
from candour.ui.access import holds
from candour.ui.marking import Marking
from candour.ui.request import Request, who

BRINGS_IN = holds(Role.REGISTRAR, Role.PROCUREMENT)
MARKING = Marking.OFFICIAL_SENSITIVE


def find(request: Request, import_id: UUID, *, waiting: bool | None = None) -> Import:
    """The import, or the page of one that never existed."""
    of = import_for(who(request), request.roles, import_id)
    if of is None or (waiting is not None and (of.state == "waiting") != waiting):
        raise Http404
    return of


def by(request: Request) -> By:
    role = Role.REGISTRAR if Role.REGISTRAR in request.roles else Role.PROCUREMENT
    return By(who(request).pk, role.value)
