# SPDX-License-Identifier: MIT
"""What public registers state about organisations: Companies House CSV, BODS statements, OCDS parties."""

import gzip
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from candour.linkage.rules.numbers import company_number, postcode
from candour.linkage.tables import Unreadable, open_table

COMPANIES = "GB-COH"
FORMER_NAMES = 10
"""Columns of previous names in the published company data."""


class Stated(NamedTuple):
    """One body as one source states it."""

    identifier: tuple[str, str]
    name: str
    place: str = ""
    postcode: str = ""
    ended_on: date | None = None
    former: tuple[tuple[str, date | None, date | None], ...] = ()


class StatedLink(NamedTuple):
    """A hold of one body on another as a source states it."""

    holder: tuple[str, str]
    held: tuple[str, str]
    kind: str
    since: date | None = None


def companies(path: str) -> Iterator[Stated]:
    """The company data product of Companies House: one row a company, previous names beside it."""
    table = open_table(path)
    where = {name.replace(" ", ""): place for place, name in enumerate(table.columns)}
    if not {"CompanyName", "CompanyNumber"} <= set(where):
        raise Unreadable(
            f"Check {path}: company data has columns CompanyName and CompanyNumber, and this file has not."
        )
    for row in table.rows():
        number = company_number(_cell(row, where, "CompanyNumber"))
        if number:
            yield Stated(
                (COMPANIES, number),
                _cell(row, where, "CompanyName"),
                _cell(row, where, "RegAddress.PostTown").title(),
                postcode(_cell(row, where, "RegAddress.PostCode")),
                _day(_cell(row, where, "DissolutionDate")),
                tuple(_previous(row, where)),
            )


def _previous(
    row: list[str], where: dict[str, int]
) -> Iterator[tuple[str, date | None, date | None]]:
    for number in range(1, FORMER_NAMES + 1):
        name = _cell(row, where, f"PreviousName_{number}.CompanyName")
        if name:
            yield name, None, _day(_cell(row, where, f"PreviousName_{number}.CONDATE"))


def _cell(row: list[str], where: dict[str, int], column: str) -> str:
    return row[where[column]].strip() if column in where else ""


def bods(path: str) -> Iterator[Stated | StatedLink]:
    """Beneficial ownership statements: entities first, then who holds whom; people are left out."""
    called: dict[str, tuple[str, str]] = {}
    for statement in _json_lines(path):
        if statement.get("statementType") == "entityStatement":
            stated = _entity(statement)
            if stated:
                called[str(statement.get("statementID"))] = stated.identifier
                yield stated
    for statement in _json_lines(path):
        if statement.get("statementType") == "ownershipOrControlStatement":
            holder = (statement.get("interestedParty") or {}).get("describedByEntityStatement")
            held = (statement.get("subject") or {}).get("describedByEntityStatement")
            if holder in called and held in called:
                since = _day(str(statement.get("statementDate") or ""))
                yield StatedLink(called[holder], called[held], "owns or controls", since)


def _entity(statement: dict[str, Any]) -> Stated | None:
    numbers = sorted(
        number
        for one in statement.get("identifiers") or []
        if one.get("scheme") == COMPANIES and (number := company_number(str(one.get("id") or "")))
    )
    if not numbers:
        return None
    address = next((str(one.get("address") or "") for one in statement.get("addresses") or []), "")
    ended = _day(str(statement.get("dissolutionDate") or ""))
    return Stated(
        (COMPANIES, numbers[0]), str(statement.get("name") or ""), "", postcode(address), ended
    )


def ocds(path: str) -> Iterator[Stated]:
    """Parties of contracting releases that carry a company number."""
    for package in _json_lines(path):
        for release in package.get("releases") or [package]:
            for party in release.get("parties") or []:
                yield from _party(party)


def _party(party: dict[str, Any]) -> Iterator[Stated]:
    told = party.get("identifier") or {}
    number = company_number(str(told.get("id") or ""))
    if number and told.get("scheme") == COMPANIES:
        address = party.get("address") or {}
        where = str(address.get("locality") or "").title()
        code = postcode(str(address.get("postalCode") or ""))
        name = str(told.get("legalName") or party.get("name") or "")
        yield Stated((COMPANIES, number), name, where, code)


READERS = {"companies": companies, "bods": bods, "ocds": ocds}


def read(form: str, path: str) -> Iterator[Stated | StatedLink]:
    """A file of one of the forms, as statements."""
    if not Path(path).is_file():
        raise Unreadable(f"Check the file name: there is no file {path}.")
    yield from READERS[form](path)


def _json_lines(path: str) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as file:
        for count, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                told = json.loads(line)
            except ValueError:
                raise Unreadable(
                    f"Check {path}: line {count} is not JSON. It needs one value on each line."
                ) from None
            yield from told if isinstance(told, list) else [told]


def _day(said: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(said[:10], form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
