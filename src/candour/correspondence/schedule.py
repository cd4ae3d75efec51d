# SPDX-License-Identifier: MIT
"""Jobs that run by the clock. Any app registers its own in `apps.py`; the worker runs them.

A job is run by one worker at a time and must do no harm when it is run twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from candour.correspondence.models import Schedule

LEASE = timedelta(minutes=15)
AFTER_A_PROBLEM = timedelta(minutes=5)
A_DAY = timedelta(days=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """What to run and how often; with `at`, every day at that local time."""

    name: str
    run: Callable[[datetime], None]
    every: timedelta = A_DAY
    at: time | None = None

    def next_after(self, now: datetime) -> datetime:
        if self.at is None:
            return now + self.every
        local = timezone.localtime(now)
        today = timezone.make_aware(datetime.combine(local.date(), self.at))
        if today > now:
            return today
        return timezone.make_aware(datetime.combine(local.date() + A_DAY, self.at))


_jobs: dict[str, Job] = {}


def register(job: Job) -> None:
    """Have the worker run this job; a second job of the same name is a mistake."""
    if _jobs.setdefault(job.name, job) != job:
        raise ValueError(f"there is already a job called '{job.name}'")


def registered() -> tuple[Job, ...]:
    return tuple(_jobs.values())


def bring_forward(job: Job) -> None:
    """Have a job run in the worker's next round, once the caller's transaction is committed."""
    Schedule.objects.filter(pk=job.name).update(next_run_at=timezone.now())


def run_due(now: datetime) -> list[str]:
    """Run every registered job whose time has come; returns the names of those that ran."""
    return [job.name for job in registered() if _run_if_due(job, now)]


def _run_if_due(job: Job, now: datetime) -> bool:
    if not _take(job, now):
        return False
    problem = ""
    try:
        job.run(now)
    except Exception as raised:  # one broken job must not stop the others
        problem = type(raised).__name__  # its words may hold content, so they are not kept
        log.exception("The job %s stopped", job.name)
    later = now + AFTER_A_PROBLEM if problem else job.next_after(now)
    Schedule.objects.filter(pk=job.name).update(
        leased_until=None, last_run_at=now, last_problem=problem, next_run_at=later
    )
    return True


def _take(job: Job, now: datetime) -> bool:
    """Lease the job when it is due. The first sight of a daily job only sets its time."""
    first = job.next_after(now) if job.at else now
    with transaction.atomic():
        Schedule.objects.get_or_create(name=job.name, defaults={"next_run_at": first})
        due = Schedule.objects.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lte=now),
            pk=job.name,
            next_run_at__lte=now,
        )
        return bool(due.update(leased_until=now + LEASE))
