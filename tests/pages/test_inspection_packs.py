# SPDX-License-Identifier: MIT
"""A pack for an inspection in the browser: drawn, frozen by another, open to an inspector for some days."""

import json
from datetime import datetime, time, timedelta
from hashlib import sha256

import pytest
import time_machine
from county import county
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from packs import CHECKER, CHIEF, DRAFTER, INSPECTOR, Packed
from printed import says_it_is_tagged, tags_of, text_of

from candour.inspection.models import InspectionPack, PackOpening
from candour.inspection.rules.questions import ASKED, ASKS
from candour.inspection.services import packs
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.models import Event
from candour.ledger.queries import opened
from candour.ledger.rules.entry import Kind
from candour.ledger.verification import verify_database
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db
PARTS = (
    "",
    "/evidence.pdf",
    "/figures.json",
    "/receipt",
    "/figures/gifts",
    "/freeze",
    "/open",
    "/close",
)
OTHERS = (
    "committee.member",
    "auditor",
    "constable",
    "administrator",
    "registrar",
    "head.governance",
)


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def browser(aldshire):
    def signed_in(name):
        client = Client()
        client.force_login(aldshire.people[name].account)
        return client

    return signed_in


@pytest.fixture
def draft(aldshire):
    return Packed(aldshire)


@pytest.fixture
def frozen(draft):
    return draft.said().frozen()


@pytest.fixture
def shared(frozen):
    """Open to the inspector from today for twenty days."""
    return frozen.opened()


def address(packed, rest=""):
    return f"/inspection/{packed.row.reference}{rest}"


def at(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


def test_from_the_first_figure_to_the_inspector(aldshire, browser):
    begins = page(browser(DRAFTER).get("/inspection/begin"))
    last, first = (one.get("value") for one in begins.xpath("//select[@id='first']/option")[1:3])
    browser(DRAFTER).post("/inspection/begin", {"first": first, "last": last})
    row = InspectionPack.objects.get(stage="draft")
    here = f"/inspection/{row.reference}"
    told = {"levels": "The vetting unit shows these on site.", "version": row.version}
    browser(DRAFTER).post(f"{here}/gaps", told)
    row.refresh_from_db()
    assert "somebody else freezes it" in words(page(browser(DRAFTER).get(f"{here}/freeze")))
    (waits,) = page(browser(CHECKER).get("/today")).xpath(f"//a[@href='{here}']")
    assert row.reference in words(waits)
    checker = prove(browser(CHECKER))
    checker.post(f"{here}/freeze", {"version": row.version})
    row.refresh_from_db()
    assert row.stage == "frozen"
    (waits,) = page(browser(DRAFTER).get("/today")).xpath(f"//a[@href='{here}']")
    assert browser(INSPECTOR).get(here).status_code == 404
    today, last_day = timezone.localdate(), timezone.localdate() + timedelta(days=14)
    days = {"starts_on": f"{today:%d %m %Y}", "until": f"{last_day:%d %m %Y}"}
    who = {"who": str(aldshire.people[INSPECTOR].pk), "version": row.version}
    checker.post(f"{here}/open", who | days)
    (waits,) = page(browser(INSPECTOR).get("/today")).xpath(f"//a[@href='{here}']")
    assert row.reference in words(page(browser(INSPECTOR).get("/inspection")))
    shown = words(page(browser(INSPECTOR).get(here)))
    for text in (*ASKS.values(), *(one.says for one in ASKED), told["levels"]):
        assert text in shown


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_finds_it_at_any_stage(browser, draft, name):
    client = browser(name)
    missing = client.get("/inspection/IP-9999-9999").content
    for go_on in (lambda: None, draft.said, draft.frozen, draft.opened):
        go_on()
        for part in PARTS:
            answer = client.get(address(draft, part))
            assert (answer.status_code, answer.content) == (404, missing), part
        assert draft.row.reference not in client.get("/today").content.decode()


def test_who_holds_the_body_to_account_reads_what_was_frozen_and_nothing_more(browser, draft):
    client = prove(browser("oversight"))
    client.get("/today")  # shows what the proof has to say, once
    missing = client.get("/inspection/IP-9999-9999").content
    for go_on in (lambda: None, draft.said):
        go_on()
        assert client.get(address(draft)).content == missing
        assert draft.row.reference not in client.get("/inspection").content.decode()
    for go_on in (draft.frozen, draft.opened, draft.closed):
        go_on()
        assert client.get(address(draft)).status_code == 200
        shown = words(page(client.get(address(draft))))
        assert "Shown on site." in shown
        assert "Who reads it" not in shown
        assert draft.row.reference in client.get("/inspection").content.decode()
        for part in ("/draw", "/gaps", "/freeze", "/open", "/close"):
            answers = (client.get(address(draft, part)), client.post(address(draft, part), {}))
            assert {one.status_code for one in answers} == {404}, part
    read = Event.objects.filter(stream=draft.row.stream, act="read", role="oversight")
    assert read.count() == 6


def test_before_its_first_day_and_after_its_last_it_never_existed(browser, frozen):
    frozen.opened(first=3, days=5)
    for days, there in ((0, False), (2, False), (3, True), (8, True), (9, False)):
        with at(days):
            inspector = browser(INSPECTOR)
            missing = inspector.get("/inspection/IP-9999-9999").content
            answer = inspector.get(address(frozen))
            listed = frozen.row.reference in inspector.get("/inspection").content.decode()
            waits = frozen.row.reference in inspector.get("/today").content.decode()
            assert listed is waits is there, days
            assert (answer.status_code == 200) is there, days
            if not there:
                assert answer.content == missing
                for part in PARTS:
                    assert inspector.get(address(frozen, part)).status_code == 404


def test_an_inspector_of_another_pack_or_body_finds_nothing(aldshire, browser, shared):
    second = Packed(aldshire).frozen()
    assert browser(INSPECTOR).get(address(second)).status_code == 404
    PackOpening.objects.filter(pack=shared.row).update(person=aldshire.people["auditor"])
    assert browser(INSPECTOR).get(address(shared)).status_code == 404
    assert browser("auditor").get(address(shared)).status_code == 404


def test_each_reading_by_the_inspector_is_recorded(aldshire, browser, shared):
    client = browser(INSPECTOR)
    for part in ("", "/figures/gifts"):
        client.get(address(shared, part))
    read = Event.objects.filter(
        stream=shared.row.stream, act="read", by_person=aldshire.people[INSPECTOR].pk
    ).order_by("leaf_id")
    parts = [opened([one.pk])[one.pk]["part"] for one in read]
    assert parts == ["the pack", "figure gifts"]
    assert {one.role for one in read} == {Role.INSPECTOR.value}


def test_an_inspector_sends_nothing(browser, shared):
    client = prove(browser(INSPECTOR))
    key = shared.opening.pk
    for part in ("/draw", "/gaps", "/freeze", "/open", "/close", f"/open/{key}/end",
                 f"/open/{key}/extend"):  # fmt: skip
        for answer in (client.get(address(shared, part)), client.post(address(shared, part), {})):
            assert answer.status_code == 404, part
    assert client.get("/inspection/begin").status_code == 404


def test_it_is_closed_early_at_once(browser, shared):
    here = address(shared, f"/open/{shared.opening.pk}/end")
    browser(DRAFTER).post(here, {"version": shared.row.version})
    assert browser(INSPECTOR).get(address(shared)).status_code == 404
    assert browser(DRAFTER).get(here).status_code == 404
    assert "Closed on" in words(page(browser(DRAFTER).get(address(shared))))


def test_it_stays_open_longer_only_with_a_reason(browser, shared):
    key = shared.opening.pk
    here, until = address(shared, f"/open/{key}/extend"), shared.today + timedelta(days=40)
    told = {"version": shared.row.version, "until": f"{until:%d %m %Y}"}
    without = browser(CHIEF).post(here, told | {"reason": " "})
    assert without.status_code == 422
    browser(CHIEF).post(here, told | {"reason": "The inspector was ill."})
    assert shared.opening.until == until
    event = Event.objects.get(stream=shared.row.stream, act="extend_opening")
    assert opened([event.pk])[event.pk]["reason"] == "The inspector was ill."
    with at(39):
        assert browser(INSPECTOR).get(address(shared)).status_code == 200


def test_closed_for_good_it_is_there_for_those_who_keep_it_alone(browser, shared):
    browser(DRAFTER).post(address(shared, "/close"), {"version": shared.row.version})
    assert browser(INSPECTOR).get(address(shared)).status_code == 404
    shown = words(page(browser(DRAFTER).get(address(shared))))
    assert "Open it to an inspector" not in shown
    shared.row.refresh_from_db()
    with pytest.raises(Refused):
        shared.opened()


def test_a_frozen_pack_stays_whatever_happens_to_the_records(aldshire, browser, shared):
    before = browser(INSPECTOR).get(address(shared, "/figures.json")).content
    aldshire.notified()
    with at(5):
        after = browser(INSPECTOR).get(address(shared, "/figures.json")).content
    assert before == after
    row, by = shared.row, shared.by(DRAFTER)
    for act in (
        lambda: packs.draw(row.pk, by=by, seen=row.version),
        lambda: packs.remark(row.pk, {"levels": "x"}, by=by, seen=row.version),
        lambda: packs.freeze(row.pk, by=shared.by(CHIEF), seen=row.version),
    ):
        with pytest.raises(Refused):
            act()


def test_the_export_is_what_the_receipt_says(browser, shared):
    made = browser(INSPECTOR).get(address(shared, "/figures.json"))
    event = Event.objects.get(pk=shared.row.frozen_event)
    told = opened([event.pk])[event.pk]
    assert sha256(made.content).hexdigest() == told["content"]
    whole = json.loads(made.content)
    assert (whole["reference"], len(whole["answers"])) == (shared.row.reference, 6)
    assert told["gaps"] == sum(
        bool(part["gap"]) for answer in whole["answers"] for part in answer["parts"]
    )
    keys = {key for found in shared.row.records.values() for key in found}
    assert [
        key for key in keys if "-" in key and len(key) > 8 and key in made.content.decode()
    ] == []


def test_the_receipt_proves_itself_to_a_stranger(tmp_path, browser, shared):
    from candour.ledger import verify_log
    from candour.ledger.checkpoints import log_key
    from candour.ledger.publishing import publish

    publish(tmp_path / "log")
    answer = browser(INSPECTOR).get(address(shared, "/receipt"))
    key = verify_log.parse_key(log_key().verifier_key)
    _checkpoint, facts = verify_log.check_proof(verify_log.parse_proof(answer.content), key)
    assert facts["content"] == sha256(shared.row.content.encode()).hexdigest()
    assert facts["pack"] == shared.row.reference


def test_the_pack_leaves_as_a_tagged_document_with_its_gaps_and_its_digest(
    aldshire, browser, shared
):
    answer = browser(INSPECTOR).get(address(shared, "/evidence.pdf"))
    assert says_it_is_tagged(answer.content)
    assert {"Table", "H1", "H2"} <= set(tags_of(answer.content))
    text = text_of(answer.content)
    leaf = bytes(Event.objects.get(pk=shared.row.frozen_event).leaf.leaf_hash).hex()
    digest = sha256(shared.row.content.encode()).hexdigest()
    for part in (shared.row.reference, "Shown on site.", leaf[:32], digest[:32], "What is missing"):
        assert part in text
    taken = Event.objects.get(stream=shared.row.stream, act="copy_taken")
    assert (taken.kind, taken.by_person) == (Kind.DISCLOSURE, aldshire.people[INSPECTOR].pk)


def test_a_draft_has_no_document_no_export_and_no_receipt(browser, draft):
    for part in ("/evidence.pdf", "/figures.json", "/receipt"):
        assert browser(DRAFTER).get(address(draft, part)).status_code == 404


def test_drawing_anew_says_which_figures_come_out_otherwise(aldshire, browser, draft):
    noon = datetime.combine(draft.last.starts + timedelta(days=40), time(12))
    with time_machine.travel(timezone.make_aware(noon), tick=True):
        aldshire.notified(event_on=draft.last.ends)
    here = address(draft, "/draw")
    answer = browser(DRAFTER).post(here, {"version": draft.row.version}, follow=True)
    assert "Otherwise than before: Requests" in words(page(answer))
    draft.row.refresh_from_db()
    assert len(draft.row.records["requests"]) == 1


def test_a_number_opens_its_records_for_those_cleared_and_only_counts_for_others(
    aldshire, browser, draft
):
    noon = datetime.combine(draft.last.starts + timedelta(days=40), time(12))
    with time_machine.travel(timezone.make_aware(noon), tick=True):
        case = aldshire.notified(event_on=draft.last.ends)
    draft.row, _changed = packs.draw(draft.row.pk, by=draft.by(DRAFTER), seen=draft.row.version)
    draft.frozen().opened()
    here = address(draft, "/figures/requests")
    assert case.reference in browser(DRAFTER).get(here).content.decode()
    outside = browser(INSPECTOR).get(here)
    assert case.reference not in outside.content.decode()
    assert "1 record behind it does not open to you" in words(page(outside))
    assert browser(INSPECTOR).get(address(draft, "/figures/zz")).status_code == 404


def test_every_figure_opens_for_those_who_keep_the_pack(browser, frozen):
    for asked in ASKED:
        for code in asked.figures:
            answer = browser(CHECKER).get(address(frozen, f"/figures/{code}"))
            assert answer.status_code == 200, code


def test_associations_are_told_as_a_band(browser, frozen):
    shown = words(page(browser(DRAFTER).get(address(frozen, "/figures/associations"))))
    assert "fewer than 5" in shown


def test_figures_that_are_old_are_drawn_anew_before_freezing(draft):
    with at(9), pytest.raises(Refused, match="Draw them anew"):
        draft.frozen()


def test_nobody_opens_it_to_somebody_who_does_not_inspect(draft):
    draft.frozen()
    for name in ("constable", DRAFTER, "oversight"):
        with pytest.raises(Refused, match="of the inspectorate"):
            draft.opened(who=name)


def test_two_who_act_at_once_the_second_is_told(frozen):
    seen = frozen.row.version
    frozen.opened()
    with pytest.raises(Refused, match="Someone else has acted"):
        packs.close(frozen.row.pk, by=frozen.by(CHIEF), seen=seen)


def test_another_body_s_keepers_do_not_touch_it(aldshire, draft):
    with pytest.raises(Refused):
        packs.freeze(
            draft.row.pk, by=aldshire.by("head.governance", "overseer"), seen=draft.row.version
        )


def test_a_pack_covers_quarters_in_their_order_and_not_too_many(aldshire, draft):
    body, by, last = draft.row.body, draft.by(DRAFTER), draft.last
    with pytest.raises(Refused, match="not be before"):
        packs.begin(body, last, last.before, by=by)
    early = last
    for _ in range(8):
        early = early.before
    with pytest.raises(Refused, match="8 quarters at most"):
        packs.begin(body, early, last, by=by)
    with pytest.raises(Refused, match="not begun yet"):
        packs.begin(body, last, last.next.next, by=by)
    with pytest.raises(Refused):
        packs.begin(body, last, last, by=aldshire.by("registrar", "registrar"))
    assert InspectionPack.objects.count() == 1


def test_the_database_refuses_what_the_rules_refuse(aldshire, shared):
    rows = InspectionPack.objects.filter(pk=shared.row.pk)
    opening = PackOpening.objects.filter(pk=shared.opening.pk)
    for change in (
        lambda: rows.update(frozen_by=shared.row.started_by),
        lambda: rows.update(frozen_event=None),
        lambda: rows.update(first_quarter="2999-q1"),
        lambda: opening.update(until=shared.today - timedelta(days=1)),
        lambda: opening.update(opened_by=aldshire.people[INSPECTOR]),
        lambda: opening.update(closed_at=timezone.now()),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_who_moves_the_last_day_behind_the_services_is_found(shared):
    assert verify_database().wrong == []
    later = shared.today + timedelta(days=300)
    PackOpening.objects.filter(pk=shared.opening.pk).update(until=later)
    assert verify_database().wrong != []


def test_what_is_written_is_sealed(shared):
    with connection.cursor() as cursor:
        cursor.execute("SELECT remarks, content, numbers FROM inspection_inspectionpack")
        kept = b"".join(bytes(value) for row in cursor.fetchall() for value in row)
    assert kept
    assert b"Shown on site" not in kept
    assert b"associations" not in kept
