# SPDX-License-Identifier: MIT
"""Tables stay at home: each app reads and writes its own, and only services write."""

import ast
import tomllib
from pathlib import Path

from source import app_of, calls, imports, modules
from tracked import TOP

LINTER = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
WRITES = {
    "save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete",
    "create_user",
}  # fmt: skip
MOVES = {"stage", "status", "state"}

WRITERS = {
    "people/models.py": "Django makes accounts through the model's own manager",
    "ledger/datakeys.py": "the data key of a stream comes into being with its first event",
    "correspondence/schedule.py": "notes when the next round of post is due",
    "correspondence/delivery.py": "notes what became of a message, and records it",
    "directory/session_store.py": "keeps Django's sessions under a digest of their key",
    "files/inspection/pictures.py": "writes a picture anew, in memory",
    "ui/drafts.py": "keeps what somebody is typing; no matter moves",
    "ui/once.py": "notes that a form has been sent, so that sending it twice counts once",
}
"""Modules that write and are no services, each with its reason."""


def is_service(path: str) -> bool:
    return Path(path).stem == "services" or "services" in Path(path).parts


def writes(tree: ast.AST) -> bool:
    plainly = any(module == "candour.people.written" for module, _name in imports(tree))
    return plainly or any(
        (name in WRITES and isinstance(call.func, ast.Attribute))
        or (name == "update" and MOVES & {keyword.arg for keyword in call.keywords})
        for call, name in calls(tree)
    )


def test_only_services_write():
    others = {path for path, tree in modules().items() if not is_service(path) and writes(tree)}
    assert others - set(WRITERS) == set()


def test_every_exception_is_still_one():
    stale = [path for path in WRITERS if path not in modules() or not writes(modules()[path])]
    assert stale == []


def test_only_services_move_a_matter():
    moves = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if not is_service(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Attribute)
        and target.attr in MOVES
        and not (isinstance(target.value, ast.Name) and target.value.id == "self")
    ]
    assert moves == []


def test_every_app_with_tables_keeps_them_at_home():
    apps = {app_of(path) for path in modules() if "models" in path.removesuffix(".py").split("/")}
    at_home = {
        module.split(".")[1]
        for contract in LINTER["contracts"]
        if contract["type"] == "protected"
        for module in contract["protected_modules"]
    }
    assert apps - at_home == {"people"}


def test_only_queries_and_services_read_the_tables_of_people():
    tables = {
        node.name
        for node in ast.walk(modules()["people/models.py"])
        if isinstance(node, ast.ClassDef)
    }
    outside = [
        f"{path}:{node.lineno} {node.value.id}"
        for path, tree in modules().items()
        if app_of(path) not in {"people", "directory", "demo"}
        and not {"queries", "services", "shown"} & set(path.removesuffix(".py").split("/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_default_manager"}
        and isinstance(node.value, ast.Name)
        and node.value.id in tables
    ]
    assert outside == []


SHOWS = {"views", "pages", "forms"}
READS_IN_A_VIEW = {
    "ui/views.py": "the style sheet of a body is its one row of Brand",
}
"""Views that read a table themselves, each with its reason."""


def test_no_view_reads_a_table():
    reading = {
        path
        for path, tree in modules().items()
        if SHOWS & set(path.removesuffix(".py").split("/"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    }
    assert reading == set(READS_IN_A_VIEW)
