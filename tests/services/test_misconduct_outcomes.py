# SPDX-License-Identifier: MIT
"""Misconduct outcomes: recorded without a name, published by two others, gone when their time is over."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest
import time_machine
from county import county
from django.test import Client
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.verification import verify_database
from candour.transparency.models import DatasetRelease, MisconductOutcome, ReleaseLine
from candour.transparency.queries.compared import compared
from candour.transparency.queries.plan import plan_of
from candour.transparency.rules.outcomes import Decided, Found, Outcome, Proceedings
from candour.transparency.rules.publication import After
from candour.transparency.rules.spans import as_span
from candour.transparency.scheme import dataset_of
from candour.transparency.services import outcomes, preparing, publishing
from candour.transparency.services.publishing import expire_due
from candour.transparency.services.site_file import write_site
from candour.transparency.site.reader import opened
from markup import page, words

pytestmark = pytest.mark.django_db
CODE, OCTOBER = "misconduct-outcomes", as_span("2026-10")
SAID = "Looked up the record of a neighbour without a policing purpose."


def at(day):
    return time_machine.travel(timezone.make_aware(timezone.datetime(2026, 11, day, 10)), tick=True)


@pytest.fixture(autouse=True)
def after_october():
    with at(3):
        yield


class Standards:
    def __init__(self):
        self.county = county()
        self.body = self.county.people["head.psd"].body
        self.dataset = dataset_of(self.body, CODE)
        self.recorder = self.county.by("deputy.psd", "deputy_reassessor")
        self.press = self.county.by("press.officer", "communications")
        self.head = self.county.by("head.psd", "reassessor")

    def outcome(self, **changed):
        decided = {
            "heard_on": date(2026, 10, 20), "proceedings": Proceedings.HEARING,
            "found": Found.GROSS_MISCONDUCT, "outcome": Outcome.DISMISSED,
            "rank": "Police Constable", "summary": SAID,
        } | changed  # fmt: skip
        return outcomes.record_outcome(self.body, Decided(**decided), by=self.recorder)

    def draft(self):
        return preparing.prepare(self.body, self.dataset, OCTOBER, by=self.press)

    def published(self, note=""):
        release = self.draft()
        if ReleaseLine.objects.filter(release=release, decided={}).exists():
            preparing.accept_proposals(release.pk, only_clean=False, by=self.press)
        preparing.propose(release.pk, note, by=self.press)
        return publishing.publish(release.pk, by=self.head)

    def file(self):
        return write_site(self.body, timezone.now())


@pytest.fixture
def standards(settings, tmp_path):
    made = Standards()
    settings.PUBLISHED_FOLDER = tmp_path / "published"
    settings.LOG_FOLDER = tmp_path / "log"
    keys = tmp_path / "keys"
    shutil.copytree(settings.KEYS_FOLDER, keys, ignore=shutil.ignore_patterns("log-*"))
    settings.KEYS_FOLDER = keys
    return made


@pytest.fixture
def browser(standards):
    def signed_in(name):
        client = Client()
        client.force_login(standards.county.people[name].account)
        return client

    return signed_in


ANSWERS = {
    "heard_on": "20 10 2026", "proceedings": "hearing", "rank": "Police Constable", "summary": SAID,
    "found": "gross_misconduct", "outcome": "dismissed",
}  # fmt: skip


def test_professional_standards_record_an_outcome_in_the_browser(browser, standards):
    answer = browser("deputy.psd").post("/publish/outcomes", {**ANSWERS, "proceedings": "meeting"})
    assert answer.status_code == 422
    assert "Only a hearing can decide this" in words(page(answer))
    browser("deputy.psd").post("/publish/outcomes", ANSWERS)
    row = MisconductOutcome.objects.get()
    assert row.reference.startswith("MO-")
    assert SAID in words(page(browser("head.psd").get("/publish/outcomes")))


@pytest.mark.parametrize("name", ["press.officer", "registrar", "chief.constable", "constable"])
def test_nobody_else_finds_the_outcomes(browser, standards, name):
    row = standards.outcome()
    assert browser(name).get("/publish/outcomes").status_code == 404
    assert browser(name).get(f"/publish/outcomes/{row.pk}/set-aside").status_code == 404


def test_only_standards_record_even_behind_the_pages(standards):
    decided = Decided(
        date(2026, 10, 20),
        Proceedings.MEETING,
        Found.MISCONDUCT,
        Outcome.NO_ACTION,
        "Sergeant",
        SAID,
    )
    with pytest.raises(Refused, match="Only professional standards"):
        outcomes.record_outcome(standards.body, decided, by=standards.press)


def test_what_was_alleged_is_sealed(standards):
    from django.db import connection

    standards.outcome()
    with connection.cursor() as cursor:
        cursor.execute("SELECT summary FROM transparency_misconductoutcome")
        kept = b"".join(bytes(value) for (value,) in cursor.fetchall())
    assert kept
    assert b"neighbour" not in kept


def test_a_name_in_what_was_alleged_is_found_and_stops_the_release(standards):
    named = standards.county.people["constable"].full_name
    standards.outcome(summary=f"{named} looked up a neighbour.")
    release = standards.draft()
    line = ReleaseLine.objects.get(release=release)
    assert line.found["summary"]
    with pytest.raises(Refused, match="still to be looked at"):
        preparing.propose(release.pk, "", by=standards.press)
    preparing.accept_proposals(release.pk, only_clean=False, by=standards.press)
    preparing.propose(release.pk, "", by=standards.press)
    publishing.publish(release.pk, by=standards.head)
    assert named.encode() not in standards.file().read_bytes()


def test_it_is_public_for_28_days_and_then_taken_down_by_itself(standards):
    row = standards.outcome()
    release = standards.published()
    path = standards.file()
    assert release.unpublish_on == date(2026, 12, 1)
    with opened(path, date(2026, 11, 30)) as site:
        (shown,) = site.entry(CODE, row.reference)
        assert shown.shown["summary"] == SAID
    with opened(path, date(2026, 12, 1)) as site:
        assert site.entry(CODE, row.reference) == []
        assert site.found(CODE, _everything()).rows == []
    with time_machine.travel(timezone.make_aware(timezone.datetime(2026, 12, 1, 1)), tick=True):
        assert expire_due(timezone.now()) == 1
        release.refresh_from_db()
        assert release.stage == After.EXPIRED.value
        path = standards.file()
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT count(*) FROM row WHERE dataset = ?", [CODE]).fetchone() == (0,)
        assert file.execute(
            "SELECT count(*) FROM file WHERE dataset = ? AND content LIKE ?", [CODE, "%neighbour%"]
        ).fetchone() == (0,)
    assert b"neighbour" not in path.read_bytes()


def _everything():
    from candour.transparency.site.reader import Wanted

    return Wanted()


def test_the_next_month_is_due_after_one_was_taken_down(standards):
    standards.outcome()
    standards.published()
    with time_machine.travel(timezone.make_aware(timezone.datetime(2026, 12, 5, 9)), tick=True):
        expire_due(timezone.now())
        (line,) = [
            one for one in plan_of(standards.body, timezone.localdate()) if one.dataset.code == CODE
        ]
        assert line.due.span.code == "2026-11"


def test_an_outcome_that_fell_on_appeal_leaves_with_the_correction(browser, standards):
    row = standards.outcome()
    standards.published()
    address = f"/publish/outcomes/{row.pk}/set-aside"
    assert browser("deputy.psd").post(address, {"reason": ""}).status_code == 422
    browser("deputy.psd").post(address, {"reason": "The appeal was allowed."})
    gap = compared(standards.body, CODE, timezone.localdate()).line.differences
    assert [(one.gap.value, one.reference) for one in gap] == [("not_held", row.reference)]
    standards.published("An outcome was set aside on appeal.")
    with closing(sqlite3.connect(standards.file())) as file:
        current = file.execute(
            "SELECT shown FROM row WHERE dataset = ? AND current = 1", [CODE]
        ).fetchall()
    assert [json.loads(one) for (one,) in current] == []
    assert browser("deputy.psd").get(address).status_code == 404
    row = MisconductOutcome.objects.get()
    with pytest.raises(Refused, match="already"):
        outcomes.set_aside(row, "Again.", by=standards.recorder)


def test_whoever_prepared_the_month_does_not_approve_it_and_the_record_verifies(standards):
    standards.outcome()
    release = standards.draft()
    preparing.accept_proposals(release.pk, only_clean=False, by=standards.press)
    preparing.propose(release.pk, "", by=standards.press)
    with pytest.raises(Refused):
        publishing.publish(release.pk, by=standards.press)
    assert DatasetRelease.objects.get(pk=release.pk).stage == "proposed"
    assert verify_database().wrong == []
