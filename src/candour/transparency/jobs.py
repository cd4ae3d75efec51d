# SPDX-License-Identifier: MIT
"""What the worker does for publication: takes down what is due, and writes the public file anew."""

from datetime import datetime, timedelta

from candour.correspondence import schedule
from candour.correspondence.schedule import Job
from candour.transparency.services.publishing import expire_due
from candour.transparency.services.site_file import write_sites


def keep_up(now: datetime) -> None:
    """Every hour, and as soon as something is published, corrected or withdrawn."""
    expire_due(now)
    write_sites(now)


SITE = Job("publish-site", keep_up, every=timedelta(hours=1))


def site_soon() -> None:
    schedule.bring_forward(SITE)
