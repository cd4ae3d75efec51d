# SPDX-License-Identifier: MIT
"""A matter that has ended is erased for good: the words go, the record holds, the certificate says so."""

import pytest
from county import county
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from candour.cli.main import main
from candour.files import queries as files
from candour.files import storage
from candour.files.services import keep
from candour.gateway.models import Case, Note
from candour.gateway.services import stage_four, stage_one
from candour.ledger import datakeys, queries
from candour.ledger.datakeys import Erased
from candour.ledger.models import DataKey
from candour.ledger.verification import verify_database
from candour.people.models import Person
from candour.ui.drafts import load_draft, save_draft
from markup import page, words

pytestmark = pytest.mark.django_db

WORDS = "We dined by the weir."


@pytest.fixture
def aldshire():
    yield county()
    datakeys.forget()


@pytest.fixture
def matter(aldshire):
    case = aldshire.recommended()
    me = aldshire.by("deputy.chief", "principal")
    stage_four.add_note(case.pk, WORDS, by=me)
    with transaction.atomic():
        keep(SimpleUploadedFile("menu.txt", WORDS.encode()), stream=case.stream, by=me)
    save_draft(case.principal, f"gateway-reassess:{case.reference}", {"representation": WORDS})
    stage_one.withdraw(case.pk, "Called off.", by=aldshire.by("secretariat"))
    return Case.objects.get(pk=case.pk)


def erase(case, capsys, *more):
    by = ["--authorised-by", "Rowan Ash, Data Protection Officer", "--clause", "Retention 4.2"]
    code = main(["erase", case.reference, "--reason", "Seven years are over", *by, *more])
    return code, capsys.readouterr()


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return client


@pytest.fixture
def erased(matter, capsys):
    code, said = erase(matter, capsys)
    assert code == 0, said.err
    return said.out


def test_the_certificate_says_what_went_when_by_whom_and_why(erased, matter):
    assert "CERTIFICATE OF ERASURE" in erased
    assert "Rowan Ash, Data Protection Officer" in erased
    assert "Seven years are over" in erased
    assert "Retention 4.2" in erased
    assert str(matter.stream) in erased
    assert "the key that sealed everything in the matter, its files and letters" in erased
    assert WORDS not in erased


def test_the_certificate_can_be_printed_again(erased, matter, capsys):
    assert main(["erase", matter.reference, "--certificate"]) == 0
    assert capsys.readouterr().out == erased


def test_no_word_of_it_can_be_read_again(erased, matter):
    datakeys.forget()
    note = Note.objects.get(case=matter)
    with pytest.raises(Erased):
        _ = note.text
    (file,) = files.of_stream(matter.stream)
    with pytest.raises(Erased):
        files.content(file)
    person = Person.objects.get(pk=matter.principal_id)
    assert load_draft(person, f"gateway-reassess:{matter.reference}") == {}
    assert not DataKey.objects.filter(stream=matter.stream, wrapped=None, generation=2).exists()


def test_the_record_still_verifies_and_the_timeline_says_that_it_was_erased(erased, matter):
    assert verify_database().wrong == []
    assert queries.timeline(matter.stream)[-1].act == "erase"


def test_its_page_says_that_it_was_erased_and_its_list_goes_on(erased, matter, aldshire):
    client = browser(aldshire, "deputy.chief")
    answer = client.get(f"/gateway/{matter.reference}")
    assert answer.status_code == 410
    assert "This has been erased" in words(page(answer))
    everything = client.get("/gateway?show=all")
    assert everything.status_code == 200
    stranger = browser(aldshire, "acc.local")
    assert stranger.get(f"/gateway/{matter.reference}").status_code == 404


def test_a_matter_that_goes_on_is_not_erased(aldshire, capsys):
    case = aldshire.decided()
    code, said = erase(case, capsys)
    assert (code, "has not ended" in said.err) == (1, True)
    assert verify_database().wrong == []


def test_nobody_erases_without_a_reason_and_a_name(matter, capsys):
    assert main(["erase", matter.reference]) == 2
    assert main(["erase", "GW-0000-0000", "--reason", "x", "--authorised-by", "y"]) == 1
    assert main(["erase", matter.reference, "--certificate"]) == 1
    assert "was erased" in capsys.readouterr().err


def test_a_new_key_for_one_matter_seals_what_comes_and_opens_what_was(matter, aldshire, capsys):
    assert main(["renew-key", matter.reference, "--reason", "An assessor left"]) == 0
    assert "under key 2" in capsys.readouterr().out
    datakeys.forget()
    me = aldshire.by("deputy.chief", "principal")
    with transaction.atomic():
        upload = SimpleUploadedFile("later.txt", b"Written later.")
        keep(upload, stream=matter.stream, by=me)
    datakeys.forget()
    stored = files.of_stream(matter.stream)
    assert [files.content(one) for one in stored] == [WORDS.encode(), b"Written later."]
    sealed = [storage.read(one.pk)[1:3] for one in stored]
    assert sealed == [b"\x00\x01", b"\x00\x02"]
    assert Note.objects.get(case=matter).text == WORDS
    assert queries.timeline(matter.stream)[-1].act == "renew_key"
    assert verify_database().wrong == []


def test_every_key_is_wrapped_anew_by_command_and_the_command_says_what_to_carry_away(
    matter, settings, tmp_path, capsys
):
    assert main(["rotate-keys"]) == 0
    assert "Carry a copy of that file into custody" in capsys.readouterr().out
    versions = set(DataKey.objects.filter(wrapped__isnull=False).values_list("kek_version"))
    assert len(versions) == 1
    datakeys.forget()
    assert Note.objects.get(case=matter).text == WORDS
