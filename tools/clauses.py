# SPDX-License-Identifier: MIT
"""The clause file, and the marks in the source that say which code carries a clause out.

A mark is a decorator `@clause("COG 3.4/8")`, a keyword `clause="..."` or `clauses=(...)`, or the
second argument of `Refused("...", "COG 3.4/8")`. A test may also just name the clause it proves.
Marks are read with `ast`, so that nothing has to be running, and must therefore be literal.
An entry of a policy pack names its clause too: `clause = "COG 2/area1"`.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLAUSE_FILE = Path("docs/clauses.toml")
CODE = Path("src/candour")
TESTS = Path("tests")
ABOUT_THE_TOOLS = frozenset({"contracts", "tools"})
"""Folders of tests that name clauses only as examples."""

CLAUSE_ID = re.compile(r"(?:COG|EAP|HMIC12|PEEL18|CPA) [A-Z0-9][A-Za-z0-9.]*(?:/[A-Za-z0-9]+)*")
PACK_ENTRY = re.compile(r'clause = "([^"]+)"')
PAGE_MODULES = frozenset({"views", "forms", "pages", "urls"})


class State(StrEnum):
    BUILT = "built"
    PLANNED = "planned"
    OUTSIDE = "outside"


class Kind(StrEnum):
    RULE = "rule"
    SERVICE = "service"
    PAGE = "page"
    TEST = "test"


@dataclass(frozen=True)
class Clause:
    id: str
    document: str
    heading: str
    says: str
    requires: tuple[str, ...]
    state: State
    why: str = ""


@dataclass(frozen=True)
class Mark:
    """One place in the source that names a clause."""

    clause: str
    path: str
    line: int
    kind: Kind

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def in_code(marks: Iterable[Mark]) -> bool:
    """Whether the product carries the clause; a test alone does not."""
    return any(mark.kind is not Kind.TEST for mark in marks)


def read_clauses(root: Path = ROOT) -> dict[str, Clause]:
    """Return the clauses by id, in document order; an id given twice does not parse."""
    entries = tomllib.loads((root / CLAUSE_FILE).read_text(encoding="utf-8"))
    return {id_: _clause(id_, entry) for id_, entry in entries.items()}


def _clause(id_: str, entry: Mapping[str, str | list[str]]) -> Clause:
    return Clause(
        id=id_,
        document=str(entry["document"]),
        heading=str(entry["heading"]),
        says=str(entry["says"]),
        requires=tuple(entry["requires"]),
        state=State(str(entry["state"])),
        why=str(entry.get("why", "")),
    )


def scan(root: Path = ROOT) -> dict[str, tuple[Mark, ...]]:
    """Every mark in code and tests, by clause id; rules first, tests last."""
    found: defaultdict[str, set[Mark]] = defaultdict(set)
    for path in _python_files(root):
        for mark in marks_in((root / path).read_text(encoding="utf-8"), path):
            found[mark.clause].add(mark)
    for mark in _in_packs(root):
        found[mark.clause].add(mark)
    order = list(Kind)
    return {
        id_: tuple(sorted(marks, key=lambda mark: (order.index(mark.kind), mark.path, mark.line)))
        for id_, marks in sorted(found.items())
    }


def _python_files(root: Path) -> Iterator[Path]:
    for folder in (CODE, TESTS):
        for path in sorted((root / folder).rglob("*.py")):
            inside = path.relative_to(root)
            about_the_tools = folder is TESTS and inside.parts[1] in ABOUT_THE_TOOLS
            if "migrations" not in inside.parts and not about_the_tools:
                yield inside


def _in_packs(root: Path) -> Iterator[Mark]:
    """Yield the entries of policy packs: the lists of the procedures are data, not code."""
    for path in sorted((root / CODE).rglob("packs/*.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if entry := PACK_ENTRY.match(line):
                yield Mark(entry[1], path.relative_to(root).as_posix(), number, Kind.RULE)


def marks_in(source: str, path: Path) -> list[Mark]:
    """Read the marks of one file, in the order of its lines."""
    kind, name = kind_of(path), path.as_posix()
    found = set(_found(ast.parse(source), frozenset(), reads_strings=kind is Kind.TEST))
    return [Mark(id_, name, line, kind) for line, id_ in sorted(found)]


def kind_of(path: Path) -> Kind:
    if path.parts[0] == TESTS.name:
        return Kind.TEST
    if "rules" in path.parts or "kernel" in path.parts:
        return Kind.RULE
    if path.stem in PAGE_MODULES or "views" in path.parts or "ui" in path.parts:
        return Kind.PAGE
    return Kind.SERVICE


def claimed_by(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef,
) -> tuple[str, ...]:
    """Read the clauses in the decorators of a function or class."""
    calls = [call for call in node.decorator_list if isinstance(call, ast.Call)]
    marks = [call for call in calls if called(call) == "clause"]
    return tuple(id_ for call in marks for arg in call.args for _, id_ in _strings(arg))


def called(call: ast.Call) -> str:
    """Name what is called, bare: `clause` for `clause(...)` and `kernel.clause(...)`."""
    return name_of(call.func)


def name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=inner):
            return name_of(inner)
        case _:
            return ""


def _found(
    node: ast.AST, claimed: frozenset[str], *, reads_strings: bool
) -> Iterator[tuple[int, str]]:
    """Line and clause of each mark; inside a marked function its own clauses are not told twice."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        own = claimed_by(node)
        yield from ((node.lineno, id_) for id_ in own)
        claimed = claimed.union(own)
    yield from (at for at in _named_at(node, reads_strings=reads_strings) if at[1] not in claimed)
    for child in ast.iter_child_nodes(node):
        yield from _found(child, claimed, reads_strings=reads_strings)


def _named_at(node: ast.AST, *, reads_strings: bool) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Call(args=args, keywords=keywords):
            for keyword in keywords:
                if keyword.arg in {"clause", "clauses"}:
                    yield from _strings(keyword.value)
            if called(node) == "Refused" and len(args) > 1:
                yield from _strings(args[1])
        case ast.Constant(value=str(text)) if reads_strings and CLAUSE_ID.fullmatch(text):
            yield node.lineno, text
        case _:
            pass


def _strings(node: ast.expr) -> list[tuple[int, str]]:
    """Return the string literals of a value or of a tuple of values, with their lines."""
    match node:
        case ast.Constant(value=str(text)) if text:
            return [(node.lineno, text)]
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            return [found for element in elements for found in _strings(element)]
        case _:
            return []
