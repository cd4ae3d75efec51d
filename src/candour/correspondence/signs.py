# SPDX-License-Identifier: MIT
"""Whether jobs run and messages leave, in counts: an administrator sees no letter."""

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from candour.correspondence import schedule
from candour.correspondence.models import OPEN, Message, Schedule, State
from candour.ui.signs import Reading
from candour.ui.tags import Status
from candour.ui.words import date_time

LATE = timedelta(minutes=30)
LATELY = timedelta(days=7)


def jobs(now: datetime) -> Reading:
    names = {job.name for job in schedule.registered()}
    rows = list(Schedule.objects.filter(name__in=names).order_by("name"))
    if failed := [row.name for row in rows if row.last_problem]:
        return Reading(
            Status.PROBLEM,
            _("These jobs stopped: %(names)s.") % {"names": ", ".join(failed)},
            _("Look at the log of candour worker. Each job is tried again every 5 minutes."),
        )
    if not rows:
        return Reading(
            Status.NOT_YET_STARTED,
            _("No job has run yet."),
            _("Start candour worker beside the server."),
        )
    if any(row.next_run_at < now - LATE for row in rows):
        return Reading(
            Status.PROBLEM,
            _("No job has run when it was due: candour worker is not running."),
            _("Start candour worker beside the server."),
        )
    ran = max((row.last_run_at for row in rows if row.last_run_at), default=None)
    if ran is None:
        return Reading(Status.NOT_YET_STARTED, _("No job has been due yet."))
    return Reading(Status.IN_ORDER, _("The last job ran on %(when)s.") % {"when": date_time(ran)})


def mail(now: datetime) -> Reading:
    lost_lately = Q(
        state__in=[State.GAVE_UP.value, State.REFUSED.value], queued_at__gte=now - LATELY
    )
    waits = Q(state__in=OPEN)
    found = Message.objects.filter(lost_lately | waits).aggregate(
        lost=Count("pk", filter=lost_lately), oldest=Min("queued_at", filter=waits)
    )
    lost, oldest = found["lost"], found["oldest"]
    if lost:
        return Reading(
            Status.PROBLEM,
            _("%(count)s messages of the last 7 days could not be delivered.") % {"count": lost},
            _("Ask the Secretariat to look at its outbox."),
        )
    if oldest and oldest < now - LATE:
        return Reading(
            Status.PROBLEM,
            _("A message has been waiting since %(when)s.") % {"when": date_time(oldest)},
            _("Check that the mail server is reachable and that candour worker runs."),
        )
    return Reading(Status.IN_ORDER, _("No message is stuck."))
