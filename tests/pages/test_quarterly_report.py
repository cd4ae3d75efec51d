# SPDX-License-Identifier: MIT
"""The quarterly report in the browser: drawn and written by one, frozen by another, read by a third."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from county import county
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from printed import says_it_is_tagged, tags_of, text_of
from quarters import ReviewedQuarter
from reviewed import close

from candour.kernel.procedure import Refused
from candour.ledger.models import Event
from candour.ledger.queries import opened
from candour.ledger.rules.entry import Kind
from candour.ledger.verification import verify_database
from candour.people.models import Body
from candour.registers.services.gifts import declare_gift
from candour.review.models import QuarterlyReport
from candour.review.rules.figures import FIGURES, Group
from candour.review.rules.reporting import PartyKind
from candour.review.services import reporting
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db
DRAFTER, FREEZER, READER, SPONSOR = "head.secretariat", "head.psd", "oversight", "deputy.chief"
SAID = {Group.GATEWAY: "Requests came in time.", Group.REGISTERS: "One entry was late.", Group.REVIEW: "Two lessons."}  # fmt: skip


@pytest.fixture
def aldshire():
    return county()


@pytest.fixture
def quarter(aldshire):
    """Closed by its reviewers, with a gift declared in it."""
    found = ReviewedQuarter(aldshire)
    close(aldshire, found.row)
    return found.quarter


@pytest.fixture
def body(aldshire):
    return aldshire.people[DRAFTER].body


@pytest.fixture
def browser(aldshire):
    def signed_in(name):
        client = Client()
        client.force_login(aldshire.people[name].account)
        return client

    return signed_in


@pytest.fixture
def party(aldshire, body):
    by = aldshire.by(DRAFTER, "overseer")
    return reporting.name_party(
        body, PartyKind.COMMISSIONER, "The Commissioner of Aldshire", date(2012, 11, 22), by=by
    )


@pytest.fixture
def draft(aldshire, body, quarter, party):
    by = aldshire.by(DRAFTER, "overseer")
    row = reporting.draw_figures(body, quarter, by=by)
    return reporting.write(row.pk, SAID, by=by, seen=row.version)


@pytest.fixture
def frozen(aldshire, draft):
    return reporting.freeze(draft.pk, by=aldshire.by(FREEZER, "reassessor"), seen=draft.version)


def test_from_the_first_figure_to_the_reader_of_another_body(aldshire, browser, quarter, party):
    address = f"/oversight/{quarter.slug}"
    assert browser(READER).get(address).status_code == 404
    browser(DRAFTER).post(f"{address}/draw", {"version": ""})
    row = QuarterlyReport.objects.get(quarter=quarter.slug)
    assert browser(READER).get(address).status_code == 404
    told = {group.value: text for group, text in SAID.items()} | {"version": row.version}
    browser(DRAFTER).post(f"{address}/write", told)
    row.refresh_from_db()
    own = browser(DRAFTER).get(f"{address}/freeze")
    assert "somebody else freezes it" in words(page(own))
    freezer = prove(browser(FREEZER))
    assert "The Commissioner of Aldshire" in words(page(freezer.get(f"{address}/freeze")))
    freezer.post(f"{address}/freeze", {"version": row.version})
    row.refresh_from_db()
    assert (row.stage, row.party_name) == ("frozen", "The Commissioner of Aldshire")
    shown = words(page(browser(READER).get(address)))
    for text in (*SAID.values(), "The Commissioner of Aldshire", "Receipt"):
        assert text in shown
    assert quarter.slug in browser(READER).get("/oversight").content.decode()
    (waits,) = page(browser(READER).get("/today")).xpath(f"//a[@href='{address}']")
    assert str(quarter) in words(waits)


def test_the_figures_are_counted_and_nobody_types_them(aldshire, browser, draft, quarter):
    assert set(draft.figures) == {one.code for one in FIGURES}
    assert len(draft.figures["exceptions"]) > 0
    browser(DRAFTER).post(
        f"/oversight/{quarter.slug}/write",
        {"version": draft.version, "gateway": "New words.", "exceptions": "0", "figures": "{}"},
    )
    again = QuarterlyReport.objects.get(pk=draft.pk)
    assert again.figures == draft.figures
    assert "New words." in again.narrative


def test_a_figure_comes_out_the_same_until_a_record_changes(aldshire, browser, draft, quarter):
    address = f"/oversight/{quarter.slug}/draw"
    assert "come out the same today" in words(page(browser(DRAFTER).get(address)))
    offer = {
        "description": "A pen", "kind": "gift", "giver_name": "Yarrow Hall", "worth": 900,
        "worth_basis": "estimate", "offered_on": quarter.starts, "outcome": "declined",
        "supplier": False, "refreshments": False, "given": False, "reason": "",
    }  # fmt: skip
    row = declare_gift(
        offer, person=aldshire.people["constable"], by=aldshire.by("constable", "declarant")
    )
    type(row).objects.filter(pk=row.pk).update(declared_on=quarter.ends)
    shown = words(page(browser(DRAFTER).get(address)))
    assert "Gifts and hospitality" in shown.split("come out otherwise today")[1]


def test_a_number_opens_its_records_for_those_cleared_and_only_counts_for_others(
    aldshire, browser, frozen, quarter
):
    address = f"/oversight/{quarter.slug}/figures/exceptions"
    count = len(frozen.figures["exceptions"])
    cleared = page(browser(FREEZER).get(address))
    assert len(cleared.xpath("//main//a[contains(@href, '/exceptions/')]")) == count
    for name in (READER, SPONSOR):
        shown = page(browser(name).get(address))
        assert shown.xpath("//main//a[contains(@href, '/exceptions/')]") == []
        assert f"{count} of them do" in words(shown)


def test_a_reference_opens_for_whoever_may_see_the_matter_and_its_name_shows_to_no_other(
    aldshire, browser, body, quarter, party
):
    noon = datetime.combine(quarter.starts + timedelta(days=60), time(12))
    with time_machine.travel(timezone.make_aware(noon), tick=True):
        case = aldshire.notified(event_on=quarter.ends)
    reporting.draw_figures(body, quarter, by=aldshire.by(DRAFTER, "overseer"))
    row = QuarterlyReport.objects.get(quarter=quarter.slug)
    assert case.reference in row.figures["requests"]
    row = reporting.write(row.pk, SAID, by=aldshire.by(DRAFTER, "overseer"), seen=row.version)
    reporting.freeze(row.pk, by=aldshire.by(FREEZER, "reassessor"), seen=row.version)
    address = f"/oversight/{quarter.slug}/figures/requests"
    assert case.reference in browser(DRAFTER).get(address).content.decode()
    assert case.reference not in browser(READER).get(address).content.decode()


@pytest.mark.parametrize(
    "name", ["acc.local", "registrar", "constable", "administrator", "head.governance"]
)
def test_the_wrong_person_finds_no_report(browser, frozen, quarter, name):
    for part in ("", "/report.pdf", "/receipt", "/figures/gifts"):
        assert browser(name).get(f"/oversight/{quarter.slug}{part}").status_code == 404


def test_the_sponsor_reads_a_draft_and_freezes_it_where_both_drafters_wrote(
    aldshire, browser, draft, quarter
):
    reporting.write(draft.pk, SAID, by=aldshire.by(FREEZER, "reassessor"), seen=draft.version)
    draft.refresh_from_db()
    with pytest.raises(Refused, match="somebody else freezes"):
        reporting.freeze(draft.pk, by=aldshire.by(FREEZER, "reassessor"), seen=draft.version)
    assert browser(SPONSOR).get(f"/oversight/{quarter.slug}/write").status_code == 404
    chief = prove(browser(SPONSOR))
    assert SAID[Group.REVIEW] in words(page(chief.get(f"/oversight/{quarter.slug}")))
    chief.post(f"/oversight/{quarter.slug}/freeze", {"version": draft.version})
    draft.refresh_from_db()
    assert draft.stage == "frozen"


def test_who_reads_does_not_draft(browser, frozen, quarter):
    for part in ("/draw", "/write", "/freeze"):
        assert browser(READER).get(f"/oversight/{quarter.slug}{part}").status_code == 404
    assert browser(READER).get("/oversight/parties").status_code == 404


def test_a_draft_has_no_document_and_no_receipt(browser, draft, quarter):
    for part in ("/report.pdf", "/receipt"):
        assert browser(DRAFTER).get(f"/oversight/{quarter.slug}{part}").status_code == 404


def test_the_frozen_report_leaves_as_a_tagged_document_with_its_receipt(
    aldshire, browser, frozen, quarter
):
    answer = browser(READER).get(f"/oversight/{quarter.slug}/report.pdf")
    assert says_it_is_tagged(answer.content)
    assert {"Table", "H1"} <= set(tags_of(answer.content))
    text = text_of(answer.content)
    event = Event.objects.get(pk=frozen.frozen_event)
    leaf = bytes(event.leaf.leaf_hash).hex()
    for part in ("The Commissioner of Aldshire", *SAID.values(), leaf[:32], FIGURES[0].says[:30]):
        assert part in text
    taken = Event.objects.get(stream=frozen.stream, act="copy_taken")
    assert (taken.kind, taken.by_person) == (Kind.DISCLOSURE, aldshire.people[READER].pk)


def test_the_receipt_binds_every_figure_and_every_word(frozen):
    event = Event.objects.get(pk=frozen.frozen_event)
    assert event.kind == Kind.DISCLOSURE
    assert opened([event.pk])[event.pk]["content"] == reporting.content_digest(frozen)
    frozen.figures = {**frozen.figures, "gifts": ["GR-1"]}
    assert opened([event.pk])[event.pk]["content"] != reporting.content_digest(frozen)


def test_the_receipt_proves_itself_to_a_stranger(settings, tmp_path, browser, frozen, quarter):
    from candour.ledger import verify_log
    from candour.ledger.checkpoints import log_key
    from candour.ledger.publishing import publish

    publish(tmp_path / "log")
    answer = browser(READER).get(f"/oversight/{quarter.slug}/receipt")
    key = verify_log.parse_key(log_key().verifier_key)
    _checkpoint, facts = verify_log.check_proof(verify_log.parse_proof(answer.content), key)
    assert facts["content"] == reporting.content_digest(frozen)
    assert facts["party"] == "The Commissioner of Aldshire"


def test_ac17_an_old_report_keeps_the_name_that_the_party_had(
    aldshire, browser, body, frozen, quarter
):
    by = aldshire.by(DRAFTER, "overseer")
    reporting.name_party(
        body, PartyKind.POLICING_BOARD, "The Board of Aldshire", quarter.next.starts, by=by
    )
    shown = words(page(browser(READER).get(f"/oversight/{quarter.slug}")))
    assert "The Commissioner of Aldshire" in shown
    assert "The Board of Aldshire" in words(page(browser(DRAFTER).get("/oversight")))
    with pytest.raises(Refused, match="from that day already"):
        reporting.name_party(body, PartyKind.MAYOR, "The Mayor", quarter.next.starts, by=by)


def test_a_report_goes_to_nobody_until_somebody_is_named(aldshire, body, quarter):
    by = aldshire.by(DRAFTER, "overseer")
    row = reporting.draw_figures(body, quarter, by=by)
    row = reporting.write(row.pk, SAID, by=by, seen=row.version)
    with pytest.raises(Refused, match="held the organisation to account"):
        reporting.freeze(row.pk, by=aldshire.by(FREEZER, "reassessor"), seen=row.version)


def test_only_who_drafts_names_the_party(aldshire, body):
    with pytest.raises(Refused, match="Only those who draft"):
        reporting.name_party(
            body, PartyKind.OTHER, "Somebody", date(2026, 1, 1), by=aldshire.by("registrar")
        )


def test_the_page_for_naming_the_party_says_what_is_missing(browser, body):
    answer = browser(DRAFTER).post("/oversight/parties", {"name": "", "kind": "", "starts_on": ""})
    assert answer.status_code == 422
    browser(DRAFTER).post(
        "/oversight/parties",
        {"name": "The Mayor", "kind": "mayor", "starts_on": "8 5 2028"},
    )
    assert "The Mayor" in words(page(browser(DRAFTER).get("/oversight/parties")))


def test_the_database_refuses_a_frozen_report_without_a_second_person(frozen):
    with pytest.raises(IntegrityError), transaction.atomic():
        QuarterlyReport.objects.filter(pk=frozen.pk).update(frozen_by=frozen.started_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuarterlyReport.objects.filter(pk=frozen.pk).update(frozen_event=None)


def test_two_who_act_at_once_the_second_is_told(aldshire, draft):
    by = aldshire.by(DRAFTER, "overseer")
    reporting.write(draft.pk, SAID, by=by, seen=draft.version)
    with pytest.raises(Refused, match="Someone else has acted"):
        reporting.write(draft.pk, SAID, by=by, seen=draft.version)


def test_nothing_changes_in_a_frozen_report(aldshire, body, frozen, quarter):
    for act in (
        lambda: reporting.draw_figures(body, quarter, by=aldshire.by(DRAFTER, "overseer")),
        lambda: reporting.write(
            frozen.pk, SAID, by=aldshire.by(DRAFTER, "overseer"), seen=frozen.version
        ),
        lambda: reporting.freeze(
            frozen.pk, by=aldshire.by(FREEZER, "reassessor"), seen=frozen.version
        ),
    ):
        with pytest.raises(Refused):
            act()


def test_another_body_s_drafters_do_not_touch_it(aldshire, draft):
    with pytest.raises(Refused):
        reporting.freeze(
            draft.pk, by=aldshire.by("head.governance", "overseer"), seen=draft.version
        )
    assert Body.objects.count() > 1


def test_what_is_written_is_sealed_and_the_record_verifies(frozen):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT narrative FROM review_quarterlyreport")
        kept = b"".join(bytes(value) for (value,) in cursor.fetchall())
    assert kept
    assert b"lessons" not in kept
    assert verify_database().wrong == []
