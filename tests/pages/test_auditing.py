# SPDX-License-Identifier: MIT
"""Who has looked: for those who run a matter, for whoever it is about, and for auditors."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from county import county
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from candour.audit.csv_file import csv_file, safe
from candour.gateway.models import Case, Wall
from candour.gateway.queries import readers
from candour.gateway.services import stage_two
from candour.kernel.procedure import Refused
from candour.ledger.models import Event
from candour.ledger.queries import opened
from candour.ledger.rules.entry import Kind
from candour.people.models import PostHolding
from candour.people.queries import roles_of
from candour.policy.queries import pack_of
from fresh_proof import prove
from markup import page, words

NOON = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
database = pytest.mark.django_db


@pytest.fixture
def aldshire(db):
    with time_machine.travel(NOON, tick=False):
        yield county()


def browser(aldshire, name):
    client = Client()
    client.force_login(aldshire.people[name].account)
    return prove(client)


def read(aldshire, name, case, times=1, path=""):
    client = browser(aldshire, name)
    for _ in range(times):
        client.get(f"/gateway/{case.reference}{path}")
    return client


# ------------------------------------------------------------------ of one matter


def test_whoever_runs_a_matter_sees_who_has_looked(aldshire):
    case = aldshire.decided()
    read(aldshire, "deputy.chief", case, 2)
    client = read(aldshire, "head.secretariat", case)
    answer = client.get(f"/gateway/{case.reference}/readers")
    rows = [words(row) for row in page(answer).xpath("//main//tbody/tr")]
    (chief,) = [row for row in rows if aldshire.people["deputy.chief"].full_name in row]
    assert "Chief officer2" in chief
    assert any(aldshire.people["head.secretariat"].full_name in row for row in rows)


@pytest.mark.parametrize(
    "name", ["deputy.chief", "staff.officer.chief", "secretariat", "acc.local"]
)
def test_nobody_else_sees_who_has_looked(aldshire, name):
    case = aldshire.decided()
    answer = browser(aldshire, name).get(f"/gateway/{case.reference}/readers")
    assert answer.status_code == 404


def test_that_the_unit_looked_is_for_those_who_know_that_it_was_asked(aldshire):
    case = aldshire.assessing()
    stage_two.ask_for_gist(case.pk, "Known?", by=aldshire.by("staff.officer.chief"))
    unit = browser(aldshire, "source.unit")
    unit.post(unit.get(f"/gateway/{case.reference}").url, {"reason": "task"})
    unit.get(f"/gateway/{case.reference}")
    answer = browser(aldshire, "head.secretariat").get(f"/gateway/{case.reference}/readers")
    assert aldshire.people["source.unit"].full_name not in words(page(answer))


def test_whoever_it_is_about_sees_it_only_where_the_policy_says_so(aldshire, monkeypatch):
    case = aldshire.decided()
    read(aldshire, "staff.officer.chief", case)
    mine = browser(aldshire, "deputy.chief")
    assert "Who has looked at requests about you" not in words(page(mine.get("/me")))

    def chosen(version):
        pack = pack_of(version)
        return replace(pack, settings=replace(pack.settings, subject_sees_who_looked=True))

    monkeypatch.setattr(readers, "pack_of", chosen)
    shown = words(page(mine.get("/me")))
    assert "Who has looked at requests about you" in shown
    assert aldshire.people["staff.officer.chief"].full_name in shown


# ------------------------------------------------------------------ across matters


def trail(aldshire, **asked):
    return browser(aldshire, "auditor").get("/audit", asked)


def entries(answer):
    return [words(row) for row in page(answer).xpath("//main//tbody/tr")]


def test_an_auditor_sees_who_did_and_read_what_and_nothing_of_what_it_is_about(aldshire):
    case = aldshire.decided()
    read(aldshire, "deputy.chief", case)
    answer = trail(aldshire)
    rows = entries(answer)
    assert any("Read" in row and case.reference in row for row in rows)
    assert any("Decision recorded" in row and case.reference in row for row in rows)
    for word in (case.activity, "Morgan Vale", "I have weighed it.", "Ribblesea"):
        assert word not in answer.content.decode()
    assert not page(answer).xpath(f"//main//a[contains(@href, '{case.reference}')]")


def test_the_filters_narrow_by_person_kind_matter_and_day(aldshire):
    case, other = aldshire.decided(), aldshire.notified(principal="chief.constable")
    read(aldshire, "deputy.chief", case)
    days = {"since": "1 6 2026", "until": "30 6 2026"}
    of_case = entries(trail(aldshire, reference=case.reference.lower(), **days))
    assert of_case
    assert not any(other.reference in row for row in of_case)
    chief = aldshire.people["deputy.chief"]
    reading = entries(trail(aldshire, person=str(chief.pk), kind="consultation", **days))
    assert len(reading) == 1
    assert chief.full_name in reading[0]
    assert entries(trail(aldshire, since="1 1 2026", until="2 1 2026")) == []
    assert entries(trail(aldshire, reference="GW-2222-2222", **days)) == []


def test_a_range_is_needed_and_has_an_order_and_an_end(aldshire):
    backwards = trail(aldshire, since="9 6 2026", until="1 6 2026")
    assert backwards.status_code == 422
    assert "Enter a day that is not before the first" in words(page(backwards))
    assert trail(aldshire, since="1 1 2024", until="1 6 2026").status_code == 422
    assert trail(aldshire, since="", until="1 6 2026", kind="erasure").status_code == 422
    ours = browser(aldshire, "auditor")
    answer = ours.get("/audit/export", {"since": "9 6 2026", "until": "1 6 2026"})
    assert answer.url == "/audit?since=9+6+2026&until=1+6+2026"


def test_pages_follow_each_other_without_gap_or_double(aldshire):
    case = aldshire.decided()
    read(aldshire, "deputy.chief", case, 60)
    client = browser(aldshire, "auditor")
    asked = f"/audit?since=1+6+2026&until=30+6+2026&reference={case.reference}"
    seen = []
    while asked:
        tree = page(client.get(asked))
        seen += [words(row) for row in tree.xpath("//main//tbody/tr")]
        found = tree.xpath("//a[@rel='next']/@href")
        asked = found[0] if found else ""
    of_case = Event.objects.filter(stream=case.stream).count()
    assert len(seen) == of_case > 50


def test_looking_at_the_trail_is_recorded_and_so_is_taking_it(aldshire):
    auditor = aldshire.people["auditor"]
    mine = Event.objects.filter(stream=auditor.stream).order_by("-leaf")
    before = mine.count()
    client = browser(aldshire, "auditor")
    days = {"since": "1 6 2026", "until": "30 6 2026"}
    client.get("/audit", days)
    assert mine.count() == before + 1
    assert opened([mine[0].pk])[mine[0].pk]["asked"] == "since=1+6+2026&until=30+6+2026"
    answer = client.get("/audit/export", days)
    assert (mine[0].act, mine[0].kind) == ("trail_exported", Kind.DISCLOSURE)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["When", "Who", "As", "For", "What", "Kind", "Matter"]
    assert opened([mine[0].pk])[mine[0].pk]["rows"] == len(rows) - 1
    assert "OFFICIAL-SENSITIVE" in answer.headers["Content-Disposition"]


def test_an_export_holds_exactly_the_rows_of_the_filter(aldshire):
    case = aldshire.decided()
    days = {"since": "1 6 2026", "until": "30 6 2026", "reference": case.reference}
    client = browser(aldshire, "auditor")
    rows = list(
        csv.reader(io.StringIO(client.get("/audit/export", days).content.decode("utf-8-sig")))
    )
    assert len(rows) - 1 == Event.objects.filter(stream=case.stream).count()
    assert {row[-1] for row in rows[1:]} == {case.reference}


@pytest.mark.parametrize("name", ["administrator", "head.psd", "head.secretariat", "oversight"])
def test_only_auditors_have_these_pages(aldshire, name):
    client = browser(aldshire, name)
    for path in ("/audit", "/audit/export", "/audit/readings"):
        assert client.get(path).status_code == 404


def test_an_auditor_follows_no_matter_in_which_they_stand_on_one_side(aldshire):
    case = aldshire.decided()
    auditor = aldshire.people["auditor"]
    without = [row for row in entries(trail(aldshire)) if case.reference in row]
    assert without
    Wall.objects.create(case=case, event=Event.objects.first().pk, person=auditor)
    assert not any(case.reference in row for row in entries(trail(aldshire)))
    asked = {"since": "1 6 2026", "until": "30 6 2026", "reference": case.reference}
    assert entries(trail(aldshire, **asked)) == []


def test_the_post_of_an_auditor_ends_by_itself(aldshire):
    from candour.directory.services.people import NewHolding, hold_post

    auditor = aldshire.people["auditor"]
    held, *others = PostHolding.objects.filter(person=auditor)
    assert None not in {one.ends_on for one in (held, *others)}
    assert roles_of(auditor, held.ends_on - timedelta(days=1)) > roles_of(auditor, held.ends_on)
    post = held.post
    for ends_on in (None, date(2028, 1, 1)):
        with pytest.raises(Refused, match="Enter a last day within a year"):
            hold_post(
                NewHolding(
                    post, aldshire.people["constable"], timezone.localdate(), ends_on, "", False
                ),
                by=aldshire.by("administrator", "administrator"),
            )


# ------------------------------------------------------------------ readings that stand out


def stand_out(aldshire):
    answer = browser(aldshire, "auditor").get("/audit/readings")
    assert answer.status_code == 200
    return entries(answer)


def test_a_reading_without_any_part_is_found(aldshire):
    case = Case.objects.get(pk=aldshire.gathering().pk)
    read(aldshire, "head.secretariat", case, 3)
    (row,) = [row for row in stand_out(aldshire) if case.reference in row]
    assert aldshire.people["head.secretariat"].full_name in row
    assert "Read it, and did nothing in it" in row


def test_ordinary_work_does_not_stand_out(aldshire):
    case = aldshire.decided()
    for name in ("deputy.chief", "staff.officer.chief", "head.secretariat"):
        read(aldshire, name, case, 3)
    assert not any(case.reference in row for row in stand_out(aldshire))


def test_reading_very_often_and_at_night_is_found(aldshire):
    case = aldshire.decided()
    read(aldshire, "staff.officer.chief", case, 20)
    with time_machine.travel(NOON.replace(hour=22), tick=False):
        read(aldshire, "deputy.chief", case)
        rows = [row for row in stand_out(aldshire) if case.reference in row]
    assert any("Read it very often" in row for row in rows)
    assert any("before 7am or after 8pm" in row for row in rows)


def test_the_page_draws_no_conclusion(aldshire):
    answer = browser(aldshire, "auditor").get("/audit/readings")
    shown = words(page(answer))
    assert "Each line is a reason to ask, and no finding against anybody." in shown
    assert "Nothing stands out in this time." in shown


# ------------------------------------------------------------------ tables for other programs


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), min_size=1, max_size=6))
def test_no_cell_can_start_a_formula_and_every_cell_comes_back(rows):
    cells = [[cell.replace("\0", "").replace("\r", " ") for cell in row] for row in rows]
    back = list(csv.reader(io.StringIO(csv_file(cells).decode("utf-8-sig"), newline="")))
    assert [row for row in back if row] == [[safe(cell) for cell in row] for row in cells if row]
    for row in back:
        for cell in row:
            assert not cell.lstrip(" \n").startswith(tuple("=+-@\t\r＝＋－＠")), cell
