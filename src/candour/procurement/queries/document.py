# SPDX-License-Identifier: MIT
"""What a conflicts assessment says: who takes part, what was found, the steps, what is new since."""

import json
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.utils import timezone

from candour.people.queries import title_on
from candour.procurement.models import Assessment, Mitigation, Participant, Procurement, Revision
from candour.procurement.queries.facts import Rows
from candour.procurement.words import HANDS, NATURES, VERDICTS

Content = dict[str, Any]


def content_of(rows: Rows, summary: str) -> Content:
    """Plain values, in the words of the day: a later revision stands beside it."""
    row = rows.row
    now = {
        "reference": row.reference,
        "subject": row.subject,
        "pence": row.pence,
        "stage": row.stage,
        "accountable": _titled(row),
        "people": _people(rows),
        "stood_down": _stood_down(row),
        "suppliers": _suppliers(rows),
        "summary": summary,
    }
    return {**now, "new": what_is_new(last_content(row), now)}


def last_content(row: Procurement) -> Content | None:
    last = Revision.objects.filter(procurement=row).order_by("-number").first()
    if last is None:
        return None
    last.procurement = row
    found: Content = json.loads(last.content)
    return found


def _titled(row: Procurement) -> str:
    person = row.accountable
    return f"{person.full_name}, {title_on(person, timezone.localdate())}"


def _people(rows: Rows) -> list[Content]:
    made = assessments_of(rows)
    steps = steps_of(rows.row)
    return [_person(one, made.get(one.pk), steps) for one in rows.people]


def assessments_of(rows: Rows) -> dict[UUID, Assessment]:
    """By participant, as far as they still hold."""
    found = Assessment.objects.filter(procurement=rows.row, superseded_at=None)
    made = {one.participant_id: one for one in found}
    for one in made.values():
        one.procurement = rows.row
    return {one.pk: made[one.pk] for one in rows.people if one.assessed and one.pk in made}


def steps_of(row: Procurement) -> dict[UUID, list[Mitigation]]:
    """By assessment, those in force."""
    found: dict[UUID, list[Mitigation]] = defaultdict(list)
    steps = Mitigation.objects.filter(procurement=row, ended_at=None)
    for one in steps.select_related("owner", "keeper").order_by("next_check", "id"):
        one.procurement = row
        found[one.assessment_id].append(one)
    return found


def _person(
    one: Participant, made: Assessment | None, steps: dict[UUID, list[Mitigation]]
) -> Content:
    told = {"name": one.person.full_name, "hand": str(HANDS[one.hand]), "does": one.does}
    if made is None:
        return told
    return told | {
        "verdict": str(VERDICTS[made.verdict]),
        "conflict": made.verdict != "none",
        "nature": str(NATURES[made.nature]) if made.nature else "",
        "reasons": made.reasons,
        "shows": made.shows,
        "steps": [
            {"text": step.text, "owner": step.owner.full_name, "until": step.next_check.isoformat()}
            for step in steps[made.pk]
        ],
    }


def _stood_down(row: Procurement) -> list[Content]:
    gone = Participant.objects.filter(procurement=row, stood_down_at__isnull=False)
    found = []
    for one in gone.select_related("person").order_by("stood_down_at", "id"):
        one.procurement = row
        found.append({"name": one.person.full_name, "why": one.why})
    return found


def _suppliers(rows: Rows) -> list[Content]:
    out = rows.facts.excluded
    named = [
        {"name": one.name, "excluded": str(one.pk) in out, "won": one.won} for one in rows.suppliers
    ]
    return sorted(named, key=lambda one: str(one["name"]).casefold())


def what_is_new(before: Content | None, now: Content) -> list[str]:
    """In sentences, what the last document did not say; nothing for the first."""
    if before is None:
        return []
    were = {one["name"]: one for one in before["people"]}
    found = [f"{one['name']} takes part." for one in now["people"] if one["name"] not in were]
    gone = [one["name"] for one in now["stood_down"]]
    known = [one["name"] for one in before["stood_down"]]
    found += [f"{name} stood down." for name in gone if name not in known]
    suppliers = {one["name"]: one["excluded"] for one in before["suppliers"]}
    for one in now["suppliers"]:
        if one["name"] not in suppliers:
            found.append(f"{one['name']} is a supplier.")
        elif one["excluded"] and not suppliers[one["name"]]:
            found.append(f"{one['name']} is excluded.")
    found += [
        f"{one['name']}: {one['verdict']}, before: {were[one['name']]['verdict']}."
        for one in now["people"]
        if one["name"] in were and one["verdict"] != were[one["name"]]["verdict"]
    ]
    return found or ["Nothing has changed since the last document."]
