# SPDX-License-Identifier: MIT
"""Django's SQLite, whose writers stand in a queue instead of asking again and again.

SQLite lets in one writer. Whoever finds it busy sleeps for up to a tenth of a second and asks
again, while the writer may have been done long ago and a newcomer has slipped in. Here they wait
for a turn and are woken by its end. SQLite's own lock stays what keeps the data right: whoever
does not know of turns is still kept out by it.
"""

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from candour.config.sqlite_in_turn.turn import Turn

# The stubs of Django leave out what a backend is made of: hence the remarks for mypy below.
PATIENCE_SECONDS = 10.0
"""After that SQLite itself is asked, which says that it is locked when it is."""
WRITES = "IMMEDIATE"
"""How a transaction begins that is to write."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection, with its place in the queue of those who write."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._turn: Turn | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.is_in_memory_db():
            self._turn = Turn(Path(f"{conn_params['database']}-turn"))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        # Whoever only reads at one moment, for however long, begins otherwise and needs no turn.
        if self._turn is not None and self.transaction_mode == WRITES:  # type: ignore[attr-defined]
            self._turn.take(PATIENCE_SECONDS)
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._let_the_next_in()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._let_the_next_in()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._let_the_next_in()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._turn is not None:
                self._turn.close()

    def _let_the_next_in(self) -> None:
        if self._turn is not None:
            self._turn.give_up()
