# SPDX-License-Identifier: MIT
"""A run: read both sides, match the names, evaluate, and keep what was found. One event for each run."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from candour.crosschecks.catalogue import DETECTORS, VERSION
from candour.crosschecks.matching import MODEL, match_names
from candour.crosschecks.models import Run
from candour.crosschecks.queries.answers import answers_now
from candour.crosschecks.queries.declarations import declarations
from candour.crosschecks.queries.spending import Numbers, paid_names, spends_to
from candour.crosschecks.rules.evaluating import Evaluated, Facts, evaluate
from candour.crosschecks.rules.snapshots import digest, findings_lines, lines_of
from candour.crosschecks.services.fingerprints import Fingerprints
from candour.crosschecks.services.keeping import Kept, keep
from candour.crosschecks.services.paying import keep_paid
from candour.crosschecks.services.tallying import tallies
from candour.ledger.one_view import one_view
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.registers.intake.queries.totals import last_import, totals
from candour.registers.queries.naming import last_declared

CHECKS = UUID("3f9d2c61-7a0e-4b58-9c1d-e85a6b274f30")
"""The stream of the record that tells of runs."""
SERVICE = By(person=None, role="service", name="Cross-checks")


@dataclass
class Ran:
    """A run, and what it found."""

    row: Run
    facts: Facts
    done: Evaluated
    kept: Kept = field(default_factory=Kept)


def gather() -> Facts:
    """Both sides as they are held now, and which names of the two met."""
    with one_view():
        declared = declarations()
        numbers = Numbers()
        paid = paid_names(numbers)
        matches = match_names((one.name for one in declared), paid)
        spends = spends_to((one.paid for one in matches), numbers)
        answers = answers_now(declared, matches, Fingerprints())
    return Facts(declared, spends, matches, answers)


def run(*, by: By = SERVICE) -> Ran:
    """Check everything against everything, once."""
    started = timezone.now()
    facts = gather()
    done = evaluate(facts, DETECTORS)
    with transaction.atomic():
        keep_paid(totals())
        return _kept(facts, done, started, by)


def _kept(facts: Facts, done: Evaluated, started: datetime, by: By) -> Ran:
    row = Run(
        snapshot=digest(lines_of(facts)),
        findings=digest(findings_lines(done.raised)),
        model=f"{MODEL} {VERSION}",
        started_at=started,
        ended_at=timezone.now(),
        event=new_event_id(),
    )
    row.save(force_insert=True)
    ran = Ran(row, facts, done, keep(done.raised, row, Fingerprints()))
    counted = tallies(ran.row, facts, done, ran.kept)
    for one in counted:
        one.save(force_insert=True)
    told: dict[str, Json] = {
        "snapshot": row.snapshot, "findings": row.findings, "model": row.model,
        "found": sum(one.found for one in counted), "new": sum(one.new for one in counted),
        "gone": sum(one.gone for one in counted),
    }  # fmt: skip
    record(
        CHECKS, "crosscheck", by=by, kind=Kind.COMBINATION, fields=told, clauses=("HMIC12 2/2",),
        event_id=row.event,
    )  # fmt: skip
    return ran


def run_when_changed(_now: datetime) -> None:
    """Between two nights, when an entry or a file came in since the last run."""
    newest = Run.objects.order_by("-started_at").first()
    came_in = max((at for at in (last_declared(), last_import()) if at), default=None)
    if came_in and (newest is None or newest.started_at < came_in):
        run()


def run_nightly(_now: datetime) -> None:
    """As the worker runs it."""
    run()
