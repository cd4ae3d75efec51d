# SPDX-License-Identifier: MIT
"""Long readings that must see the database as it was at one moment, while others write on."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction


@contextlib.contextmanager
def one_view() -> Iterator[None]:
    """Everything read inside comes from the same moment, and nobody waits for the reader."""
    if connection.in_atomic_block:
        yield  # whoever opened the transaction has chosen its view
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        yield from _deferred()


def _deferred() -> Iterator[None]:
    """On SQLite our transactions take the write lock at once; this one must not."""
    sqlite: Any = connections[DEFAULT_DB_ALIAS]
    sqlite.ensure_connection()  # which reads the mode from the settings
    mode = sqlite.transaction_mode
    sqlite.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        sqlite.transaction_mode = mode
