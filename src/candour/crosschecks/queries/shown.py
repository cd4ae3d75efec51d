# SPDX-License-Identifier: MIT
"""One finding as its page shows it: both sides, where they differ, why it is here, and what was answered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as lazy

from candour.crosschecks.catalogue import detector_named
from candour.crosschecks.models import Decision, Finding
from candour.crosschecks.rules.detecting import Detector, Severity
from candour.crosschecks.rules.telling import pounds
from candour.ledger.datakeys import Erased
from candour.linkage.rules.names import parse
from candour.linkage.rules.numbers import company_number
from candour.linkage.rules.tokens import informative, words
from candour.ui.said import said as _
from candour.ui.words import long_date


@dataclass(frozen=True)
class Row:
    """One line of the comparison."""

    name: str
    left: str
    right: str
    different: bool


@dataclass(frozen=True)
class Step:
    """One step of the waterfall, with what came before it."""

    name: str
    bits: float


@dataclass(frozen=True)
class Shown:
    row: Finding
    detector: Detector
    severity: Severity
    declared: dict[str, Any]
    paid: dict[str, Any]
    compared: tuple[Row, ...]
    points: tuple[tuple[float, str], ...]
    steps: tuple[Step, ...]
    reason: str
    also: tuple[dict[str, Any], ...]
    offers: tuple[dict[str, Any], ...]
    spent: dict[str, Any] | None

    @property
    def entry(self) -> str:
        """The reference of the entry, where it is one of a register of ours."""
        return self.row.reference if self.row.source in REGISTERS else ""


REGISTERS = frozenset(
    {
        "gifts-and-hospitality",
        "business-interests",
        "external-memberships",
        "notifiable-associations",
    }
)


@dataclass(frozen=True)
class Answered:
    answer: str
    reason: str
    by: str
    at: datetime


def shown(row: Finding) -> Shown | None:
    """None where what it is about has been erased."""
    try:
        told = json.loads(row.evidence)
    except Erased:
        return None
    return Shown(
        row, detector_named(row.detector), Severity(row.severity), told["declared"], told["paid"],
        tuple(_compared(told)), tuple((points, said) for points, said in told["points"]),
        tuple(_steps(told["steps"])), told["reason"], tuple(told["also"]), tuple(told["offers"]),
        told["spent"],
    )  # fmt: skip


def _compared(told: dict[str, Any]) -> Sequence[Row]:
    mine, theirs, spent = told["declared"], told["paid"], told["spent"]
    rows = [
        _row(_("Name"), mine["name"], theirs["name"]),
        Row(_("Words that only one has"), *_apart(mine["name"], theirs["name"])),
        _row(_("Legal form"), *(_form(one["name"]) for one in (mine, theirs))),
        _row(_("Company number"), *(company_number(one["number"]) for one in (mine, theirs))),
    ]
    if len(parse(mine["name"]).aliases) > 1 or len(parse(theirs["name"]).aliases) > 1:
        rows.append(_row(_("Other names in it"), _also(mine["name"]), _also(theirs["name"])))
    if spent:
        rows.append(Row(_("What"), _declared(mine), _spent(spent), different=False))
        rows.append(
            Row(_("When"), _days(mine), _days({**spent, "starts": spent["day"]}), different=False)
        )
    return rows


def _row(name: str, left: str, right: str) -> Row:
    """Different where both sides say something and not the same, legal forms apart."""
    differ = bool(left and right) and _telling(left) != _telling(right)
    return Row(name, left, right, differ)


def _telling(name: str) -> tuple[str, ...]:
    return informative(words(name))[0]


def _form(name: str) -> str:
    return informative(words(name))[1]


def _apart(left: str, right: str) -> tuple[str, str, bool]:
    mine, theirs = _telling(left), _telling(right)
    only = [
        " ".join(w for w in one if w not in other)
        for one, other in ((mine, theirs), (theirs, mine))
    ]
    return only[0] or _("None"), only[1] or _("None"), bool(only[0] or only[1])


def _also(name: str) -> str:
    return ", ".join(" ".join(one.words) for one in parse(name).aliases[1:])


def _declared(mine: dict[str, Any]) -> str:
    kind = str(SORTS.get(mine["says"], mine["says"]))
    worth = f", {pounds(mine['pence'])}" if mine["pence"] else ""
    return f"{kind}{worth}"


SORTS = {
    "offer": lazy("Offer of a gift or hospitality"),
    "interest": lazy("Second job or business interest"),
    "membership": lazy("Membership"),
    "association": lazy("Association"),
    "organiser": lazy("Organiser of a Gateway request"),
    "hold": lazy("Stated in the register of ownership"),
}
MONEY = {"payment": lazy("Payment"), "contract": lazy("Contract"), "card": lazy("Purchase by card")}


def _spent(spent: dict[str, Any]) -> str:
    parts = [str(MONEY[spent["kind"]]), spent["what"], pounds(spent["pence"]), spent["by"]]
    return ", ".join(part for part in parts if part)


def _days(told: dict[str, Any]) -> str:
    first = long_date(date.fromisoformat(told["starts"]))
    if not told["ends"] or told["ends"] == told["starts"]:
        return first
    last = long_date(date.fromisoformat(told["ends"]))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _steps(cell: str) -> Sequence[Step]:
    found = []
    for part in cell.split("; "):
        name, _space, bits = part.rpartition(" ")
        if name:
            found.append(Step(name, float(bits)))
    return found


def answers_on(pair: UUID) -> list[Answered]:
    """Everything that was ever answered about these two names, the latest first."""
    rows = Decision.objects.filter(pair=pair).select_related("decided_by", "pair")
    return [
        Answered(
            row.answer,
            row.reason,
            f"{row.decided_by.full_name}, {row.decided_by_was}",
            row.decided_at,
        )
        for row in rows.order_by("-decided_at", "-id")
    ]
