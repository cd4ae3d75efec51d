# SPDX-License-Identifier: MIT
"""`candour deliver`: one round of the clock and the outbox, for a timer such as cron."""

import argparse

import django


def run(options: argparse.Namespace) -> int:
    django.setup()
    from django.utils import timezone

    from candour.correspondence.delivery import deliver_due

    ended = deliver_due(timezone.now())
    print(
        f"{ended.sent} sent, {ended.failed} to be tried again, "
        f"{ended.refused} refused, {ended.gave_up} given up"
    )
    return 0
