# SPDX-License-Identifier: MIT
"""The source as contract tests read it: parsed files, modules by name, pages."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tracked import TOP, tracked

PACKAGE = TOP / "src/candour"


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the product by its path under src/candour, migrations left out."""
    return {
        str(path.relative_to(PACKAGE)): ast.parse(path.read_text(encoding="utf-8"))
        for path in tracked("src/candour/**/*.py", "src/candour/*.py")
        if "migrations" not in path.parts
    }


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Each call with the last part of its name: `a.b.save()` is "save"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node, node.func.id


def imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Each imported name as (module, name); a plain import has an empty name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


@cache
def pages() -> dict[str, str]:
    """Every page and part of a page, by its path under src/candour."""
    return {
        str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8")
        for path in tracked("src/candour/**/jinja2/**")
        if path.suffix in {".html", ".txt", ".svg", ".xml"}
    }


def app_of(path: str) -> str:
    return Path(path).parts[0]
