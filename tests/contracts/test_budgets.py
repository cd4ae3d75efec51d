# SPDX-License-Identifier: MIT
"""Small files, small functions: what is at its cap is split along the document's headings."""

import ast
import statistics

from source import modules
from tracked import TOP, tracked

FILE_CAP, FILE_P90 = 400, 250
FUNCTION_CAP, FUNCTION_P90 = 40, 22
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools"}


def lengths_of_files() -> dict[str, int]:
    paths = [p for p in tracked("src/**/*.py", "tools/*.py") if "migrations" not in p.parts]
    return {str(p.relative_to(TOP)): len(p.read_text(encoding="utf-8").splitlines()) for p in paths}


def lengths_of_functions() -> dict[str, int]:
    return {
        f"{path}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def p90(lengths: dict[str, int]) -> float:
    return statistics.quantiles(lengths.values(), n=10)[-1]


def test_no_file_is_above_its_cap():
    assert {name: n for name, n in lengths_of_files().items() if n > FILE_CAP} == {}


def test_no_function_is_above_its_cap():
    assert {name: n for name, n in lengths_of_functions().items() if n > FUNCTION_CAP} == {}


def test_nine_files_in_ten_are_short():
    assert p90(lengths_of_files()) <= FILE_P90


def test_nine_functions_in_ten_are_short():
    assert p90(lengths_of_functions()) <= FUNCTION_P90


def test_no_module_has_a_name_that_says_nothing():
    parts = {part for path in modules() for part in path.removesuffix(".py").split("/")}
    assert parts & VAGUE == set()
