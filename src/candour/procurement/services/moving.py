# SPDX-License-Identifier: MIT
"""Notices go out, everybody is asked anew, and a procurement ends."""

from uuid import UUID

from candour.kernel.procedure import Given
from candour.ledger.services import By
from candour.procurement.models import Mitigation, Procurement
from candour.procurement.rules import procedure as acts
from candour.procurement.rules.procurement import AwardedTo, Reason
from candour.procurement.services.carrying_out import Deed, Writer, carry_out


def ask_anew(key: UUID, *, by: By, seen: int | None = None) -> Procurement:
    return carry_out(key, acts.ASK_ANEW, Given(by=str(by.person)), by=by, seen=seen)


def publish_tender(key: UUID, *, by: By, seen: int | None = None) -> Procurement:
    return carry_out(key, acts.PUBLISH_TENDER, Given(by=str(by.person)), by=by, seen=seen)


def award(key: UUID, given: AwardedTo, *, by: By, seen: int | None = None) -> Procurement:
    def write(deed: Deed) -> None:
        winner = deed.rows.supplier(given.supplier)
        if winner is not None:
            winner.won = True
            winner.save(update_fields=["won"])
        deed.told = {"supplier": given.supplier}

    return carry_out(key, acts.AWARD, given, write, by=by, seen=seen)


def change(key: UUID, *, by: By, seen: int | None = None) -> Procurement:
    return carry_out(key, acts.CHANGE, Given(by=str(by.person)), by=by, seen=seen)


def close(key: UUID, given: Reason, *, by: By, seen: int | None = None) -> Procurement:
    return carry_out(key, acts.CLOSE, given, _ended(given), by=by, seen=seen)


def abandon(key: UUID, given: Reason, *, by: By, seen: int | None = None) -> Procurement:
    return carry_out(key, acts.ABANDON, given, _ended(given), by=by, seen=seen)


def _ended(given: Reason) -> Writer:
    """What ends with a procurement: its steps, and that anybody is asked."""

    def write(deed: Deed) -> None:
        deed.row.ended_because = given.reason.strip()
        deed.row.save(update_fields=["ended_because"])
        deed.columns = {"ended_at": deed.now}
        Mitigation.objects.filter(procurement=deed.row, ended_at=None).update(ended_at=deed.now)
        deed.told = {"reason": given.reason.strip()}

    return write
