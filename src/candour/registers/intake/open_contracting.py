# SPDX-License-Identifier: MIT
"""Open Contracting (OCDS 1.1) packages and beneficial ownership statements, laid out as a sheet.

One row is one award, or one contract where the notice has no award. A notice with neither is a
row too, so that it is counted and refused by name.
"""

import html
import json
from collections.abc import Iterator
from typing import Any

from candour.registers.intake.sheets import Book, Row, Sheet, Unreadable

CONTRACT_HEADINGS = (
    "ocid", "notice id", "award id", "title", "description", "buyer", "suppliers", "supplier ids",
    "value", "currency", "award date", "start date", "end date", "status", "procedure", "published",
)  # fmt: skip
OWNERSHIP_HEADINGS = (
    "statement id", "statement type", "name", "company number", "jurisdiction", "founded",
    "dissolved", "subject", "interested party", "interests", "since",
)  # fmt: skip
Json = Any
_MOST_NAMES = 2_000


def read_json(name: str, text: str) -> Book:
    """A package, a list of packages or statements, or one of them a line."""
    documents = _documents(text)
    rows: list[Row] = [list(CONTRACT_HEADINGS)]
    owners: list[Row] = [list(OWNERSHIP_HEADINGS)]
    for document in documents:
        if "statementID" in document or "statementId" in document:
            owners.append(_statement(document))
        else:
            rows += [_laid_out(release) for release in _releases(document)]
    sheets = [Sheet("contract notices", rows, holds="contracts")] if len(rows) > 1 else []
    sheets += [Sheet("ownership statements", owners, holds="ownership")] if len(owners) > 1 else []
    if not sheets:
        raise Unreadable(
            "Upload an Open Contracting package: this JSON holds no releases, records or "
            "ownership statements."
        )
    return Book(name, "JSON", sheets)


def _documents(text: str) -> list[dict[str, Json]]:
    try:
        whole = json.loads(text)
    except ValueError:
        whole = [
            _line(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()
        ]
    except RecursionError:
        raise Unreadable("Check the file: its JSON is nested too deeply to be a notice.") from None
    found = whole if isinstance(whole, list) else [whole]
    return [each for each in found if isinstance(each, dict)]


def _line(number: int, line: str) -> Json:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable(f"Check line {number} of the file: it is not JSON.") from None


def _releases(document: dict[str, Json]) -> Iterator[tuple[dict[str, Json], dict[str, Json]]]:
    """Each release with what is bought in it; of a record, its compiled release or the last one."""
    for release in _list(document, "releases"):
        yield from _parts(release)
    for record in _list(document, "records"):
        releases = [each for each in _list(record, "releases") if "ocid" in each]
        compiled = _dict(record, "compiledRelease") or (
            releases[-1] if releases else {"ocid": record.get("ocid")}
        )
        yield from _parts(compiled)
    if "ocid" in document and "releases" not in document:
        yield from _parts(document)


def _parts(release: dict[str, Json]) -> Iterator[tuple[dict[str, Json], dict[str, Json]]]:
    for part in _list(release, "awards") or _list(release, "contracts") or [{}]:
        yield release, part


def _laid_out(found: tuple[dict[str, Json], dict[str, Json]]) -> Row:
    release, part = found
    tender = _dict(release, "tender")
    value = _dict(part, "value")
    period = _dict(part, "contractPeriod") or _dict(part, "period")
    suppliers = _list(part, "suppliers")
    numbers = _numbers(release)
    return [
        _text(release.get("ocid")), _text(release.get("id")), _text(part.get("id")),
        _text(part.get("title")) or _text(tender.get("title")),
        _text(tender.get("description")) or _text(part.get("description")),
        _text(_dict(release, "buyer").get("name")) or _party(release, "buyer"),
        _joined([_text(each.get("name")) for each in suppliers]),
        _joined([numbers.get(_text(each.get("id")), "") for each in suppliers]),
        _amount(value.get("amount")), _text(value.get("currency")),
        _text(part.get("date")) or _text(part.get("dateSigned")), _text(period.get("startDate")),
        _text(period.get("endDate")), _text(part.get("status")) or ("" if part else "no award"),
        _text(tender.get("procurementMethodDetails")), _text(release.get("date")),
    ]  # fmt: skip


def _numbers(release: dict[str, Json]) -> dict[str, str]:
    """Registered numbers of the parties, by the id that the notice gives them."""
    return {
        _text(party.get("id")): _text(_dict(party, "identifier").get("id"))
        for party in _list(release, "parties")
    }


def _party(release: dict[str, Json], role: str) -> str:
    found = [p for p in _list(release, "parties") if role in (p.get("roles") or ())]
    return _text(found[0].get("name")) if found else ""


def _statement(statement: dict[str, Json]) -> Row:
    numbers = [
        _text(each.get("id"))
        for each in _list(statement, "identifiers")
        if each.get("scheme") == "GB-COH"
    ]
    names = [
        _text(statement.get("name")),
        *(_text(n.get("fullName")) for n in _list(statement, "names")),
    ]
    interests = _list(statement, "interests")
    subject, party = _dict(statement, "subject"), _dict(statement, "interestedParty")
    return [
        _text(statement.get("statementID") or statement.get("statementId")),
        _text(statement.get("statementType") or statement.get("recordType")),
        next((name for name in names if name), ""), next((n for n in numbers if n), ""),
        _text(_dict(statement, "incorporatedInJurisdiction").get("code")),
        _text(statement.get("foundingDate")), _text(statement.get("dissolutionDate")),
        _text(subject.get("describedByEntityStatement")),
        _text(party.get("describedByEntityStatement") or party.get("describedByPersonStatement")),
        _joined([_text(each.get("details") or each.get("type")) for each in interests]),
        next((_text(each.get("startDate")) for each in interests if each.get("startDate")), ""),
    ]  # fmt: skip


def _joined(names: list[str]) -> str:
    """Several in one cell, as JSON, so that no name is cut where it holds the mark between them."""
    return json.dumps(names[:_MOST_NAMES], ensure_ascii=False) if any(names) else ""


def _amount(amount: Json) -> Json:
    return (
        amount
        if isinstance(amount, int | float) and not isinstance(amount, bool)
        else _text(amount)
    )


def _text(value: Json) -> str:
    """Notices come with `&#039;` where somebody wrote an apostrophe."""
    if value is None or isinstance(value, dict | list):
        return ""
    return html.unescape(str(value)).strip()


def _list(within: dict[str, Json], name: str) -> list[dict[str, Json]]:
    found = within.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _dict(within: dict[str, Json], name: str) -> dict[str, Json]:
    found = within.get(name)
    return found if isinstance(found, dict) else {}
