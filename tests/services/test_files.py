# SPDX-License-Identifier: MIT
"""Files: what is kept, what is refused and why, how content lies on disk and leaves again."""

import hashlib
import io
import os
import random
import time
import tracemalloc
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import hostile_files
import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser
from django.urls import path
from django.utils import timezone
from PIL import Image

from candour.cli.main import main
from candour.files import queries, storage
from candour.files.inspection import pdf, pdf_walk
from candour.files.inspection.everything import CHECKS
from candour.files.models import StoredFile
from candour.files.responses import attachment
from candour.files.rules.names import FileType, type_of
from candour.files.services import check, keep, keep_checked, sweep
from candour.files.uploads import LARGEST, NEVER_READ, HeldInMemory, TooLargeUpload
from candour.files.wording import NOT_SCANNED
from candour.kernel.procedure import Refused
from candour.ledger.datakeys import Erased, destroy
from candour.ledger.sealing import CannotOpen
from candour.ledger.services import By, NotInATransaction

BY = By(None, "secretariat", name="a test")
MB = 1024 * 1024
CLEAN = dict(hostile_files.clean())
HOSTILE = list(hostile_files.hostile())


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "FILES_FOLDER", tmp_path / "files")


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    made = SimpleUploadedFile("x", data)
    made._name = name  # as it came, before Django tidies it
    return made


def kept(name: str = "letter.docx", stream=None) -> StoredFile:
    with transaction.atomic():
        return keep(upload(name, CLEAN[name]), stream=stream or uuid4(), by=BY)


def refused(name: str, data: bytes) -> str:
    with pytest.raises(Refused) as reason:
        check(upload(name, data))
    assert reason.value.about == "files"
    return str(reason.value)


# ---------------------------------------------------------------- what is kept and what is not


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_a_file_of_an_honest_program_is_kept(name):
    checked = check(upload(name, CLEAN[name]))
    assert checked.content
    assert checked.given_sha256 == hashlib.sha256(CLEAN[name]).hexdigest()
    if checked.file_type not in {"png", "jpeg"}:
        assert checked.content == CLEAN[name]


@pytest.mark.parametrize(
    ("name", "data", "word"), HOSTILE, ids=[ascii(name) for name, _, _ in HOSTILE]
)
def test_a_hostile_file_is_refused_by_name_with_what_to_do(name, data, word):
    began = time.perf_counter()
    sentence = refused(name, data)
    assert sentence.startswith("Check the file “")
    assert word in sentence
    assert sentence.endswith(".")
    assert not any(ord(letter) < 32 or letter == "\u202e" for letter in sentence)
    assert time.perf_counter() - began < 10


def test_the_corpus_is_as_large_as_the_bar_asks():
    assert len(HOSTILE) >= 60
    assert len(CLEAN) >= 30


def test_a_file_that_is_too_large_is_refused_without_being_read():
    large = TooLargeUpload("film.pdf", "application/pdf", 50 * MB)
    with pytest.raises(Refused, match=r"“film\.pdf”: it is larger than 12 MB"):
        check(large)


def test_a_file_too_many_at_once_is_refused():
    with pytest.raises(Refused, match="Upload this one on its own"):
        check(TooLargeUpload("fourth.pdf", "application/pdf", 5 * MB))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\sam\\plan.txt", "plan.txt"),
        ("txt.\u202etxt", "txt.txt"),
        ("a\0b\r\n.txt", "ab.txt"),
        ("CON.txt", "_CON.txt"),
        ('what?"<now>.txt', "what___now_.txt"),
        ("  two   spaces .txt", "two spaces.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
        ("Cinio gŵyl.txt", "Cinio gŵyl.txt"),
        ("e\u0301te\u0301.txt", "été.txt"),
    ],
)
def test_a_name_is_kept_without_what_could_mislead(given, expected):
    assert check(upload(given, b"text")).name == expected


def _harmed(data: bytes, dice: random.Random) -> bytes:
    harmed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(harmed))
        match dice.randrange(3):
            case 0:
                harmed[at] = dice.randrange(256)
            case 1:
                del harmed[at : at + dice.randint(1, 20)]
            case _:
                harmed[at:at] = dice.randbytes(dice.randint(1, 6))
        harmed = harmed or bytearray(b"x")
    return bytes(harmed)


@pytest.mark.parametrize("name", sorted(CLEAN))
def test_a_file_that_was_harmed_is_kept_or_refused_and_nothing_else(name):
    dice = random.Random(name)
    look = {**CHECKS, FileType.PDF: lambda _, data: pdf_walk.found_in(data)}[type_of(name)]
    for _ in range(60):
        with suppress(Refused):
            assert look(name, _harmed(CLEAN[name], dice)) is not None


# ---------------------------------------------------------------- pictures


def test_a_picture_loses_where_it_was_taken_and_stands_upright():
    given = CLEAN["photo.jpg"]
    assert b"private address" in given
    made = check(upload("photo.jpg", given)).content
    assert b"private address" not in made
    with Image.open(io.BytesIO(made)) as picture:
        assert not picture.getexif()
        assert picture.size == (30, 40)


@pytest.mark.parametrize(
    "hidden",
    [b"<html><script>alert(1)</script>", hostile_files.archive({"a.txt": "x"}), b"MZ\x90 program"],
    ids=["page", "archive", "program"],
)
@pytest.mark.parametrize("name", ["scan.png", "photo.JPEG"])
def test_what_hides_behind_a_picture_is_gone(name, hidden):
    assert hidden not in check(upload(name, CLEAN[name] + hidden)).content


def test_a_comment_in_a_picture_is_gone():
    assert b"drawing program" in CLEAN["scan.png"]
    assert b"drawing program" not in check(upload("scan.png", CLEAN["scan.png"])).content


def test_the_picture_stays_the_same():
    made = check(upload("clear.png", CLEAN["clear.png"])).content
    with (
        Image.open(io.BytesIO(made)) as after,
        Image.open(io.BytesIO(CLEAN["clear.png"])) as before,
    ):
        assert (after.mode, after.size, after.tobytes()) == (
            before.mode,
            before.size,
            before.tobytes(),
        )


# ---------------------------------------------------------------- PDF, in a process of its own

PDFS = [(name, data, word) for name, data, word in HOSTILE if name.endswith(".pdf")]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        one
        for one in PDFS
        if any(sign in one[0] for sign in ("script", "launch", "carries", "lock"))
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_the_walk_through_a_pdf_finds_what_runs_or_hides(name, data, word):
    assert word in pdf._WHY_NOT[pdf_walk.found_in(data)]


@pytest.mark.parametrize("name", sorted(name for name in CLEAN if name.endswith(".pdf")))
def test_the_walk_through_a_plain_pdf_finds_nothing(name):
    assert pdf_walk.found_in(CLEAN[name]) == ""


def test_a_pdf_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "_LONGEST_WALK", 0.001)
    assert "too much room" in refused("slow.pdf", CLEAN["agenda.pdf"])


def test_a_reader_that_crashes_takes_nobody_with_it(monkeypatch, tmp_path):
    crash = tmp_path / "crash.py"
    crash.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(pdf, "_WALK", crash)
    assert "too much room" in refused("crash.pdf", CLEAN["agenda.pdf"])


# ---------------------------------------------------------------- on disk


def test_content_comes_back_as_it_was_kept(db):
    stored = kept()
    assert queries.content(stored) == CLEAN["letter.docx"]
    again = StoredFile.objects.get(pk=stored.pk)
    assert again.name == "letter.docx"
    assert again.size == len(CLEAN["letter.docx"])
    assert again.sha256 == hashlib.sha256(CLEAN["letter.docx"]).hexdigest()
    assert again.added_at is not None


def test_neither_content_nor_name_is_on_disk_in_the_clear(db, tmp_path):
    stored = kept("notes.txt")
    files = list(storage.everything())
    assert [file.name for file in files] == [stored.pk.hex]
    assert b"Prif Gwnstabl" not in files[0].read_bytes()
    assert files[0].stat().st_mode & 0o777 == 0o600
    assert files[0].parent.stat().st_mode & 0o777 == 0o700
    row = StoredFile.objects.filter(pk=stored.pk).values("name", "sha256").get()
    assert b"notes" not in row["name"].data


def test_the_folder_is_nothing_that_is_served():
    static = {str(folder) for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)}
    assert not any(str(settings.FILES_FOLDER).startswith(folder) for folder in static)


def test_content_put_in_the_place_of_another_does_not_open(db):
    stream = uuid4()
    first, second = kept("notes.txt", stream), kept("guests.csv", stream)
    storage.path_of(first.pk).write_bytes(storage.read(second.pk))
    with pytest.raises(CannotOpen):
        queries.content(first)


def test_content_that_is_gone_is_said(db):
    stored = kept()
    storage.path_of(stored.pk).unlink()
    with pytest.raises(storage.ContentMissing):
        queries.content(stored)


def test_an_erased_matter_takes_its_files_with_it(db):
    stored = kept()
    destroy(stored.stream)
    with pytest.raises(Erased):
        queries.content(stored)


@pytest.mark.django_db(transaction=True)
def test_a_file_is_kept_only_as_part_of_an_act():
    with pytest.raises(NotInATransaction):
        keep(upload("letter.docx", CLEAN["letter.docx"]), stream=uuid4(), by=BY)
    assert list(storage.everything()) == []


def test_a_file_that_cannot_be_written_has_no_row(db, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    checked = check(upload("letter.docx", CLEAN["letter.docx"]))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"), transaction.atomic():
        keep_checked(checked, stream=uuid4(), by=BY)
    assert not StoredFile.objects.exists()
    assert list(storage.everything()) == []


def test_the_database_refuses_an_empty_file(db):
    with pytest.raises(IntegrityError, match="a_file_is_not_empty"):
        StoredFile.objects.create(
            stream=uuid4(), name="x", file_type="pdf", size=0, sha256="", given_sha256=""
        )


def test_the_files_of_a_matter_are_its_own(db):
    stream = uuid4()
    mine, other = kept("notes.txt", stream), kept("guests.csv")
    second = kept("guests.csv", stream)
    assert queries.of_stream(stream) == [mine, second]
    assert queries.by_id(mine.pk, stream=stream) == mine
    assert queries.by_id(other.pk, stream=stream) is None


# ---------------------------------------------------------------- what a crash leaves behind


def _an_act_that_is_undone() -> StoredFile:
    with transaction.atomic():
        stored = keep(upload("notes.txt", CLEAN["notes.txt"]), stream=uuid4(), by=BY)
        transaction.set_rollback(True)
    return stored


def test_content_of_an_act_that_was_undone_is_swept_after_a_day(db):
    undone, stored = _an_act_that_is_undone(), kept()
    now = timezone.now()
    assert storage.exists(undone.pk)
    assert sweep(now).removed == 0
    swept = sweep(now + timedelta(days=2))
    assert swept.removed == 1
    assert swept.bytes_freed > 0
    assert swept.missing == ()
    assert not storage.exists(undone.pk)
    assert queries.content(stored) == CLEAN["letter.docx"]


def test_a_file_half_written_is_swept_after_a_day(db):
    half = storage.path_of(uuid4()).with_suffix(".part")
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    assert sweep(timezone.now()).removed == 0
    assert sweep(timezone.now() + timedelta(days=2)).removed == 1
    assert not half.exists()


def test_a_sweep_names_what_is_missing(db, capsys):
    stored = kept()
    storage.path_of(stored.pk).unlink()
    assert main(["files", "sweep"]) == 1
    said = capsys.readouterr().out
    assert "0 left-over files removed, 0 bytes freed" in said
    assert f"the content of file {stored.pk} is missing" in said


def test_a_sweep_of_a_sound_folder_finds_nothing_amiss(db, capsys):
    kept()
    assert main(["files", "sweep"]) == 0
    assert capsys.readouterr().out == "0 left-over files removed, 0 bytes freed\n"


# ---------------------------------------------------------------- handed out


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("agenda.pdf", "application/pdf"),
        ("notes.txt", "text/plain; charset=utf-8"),
        ("invite.eml", "message/rfc822"),
    ],
)
def test_a_file_is_saved_and_never_shown_as_a_page(db, name, content_type):
    response = attachment(kept(name))
    assert response.content == CLEAN[name]
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, no-store"


def test_a_name_cannot_break_out_of_its_header(db):
    with transaction.atomic():
        stored = keep(upload('a";\r\nX: y é.txt', b"text"), stream=uuid4(), by=BY)
    header = attachment(stored)["Content-Disposition"]
    assert header.startswith("attachment; filename*=utf-8''")
    assert "\r" not in header
    assert '"' not in header


def test_people_are_told_that_nobody_looked_for_viruses():
    assert NOT_SCANNED == "Not scanned for viruses. Open it only if you expected it."


# ---------------------------------------------------------------- uploads as they arrive


def upload_page(request: HttpRequest) -> HttpResponse:
    """As a page would: refuse in a sentence, keep the other answers."""
    try:
        for one in request.FILES.getlist("files"):
            check(one)
    except Refused as reason:
        return HttpResponse(f"{reason}|{request.POST['after']}", status=422)
    return HttpResponse(request.POST["after"])


urlpatterns = [path("upload", upload_page)]


@pytest.mark.urls(__name__)
def test_an_upload_of_50_mb_is_answered_in_a_sentence_and_nothing_else_is_lost(client, db):
    began = time.perf_counter()
    film = SimpleUploadedFile("film.pdf", b"%PDF-" + b"0" * (50 * MB))
    response = client.post("/upload", {"files": [film], "after": "typed below the file"})
    assert response.status_code == 422
    sentence, _, after = response.content.decode().partition("|")
    assert sentence == (
        "Check the file “film.pdf”: it is larger than 12 MB. Save it smaller or in parts and upload that."
    )
    assert after == "typed below the file"
    assert time.perf_counter() - began < 10


@pytest.mark.urls(__name__)
def test_an_upload_within_the_limits_arrives(client, db):
    given = [upload("notes.txt", CLEAN["notes.txt"]), upload("guests.csv", CLEAN["guests.csv"])]
    response = client.post("/upload", {"files": given, "after": "typed"})
    assert response.content == b"typed"


class _Arriving(io.RawIOBase):
    """A body that exists only as it is read."""

    def __init__(self, size: int) -> None:
        self.head = (
            b'--b\r\nContent-Disposition: form-data; name="files"; filename="film.pdf"\r\n'
            b"Content-Type: application/pdf\r\n\r\n"
        )
        self.tail = (
            b'\r\n--b\r\nContent-Disposition: form-data; name="after"\r\n\r\nyes\r\n--b--\r\n'
        )
        self.left = size
        self.length = len(self.head) + size + len(self.tail)

    def read(self, size: int = -1) -> bytes:
        if self.head:
            given, self.head = self.head, b""
            return given
        if self.left:
            given = b"0" * min(self.left, size)
            self.left -= len(given)
            return given
        given, self.tail = self.tail, b""
        return given


def parse(body: _Arriving, declared: int | None = None):
    meta = {
        "CONTENT_TYPE": "multipart/form-data; boundary=b",
        "CONTENT_LENGTH": str(declared or body.length),
    }
    request = HttpRequest()
    request.META = meta
    return MultiPartParser(meta, body, [HeldInMemory(request)]).parse()


def test_a_file_over_the_limit_is_never_held_whole():
    tracemalloc.start()
    try:
        post, files = parse(_Arriving(100 * MB))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(files["files"], TooLargeUpload)
    assert files["files"].size == 100 * MB
    assert files["files"].read() == b""
    assert post["after"] == "yes"
    assert most < 2 * LARGEST


def test_what_nobody_means_to_upload_is_not_read():
    body = _Arriving(NEVER_READ)
    with pytest.raises(RequestDataTooBig):
        parse(body, declared=5_000 * MB)
    assert body.left > NEVER_READ - MB


def test_what_lies_about_its_length_is_read_only_so_far():
    held = HeldInMemory()
    held.new_file("files", "film.pdf", "application/pdf", None)
    held.arrived = NEVER_READ
    with pytest.raises(RequestDataTooBig):
        held.receive_data_chunk(b"0", NEVER_READ)


def test_files_together_are_held_only_up_to_their_limit():
    held = HeldInMemory()
    ended = []
    for name in "abcd":
        held.new_file("files", f"{name}.pdf", "application/pdf", None)
        held.receive_data_chunk(b"0" * (10 * MB), 0)
        ended.append(held.file_complete(10 * MB))
    assert [isinstance(one, TooLargeUpload) for one in ended] == [False, False, False, True]


def test_no_upload_is_written_to_disk_in_the_clear():
    assert settings.FILE_UPLOAD_HANDLERS == ["candour.files.uploads.HeldInMemory"]
