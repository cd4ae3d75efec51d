# SPDX-License-Identifier: MIT
"""The record is published each minute, and as soon as a decision is final.

The worker does it, never the act itself: an act must not wait for files, nor fail with them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from candour.correspondence import schedule
from candour.correspondence.schedule import Job
from candour.ledger import checkpoints
from candour.ledger.publishing import publish
from candour.ledger.queries import log_size


def publish_what_is_new(_now: datetime) -> None:
    """Sign how far the log goes, where it has grown since the last time."""
    last = checkpoints.last_checkpoint()
    folder = Path(settings.LOG_FOLDER)
    if last and last.size == log_size() and (folder / "checkpoint").exists():
        return
    publish(folder)


PUBLISH = Job("publish-log", publish_what_is_new, every=timedelta(seconds=60))


def publish_soon() -> None:
    """Have the worker publish in its next round, once the act that asks for it is committed."""
    schedule.bring_forward(PUBLISH)


@dataclass(frozen=True)
class Published:
    """The newest checkpoint, as it was given out."""

    note: str
    origin: str
    key: str
    signed_at: datetime


def last_published() -> Published | None:
    """None before the first publication: asking for it makes no key."""
    note = checkpoints.last_signed()
    if note is None:
        return None
    return Published(
        note=note.decode(),
        origin=checkpoints.opened(note).origin,
        key=checkpoints.log_key().verifier_key,
        signed_at=datetime.fromtimestamp(checkpoints.last_signed_at(), UTC),
    )
