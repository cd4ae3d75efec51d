# SPDX-License-Identifier: MIT
"""Make an installation from a backup: lay it out, verify it, carry out the erasures, hold it shut.

The restored log may not be signed at once. Its key may have signed more than this backup knows of,
so the newest checkpoint must be shown first, or a new log be begun under a new name.
"""

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from candour.ledger import checkpoints, custody, datakeys, erasures
from candour.ledger.services import By
from candour.ledger.verification import verify_database
from candour.safekeeping import backing_up, contents, copies, envelope
from candour.safekeeping.contents import DATABASE, FILES, Manifest, NotABackup
from candour.safekeeping.copies import CannotCopy

RESTORE = By(None, "operations", name="candour restore")


class NotVerified(Exception):
    """The restored record does not hold. The message lists what is wrong."""


@dataclass(frozen=True)
class Sources:
    """What a restore is made from."""

    data: Path
    keys: Path
    identities: list[Any]
    erasures: Path | None
    """A list that is newer than the artefact of keys."""


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    erased_again: int
    opened: bool
    """Whether the installation's key was here, so that content was verified too."""
    minutes: float


def restore(sources: Sources) -> Restored:
    began = time.monotonic()
    _refuse_unless_empty()
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys, listed = backing_up.read_keys(sources.keys, sources.identities)
    wanted = erasures.parse(listed)
    if sources.erasures:
        wanted += erasures.parse(sources.erasures.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="restore-", dir=home) as work:
        manifest = _lay_out(sources, Path(work))
        copies.fill_from(Path(work) / DATABASE, keys)
        _place_files(Path(work) / FILES)
    checkpoints.hold_shut(manifest.checkpoint.encode())
    datakeys.forget()
    _verify()
    done = erasures.replay(wanted, by=RESTORE)
    _verify()
    opened = custody.newest_version() > 0
    return Restored(manifest, len(done), opened, (time.monotonic() - began) / 60)


def _refuse_unless_empty() -> None:
    files = Path(settings.FILES_FOLDER)
    if not copies.is_empty() or (files.is_dir() and any(files.iterdir())):
        raise CannotCopy(
            "There is something here already. Restore into an empty database and an empty folder: "
            "set DATABASE_URL and CANDOUR_HOME."
        )


def _lay_out(sources: Sources, work: Path) -> Manifest:
    found: list[Manifest] = []
    envelope.unlock(
        sources.data,
        lambda clear: found.append(contents.read(clear, work)),
        sources.identities,
    )
    (manifest,) = found
    if manifest.engine != connection.vendor:
        raise NotABackup(f"the backup is of {manifest.engine}: set DATABASE_URL to such a database")
    return manifest


def _place_files(laid_out: Path) -> None:
    target = Path(settings.FILES_FOLDER)
    if laid_out.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if target.is_dir():
            target.rmdir()  # it was empty
        shutil.move(laid_out, target)


def _verify() -> None:
    last = checkpoints.last_checkpoint() if checkpoints.has_key() else None
    report = verify_database(kept=[last] if last else [])
    if report.wrong:
        raise NotVerified("\n".join(map(str, report.wrong)))
