# SPDX-License-Identifier: MIT
"""Which imports a person may see, and what came in with them."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from candour.kernel.roles import Role
from candour.people.models import Person
from candour.registers.intake.kinds import Kind, Type
from candour.registers.intake.known_kinds import KINDS
from candour.registers.intake.models import MODELS, Import
from candour.registers.intake.sheets import Row, as_text, is_blank
from candour.registers.rules.accounting import shown

SHOWN = 25
MOST_EXPORTED = 100_000
MOST_COLUMNS = 6
"""On screen; an export has all of them."""
FOR_PROCUREMENT = frozenset(
    {"spend", "contracts", "suppliers", "ownership", "card-transactions", "claims", "training"}
)
"""What finance and procurement bring in; registers of people are for whoever keeps them."""


def kinds_for(roles: frozenset[Any]) -> list[Kind]:
    if Role.REGISTRAR in roles:
        return list(KINDS)
    return (
        [kind for kind in KINDS if kind.name in FOR_PROCUREMENT]
        if Role.PROCUREMENT in roles
        else []
    )


def imports_for(person: Person, roles: frozenset[Any]) -> QuerySet[Import]:
    names = [kind.name for kind in kinds_for(roles)]
    own = Q(body=person.body_id) | Q(body=None)
    return Import.objects.filter(own, kind__in=names).order_by("-started_at", "id")


def import_for(person: Person, roles: frozenset[Any], import_id: UUID) -> Import | None:
    return imports_for(person, roles).filter(pk=import_id).select_related("started_by").first()


@dataclass(frozen=True)
class ImportedPage:
    rows: list[list[str]]
    headings: list[str]
    more: str


def visible_rows(
    kind: Kind, person: Person, wanted: str = "", of: UUID | None = None
) -> QuerySet[Any]:
    """The entries that count now: those that nothing superseded and that have not ended."""
    rows = MODELS[kind.name]._default_manager.filter(
        Q(of__body=person.body_id) | Q(of__body=None), superseded_by=None, ended_by=None
    )
    if of is not None:
        rows = rows.filter(of=of)
    if wanted:
        names = [
            each.name for each in kind.fields if each.type in {Type.NAME, Type.TEXT, Type.CODE}
        ]
        names = [name for name in names if name != "currency"]
        match = Q()
        for name in names:
            match |= Q(**{f"{name}__icontains": wanted})
        rows = rows.filter(match)
    return rows.order_by("-id")


def page_of_rows(
    kind: Kind, person: Person, wanted: str, of: UUID | None, after: str
) -> ImportedPage:
    rows = visible_rows(kind, person, wanted, of)
    if after.isdigit():
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: SHOWN + 1])
    more = str(found[SHOWN - 1].pk) if len(found) > SHOWN else ""
    rows_ = [texts(kind, row) for row in found[:SHOWN]]
    named = headings(kind)
    filled = [at for at in range(len(named)) if any(row[at] for row in rows_)]
    listed = [*filled[:MOST_COLUMNS], *(at for at in filled[MOST_COLUMNS:] if at == len(named) - 1)]
    return ImportedPage(
        [[row[at] for at in listed] for row in rows_], [named[at] for at in listed], more
    )


def headings(kind: Kind) -> list[str]:
    """The field labels, as they head a list or an export."""
    return [each.label for each in kind.fields if each.name != "currency"] + ["Rests on"]


def values(kind: Kind, row: Any) -> list[str | int | float | date | None]:
    """One entry under `headings`: dates are dates, amounts are pounds, text is text."""
    found: list[str | int | float | date | None] = []
    for each in kind.fields:
        if each.name == "currency":
            continue
        if each.type is Type.MONEY:
            found.append(None if row.pence is None else row.pence / 100)
        else:
            found.append(_plain(getattr(row, each.name)))
    return [*found, rests_on(row.noted)]


def texts(kind: Kind, row: Any) -> list[str]:
    found = []
    for each in kind.fields:
        if each.name == "currency":
            continue
        if each.type is Type.MONEY:
            amount = {row.currency: row.pence} if row.pence is not None else None
            found.append(shown(amount, row.currency) if amount else "")
        else:
            value = _plain(getattr(row, each.name))
            found.append("" if value is None else str(value))
    return [*found, rests_on(row.noted)]


def _plain(value: Any) -> Any:
    """A list of names was kept as JSON, so that no name is cut at a comma."""
    if isinstance(value, str) and value[:2] == '["' and value[-2:] == '"]':
        try:
            return "; ".join(name for name in json.loads(value) if name)
        except ValueError:
            return value
    return value


def rests_on(noted: str) -> str:
    if not noted:
        return ""
    return "; ".join(
        f"{name.replace('_', ' ')}: {basis}" for name, basis in json.loads(noted).items()
    )


def samples(rows: list[Row], at: int) -> list[str]:
    found = [
        as_text(row[at]).strip() for row in rows[:200] if at < len(row) and not is_blank(row[at])
    ]
    return list(dict.fromkeys(found))[:3]
