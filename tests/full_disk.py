# SPDX-License-Identifier: MIT
"""A program that fills its disk, goes on sending forms, makes room and sends them again.

Run as: python full_disk.py FOLDER, with DATABASE_URL and CANDOUR_HOME of its own; FOLDER is on the
small disk. Prints its findings as JSON.
"""

import json
import logging
import os
import sys
from pathlib import Path
from uuid import uuid4

import django

MOST = 400
GOES_ON = 3
FOUND = 302


def fill(folder: Path) -> Path:
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(os.urandom(4096))
        except OSError:
            pass
    return ballast


def wrong() -> list[str]:
    from candour.ledger.verification import verify_database

    return [str(one) for one in verify_database().wrong]


class Matter:
    """A matter, and a browser that sends forms about it."""

    def __init__(self) -> None:
        from county import county
        from django.test import Client

        aldshire = county()
        self.reference = aldshire.recommended().reference
        self.client = Client(raise_request_exception=False)
        self.client.force_login(aldshire.people["deputy.chief"].account)
        self.client.get("/me")

    def note(self, once: str) -> int:
        form = {"reasons": "A note that is kept or refused. " * 40, "once": once}
        return self.client.post(f"/gateway/{self.reference}/note", form).status_code

    def notes_until_refused(self) -> tuple[list[str], list[str], set[int]]:
        kept: list[str] = []
        refused: list[str] = []
        answers = set()
        for once in (str(uuid4()) for _ in range(MOST)):
            code = self.note(once)
            answers.add(code)
            (kept if code == FOUND else refused).append(once)
            if len(refused) >= GOES_ON:
                break
        return kept, refused, answers


def keep_a_file() -> str:
    """What the service says to a file for which there is no room."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import transaction

    from candour.files.services import keep
    from candour.ledger.services import By

    upload = SimpleUploadedFile("big.txt", b"A line of a letter.\n" * 50_000)
    try:
        with transaction.atomic():
            keep(upload, stream=uuid4(), by=By(None, "party", name="Ines Marlow"))
    except Exception as problem:  # noqa: BLE001 - whichever part of the disk was full first
        return type(problem).__name__
    return "kept"


def main(folder: Path) -> dict[str, object]:
    from candour.files import storage
    from candour.files.models import StoredFile
    from candour.gateway.models import Note

    matter = Matter()
    matter.note(str(uuid4()))
    ballast = fill(folder)
    kept, refused, answers = matter.notes_until_refused()
    full = {
        "refused": len(refused),
        "answers": sorted(answers),
        "wrong": wrong(),
        "notes": Note.objects.count() - 1 - len(kept),
        "file": keep_a_file(),
        "files left": len(list(storage.everything())) - StoredFile.objects.count(),
    }
    ballast.unlink()
    again = sorted({matter.note(once) for once in refused + kept})
    return {
        **full,
        "again": again,
        "notes after": Note.objects.count() - 1 - len(kept) - len(refused),
        "file after": keep_a_file(),
        "wrong after": wrong(),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "candour.config.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.ALLOWED_HOSTS.append("testserver")
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    print(json.dumps(main(Path(sys.argv[1]))))  # noqa: T201 - a program
