# SPDX-License-Identifier: MIT
"""Whoever steals the disk, a dump or a log of the service finds none of the words that people wrote."""

import logging
import os
import sqlite3
import subprocess
import sys
import tempfile
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest
from append_only import triggers_lifted
from county import county
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from candour.files.services import keep
from candour.gateway.models import Case, Note
from candour.gateway.services import stage_four
from candour.ledger.models import EventField
from candour.ledger.queries import openings
from candour.ledger.sealing import SealedTextField
from candour.safekeeping import copies
from candour.ui.drafts import save_draft

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "Quetzalcoatl dined at the Zwiebelturm"
LONG_ENOUGH = 14
"""Shorter words, such as "in writing", are codes and occur anywhere."""


@pytest.fixture
def written():
    """A matter with words in every place where somebody can write."""
    aldshire = county()
    case = aldshire.final()
    deputy = aldshire.people["deputy.chief"]
    stage_four.add_note(case.pk, CANARY, by=aldshire.by("deputy.chief", "principal"))
    save_draft(deputy, f"gateway-reassess:{case.reference}", {"representation": CANARY})
    with transaction.atomic():
        upload = SimpleUploadedFile(f"{CANARY}.txt", CANARY.encode())
        keep(upload, stream=case.stream, by=aldshire.by("deputy.chief", "principal"))
    return case


def everything_sealed():
    """Every word of a matter that the product seals, opened: what nobody may find."""
    texts = set()
    for model in apps.get_models():
        if model._meta.app_label in {"policy", "people"}:
            continue  # the policy is for everybody to read
        sealed = [field for field in model._meta.fields if isinstance(field, SealedTextField)]
        for row in model._default_manager.all() if sealed else ():
            texts |= {str(getattr(row, field.attname) or "") for field in sealed}
    texts |= set(said_in_events())
    return {text for text in texts if len(text) >= LONG_ENOUGH and " " in text.strip()}


def said_in_events():
    streams = Case.objects.values_list("stream", flat=True)
    fields = EventField.objects.filter(event__stream__in=list(streams))
    for facts in openings(fields.values_list("event_id", flat=True).distinct()).values():
        for name, opening in facts.items():
            if not name.startswith("_"):
                yield from phrases(opening.value)


def phrases(value):
    if isinstance(value, dict):
        for each in value.values():
            yield from phrases(each)
    elif isinstance(value, list):
        for each in value:
            yield from phrases(each)
    elif isinstance(value, str):
        yield value


def plain_columns():
    """What stands in plain columns on purpose: titles of posts, words of the policy, subjects."""
    said = set()
    for model in apps.get_models():
        for field in model._meta.fields:
            if field.get_internal_type() in {"CharField", "TextField"}:
                said |= set(model._default_manager.values_list(field.attname, flat=True))
    return "\n".join(str(one) for one in said)


def looks_of(text):
    """The forms in which a text may lie in a file."""
    data = text.encode()
    return (
        data, data.hex().encode(), data.hex().upper().encode(), b64encode(data)[:-4],
        text.encode("utf-16-le"),
    )  # fmt: skip


def dumped():
    """The whole database as SQL, as somebody with its password would take it."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as plain:
            return "\n".join(plain.iterdump()).encode()
    where = connection.settings_dict
    env = {**os.environ, "PGPASSWORD": str(where["PASSWORD"])}
    words = ["--host", where["HOST"], "--port", str(where["PORT"]), "--username", where["USER"]]
    done = subprocess.run(
        [copies._program("pg_dump"), *words, where["NAME"]],
        env=env,
        capture_output=True,
        check=True,
    )
    return done.stdout


def on_disk():
    """Every file that the database and the service wrote: tables, write-ahead log, files, keys."""
    folders = [Path(os.environ["CANDOUR_HOME"]), Path(tempfile.gettempdir(), "no-such-folder")]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            folders.append(Path(cursor.fetchone()[0]))
    for folder in folders:
        for path in sorted(folder.rglob("*")) if os.access(folder, os.R_OK) else ():
            if path.is_file() and not path.is_symlink():
                yield path, path.read_bytes()


@pytest.mark.skipif(
    "PYTEST_XDIST_WORKER" in os.environ and connection.vendor == "postgresql",
    reason="another worker's database lies in the same cluster: run this file alone",
)
def test_no_word_lies_in_the_clear_in_any_file_or_dump(written):
    secrets = everything_sealed()
    assert CANARY in secrets
    assert len(secrets) > 20
    said = plain_columns()
    secrets = {text for text in secrets if text not in said}
    assert CANARY in secrets
    dump = dumped()
    assert written.reference.encode() in dump, "the scan looks at the wrong database"
    places = [("the SQL dump", dump), *on_disk()]
    assert len(places) > 2
    found = [
        f"{text!r} in {where}"
        for where, data in places
        for text in secrets
        if any(look in data for look in looks_of(text))
    ]
    assert found == []


def test_the_log_of_a_page_that_breaks_says_nothing_of_its_matter(written, caplog):
    note = Note.objects.get(case=written)
    row = EventField.objects.filter(event_id=note.event).first()
    client = Client(raise_request_exception=False)
    client.force_login(written.principal.account)
    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE gateway_case SET activity = %s", [bytes(row.sealed)])
    caplog.set_level(logging.DEBUG)
    assert client.get(f"/gateway/{written.reference}").status_code == 500
    assert "CannotOpen" in caplog.text
    said = plain_columns()
    secrets = {one for one in said_in_events() if len(one) >= LONG_ENOUGH and one not in said}
    assert CANARY in secrets
    assert [text for text in secrets if text in caplog.text] == []


def test_a_worker_that_crashes_leaves_no_picture_of_its_memory(tmp_path):
    """The memory of a process holds what it has opened: it is never written to a file."""
    program = (
        "import os, resource\n"
        "resource.setrlimit(resource.RLIMIT_CORE, (-1, -1)) if os.geteuid() == 0 else None\n"
        "from candour.cli import server\n"
        "server.on_starting(None)\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)\n"
        f"word = {CANARY!r}\n"
        "os.abort()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode < 0
    assert done.stdout.strip() == "(0, 0)"
    assert list(tmp_path.iterdir()) == []
