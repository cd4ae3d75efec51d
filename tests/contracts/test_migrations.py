# SPDX-License-Identifier: MIT
"""Migrations hold plain values, so that renaming a module never breaks an old one."""

import ast

import pytest

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
