# SPDX-License-Identifier: MIT
"""Answers as labels to learn from: the latest of each pair, and of the open registers alone."""

import json

from candour.crosschecks.models import Decision
from candour.crosschecks.rules.sides import Answer, Compartment
from candour.ledger.datakeys import Erased, keep_open
from candour.linkage.learning import Label

ONE_BODY = {Answer.SAME.value: True, Answer.DIFFERENT.value: False}
"""Connected names are neither, and "not sure" is no answer."""


def labels() -> list[Label]:
    """What was copied out of a matter or an association is nothing, so nothing of it is here."""
    rows = Decision.objects.filter(pair__compartment=Compartment.REGISTERS.value)
    latest = {row.pair_id: row for row in rows.select_related("pair").order_by("decided_at", "id")}
    keep_open(row.pair.stream for row in latest.values())
    found = (_label(row) for row in latest.values() if row.answer in ONE_BODY)
    return [one for one in found if one]


def _label(row: Decision) -> Label | None:
    try:
        told = json.loads(row.seen) if row.seen else None
    except Erased:
        return None
    if told is None:
        return None
    mine, theirs = told["declared"], told["paid"]
    return Label(
        row.pair.digest, mine["name"], mine["number"], theirs["name"], theirs["number"],
        ONE_BODY[row.answer],
    )  # fmt: skip
