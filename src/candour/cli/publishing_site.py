# SPDX-License-Identifier: MIT
"""`candour publish-site`: write everything that is public into the file that the public site reads."""

import argparse

import django


def run(options: argparse.Namespace) -> int:
    django.setup()
    from pathlib import Path

    from django.conf import settings
    from django.utils import timezone

    from candour.cli.migrating import migrate
    from candour.transparency.jobs import keep_up

    if settings.DEMO:
        from candour.cli.resetting import build

        Path(settings.HOME).mkdir(parents=True, exist_ok=True)
        migrate()
        build()
    keep_up(timezone.now())
    found = sorted(Path(settings.PUBLISHED_FOLDER).glob("*.sqlite3"))
    print("\n".join(str(path) for path in found) or "Nothing was ever published.")
    return 0
