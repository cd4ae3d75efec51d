# SPDX-License-Identifier: MIT
"""Migrations hold plain values, so that renaming a module never breaks an old one."""

import ast

import pytest
from django.db import connection

from source import imports
from tracked import tracked

COLUMN_TYPES = {"candour.ledger.sealing", "candour.ledger.recorded"}
"""Where our own kinds of column live: a migration must name them, and they do not move."""

MIGRATIONS = [p for p in tracked("src/candour/**/migrations/*.py") if p.name != "__init__.py"]


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_migration_imports_nothing_of_ours(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ours = {module for module, _ in imports(tree) if module.split(".")[0] == "candour"}
    assert ours - COLUMN_TYPES == set()


WAITING = """
SELECT owner.name || '.' || key."from"
FROM sqlite_master owner, pragma_foreign_key_list(owner.name) key
WHERE owner.type = 'table' AND key."table" = 'ledger_event'
"""
BY_INDEX = """
SELECT owner.name || '.' || part.name
FROM sqlite_master owner, pragma_index_list(owner.name) listed, pragma_index_info(listed.name) part
WHERE owner.type = 'table' AND part.seqno = 0
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL asks from the other side")
@pytest.mark.django_db
def test_rows_that_wait_for_an_event_are_found_by_an_index():
    """An act writes its rows before its event; SQLite would read all that there are at each."""
    with connection.cursor() as cursor:
        waiting = {name for (name,) in cursor.execute(WAITING)}
        by_index = {name for (name,) in cursor.execute(BY_INDEX)}
    assert "gateway_decision.event" in waiting
    assert waiting - by_index == set()
