# SPDX-License-Identifier: MIT
"""Which functions of `rules/` are marked with a clause, and which the product really applies."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clauses import CODE, ROOT, called, claimed_by, name_of

JUDGES = frozenset({"when", "requires", "effect"})
"""Where an act names the functions that it applies."""


@dataclass(frozen=True)
class MarkedFunction:
    name: str
    path: str
    line: int
    clauses: tuple[str, ...]


def marked_functions(root: Path = ROOT) -> list[MarkedFunction]:
    """Functions of any `rules/` package that carry `@clause`; classes and constants are data."""
    return [
        MarkedFunction(node.name, path.as_posix(), node.lineno, claimed)
        for path, tree in _rules(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (claimed := claimed_by(node))
    ]


def applied(root: Path = ROOT) -> frozenset[str]:
    """Names in `rules/` that the product reaches: from an act, or from code outside the rules."""
    inside = [tree for _, tree in _rules(root)]
    names = {name: used for tree in inside for name, used in _definitions(tree)}
    reached: set[str] = set()
    waiting = [*_used_by_acts(inside), *_used_outside(root)]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(names.get(name, ()))
    return frozenset(reached)


def _used_by_acts(trees: list[ast.Module]) -> Iterator[str]:
    for tree in trees:
        for call in _acts(tree):
            for keyword in call.keywords:
                if keyword.arg in JUDGES:
                    yield from _names(keyword.value)


def _used_outside(root: Path) -> Iterator[str]:
    for path in sorted((root / CODE).rglob("*.py")):
        if "rules" not in path.relative_to(root).parts:
            yield from _names(ast.parse(path.read_text(encoding="utf-8")))


def _rules(root: Path) -> list[tuple[Path, ast.Module]]:
    paths = [path.relative_to(root) for path in sorted((root / CODE).rglob("*.py"))]
    return [
        (path, ast.parse((root / path).read_text(encoding="utf-8")))
        for path in paths
        if "rules" in path.parts
    ]


def _acts(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == "Act":
            yield node


def _definitions(tree: ast.Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each function and each named value of a module, with the names in it; acts left out."""
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name=name, body=body):
                yield name, tuple(used for line in body for used in _names(line))
            case ast.ClassDef(name=name, body=body):
                yield name, tuple(used for line in body for used in _names(line))
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ) if not list(_acts(value)):
                yield name, _names(value)
            case _:
                pass


def _names(value: ast.AST) -> tuple[str, ...]:
    nodes = (node for node in ast.walk(value) if isinstance(node, ast.Name | ast.Attribute))
    return tuple(name_of(node) for node in nodes)
