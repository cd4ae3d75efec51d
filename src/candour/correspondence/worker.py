# SPDX-License-Identifier: MIT
"""One round of `candour worker`: run the jobs that are due, send the messages that are due."""

from django.utils import timezone

from candour.correspondence import schedule
from candour.correspondence.delivery import Delivered, deliver_due


def turn() -> Delivered:
    now = timezone.now()
    schedule.run_due(now)
    return deliver_due(now)
