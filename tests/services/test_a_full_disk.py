# SPDX-License-Identifier: MIT
"""A disk that is full: refused in a sentence, nothing half kept, and on again when there is room."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from installations import environment, own_database, small_disk

from candour.files import services
from candour.files.models import StoredFile
from candour.files.services import Most, keep
from candour.gateway.forms.outside import OutsideForm
from candour.gateway.forms.stage_one import MaterialForm
from candour.kernel.procedure import Refused
from candour.ledger.services import By
from staff import Staff
from tracked import TOP

MEGABYTES = {"sqlite": 16, "postgresql": 48}


@pytest.fixture
def open_folder(tmp_path):
    """The server of PostgreSQL runs as another account, which may not enter pytest's own folder."""
    if connection.vendor == "sqlite":
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="candour-disk-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_a_full_disk_refuses_and_forgets_nothing(
    tmp_path, open_folder, django_db_setup, django_db_blocker
):
    with (
        django_db_blocker.unblock(),
        small_disk(open_folder / "small", MEGABYTES[connection.vendor]) as disk,
        own_database(tmp_path, on_disk=disk) as url,
    ):
        home = disk / "home" if connection.vendor == "sqlite" else tmp_path / "home"
        done = subprocess.run(
            [sys.executable, TOP / "tests/full_disk.py", str(disk)],
            env=environment(home) | {"DATABASE_URL": url},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["refused"] > 0
    assert set(found["answers"]) <= {302, 503}
    assert 503 in found["answers"]
    assert (found["wrong"], found["notes"]) == ([], 0)
    if connection.vendor == "sqlite":  # whose files lie on the same disk
        assert (found["file"], found["files left"]) in {("OSError", 0), ("OperationalError", 0)}
    assert (found["again"], found["file after"]) == ([302], "kept")
    assert (found["notes after"], found["wrong after"]) == (0, [])


# ------------------------------------------------------------------ so that it is not filled


@pytest.fixture
def ann(db):
    return Staff().person("Ann Able")


def add(ann, stream, content=b"words"):
    by = By(ann.pk, "assessor")
    with transaction.atomic():
        return keep(SimpleUploadedFile("a.txt", content), stream=stream, by=by)


def test_a_matter_takes_only_so_much(ann, monkeypatch):
    from uuid import uuid4

    monkeypatch.setattr(services, "MOST_IN_A_MATTER", Most(2, 1000))
    full, other = uuid4(), uuid4()
    for _ in range(2):
        add(ann, full)
    with pytest.raises(Refused, match="as many files as it may"):
        add(ann, full)
    with pytest.raises(Refused, match="as many files as it may"):
        add(ann, other, b"w" * 1001)
    add(ann, other)
    assert StoredFile.objects.count() == 3


def test_a_person_adds_only_so_much_in_a_day(ann, monkeypatch):
    from uuid import uuid4

    monkeypatch.setattr(services, "MOST_IN_A_DAY", Most(2, 1000))
    for _ in range(2):
        add(ann, uuid4())
    with pytest.raises(Refused, match="as many files today as you may"):
        add(ann, uuid4())


def test_where_no_files_are_taken_nobody_is_asked_for_one_and_none_is_read(ann, settings):
    from uuid import uuid4

    settings.UPLOADS = False
    sent = {"file": SimpleUploadedFile("a.txt", b"words")}
    for form in (
        MaterialForm({"title": "x", "lane": "shared", "text": "y"}, sent, assessor=False),
        OutsideForm({"representation": "x"}, sent, late=False),
    ):
        assert form["file"].is_hidden
        form.is_valid()
        assert form.cleaned_data.get("file") in ([], None)
    with pytest.raises(Refused, match="takes no files here"):
        add(ann, uuid4())
