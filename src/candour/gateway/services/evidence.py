# SPDX-License-Identifier: MIT
"""Files that come with an act: examined before it, kept within it."""

from candour.files.models import StoredFile
from candour.files.services import CheckedFile, keep_checked
from candour.gateway.models import Case
from candour.ledger.services import By


def keep_evidence(checked: CheckedFile | None, *, case: Case, by: By) -> StoredFile | None:
    """Keep a file under the key of its matter, inside the act that adds it."""
    return keep_checked(checked, stream=case.stream, by=by) if checked else None
