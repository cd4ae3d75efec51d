# SPDX-License-Identifier: MIT
"""Frictionless itself finds nothing wrong with the open data of Aldshire, in any format (P04)."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from candour.demo.build import build_if_empty
from candour.people.models import Body
from candour.transparency.queries.public import public_of
from candour.transparency.services.open_files import files_of
from tracked import TOP

BESIDE = TOP / ".venv/opendata"
JUDGE = TOP / "tests/judged_by_frictionless.py"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (BESIDE / "frictionless").is_dir(), reason="Frictionless is not installed (make test)"
    ),
]


@pytest.fixture
def folders(tmp_path):
    """Every file of open data that the county gives away, a folder for each dataset and period."""
    assert build_if_empty()
    body = Body.objects.get(slug="aldshire")
    scheme, datasets = public_of(body, timezone.localdate())
    for one in datasets:
        for file in files_of(body, scheme, one):
            folder = tmp_path / f"{one.dataset.code}.{file.span}"
            folder.mkdir(exist_ok=True)
            (folder / file.name).write_bytes(file.content)
    return sorted(tmp_path.iterdir())


def judged(*folders: Path) -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, JUDGE, *folders], check=True, capture_output=True, text=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(BESIDE)},
    )  # fmt: skip
    return json.loads(done.stdout)


def test_frictionless_finds_nothing_wrong_until_two_rows_have_one_reference(folders, tmp_path):
    found = judged(*folders)
    assert {name: one["wrong"] for name, one in found.items() if one["wrong"]} == {}
    assert len(folders) >= 10
    held = {folder.name: len(references(folder)) for folder in folders}
    # The package with its CSV, XLSX, ODS, and JSON unless there is nothing in it.
    assert len(found) == 4 * len(folders) - sum(not one for one in held.values())
    assert {name: one["rows"] for name, one in found.items()} == {
        name: held[name.split("/")[0]] for name in found
    }
    wrong = [damaged(one, tmp_path) for one in folders if len(references(one)) > 1]
    assert len(wrong) >= 3
    told = judged(*wrong)
    assert len(told) == 4 * len(wrong)
    for name, one in told.items():
        kinds = {said.split(":")[0] for said in one["wrong"]}
        asked = {"primary-key", "hash-count"} if "datapackage" in name else {"primary-key"}
        assert asked <= kinds, (name, one)


def the(folder: Path, pattern: str) -> Path:
    return next(one for one in sorted(folder.glob(pattern)) if one.name != "datapackage.json")


def references(folder: Path) -> list[str]:
    return [row["ref"] for row in json.loads(the(folder, "*.json").read_bytes())["rows"]]


def damaged(folder: Path, beside: Path) -> Path:
    """The same folder with the second row's reference made that of the first, in every format."""
    copy = Path(shutil.copytree(folder, beside / f"wrong-{folder.name}"))
    first, second = references(folder)[:2]
    for pattern in ("*.csv", "*.json"):
        path = the(copy, pattern)
        path.write_text(path.read_text("utf-8").replace(second, first), "utf-8", newline="")
    book = load_workbook(the(copy, "*.xlsx"))
    page = book["Rows"]
    at = [cell.value for cell in page[1]].index("ref") + 1
    page.cell(3, at).value = page.cell(2, at).value
    book.save(the(copy, "*.xlsx"))
    _respelled(the(copy, "*.ods"), second, first)
    return copy


def _respelled(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content.replace(old.encode(), new.encode()))
