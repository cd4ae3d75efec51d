# SPDX-License-Identifier: MIT
"""The steps of the search run by DuckDB, in this process."""

import duckdb

from candour.linkage.candidates import Step, candidates
from candour.linkage.dialects import DuckDB

BATCH = 150_000
"""Left-hand rows at a time: what bounds the memory."""
SOME = candidates(DuckDB(), "l BETWEEN $first AND $last")
FIND = f"CREATE OR REPLACE TABLE {SOME.table} AS {SOME.query}"


class InDuckDB:
    dialect = DuckDB()

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def take(self, step: Step) -> None:
        self.connection.execute(f"CREATE OR REPLACE TABLE {step.table} AS {step.query}")

    def number(self, query: str) -> int:
        (found,) = self.connection.execute(query).fetchall()[0]
        return int(found)

    def find(self, first: int, last: int) -> None:
        """Fill `candidates(l, r, tells)` for some left-hand rows, the likeliest first."""
        self.connection.execute(FIND, {"first": first, "last": last})
