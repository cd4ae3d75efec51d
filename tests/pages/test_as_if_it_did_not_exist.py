# SPDX-License-Identifier: MIT
"""A matter that a person may not know of cannot be found out: not by its address, not by a count.

Two databases that differ only in that matter give them the same bytes everywhere.
"""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from county import county
from django.db import connection, transaction
from django.test import Client
from matrix import OF_A_MATTER, case_paths
from tampering import owner_of_the_database

from addresses import addresses
from candour.gateway.models import Case
from candour.gateway.services import stage_one, stage_two
from candour.ledger import datakeys
from candour.ledger.models import Event
from fresh_proof import prove

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 10, 11, 0, tzinfo=UTC)
TOKENS = re.compile(rb'(name="(?:csrfmiddlewaretoken|once)" value=")[^"]*')
NEVER_EXISTED = "GW-2222-2222"
OWN_SECRETS = {
    "/me/sign-in/code-app",
    "/me/sign-in/code-app/picture",
    "/me/sign-in/passkeys/add",
}
"""Pages that draw a new secret at each showing, and ask nothing about any matter."""


def some(often, now_and_then):
    """People for each build, and those whose turn is `make test-deep`."""
    return [*often, *(pytest.param(name, marks=pytest.mark.deep) for name in now_and_then)]


REFUSED = some(["acc.local", "staff.officer", "administrator"], ["union.rep", "head.governance"])
"""A chief officer of other matters, an assessor who declared a conflict, and so on."""
UNCLEARED = some(
    ["acc.local", "staff.officer", "administrator", "secretariat3", "head.psd"],
    [
        "union.rep",
        "head.governance",
        "chief.constable",
        "staff.officer.acc",
        "deputy.psd",
        "external.officer",
        "source.unit",
        "auditor",
        "oversight",
        "constable",
        "chief.executive",
    ],
)
PARTICIPANTS = some(["deputy.chief", "staff.officer.chief"], ["head.secretariat", "secretariat"])


@pytest.fixture(scope="module", autouse=True)
def aldshire(django_db_setup, django_db_blocker):
    """One county for all of this file: nothing here keeps what it wrote."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOON, tick=False),
        transaction.atomic(),
    ):
        yield county()
        transaction.set_rollback(True)
    datakeys.forget()


@pytest.fixture(autouse=True)
def keys_forgotten():
    """The keys that a test made are gone with its rows."""
    yield
    datakeys.forget()


def browser(aldshire, name):
    client = Client(raise_request_exception=False)
    client.force_login(aldshire.people[name].account)
    prove(client)  # also sets its cookie anew
    client.get("/today")  # where the thanks for it are read
    return client


def hidden_matter(aldshire):
    """A matter in which one assessor declared a conflict and another recommended."""
    case = aldshire.complete()
    overseer = aldshire.by("head.secretariat", "overseer")
    stage_one.allocate(case.pk, aldshire.people["staff.officer"].pk, by=overseer)
    stage_two.declare_conflict(case.pk, "A cousin bids.", by=aldshire.by("staff.officer"))
    stage_one.allocate(case.pk, aldshire.people["staff.officer.chief"].pk, by=overseer)
    me = aldshire.by("staff.officer.chief")
    stage_two.declare_no_conflict(case.pk, by=me)
    stage_two.assess(case.pk, aldshire.answers(case), by=me)
    return case


def bare(answer):
    """Everything that came back, without the tokens that differ in every page."""
    kept = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
    return answer.status_code, kept, TOKENS.sub(rb"\1", answer.content), sorted(answer.cookies)


# ------------------------------------------------------------------ by its address


@pytest.mark.parametrize("name", REFUSED)
def test_a_hidden_matter_answers_as_a_reference_that_never_existed(aldshire, name):
    case = hidden_matter(aldshire)
    client = browser(aldshire, name)
    missing = bare(client.get(f"/gateway/{NEVER_EXISTED}"))
    assert missing[0] == 404
    for path in case_paths(case):
        assert bare(client.get(path)) == missing, path
        never = path.replace(case.reference, NEVER_EXISTED)
        assert bare(client.get(never)) == missing, never


@pytest.mark.parametrize("name", REFUSED)
def test_sending_a_form_to_a_hidden_matter_says_no_more(aldshire, name):
    case = hidden_matter(aldshire)
    client = browser(aldshire, name)
    answers = {
        "once": "b5a4e0a4-7ec9-4e3b-8b5e-2f4f0d2f9a11",
        "version": "1",
        "reasons": "Because.",
    }
    before, recorded = Case.objects.values().get(pk=case.pk), Event.objects.count()
    for path in case_paths(case):
        there = bare(client.post(path, answers))
        absent = bare(client.post(path.replace(case.reference, NEVER_EXISTED), answers))
        assert there == absent, path
    assert Case.objects.values().get(pk=case.pk) == before
    assert Event.objects.count() == recorded


def test_the_reference_alone_opens_nothing_to_a_stranger(aldshire):
    case = hidden_matter(aldshire)
    there, absent = (
        Client().get(f"/gateway/{reference}") for reference in (case.reference, NEVER_EXISTED)
    )
    assert there.status_code == absent.status_code == 302
    assert there.url.replace(case.reference, "") == absent.url.replace(NEVER_EXISTED, "")


# ------------------------------------------------------------------ by anything else


OF_THE_TRAIL = frozenset({"/audit", "/audit/export", "/audit/readings"})
"""Open to auditors only, who follow the acts of matters that they may not open; see below."""
WITH_ARGUMENTS = (
    "/policies/transparency-gateway",
    "/policies/transparency-gateway/1",
    "/policies/transparency-gateway/compare/1/2",
    "/policies/transparency-gateway/1/file",
    "/help/the-record",
    "/gateway/GW-2222-2222/access/second",
    "/reason?next=/gateway/GW-2222-2222",
)


def everywhere(name):
    """Every page that is not of one matter, and each way of asking the lists."""
    plain = [f"/{each.route}" for each in addresses() if not each.has_arguments]
    plain = [path for path in plain if name != "auditor" or path not in OF_THE_TRAIL]
    lists = [
        f"/gateway?show={group}"
        for group in ("open", "waiting", "overdue", "divergent", "late", "urgent", "closed")
    ]
    today = [f"/today/{slug}" for slug in ("needs-you", "waiting", "new", "overdue", "drafts")]
    outbox = [f"/outbox?show={show}" for show in ("problems", "waiting", "sent")]
    return [*plain, *lists, *today, *outbox, *WITH_ARGUMENTS]


def seen_by(aldshire, name, extra=()):
    """All that a person can get out of the product by reading and searching; in a clean session."""
    client = browser(aldshire, name)
    seen = {
        path: bare(client.get(path))
        for path in [*everywhere(name), *extra]
        if path not in OWN_SECRETS and "sign-out" not in path
    }
    for asked in (NEVER_EXISTED, *(part.rpartition("=")[2] for part in extra)):
        seen["search", asked] = bare(client.post("/search", {"reference": asked}))
    return seen


@pytest.mark.parametrize("name", UNCLEARED)
def test_two_databases_that_differ_in_a_hidden_matter_look_the_same(aldshire, name):
    aldshire.notified(principal="acc.local" if name == "acc.local" else "chief.constable")
    hidden = "GW-4444-4444"
    extra = (f"/gateway?after={hidden}", f"/gateway?show=open&after={hidden}")
    with transaction.atomic():
        without = seen_by(aldshire, name, extra)
        transaction.set_rollback(True)
    case = hidden_matter(aldshire)
    with_it = seen_by(aldshire, name, [path.replace(hidden, case.reference) for path in extra])
    for (path, one), (_, other) in zip(without.items(), with_it.items(), strict=True):
        assert _same_words(other, case.reference, hidden) == one, path


def _same_words(answer, reference, otherwise):
    status, headers, content, cookies = answer
    return status, headers, content.replace(reference.encode(), otherwise.encode()), cookies


def test_the_comparison_finds_a_matter_that_is_not_hidden(aldshire):
    """The same comparison for somebody who may see it: it must fail for them."""
    without = browser(aldshire, "head.secretariat").get("/gateway")
    hidden_matter(aldshire)
    with_it = browser(aldshire, "head.secretariat").get("/gateway")
    assert bare(without) != bare(with_it)


def test_an_auditor_on_one_side_of_a_matter_cannot_follow_it_either(aldshire):
    """To the auditor whom it concerns, the trail itself is as if it had never been."""
    asked = "/audit?since=1+6+2026&until=30+6+2026"
    paths = (asked, asked.replace("/audit", "/audit/export"), "/audit/readings")
    with transaction.atomic():
        without = [bare(browser(aldshire, "auditor").get(path)) for path in paths]
        transaction.set_rollback(True)
    aldshire.gathering(attendee="auditor")
    with_it = [bare(browser(aldshire, "auditor").get(path)) for path in paths]
    assert with_it == without


# ------------------------------------------------------------------ reading is recorded, or nothing


def get(client, path):
    """A page; where a reason is asked first, it is given."""
    answer = client.get(path)
    if answer.status_code == 302 and answer.url.startswith("/reason"):
        assert client.post(answer.url, {"reason": "task"}).url == path
        answer = client.get(path)
    return answer


@pytest.mark.parametrize("name", PARTICIPANTS)
def test_each_page_of_a_matter_writes_exactly_one_reading(aldshire, name):
    case = hidden_matter(aldshire)
    client = browser(aldshire, name)
    for path in case_paths(case):
        events = Event.objects.filter(stream=case.stream).exclude(act="reason_given")
        before = events.count()
        answer = get(client, path)
        new = events.order_by("leaf_id")[before:]
        if answer.status_code == 404:
            assert len(new) <= 1, path
            continue
        act = "copy_taken" if path.endswith("/file.pdf") else "read"
        assert [(one.act, one.by_person) for one in new] == [(act, aldshire.people[name].pk)], path


@pytest.mark.parametrize("name", PARTICIPANTS)
def test_without_the_record_there_is_no_page(aldshire, name):
    case = hidden_matter(aldshire)
    client = browser(aldshire, name)
    for path in case_paths(case):
        get(client, path)  # so that no question for a reason stands in between
    with owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM ledger_loghead")
    for path in case_paths(case):
        answer = client.get(path)
        assert answer.status_code in {404, 503}, path
        assert b"Aldshire Digital Forum" not in answer.content, path
        again = client.post(path, {"version": "1"})
        assert b"Aldshire Digital Forum" not in again.content, path
    down = client.get(f"/gateway/{case.reference}")
    assert down.status_code == 503
    assert "The service is not available" in down.content.decode()


@pytest.mark.parametrize("path", sorted(OF_THE_TRAIL))
def test_without_the_record_there_is_no_trail_either(aldshire, path):
    client = browser(aldshire, "auditor")
    assert client.get(path).status_code == 200
    with owner_of_the_database() as cursor:
        cursor.execute("DELETE FROM ledger_loghead")
    assert client.get(path).status_code == 503


def test_a_form_that_comes_back_is_one_more_reading(aldshire):
    case = aldshire.recommended()
    client = browser(aldshire, "deputy.chief")
    before = Event.objects.filter(stream=case.stream).count()
    answer = client.post(f"/gateway/{case.reference}/decision", {"version": str(case.version)})
    assert answer.status_code == 422
    new = Event.objects.filter(stream=case.stream).order_by("seq")[before:]
    assert [one.act for one in new] == ["read"]


def test_nothing_but_readings_is_written_by_reading(aldshire):
    case = hidden_matter(aldshire)
    client = browser(aldshire, "staff.officer.chief")
    before = _contents()
    for path in case_paths(case):
        client.get(path)
    after = _contents()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"ledger_event", "ledger_eventfield", "ledger_logleaf"}


def _contents():
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            if table not in {"ledger_loghead", "ledger_stream"}:
                cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 - our own names
                found[table] = cursor.fetchone()[0]
        return found


def test_there_is_a_page_to_each_address_of_a_matter(aldshire):
    """The helper that fills addresses forgets none."""
    routes = [each for each in addresses() if each.route.startswith(OF_A_MATTER)]
    assert len(case_paths(hidden_matter(aldshire))) == len(routes)
