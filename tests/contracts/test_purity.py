# SPDX-License-Identifier: MIT
"""What decides needs no framework: it loads, and can be read, on its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from source import PACKAGE, modules
from tracked import tracked

SPDX = "# SPDX-License-Identifier: MIT"
IMPURE = {"django", "jinja2", "sqlite3", "psycopg", "cryptography", "socket"}


def deciding() -> list[str]:
    return sorted(
        "candour." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in modules()
        if path.startswith("kernel/") or "/rules/" in path
    )


def test_kernel_and_rules_load_without_a_framework():
    program = (
        "import importlib, sys\n"
        f"for name in {deciding()!r}: importlib.import_module(name)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(PACKAGE.parent)},
    )
    assert set(done.stdout.split()) & IMPURE == set()


# On the way to a rule, every package above it is loaded too.
DOORS = {PACKAGE / Path(path).parent / "__init__.py" for path in modules() if "/rules/" in path}
DOORS |= {door.parent.parent / "__init__.py" for door in DOORS} | {PACKAGE / "__init__.py"}
DOORS |= {path for path in tracked("src/candour/*/__init__.py") if path.parent.parent == PACKAGE}


@pytest.mark.parametrize("path", sorted(DOORS), ids=lambda path: "-".join(path.parts[-3:-1]))
def test_the_front_door_of_a_package_is_empty(path):
    assert path.read_text(encoding="utf-8").strip() in {"", SPDX}
