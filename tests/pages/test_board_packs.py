# SPDX-License-Identifier: MIT
"""A pack for a board in the browser: prepared by one, circulated by another, read by those on the list."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from board_packs import CHIEF, CLERK, MEMBER, OTHER_MEMBER, OVERSIGHT, SAID, SENDER, Boarded
from county import county
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from printed import says_it_is_tagged, tags_of, text_of
from publications import GIFTS

from candour.boards.models import (
    Board,
    BoardAction,
    BoardCopy,
    BoardItem,
    BoardName,
    BoardPack,
    BoardSeat,
)
from candour.boards.queries.packs import figures_of
from candour.boards.rules.board import BoardKind, Called
from candour.boards.services import boards, packs
from candour.kernel.procedure import Refused
from candour.ledger.models import Event
from candour.ledger.queries import opened
from candour.ledger.rules.entry import Kind
from candour.ledger.verification import verify_database
from candour.people.models import PostHolding
from candour.registers.services.gifts import declare_gift
from fresh_proof import prove
from markup import page, words

pytestmark = pytest.mark.django_db
PARTS = ("", "/papers.pdf", "/papers.json", "/receipt", "/figures/gifts", "/items/add", "/draw", "/meeting",
         "/learning", "/circulate", "/correct")  # fmt: skip
OTHERS = ("auditor", "constable", "administrator", "registrar", "inspectorate", "head.governance")


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
    return Boarded(aldshire)


@pytest.fixture
def sent(draft):
    return draft.written().circulated()


def address(boarded, rest=""):
    return f"/boards/packs/{boarded.row.reference}{rest}"


def at(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=True)


def test_from_a_new_board_to_the_reading_of_its_pack(aldshire, browser):
    there = begun(aldshire, browser(CLERK))
    assert "somebody else circulates it" in words(page(browser(CLERK).get(f"{there}/circulate")))
    assert browser(MEMBER).get(there).status_code == 404
    (waits,) = page(browser(SENDER).get("/today")).xpath(f"//a[@href='{there}']")
    row = BoardPack.objects.get()
    assert row.reference in words(waits)
    prove(browser(SENDER)).post(f"{there}/circulate", {"version": row.version})
    row.refresh_from_db()
    assert row.stage == "circulated"
    (waits,) = page(browser(MEMBER).get("/today")).xpath(f"//a[@href='{there}']")
    assert row.reference in words(waits)
    shown = words(page(browser(MEMBER).get(there)))
    for text in (
        "Joint Audit Committee",
        "Room 2",
        "None was kept.",
        "Nothing this time.",
        "Gifts and hospitality",
    ):
        assert text in shown
    assert row.reference in words(page(browser(MEMBER).get("/boards")))


def begun(aldshire, clerk):
    """A board with its list, a pack with its item and its learning, all by forms."""
    today = timezone.localdate()
    told = {"kind": "audit", "name": "Joint Audit Committee", "starts_on": "1 4 2020"}
    clerk.post("/boards/add", told)
    here = f"/boards/{Board.objects.get().reference}"
    who = {"who": str(aldshire.people[MEMBER].pk), "starts_on": f"{today:%d %m %Y}"}
    clerk.post(f"{here}/list/add", who)
    choose = page(clerk.get(f"{here}/begin"))
    newest = choose.xpath("//select[@id='quarter']/option")[1].get("value")
    meets_on = today + timedelta(days=12)
    clerk.post(
        f"{here}/begin", {"meets_on": f"{meets_on:%d %m %Y}", "place": "Room 2", "quarter": newest}
    )
    row = BoardPack.objects.get()
    there = f"/boards/packs/{row.reference}"
    item = {"title": "Gifts", "purpose": "note", "figures": ["gifts"], "words": ""}
    clerk.post(f"{there}/items/add", item | {"version": row.version})
    held = BoardItem.objects.get()
    again = item | {"words": "None was kept.", "version": row.version + 1}
    clerk.post(f"{there}/items/{held.pk}", again)
    clerk.post(f"{there}/learning", {"learning": "Nothing this time.", "version": row.version + 2})
    return there


@pytest.mark.parametrize("name", [*OTHERS, OTHER_MEMBER])
def test_nobody_who_is_not_on_the_list_finds_it_at_any_stage(browser, draft, name):
    client = browser(name)
    missing = client.get("/boards/packs/BP-9999-9999").content
    for go_on in (lambda: None, draft.written, draft.circulated):
        go_on()
        for part in PARTS:
            answer = client.get(address(draft, part))
            assert (answer.status_code, answer.content) == (404, missing), part
        assert client.get(f"/boards/{draft.board.reference}").status_code == 404
        assert draft.row.reference not in client.get("/today").content.decode()
        assert draft.board.reference not in client.get("/boards").content.decode()


@pytest.mark.parametrize("name", [MEMBER, OVERSIGHT])
def test_a_member_reads_what_was_circulated_and_sends_nothing(browser, draft, name):
    client = prove(browser(name))
    client.get("/today")  # shows what the proof has to say, once
    missing = client.get("/boards/packs/BP-9999-9999").content
    for part in PARTS:
        answer = client.get(address(draft, part))
        assert (answer.status_code, answer.content) == (404, missing), part
    draft.written().circulated()
    for part in ("", "/papers.pdf", "/papers.json", "/figures/gifts"):
        assert client.get(address(draft, part)).status_code == 200, part
    item = draft.row.items.get().pk
    for part in ("/draw", "/meeting", "/learning", "/circulate", "/correct", "/items/add",
                 f"/items/{item}", f"/items/{item}/leave-out"):  # fmt: skip
        for answer in (client.get(address(draft, part)), client.post(address(draft, part), {})):
            assert answer.status_code == 404, part


def test_whoever_leaves_the_list_or_the_office_finds_nothing_the_next_moment(
    aldshire, browser, sent
):
    client = browser(MEMBER)
    assert client.get(address(sent)).status_code == 200
    held = PostHolding.objects.filter(person=aldshire.people[MEMBER], post__body=sent.board.body)
    held.update(ends_on=sent.today)
    assert client.get(address(sent)).status_code == 404
    boards.take_off_list(sent.seats[OVERSIGHT], sent.today, by=sent.by(CLERK))
    assert browser(OVERSIGHT).get(address(sent)).status_code == 200
    with at(1):
        assert browser(OVERSIGHT).get(address(sent)).status_code == 404


def test_it_goes_to_those_who_are_on_the_list_on_that_day(aldshire, sent):
    people = {aldshire.people[name] for name in (MEMBER, OVERSIGHT)}
    assert {one.person for one in BoardCopy.objects.filter(of_pack=sent.row)} == people
    event = Event.objects.get(pk=sent.row.frozen_event)
    told = opened([event.pk])[event.pk]
    assert told["to"] == sorted(str(one.pk) for one in people)
    assert event.kind == Kind.DISCLOSURE
    sent.seated(OTHER_MEMBER, first=0)
    assert BoardCopy.objects.filter(of_pack=sent.row).count() == 2


def test_somebody_who_comes_onto_the_list_reads_the_earlier_packs(browser, sent):
    assert browser(OTHER_MEMBER).get(address(sent)).status_code == 404
    sent.seated(OTHER_MEMBER, first=0)
    assert browser(OTHER_MEMBER).get(address(sent)).status_code == 200


def test_figures_are_those_of_the_quarterly_report_and_cannot_be_typed(aldshire, draft):
    body = draft.board.body
    assert draft.row.figures == figures_of(body, draft.quarter)
    assert draft.row.before == figures_of(body, draft.quarter.before)
    assert GIFTS
    columns = {
        "description": "A pen", "kind": "gift", "giver_name": "Yarrow Hall Hotel", "worth": 900,
        "worth_basis": "estimate", "offered_on": draft.quarter.ends, "outcome": "declined",
        "supplier": False, "refreshments": False, "given": False, "reason": "",
    }  # fmt: skip
    with time_machine.travel(timezone.now().replace(
        year=draft.quarter.ends.year, month=draft.quarter.ends.month, day=draft.quarter.ends.day
    ), tick=True):  # fmt: skip
        gift = declare_gift(
            columns, person=aldshire.people["constable"], by=aldshire.by("constable", "declarant")
        )
    row = packs.draw(draft.row.pk, by=draft.by(CLERK), seen=draft.row.version)
    assert gift.reference in row.figures["gifts"]


def test_a_number_opens_the_records_to_those_cleared_and_only_counts_for_others(browser, draft):
    draft.written()
    BoardPack.objects.filter(pk=draft.row.pk).update(
        figures={"gifts": ["GH-2222-2222"], "requests": []}
    )
    draft.row.refresh_from_db()
    draft.circulated()
    shown = words(page(browser(MEMBER).get(address(draft, "/figures/gifts"))))
    assert "1 record is counted" in shown
    assert "1 of them does not open to you" in shown
    assert "GH-2222-2222" not in shown
    assert browser(MEMBER).get(address(draft, "/figures/media")).status_code == 404  # not chosen
    assert browser(MEMBER).get(address(draft, "/figures/never")).status_code == 404


def test_whoever_prepared_it_does_not_circulate_it(draft):
    draft.written()
    with pytest.raises(Refused, match="somebody else circulates"):
        draft.circulated(by=CLERK)
    assert draft.circulated(by=CHIEF).row.stage == "circulated"


def test_the_file_is_the_pack_byte_by_byte_and_its_digest_is_in_the_record(browser, sent):
    answer = browser(MEMBER).get(address(sent, "/papers.json"))
    event = Event.objects.get(pk=sent.row.frozen_event)
    told = opened([event.pk])[event.pk]
    assert sha256(answer.content).hexdigest() == told["content"]
    whole = json.loads(answer.content)
    assert whole["items"][0]["words"] == SAID.words
    assert [one["code"] for one in whole["items"][0]["lines"]] == ["requests", "gifts"]
    assert verify_database().wrong == []


def test_the_pdf_is_tagged_and_says_what_the_page_says(browser, sent):
    answer = browser(MEMBER).get(address(sent, "/papers.pdf"))
    assert says_it_is_tagged(answer.content)
    assert {"H1", "Table", "TH"} <= set(tags_of(answer.content))
    text = text_of(answer.content)
    for said in ("Audit Committee", SAID.words, "Ask earlier.", sent.row.reference):
        assert said in text
    copies = Event.objects.filter(stream=sent.row.stream, act="copy_taken")
    assert copies.count() == 1


def test_every_reading_by_a_member_is_recorded(aldshire, browser, sent):
    for part in ("", "/figures/gifts"):
        browser(MEMBER).get(address(sent, part))
    read = Event.objects.filter(
        stream=sent.row.stream, act="read", by_person=aldshire.people[MEMBER].pk
    ).order_by("leaf_id")
    assert [opened([one.pk])[one.pk]["part"] for one in read] == ["the pack", "figure gifts"]


def test_a_corrected_pack_stays_readable_and_says_what_took_its_place(browser, sent):
    sent.corrected()
    old, new = sent.row.reference, sent.correction.reference
    shown = words(page(browser(MEMBER).get(f"/boards/packs/{old}")))
    assert "This pack was corrected: A number was taken for another." in shown
    assert new in shown
    shown = words(page(browser(MEMBER).get(f"/boards/packs/{new}")))
    assert "takes the place of another" in shown
    assert old in shown
    today = browser(MEMBER).get("/today").content.decode()
    assert new in today
    assert old not in today
    text = text_of(browser(MEMBER).get(f"/boards/packs/{old}/papers.pdf").content)
    assert "This pack was corrected." in text
    with pytest.raises(Refused, match="corrected already"):
        packs.begin_correction(sent.row, "Again.", by=sent.by(CLERK))
    assert browser(CLERK).get(f"/boards/packs/{old}/correct").status_code == 404


def test_a_correction_of_a_draft_is_refused_and_only_keepers_begin_one(draft):
    with pytest.raises(Refused, match="Change the draft"):
        packs.begin_correction(draft.row, "Wrong.", by=draft.by(CLERK))
    draft.written().circulated()
    with pytest.raises(Refused, match="prepare its packs"):
        packs.begin_correction(draft.row, "Wrong.", by=draft.by(CHIEF))


def test_what_was_agreed_stands_in_the_next_pack_until_it_is_done(aldshire, browser, sent):
    action = sent.agreed()
    later = Boarded.__new__(Boarded)
    later.__dict__ |= sent.__dict__
    meeting = packs.Meeting(sent.row.meets_on + timedelta(days=30))
    later.row = packs.begin(sent.board, meeting, sent.quarter, by=sent.by(CLERK))
    shown = words(page(browser(CLERK).get(address(later))))
    assert action.what in shown
    assert "Not yet" in shown
    (waits,) = page(browser("head.secretariat").get("/today")).xpath(
        f"//a[@href='/boards/actions/{action.pk}']"
    )
    assert "Do what the board agreed" in words(waits)
    assert browser("deputy.psd").get(f"/boards/actions/{action.pk}").status_code == 404
    browser("head.secretariat").post(f"/boards/actions/{action.pk}", {"done": "They were asked."})
    later.written().circulated()
    shown = words(page(browser(MEMBER).get(address(later))))
    assert "They were asked." in shown
    with pytest.raises(Refused, match="done already"):
        boards.complete_action(action.pk, "Again.", by=aldshire.by("head.secretariat", "overseer"))


def test_an_action_is_agreed_at_a_meeting_and_owned_by_somebody_who_answers(sent):
    with pytest.raises(Refused, match="answers to the board"):
        sent.agreed(owner="constable")
    row = packs.begin(
        sent.board, packs.Meeting(sent.today + timedelta(days=50)), sent.quarter, by=sent.by(CLERK)
    )
    with pytest.raises(Refused, match="whose pack was circulated"):
        boards.add_action(
            row, "Later.", sent.county.people["head.psd"], sent.today, by=sent.by(CLERK)
        )


def test_a_board_that_is_called_otherwise_keeps_its_old_name_on_old_packs(browser, sent):
    day = sent.row.meets_on + timedelta(days=1)
    new = Called(BoardKind.ETHICS, "Joint Audit and Ethics Committee", day)
    boards.rename_board(sent.board, new, by=sent.by(CLERK))
    shown = words(page(browser(MEMBER).get(address(sent))))
    assert "Audit Committee (audit committee)" in shown
    assert "Joint" not in shown
    later = packs.begin(sent.board, packs.Meeting(day), sent.quarter, by=sent.by(CLERK))
    shown = words(page(browser(CLERK).get(f"/boards/packs/{later.reference}")))
    assert "Joint Audit and Ethics Committee (ethics committee)" in shown
    with pytest.raises(Refused, match="from that day already"):
        boards.rename_board(sent.board, new, by=sent.by(CLERK))


def test_the_day_of_the_meeting_moves_and_an_item_is_left_out(browser, draft):
    draft.written()
    clerk, item = browser(CLERK), draft.row.items.get().pk
    day = draft.today + timedelta(days=33)
    told = {"meets_on": f"{day:%d %m %Y}", "place": "", "version": draft.row.version}
    clerk.post(address(draft, "/meeting"), told)
    draft.row.refresh_from_db()
    assert draft.row.meets_on == day
    clerk.post(address(draft, f"/items/{item}/leave-out"), {"version": draft.row.version})
    assert not draft.row.items.exists()
    draft.row.refresh_from_db()
    with pytest.raises(Refused, match="Nothing is on the agenda"):
        draft.circulated()


def test_two_people_do_not_overwrite_each_other(browser, draft):
    draft.written()
    answer = browser(CLERK).post(address(draft, "/learning"), {"learning": "New.", "version": "1"})
    assert "Someone else has acted on this pack" in words(page(answer))


def test_a_pack_for_a_meeting_that_was_is_not_begun_or_circulated(draft):
    past = packs.Meeting(draft.today - timedelta(days=1))
    with pytest.raises(Refused, match="today or later"):
        packs.begin(draft.board, past, draft.quarter, by=draft.by(CLERK))
    draft.written()
    with at(11), pytest.raises(Refused, match="has been held"):
        draft.circulated()


@pytest.mark.parametrize("name", [MEMBER, CHIEF, "constable"])
def test_nobody_else_keeps_boards(aldshire, draft, name):
    by = aldshire.by(name, "member")
    called = Called(BoardKind.OTHER, "Mine", draft.today)
    for act in (
        lambda: boards.name_board(draft.board.body, called, by=by),
        lambda: boards.rename_board(draft.board, called, by=by),
        lambda: boards.put_on_list(draft.board, aldshire.people[MEMBER], draft.today, by=by),
        lambda: boards.take_off_list(draft.seats[MEMBER], draft.today, by=by),
        lambda: packs.begin(draft.board, packs.Meeting(draft.today), draft.quarter, by=by),
    ):
        with pytest.raises(Refused, match="prepare its packs"):
            act()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: BoardPack.objects.filter(pk=one.row.pk).update(figures={}),
        lambda one: BoardPack.objects.filter(pk=one.row.pk).update(stage="draft"),
        lambda one: one.row.copies.all().delete(),
        lambda one: BoardName.objects.filter(board=one.board).update(name="Another"),
        lambda one: BoardSeat.objects.filter(board=one.board).update(starts_on=one.today),
        lambda one: BoardAction.objects.filter(board=one.board).update(due_on=one.today),
        lambda one: BoardAction.objects.filter(board=one.board).delete(),
    ],
)
def test_the_database_keeps_what_was_circulated_agreed_and_listed(sent, change):
    sent.agreed()
    with pytest.raises(IntegrityError), transaction.atomic():
        change(sent)


def test_whoever_started_it_cannot_be_written_in_as_who_circulated_it(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardPack.objects.filter(pk=draft.row.pk).update(frozen_by=draft.row.started_by)
