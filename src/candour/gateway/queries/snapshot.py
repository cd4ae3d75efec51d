# SPDX-License-Identifier: MIT
"""What was known at the time: everything that the maker of a decision could see (G17).

Each part is a fact of its own in the record, so that one can be shown later and the rest withheld.
Names, titles, files and the policy's text are committed to as they were on the day.
"""

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone

from candour.audit.known import Asked, facts_known
from candour.files.queries import of_stream
from candour.gateway.models import Case
from candour.gateway.queries.file import case_file
from candour.gateway.queries.shown import CaseFile
from candour.gateway.rules.matter import Matter, Stage
from candour.gateway.rules.visibility import visible_parts
from candour.kernel.clause import clause
from candour.ledger.rules.commitments import Json, NotRecordable
from candour.people.queries import named_on
from candour.policy.queries import by_id

NOT_CONTENT = frozenset({"parts"})
KNOWN = "known."
ELSEWHERE = "known.elsewhere."


@clause("COG 1/3", "COG R/SO/2")
def snapshot_for(case: Case, matter: Matter, person: str) -> dict[str, Json]:
    """The file as this person could see it, part by part, and what stood round it on the day."""
    parts = visible_parts(matter, Stage(case.stage), person)
    file = case_file(case, parts)
    people = {*_people_in(file), case.principal_id, UUID(person)}
    known: dict[str, Json] = {
        **as_data(file),
        "parts": sorted(parts),
        "names": _names(people),
        "files": _files(case, file),
        "policy": policy_of_the_day(case),
    }
    asked = Asked(
        reader=UUID(person),
        people=frozenset(people),
        organisations=tuple(sorted({one.organisation for one in file.people} - {""})),
        on=timezone.localdate(),
    )
    elsewhere = facts_known(asked)
    return {f"{KNOWN}{name}": value for name, value in known.items()} | {
        f"{ELSEWHERE}{name}": value for name, value in elsewhere.items()
    }


def as_data(file: CaseFile) -> dict[str, Json]:
    """Plain values of every part that holds something."""
    found: dict[str, Json] = {}
    for one in fields(file):
        value = getattr(file, one.name)
        if one.name not in NOT_CONTENT and value:
            found[one.name] = _plain(value)
    return found


def _plain(value: Any) -> Json:
    """Frozen values as the record keeps them: keys, days and moments as text."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        raise NotRecordable("a float cannot be recorded: write it as text")
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return str(value)


def _people_in(file: CaseFile) -> set[UUID]:
    """Everyone that the file names by their key."""
    rows: list[Any] = [file.worksheet, file.advice, file.decision, file.reassessment]
    for one in fields(file):
        value = getattr(file, one.name)
        if isinstance(value, tuple):
            rows += value
    keys = ("person", "added_by", "representative", "assessor", "made_by", "owner", "told_by", "by")
    found = {getattr(row, key, None) for row in rows if row is not None for key in keys}
    return {one for one in found if isinstance(one, UUID)}


def _names(people: Iterable[UUID]) -> Json:
    """What each person was called, and was, on the day."""
    named = named_on(people, timezone.localdate())
    return {str(person): [name, title] for person, (name, title) in named.items()}


def _files(case: Case, file: CaseFile) -> Json:
    """The name and the digest of each file that could be opened."""
    wanted = {one.file for one in file.material} | {one.file for one in file.conditions}
    wanted = (wanted | {one.file for one in file.representations}) - {None}
    if not wanted:
        return {}
    return {
        str(one.pk): {"name": one.name, "size": one.size, "sha256": one.sha256}
        for one in of_stream(case.stream)
        if one.pk in wanted
    }


def policy_of_the_day(case: Case) -> dict[str, Json]:
    """The version that the matter runs under, and a digest of its every word."""
    version = by_id(case.policy_id)
    words = json.dumps([version.text, version.pack_text], ensure_ascii=False)
    return {
        "version": str(version.pk),
        "slug": version.document.slug,
        "title": version.document.title,
        "number": version.number,
        "commenced": str(version.commences_on),
        "sha256": sha256(words.encode()).hexdigest(),
    }
