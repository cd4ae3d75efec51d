# SPDX-License-Identifier: MIT
"""How a restored installation may sign again: on with its log, or in a new one.

Whoever has seen a checkpoint must never be shown another that contradicts it.
"""

from django.db import transaction

from candour.ledger import checkpoints
from candour.ledger.actors import By
from candour.ledger.checkpoints import LogKey
from candour.ledger.rules.commitments import Json
from candour.ledger.rules.entry import Kind
from candour.ledger.services import record
from candour.ledger.streams import KEEPING
from candour.ledger.verification import verify_log_table
from candour.ledger.verify_log import Checkpoint, Wrong


def confirm(note: bytes) -> Checkpoint:
    """Go on with the log: this is the newest checkpoint that anybody has, and we begin with it."""
    newest = checkpoints.opened(note)
    last = checkpoints.last_checkpoint()
    report = verify_log_table(kept=[one for one in (newest, last) if one])
    if report.wrong:
        raise Wrong(
            f"{report.wrong[0]}. What was restored does not reach that far, so this log cannot "
            "go on: begin a new one with candour log-key --begin-anew NAME"
        )
    checkpoints.open_again(note if last is None or newest.size >= last.size else _last())
    return newest


def _last() -> bytes:
    return checkpoints.last_signed() or b""


def begin_anew(name: str, *, by: By) -> LogKey:
    """A new log under a new name; that the old one ended, and how far it went, is its first word."""
    old = checkpoints.log_key().name
    last = checkpoints.last_checkpoint()
    key = checkpoints.begin_anew(name)
    with transaction.atomic():
        facts: dict[str, Json] = {"old": old, "signed_to": last.size if last else 0, "new": name}
        record(KEEPING, "begin_log", by=by, kind=Kind.KEY_CEREMONY, fields=facts)
    return key
