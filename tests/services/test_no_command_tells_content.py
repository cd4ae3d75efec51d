# SPDX-License-Identifier: MIT
"""Whoever administers the machine gets no word of a matter by our commands, nor by Django's (SOD19)."""

import io
import shutil
from pathlib import Path

import pytest
from county import county
from django.apps import apps
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse

from addresses import addresses
from candour.cli.main import COMMANDS, main
from candour.gateway.models import Case, MaterialItem, Recommendation
from candour.ledger.custody import folder
from candour.ledger.publishing import publish
from candour.people.models import Person

pytestmark = pytest.mark.django_db

TRIED = ("check", "deliver", "files", "publish-log", "log-key", "verify", "prove", "erasures",
         "erase", "rotate-keys", "renew-key", "disclose", "policy")  # fmt: skip
STARTED = {
    "run": "starts the server, which shows what each person may see",
    "worker": "does what is due, and prints nothing; its jobs are tried in their own tests",
    "migrate": "changes tables and prints one line",
    "procedure": "walks the rules, and opens no database",
    "import": "brings in a file that is given to it, and says what its rows lack",
    "organisations": "brings in a file that is given to it, and counts its rows",
    "match": "reads two files that are given to it",
    "match-pairs": "reads a file that is given to it",
    "backup": "writes what only the owner of the backup's key opens: test_backup_and_restore.py",
    "backup-key": "makes a key",
    "restore": "makes an installation anew: test_backup_and_restore.py",
    "drill": "restores and prints figures: test_backup_and_restore.py",
    "demo-reset": "builds invented people",
    "crosscheck": "prints how many declarations met how much money; its lines go to a file of the owner",
    "learn": "prints counts and writes weights: test_learning_from_answers.py",
    "publish-site": "writes what two people released, and prints where",
    "run-public": "starts the site that reads only that file",
}
"""Commands that are not tried here, each with what it does instead."""

WORDS = (
    "Dinner of the Aldshire Digital Forum",
    "The Old Exchange",
    "Ribblesea Systems",
    "Morgan Vale",
    "I chair the regional digital board.",
    "You are invited.",
    "A tender is open and the host will bid.",
    "The host will bid.",
    "I have weighed it.",
    "Keep full minutes",
)


@pytest.fixture
def case(settings, tmp_path):
    aldshire = county()
    keys = tmp_path / "keys"
    keys.mkdir()
    for file in folder().glob("kek-*"):
        shutil.copy(file, keys)
    settings.KEYS_FOLDER, settings.LOG_FOLDER = keys, tmp_path / "log"
    made = aldshire.decided()
    publish(settings.LOG_FOLDER)
    return made


def asked(case, name, tmp_path):
    words = {
        "files": ["sweep"],
        "publish-log": [str(tmp_path / "log")],
        "verify": ["--database"],
        "prove": [case.reference],
        "erase": [case.reference, "--reason", "Its time is over.", "--authorised-by", "A clerk"],
        "renew-key": [case.reference, "--reason", "Somebody left."],
        "disclose": ["AAAA-BBBB-CCCC-DDDD-EEEE", "--in-words"],
        "policy": ["list"],
    }
    return [name, *words.get(name, [])]


def test_every_command_is_tried_or_says_what_it_does_instead():
    assert {one.name for one in COMMANDS} == {*TRIED, *STARTED}
    assert not {*TRIED} & {*STARTED}


@pytest.mark.parametrize("name", TRIED)
def test_no_command_says_a_word_of_a_matter(case, name, tmp_path, capfdbinary):
    main(asked(case, name, tmp_path))
    captured = capfdbinary.readouterr()
    said = (captured.out + captured.err).decode()
    people = Person.objects.filter(pk__in=[case.principal_id, case.assessor_id])
    for word in (*WORDS, *people.values_list("full_name", flat=True)):
        assert word not in said, (name, word)


def test_what_a_command_writes_says_no_more(case, tmp_path):
    main(["publish-log", str(tmp_path / "log")])
    written = b"".join(path.read_bytes() for path in Path(tmp_path).rglob("*") if path.is_file())
    for word in WORDS:
        assert word.encode() not in written, word


@pytest.mark.parametrize("label", ["gateway", "ledger", "correspondence", "files", "audit"])
def test_rows_that_django_dumps_hold_no_sealed_word(case, label):
    """`dumpdata` stops at the first sealed column, and has written none of them until then."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("dumpdata", label, stdout=out, stderr=err)
    except Exception as refused:  # noqa: BLE001 - whatever stops it, nothing may have left
        err.write(str(refused))
    for word in WORDS:
        assert word not in out.getvalue() + err.getvalue(), (label, word)


def test_rows_print_as_their_keys():
    """What a traceback or a shell prints of a row is no word of it."""
    for model in (Case, MaterialItem, Recommendation):
        assert str(model()).startswith(f"{model.__name__} object")


def test_djangos_own_administration_is_not_there():
    assert not apps.is_installed("django.contrib.admin")
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")
    assert not [each.route for each in addresses() if "django" in each.route]
