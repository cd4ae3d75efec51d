# SPDX-License-Identifier: MIT
"""A register, or a field of one, is one file and its migration; nothing else has to be touched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tracked import TOP, tracked

REGISTER = '''# SPDX-License-Identifier: MIT
"""Things that were found and handed in."""

from django.db import models

from candour.kernel.roles import Role
from candour.registers.base import Register, RegisterEntry, Show


class Found(RegisterEntry):
    register = Register(
        slug="found-things",
        prefix="FT",
        title="Found things",
        one="found thing",
        says="Anything found on duty.",
        clauses=(),
        columns={"thing": Show.PUBLIC%(columns)s},
        sees={Role.REGISTRAR: Show.PSD},
        keepers=frozenset({Role.REGISTRAR}),
        about="thing",
    )

    thing = models.CharField("What is it?", max_length=100)
%(fields)s'''
FIELD = '    place = models.CharField("Where was it?", max_length=100, blank=True)\n'
TOLD = """
import django
django.setup()
from django.core.checks import run_checks
from django.urls import reverse
from candour.registers.base import by_slug
from candour.registers.forms import form_of
from candour.registers.views.declaring import begin_at, declared_registers
model = by_slug("found-things")
print([str(field.label) for field in form_of(model).base_fields.values() if field.label])
print(begin_at(model), reverse("register", args=["found-things"]), model in declared_registers())
print([error.id for error in run_checks()])
"""


@pytest.fixture
def copy(tmp_path):
    """The sources as they are tracked, in a place of their own."""
    for path in tracked("src/**/*", "manage.py"):
        target = tmp_path / path.relative_to(TOP)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path


def run(copy: Path, *words: str) -> str:
    # A copy is not measured: its lines would count as lines of the product that nobody ran.
    unmeasured = {name: kept for name, kept in os.environ.items() if "COVERAGE" not in name}
    where = {**unmeasured, "CANDOUR_HOME": str(copy / "home"), "CANDOUR_DEMO": "1",
             "PYTHONPATH": str(copy / "src"), "DJANGO_SETTINGS_MODULE": "candour.config.settings"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, *words], cwd=copy, env=where, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def write(copy: Path, *, fields: str = "", columns: str = "") -> None:
    entry = copy / "src/candour/registers/entries/found_things.py"
    entry.write_text(REGISTER % {"fields": fields, "columns": columns}, encoding="utf-8")


def files(copy: Path) -> set[str]:
    return {str(path.relative_to(copy)) for path in copy.rglob("*.py")}


def test_a_register_and_then_a_field_take_one_file_and_a_migration_each(copy):
    before = files(copy)
    write(copy)
    run(copy, "manage.py", "makemigrations", "registers", "-n", "found_things")
    added = files(copy) - before
    assert {Path(name).name.lstrip("0123456789_") for name in added} == {"found_things.py"}
    assert len(added) == 2
    asked, led, wrong = run(copy, "-c", TOLD).splitlines()
    assert asked == "['What is it?']"
    assert led == "/declare/found-things /registers/found-things True"
    assert wrong == "[]"

    write(copy, fields=FIELD, columns=', "place": Show.STAFF')
    run(copy, "manage.py", "makemigrations", "registers", "-n", "found_where")
    assert {Path(name).stem[5:] for name in files(copy) - before - added} == {"found_where"}
    assert "Where was it?" in run(copy, "-c", TOLD)


def test_a_field_that_nobody_classified_stops_the_check(copy):
    write(copy, fields=FIELD)
    assert "registers.E001" in run(copy, "-c", TOLD)
