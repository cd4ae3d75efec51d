# SPDX-License-Identifier: MIT
"""Weights are learned from what people answered. The record says that it was done; nothing changes."""

from django.db import transaction

from candour.crosschecks.queries.labels import labels
from candour.crosschecks.services.running import CHECKS
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, record
from candour.linkage.learning import LEAST, Learned, learn

SERVICE = By(person=None, role="service", name="Learning from answers")


def learn_from_answers(*, least: int = LEAST, by: By = SERVICE) -> Learned:
    """Raises Refused where too little has been answered."""
    with transaction.atomic():
        learned = learn(labels(), least=least)
        told: dict[str, Json] = {
            "model": learned.version, "taught": learned.taught, "measured": learned.after.pairs,
            "better": learned.better,
        }  # fmt: skip
        record(CHECKS, "learn_weights", by=by, kind=Kind.COMBINATION, fields=told)
    return learned
