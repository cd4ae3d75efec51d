# SPDX-License-Identifier: MIT
"""Whether the record verifies, whether it is published, and how old the last backup is."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.ledger import checkpoints
from candour.ledger.queries import log_size
from candour.safekeeping import noted
from candour.ui.signs import Reading
from candour.ui.tags import Status
from candour.ui.words import date_time

EACH_NIGHT = timedelta(hours=36)
PUBLISHED_WITHIN = timedelta(hours=1)


def record(now: datetime) -> Reading:
    found = noted.read("verification")
    if found is None:
        return Reading(
            Status.NOT_YET_STARTED,
            _("The record has not been verified yet."),
            _("The worker does it every night. To do it now, run candour verify --database."),
        )
    at = datetime.fromisoformat(found["at"])
    if found["wrong"]:
        return Reading(
            Status.PROBLEM,
            _("The record did not verify on %(when)s: %(what)s")
            % {"when": date_time(at), "what": "; ".join(found["wrong"])},
            _(
                "Change nothing and restore nothing. Keep a copy of the disk, tell the oversight "
                "body, and run candour verify --database."
            ),
        )
    if at < now - EACH_NIGHT:
        return Reading(
            Status.OVERDUE,
            _("The record was last verified on %(when)s.") % {"when": date_time(at)},
            _("Check that candour worker runs at night."),
        )
    return Reading(Status.IN_ORDER, _("The record verified on %(when)s.") % {"when": date_time(at)})


def log(now: datetime) -> Reading:
    if checkpoints.is_shut():
        return Reading(
            Status.PROBLEM,
            _("This installation was restored, and nothing is signed until you decide how."),
            _("Run candour log-key --confirm with the newest checkpoint that anybody has."),
        )
    path = Path(settings.LOG_FOLDER) / "checkpoint"
    if not path.exists():
        return Reading(
            Status.NOT_YET_STARTED,
            _("The log has not been published yet."),
            _("Run candour publish-log."),
        )
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    said = _("The log was last published on %(when)s.") % {"when": date_time(at)}
    if at < now - PUBLISHED_WITHIN and _has_grown():
        return Reading(Status.OVERDUE, said, _("Check that candour worker runs."))
    return Reading(Status.IN_ORDER, said)


def _has_grown() -> bool:
    last = checkpoints.last_checkpoint()
    return last is None or log_size() > last.size


def backup(now: datetime) -> Reading:
    how = _("Run candour backup, every night.")
    found = noted.read("backup")
    if found is None:
        return Reading(Status.OVERDUE, _("No backup has been made."), how)
    at = datetime.fromisoformat(found["at"])
    said = _("The last backup was made on %(when)s.") % {"when": date_time(at)}
    if at < now - EACH_NIGHT:
        return Reading(Status.OVERDUE, said, how)
    return Reading(Status.IN_ORDER, said)
