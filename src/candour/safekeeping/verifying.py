# SPDX-License-Identifier: MIT
"""Every night the whole record is verified, and how it went is noted for the administrators."""

import time
from datetime import datetime
from datetime import time as time_of_day
from pathlib import Path

from django.conf import settings

from candour.correspondence.schedule import Job
from candour.ledger import checkpoints, verify_log
from candour.ledger.verification import verify_database
from candour.ledger.verify_log import Checkpoint, Wrong
from candour.safekeeping import noted

AT_NIGHT = time_of_day(3, 30)


class RecordDoesNotVerify(Exception):
    """Somebody changed something behind the services, or a disk did."""


def verify_record(now: datetime) -> None:
    """Contents, log, what was published and what was signed, all held together."""
    began = time.monotonic()
    wrong = _wrong()
    seconds = round(time.monotonic() - began, 1)
    noted.note("verification", {"at": now.isoformat(), "seconds": seconds, "wrong": wrong})
    if wrong:
        raise RecordDoesNotVerify("; ".join(wrong))


def _wrong() -> list[str]:
    try:
        last = checkpoints.last_checkpoint() if checkpoints.has_key() else None
        report = verify_database(published=_published(), kept=[last] if last else [])
    except Wrong as found:
        return [str(found)]
    except Exception as problem:  # noqa: BLE001 - a record that cannot be read does not verify
        return [f"the record cannot be read: {type(problem).__name__}"]
    return [str(one) for one in report.wrong]


def _published() -> tuple[Path, Checkpoint] | None:
    folder = Path(settings.LOG_FOLDER)
    if not (folder / "checkpoint").exists():
        return None
    checkpoint = checkpoints.opened((folder / "checkpoint").read_bytes())
    verify_log.audit_folder(folder, checkpoint)
    return folder, checkpoint


VERIFY = Job("verify-record", verify_record, at=AT_NIGHT)
