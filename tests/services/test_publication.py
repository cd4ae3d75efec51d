# SPDX-License-Identifier: MIT
"""Registers reach the public through two people, into one file that holds released rows and nothing else."""

import csv
import io
import json
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
import time_machine
from county import county
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl import load_workbook
from published import serving
from python_calamine import CalamineWorkbook

from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger import verify_log
from candour.ledger.checkpoints import log_key
from candour.ledger.models import Event
from candour.ledger.queries import opened, timeline
from candour.people.models import Post, PostHolding
from candour.people.queries import holders_of
from candour.registers.base import Show
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.rules.periods_of_return import quarter_of
from candour.registers.services.acting import act_in_words
from candour.registers.services.gifts import declare_gift
from candour.registers.services.returns import send_nil_return
from candour.transparency.checks import of_one
from candour.transparency.models import DatasetRelease, ReleaseLine
from candour.transparency.queries.compared import compared
from candour.transparency.queries.plan import plan_of
from candour.transparency.rules.publication import Stage
from candour.transparency.rules.redaction import Choice, Decision
from candour.transparency.rules.spans import as_span
from candour.transparency.scheme import dataset_of, scheme_named
from candour.transparency.services import preparing, publishing
from candour.transparency.services.preparing import ROW
from candour.transparency.services.publishing import expire_due, stream_of_row
from candour.transparency.services.site_file import write_site

pytestmark = pytest.mark.django_db
SUMMER = as_span("2026-07-to-09")
GIFTS = "gifts-and-hospitality"
SECRET = "Zanzibarquux"
"""Stands in every column that may not leave, and in the redacted ones."""


@pytest.fixture(autouse=True)
def after_the_summer():
    with time_machine.travel(timezone.make_aware(timezone.datetime(2026, 10, 12, 10)), tick=True):
        yield


class Press:
    """The people of Aldshire who publish, and a summer of gifts."""

    def __init__(self):
        self.county = county()
        self.body = self.county.people["registrar"].body
        self.gifts = dataset_of(self.body, GIFTS)
        self.keeper = self.county.by("registrar", "registrar")
        self.standards = self.county.by("head.psd", "reassessor")
        self.overseer = self.county.by("head.secretariat", "overseer")

    def gift(self, who="constable", day=date(2026, 8, 3), **changed):
        columns = {
            "description": "A pen", "kind": "gift", "giver_name": "Yarrow Hall Hotel", "worth": 1250,
            "worth_basis": "estimate", "offered_on": day, "happened_on": day, "outcome": "declined",
            "supplier": False, "refreshments": False, "given": False, "reason": SECRET,
            "giver_kind": "business",
        } | changed  # fmt: skip
        me = self.county.by(who, "declarant")
        return declare_gift(columns, person=self.county.people[who], by=me, why_late=SECRET)

    def draft(self, span=SUMMER):
        return preparing.prepare(self.body, self.gifts, span, by=self.keeper)

    def proposed(self, span=SUMMER, note=""):
        release = self.draft(span)
        self.accept(release)
        return preparing.propose(release.pk, note, by=self.keeper)

    def accept(self, release):
        if ReleaseLine.objects.filter(release=release, entry__isnull=False, decided={}).exists():
            preparing.accept_proposals(release.pk, only_clean=False, by=self.keeper)

    def published(self, span=SUMMER, note="", **how):
        return publishing.publish(self.proposed(span, note, **how).pk, by=self.standards)

    def file(self):
        return write_site(self.body, timezone.now())


@pytest.fixture
def press(settings, tmp_path):
    """With a log of its own, under the keys that the county was built with."""
    made = Press()
    settings.PUBLISHED_FOLDER = tmp_path / "published"
    settings.LOG_FOLDER = tmp_path / "log"
    keys = tmp_path / "keys"
    shutil.copytree(settings.KEYS_FOLDER, keys, ignore=shutil.ignore_patterns("log-*"))
    settings.KEYS_FOLDER = keys
    return made


def asked(path, question, *values):
    with closing(sqlite3.connect(path)) as file:
        return file.execute(question, values).fetchall()


def line_of(release, row):
    return ReleaseLine.objects.get(release=release, reference=row.reference)


# ------------------------------------------------------------------ two people


@pytest.fixture
def both(press):
    """The head of standards keeps the registers too."""
    person = press.county.people["head.psd"]
    post = Post.objects.get(body=press.body, code="register_administrator")
    PostHolding.objects.create(post=post, person=person, starts_on=date(2026, 1, 1))
    return press.standards


def test_whoever_prepared_it_cannot_approve_it(press, both):
    press.gift()
    release = preparing.prepare(press.body, press.gifts, SUMMER, by=both)
    preparing.accept_proposals(release.pk, only_clean=False, by=both)
    preparing.propose(release.pk, "", by=both)
    with pytest.raises(Refused, match="somebody else approves"):
        publishing.publish(release.pk, by=both)
    publishing.publish(release.pk, by=press.county.by("monitoring.officer", "monitoring_officer"))


def test_whoever_decided_on_one_value_cannot_approve_it(press, both):
    row = press.gift()
    release = press.draft()
    preparing.decide(release.pk, row.reference, {"description": Decision(Choice.SHOW)}, by=both)
    press.accept(release)
    preparing.accept_proposals(release.pk, only_clean=False, by=press.keeper)
    preparing.propose(release.pk, "", by=press.keeper)
    with pytest.raises(Refused, match="somebody else approves"):
        publishing.publish(release.pk, by=both)


def test_the_database_refuses_a_release_that_one_person_approved_alone(press):
    release = press.draft()
    with pytest.raises(IntegrityError, match="whoever_approves"), transaction.atomic():
        DatasetRelease.objects.filter(pk=release.pk).update(approved_by=release.prepared_by_id)
    with pytest.raises(IntegrityError, match="without_approval"), transaction.atomic():
        DatasetRelease.objects.filter(pk=release.pk).update(stage=Stage.PUBLISHED.value)


def test_the_database_refuses_to_change_what_was_public(press):
    press.gift()
    rows = ReleaseLine.objects.filter(release=press.published())
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        rows.update(reference="GR-OTHER")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        rows.delete()


def test_nobody_without_the_office_prepares_or_publishes(press):
    constable = press.county.by("constable", "registrar")
    with pytest.raises(Refused, match="keep a register"):
        preparing.prepare(press.body, press.gifts, SUMMER, by=constable)
    release = press.proposed()
    for who in ("constable", "registrar", "commissioner"):
        with pytest.raises(Refused, match="Only the"):
            publishing.publish(release.pk, by=press.county.by(who, "reassessor"))


def test_a_value_that_nobody_looked_at_does_not_leave(press):
    press.gift(description="Lunch, ring 07700 900123")
    release = press.draft()
    preparing.accept_proposals(release.pk, only_clean=True, by=press.keeper)
    with pytest.raises(Refused, match="1 value is still"):
        preparing.propose(release.pk, "", by=press.keeper)


def test_a_period_is_prepared_once_and_not_before_its_end(press):
    press.draft()
    with pytest.raises(Refused, match="already"):
        press.draft()
    with pytest.raises(Refused, match="not ended"):
        press.draft(as_span("2026-10-to-12"))


# ------------------------------------------------------------------ what the public reads


def test_a_release_shows_the_scheme_s_columns_and_no_other(press):
    row = press.gift("deputy.chief", gateway_reference="", disposition="kept")
    press.published()
    (shown,) = [json.loads(one) for (one,) in asked(press.file(), "SELECT shown FROM row WHERE reference = ?", row.reference)]  # fmt: skip
    assert set(shown) == {column.name for column in press.gifts.columns}
    assert shown["recipient_published_as"] == press.county.people["deputy.chief"].full_name
    assert (shown["estimated_value_gbp"], shown["late_flag"], shown["quarter"]) == (
        "12.50",
        True,
        2,
    )


def test_staff_are_published_by_a_rank_that_enough_people_hold(press):
    one, few = press.gift("constable"), press.gift("inspector")
    press.published()
    found = dict(asked(press.file(), "SELECT reference, who FROM row"))
    assert found[one.reference] == "constable, local policing"
    assert found[few.reference] in {"inspector", "officer or member of staff"}
    names = {
        person.full_name.casefold()
        for person in holders_of(Role.REGISTRAR, press.body, date(2026, 8, 1))
    }
    assert not names & set(found.values())


def test_what_is_found_is_left_out_and_the_reason_is_told(press):
    row = press.gift(
        description="Flowers for PC Gorse, 12 Old Mill Lane", giver_kind="member_of_public",
        giver_name="Maud Thistle",
    )  # fmt: skip
    release = press.published()
    shown = line_of(release, row).shown
    assert shown["donor_name"] == "A member of the public"
    assert shown["description"] == "Flowers for […], […]"
    assert shown["redaction_note"] == "personal_data"


def test_other_words_are_read_too(press):
    row = press.gift()
    release = press.draft()
    with pytest.raises(Refused, match="still hold"):
        preparing.decide(
            release.pk, row.reference,
            {"description": Decision(Choice.REWORD, "harm", "Ring 07700 900123")}, by=press.keeper,
        )  # fmt: skip


def test_a_row_that_is_withheld_is_nowhere(press):
    row, other = press.gift(description="Ordinary"), press.gift(description="A book")
    release = press.draft()
    preparing.decide(
        release.pk, row.reference, {ROW: Decision(Choice.WITHHOLD, "harm")}, by=press.keeper
    )
    press.accept(release)
    preparing.propose(release.pk, "", by=press.keeper)
    publishing.publish(release.pk, by=press.standards)
    path = press.file()
    assert asked(path, "SELECT COUNT(*) FROM row WHERE reference = ?", row.reference) == [(0,)]
    assert asked(path, "SELECT COUNT(*) FROM row WHERE reference = ?", other.reference) == [(1,)]
    assert row.reference.encode() not in path.read_bytes()


def test_nil_is_told_apart_from_never_asked(press):
    chief = press.county.people["chief.constable"]
    send_nil_return(
        chief, quarter_of(date(2026, 8, 1)), by=press.county.by("chief.constable", "principal")
    )
    press.gift("deputy.chief")
    release = press.published()
    said = {
        line.row["recipient_published_as"]: line.row["nil_return"]
        for line in ReleaseLine.objects.filter(release=release)
    }
    assert said[chief.full_name] == "nil"
    assert said[press.county.people["acc.local"].full_name] == "none_received"
    assert said[press.county.people["deputy.chief"].full_name] is None


def test_what_is_not_settled_waits(press):
    row = press.gift("constable", outcome="accepted", kind="hospitality", worth=90000)
    GiftOrHospitality.objects.filter(pk=row.pk).update(state="to_agree")
    release = press.published()
    assert not ReleaseLine.objects.filter(release=release, reference=row.reference).exists()
    line = compared(press.body, GIFTS, timezone.localdate(), SUMMER.code).line
    assert line.open == 1


# ------------------------------------------------------------------ correct, withdraw, expire


def test_a_correction_keeps_what_stood_there_before(press):
    row = press.gift()
    press.published()
    act_correct(press, row, worth=9900)
    press.published(note="The value was wrong.")
    found = asked(press.file(), "SELECT shown, current FROM row WHERE reference = ? ORDER BY current", row.reference)  # fmt: skip
    assert [(json.loads(shown)["estimated_value_gbp"], now) for shown, now in found] == [
        ("12.50", 0), ("99.00", 1),
    ]  # fmt: skip


def test_a_correction_can_hide_what_should_never_have_been_public(press):
    row = press.gift(description=f"Tea with {SECRET}")
    press.published()
    assert SECRET.encode() in press.file().read_bytes()
    release = press.draft()
    words = Decision(Choice.REWORD, "personal_data", "Tea with somebody")
    preparing.decide(release.pk, row.reference, {"description": words}, by=press.keeper)
    preparing.propose(release.pk, "A name was taken out.", hides_earlier=True, by=press.keeper)
    publishing.publish(release.pk, by=press.standards)
    assert SECRET.encode() not in press.file().read_bytes()


def test_a_withdrawn_release_leaves_its_addresses_and_the_reason(press):
    row = press.gift()
    release = press.published()
    publishing.withdraw(release.pk, "A page was published by mistake.", by=press.keeper)
    path = press.file()
    assert asked(path, "SELECT COUNT(*) FROM row") == [(0,)]
    assert asked(path, "SELECT why, note FROM gone WHERE reference = ?", row.reference) == [
        ("withdrawn", "A page was published by mistake.")
    ]
    assert b"A pen" not in path.read_bytes()


def test_what_has_been_public_long_enough_is_taken_down(press):
    row = press.gift()
    release = press.published()
    assert release.unpublish_on == timezone.localdate() + timedelta(days=press.gifts.keep_days)
    with time_machine.travel(timezone.make_aware(timezone.datetime(2033, 1, 3, 9)), tick=True):
        assert expire_due(timezone.now()) == 1
        assert expire_due(timezone.now()) == 0
        path = press.file()
    assert asked(path, "SELECT why FROM gone WHERE reference = ?", row.reference) == [("expired",)]
    assert [one.act for one in timeline(release.stream)][-1] == "expire_release"


def test_every_act_stands_in_the_record(press):
    row = press.gift()
    release = press.draft()
    preparing.accept_proposals(release.pk, only_clean=False, by=press.keeper)
    preparing.propose(release.pk, "", by=press.keeper)
    publishing.send_back(release.pk, "Look at the giver again.", by=press.standards)
    preparing.propose(release.pk, "", by=press.keeper)
    publishing.publish(release.pk, by=press.standards)
    publishing.withdraw(release.pk, "Wrong quarter.", by=press.overseer)
    assert [one.act for one in timeline(release.stream)] == [
        "prepare_release", "decide_redactions", "propose_release", "send_back_release",
        "propose_release", "publish_release", "withdraw_release",
    ]  # fmt: skip
    (event,) = Event.objects.filter(stream=stream_of_row(release, row.reference))
    assert opened([event.pk])[event.pk]["row"]["description"] == "A pen"


# ------------------------------------------------------------------ held against published


def test_the_plan_is_red_when_a_period_is_overdue(press):
    with time_machine.travel(timezone.make_aware(timezone.datetime(2026, 11, 2, 9)), tick=True):
        (line,) = [
            one for one in plan_of(press.body, timezone.localdate()) if one.dataset.code == GIFTS
        ]
    assert line.due.overdue
    assert line.due.span == SUMMER


def test_what_is_held_and_not_published_is_found(press):
    first = press.gift()
    press.published()
    late = press.gift(day=date(2026, 9, 30))
    act_correct(press, first, worth=7700)
    line = compared(press.body, GIFTS, timezone.localdate(), SUMMER.code).line
    assert {(one.gap.value, one.reference) for one in line.differences if one.reference[:2] == "GR"} == {
        ("missing", late.reference), ("changed", first.reference),
    }  # fmt: skip


def test_what_is_published_and_no_longer_held_is_found(press):
    row = press.gift()
    press.published()
    act_in_words(row, "withdraw", "Entered twice.", by=press.county.by("constable", "declarant"))
    line = compared(press.body, GIFTS, timezone.localdate(), SUMMER.code).line
    assert ("not_held", row.reference) in {
        (one.gap.value, one.reference) for one in line.differences
    }


# ------------------------------------------------------------------ files


def test_every_file_says_what_the_table_says(press):
    press.gift(description="=cmd|x")
    press.gift(
        "deputy.chief", description="Cinio, dŵr a “lemonêd”", worth=None, worth_basis="unknown"
    )
    press.published()
    path = press.file()
    table = [json.loads(shown) for (shown,) in asked(path, "SELECT shown FROM row WHERE dataset = ? ORDER BY id", GIFTS)]  # fmt: skip
    files = dict(
        asked(path, "SELECT format, content FROM file WHERE dataset = ? AND span = 'all'", GIFTS)
    )
    names = [column.name for column in press.gifts.columns]
    expected = [[in_a_csv(row[name]) for name in names] for row in table]
    read = list(csv.reader(io.StringIO(files["csv"].decode())))
    assert read == [names, *expected]
    assert [[in_a_csv(typed(row[name])) for name in names] for row in json.loads(files["json"])["rows"]] == expected  # fmt: skip
    sheet = load_workbook(io.BytesIO(files["xlsx"]))["Rows"]
    assert [cell.value for cell in sheet[1]] == names
    assert sheet.max_row == len(table) + 1
    ods = (
        CalamineWorkbook.from_filelike(io.BytesIO(files["ods"]))
        .get_sheet_by_name("Rows")
        .to_python()
    )
    assert ods[0] == names
    assert len(ods) == len(table) + 1


def in_a_csv(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "'" + value if str(value).startswith("=") else str(value)


def typed(value):
    return f"{value:.2f}" if isinstance(value, float) else value


def test_the_table_schema_describes_the_file(press):
    press.gift()
    press.published()
    path = press.file()
    files = dict(
        asked(path, "SELECT format, content FROM file WHERE dataset = ? AND span = 'all'", GIFTS)
    )
    package = json.loads(files["datapackage"])
    (resource,) = package["resources"]
    fields = resource["schema"]["fields"]
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode())))
    assert [one["name"] for one in fields] == list(rows[0])
    for row in rows:
        for one in fields:
            assert fits(row[one["name"]], one), (one["name"], row[one["name"]])
    assert len({row["ref"] for row in rows}) == len(rows)
    assert resource["bytes"] == len(files["csv"])


SPELLED = {
    "string": re.compile(r".*", re.DOTALL),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "number": re.compile(r"-?\d+(\.\d+)?"),
    "integer": re.compile(r"-?\d+"),
    "boolean": re.compile(r"true|false"),
}


def fits(value, field):
    constraints = field.get("constraints", {})
    if value == "":
        return not constraints.get("required")
    return bool(SPELLED[field["type"]].fullmatch(value)) and value in constraints.get(
        "enum", [value]
    )


def test_every_row_proves_itself_to_a_stranger(press):
    press.gift()
    press.published()
    key = verify_log.parse_key(log_key().verifier_key)
    found = asked(press.file(), "SELECT shown, proof FROM row")
    assert found
    for shown, proof in found:
        _checkpoint, facts = verify_log.check_proof(verify_log.parse_proof(proof.encode()), key)
        assert facts["row"].items() >= json.loads(shown).items()
    ((shown, proof), *_more) = found
    forged = proof.replace("Yarrow", "Marrow") if "Yarrow" in proof else proof.replace("nil", "nip")
    with pytest.raises(verify_log.Wrong):
        verify_log.check_proof(verify_log.parse_proof(forged.encode()), key)
    ((release,),) = asked(press.file(), "SELECT proof FROM release")
    verify_log.check_proof(verify_log.parse_proof(release.encode()), key)


def test_a_scheme_cannot_publish_what_its_register_does_not_hold_as_public():
    scheme = scheme_named("police_force")
    gifts = scheme.datasets[0]
    secret = [
        name for name, show in GiftOrHospitality.register.columns.items() if show is not Show.PUBLIC
    ]
    assert secret
    for name in secret:
        column = gifts.columns[0].__class__(**{**vars(gifts.columns[0]), "source": name})
        wrong = gifts.__class__(**{**vars(gifts), "columns": (column,)})
        found = list(of_one(scheme.__class__((wrong,), scheme.codes)))
        assert [error.id for error in found] == ["transparency.E003"], name


def test_departments_are_counted_in_bands_with_what_is_withheld(press):
    """Six gifts of which two rows are withheld: a band, and no number that could be taken from another."""
    rows = [press.gift() for _ in range(6)]
    release = press.draft()
    for row in rows[:2]:
        withheld = {ROW: Decision(Choice.WITHHOLD, "harm")}
        preparing.decide(release.pk, row.reference, withheld, by=press.keeper)
    press.accept(release)
    preparing.propose(release.pk, "", by=press.keeper)
    publishing.publish(release.pk, by=press.standards)
    path = press.file()
    found = {
        (unit, code): least
        for unit, code, least in asked(path, "SELECT unit, code, least FROM band")
    }
    assert found["Local policing", "declined"] == 5
    assert {least for key, least in found.items() if key != ("Local policing", "declined")} == {0}
    assert len(found) == len({unit for unit, _code in found}) * 4
    assert release.bands == [list(one) for one in asked(path, "SELECT unit, code, least FROM band ORDER BY unit, code")]  # fmt: skip


# ------------------------------------------------------------------ nothing else leaves


@pytest.fixture
def everything(press):
    """Rows of every kind, with a word in each place from which nothing may leave."""
    shown = press.gift(description="A pen for all to see")
    press.gift(
        "deputy.chief", description=f"Ring {SECRET} on 07700 900123", giver_name=f"Mrs {SECRET}"
    )
    withheld = press.gift(description=f"Tea with {SECRET}")
    reworded = press.gift(description=f"Tea with {SECRET} again")
    release = press.draft()
    for row, name, decision in (
        (withheld, ROW, Decision(Choice.WITHHOLD, "harm")),
        (reworded, "description", Decision(Choice.REWORD, "harm", "Tea")),
    ):
        preparing.decide(release.pk, row.reference, {name: decision}, by=press.keeper)
    for line in ReleaseLine.objects.filter(release=release, row__description__startswith="Ring"):
        hidden = {
            "description": Decision(Choice.WITHHOLD, "personal_data"),
            "donor_name": Decision(Choice.WITHHOLD, "personal_data"),
        }
        preparing.decide(release.pk, line.reference, hidden, by=press.keeper)
    press.accept(release)
    preparing.propose(release.pk, "", by=press.keeper)
    publishing.publish(release.pk, by=press.standards)
    press.gift(day=date(2026, 10, 2), description=f"Not yet due, {SECRET}")
    press.county.notified()
    return shown, withheld


ADDRESS = re.compile(r'(?:href|action)="(/[^"#]*)')


def every_page(site, start="/transparency"):
    """Every address that a reader can get to, and what it answers."""
    todo, seen = [start, f"/cy{start}"], {}
    while todo:
        path = todo.pop().replace("&amp;", "&")
        if path in seen or path.startswith("/static/"):
            continue
        seen[path] = answer = site.get(path)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            todo += ADDRESS.findall(answer.text)
    return seen


def test_nothing_unreleased_stands_on_any_page_in_any_file_or_feed(press, everything, tmp_path):
    shown, withheld = everything
    path = press.file()
    with serving(path, tmp_path) as site:
        pages = every_page(site)
        assert {answer.status for answer in pages.values()} == {200}
        assert len(pages) > 40
        whole = b"\0".join(unpacked(answer.body) for answer in pages.values())
        assert shown.reference.encode() in whole
        for secret in (
            SECRET,
            withheld.reference,
            press.keeper.person.hex,
            str(press.keeper.person),
        ):
            assert secret.encode() not in whole
        named = {"chief.constable", "deputy.chief", "acc.local", "acc.crime", "chief.finance"}
        for who in set(press.county.people) - named:
            assert press.county.people[who].full_name.encode() not in whole
        assert site.get(f"/transparency/{GIFTS}/{withheld.reference}").status == 404
        assert b"<script" not in whole
        assert not [one for one in pages.values() if "Set-Cookie" in one.headers]
        assert SECRET.encode() not in path.read_bytes()
        assert_pages_hold_their_own(site, path)


def assert_pages_hold_their_own(site, path):
    """Caching, searching, going away: what the pages promise, while the site is up."""
    first = site.get("/transparency")
    again = site.get("/transparency", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    found = site.get(f"/transparency/{GIFTS}?words=PEN+for+all").text
    assert "1 entry" in found
    assert "1 cofnod" in site.get(f"/cy/transparency/{GIFTS}?words=PEN+for+all").text
    assert "Nothing matches" in site.get(f"/transparency/{GIFTS}?giver=100%25_").text
    assert site.get(f"/transparency/{GIFTS}?page=999").status == 404
    assert site.get("/gateway").status == 404
    assert_programs_find_their_way(site)
    path.unlink()
    assert site.get("/transparency").status == 503


def assert_programs_find_their_way(site):
    """What crawlers and finders of weaknesses ask for first; a second answer is the kept one."""
    robots = site.get("/robots.txt")
    assert robots.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert {"User-agent: *", "Allow: /"} <= set(robots.text.splitlines())
    (sitemap,) = re.findall(r"^Sitemap: https?://[^/]+(/sitemap\.xml)$", robots.text, re.MULTILINE)
    listed = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", site.get(sitemap).text)
    assert len(listed) == len(set(listed)) >= 12
    assert {"/transparency", f"/transparency/{GIFTS}", f"/cy/transparency/data/{GIFTS}"} <= set(
        listed
    )
    assert {site.get(one).status for one in listed} == {200}
    again = site.get("/robots.txt", **{"If-None-Match": robots.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    told = dict(
        one.split(": ", 1) for one in site.get("/.well-known/security.txt").text.splitlines()
    )
    assert told["Contact"].startswith("mailto:")
    assert datetime.fromisoformat(told["Expires"]) > timezone.now()


def unpacked(body):
    """A workbook is a zip: its parts as they stand."""
    import zipfile

    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\0".join(packed.read(name) for name in packed.namelist())


def act_correct(press, row, **columns):
    """The register says something else from now on."""
    from candour.registers.services.acting import correct

    row.refresh_from_db()
    return correct(row, columns, "It was wrong.", by=press.county.by("constable", "declarant"))
