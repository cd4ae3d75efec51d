# SPDX-License-Identifier: MIT
"""A quarter is reviewed by two people in the browser, from the diaries to the second signature."""

from datetime import date

import pytest
import time_machine
from county import county
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.models import Event
from candour.ledger.rules.entry import Kind
from candour.review.models import DiaryDate, QuarterlyReview, ReviewItem, Signature
from candour.review.queries.facts import review_of
from candour.review.rules.exceptions import ExceptionClass
from candour.review.rules.quarterly import Judgement, Minutes, Substitute, Verdict
from candour.review.services import reviewing
from markup import page, words

pytestmark = pytest.mark.django_db
OVERSEER, STANDARDS, DEPUTY, SECRETARY = "head.secretariat", "head.psd", "deputy.psd", "secretariat"
ADDRESS = "/quarter/2026-q3"
DINNER = date(2026, 11, 12)
DIARY = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
SUMMARY:Ribblesea Systems awards dinner
DTSTART;VALUE=DATE:20261112
LOCATION:Guildhall, Marlock
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:SMT
DTSTART;VALUE=DATE:20261102
RRULE:FREQ=WEEKLY;COUNT=5
END:VEVENT
BEGIN:VEVENT
UID:3
SUMMARY:No day at all
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture(autouse=True)
def after_the_quarter():
    with time_machine.travel(timezone.make_aware(timezone.datetime(2027, 1, 11, 10)), tick=True):
        yield


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


def calendar(text=DIARY, name="diary.ics"):
    return SimpleUploadedFile(name, text.encode(), content_type="text/calendar")


@pytest.fixture
def row(aldshire, browser):
    browser(OVERSEER).post(f"{ADDRESS}/start")
    person = aldshire.people["deputy.chief"]
    browser(OVERSEER).post(f"{ADDRESS}/diary/{person.pk}", {"diary": calendar()})
    row = QuarterlyReview.objects.get(quarter="2026-q3")
    return reviewing.read_sources(row.pk, by=aldshire.by(OVERSEER, "overseer"), seen=row.version)


def item_of(row, klass=ExceptionClass.COMMITMENT_WITHOUT_MATTER):
    return ReviewItem.objects.get(review=row, klass=klass, gone=False, day=DINNER)


def judge_all(aldshire, row, *names):
    for name in names:
        me = str(aldshire.people[name].pk)
        for item in review_of(row).items:
            given = Judgement(by=me, item=item.key, verdict=Verdict.EXPLAINED, reason="Looked at.")
            reviewing.judge(row.pk, given, by=aldshire.by(name, "overseer"))


def minuted(aldshire, row):
    row.refresh_from_db()
    given = Minutes(by=str(aldshire.people[OVERSEER].pk), present="Both.", text="All looked at.")
    return reviewing.minute(row.pk, given, by=aldshire.by(OVERSEER, "overseer"), seen=row.version)


def test_the_link_is_there_for_the_two_reviewers_alone(browser):
    for name, code in ((OVERSEER, 200), (STANDARDS, 200), ("chief.constable", 404), (DEPUTY, 404)):
        assert browser(name).get("/quarter").status_code == code


def test_a_diary_is_read_and_everything_in_it_is_accounted_for(aldshire, browser, row):
    person = aldshire.people["deputy.chief"]
    shown = words(page(browser(OVERSEER).get(f"{ADDRESS}/diary/{person.pk}")))
    assert "No day at all: Check when it is" in shown
    assert "Entries in the file 3" in shown
    assert DiaryDate.objects.filter(reading__diary__person=person).count() == 6


def test_the_words_of_a_diary_are_sealed(row):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM review_diarydate")
        kept = b"".join(bytes(value) for (value,) in cursor.fetchall())
    assert kept
    assert b"Ribblesea" not in kept


def test_a_secretary_brings_in_only_diaries_of_those_who_let_them(aldshire, browser):
    shown = words(page(browser(SECRETARY).get(f"{ADDRESS}/diary")))
    assert aldshire.people["deputy.chief"].full_name in shown
    assert aldshire.people["chief.finance"].full_name not in shown
    other = aldshire.people["chief.finance"].pk
    assert browser(SECRETARY).get(f"{ADDRESS}/diary/{other}").status_code == 404
    mine = aldshire.people["deputy.chief"].pk
    browser(SECRETARY).post(f"{ADDRESS}/diary/{mine}", {"diary": calendar()})
    event = Event.objects.filter(act="diary_read").order_by("leaf_id").last()
    assert event.by_person == aldshire.people[SECRETARY].pk
    assert event.on_behalf_of == aldshire.people["deputy.chief"].pk


def test_what_is_no_diary_is_refused_with_what_to_do(aldshire, browser):
    person = aldshire.people["deputy.chief"]
    answer = browser(OVERSEER).post(
        f"{ADDRESS}/diary/{person.pk}", {"diary": calendar("hello", "notes.txt")}
    )
    assert answer.status_code == 422
    assert "Upload a calendar file" in words(page(answer))


def test_a_table_as_a_mail_program_exports_it_is_read_too(aldshire, browser):
    table = (
        "Subject,Start Date,Start Time,End Date,End Time,Location,Private\r\n"
        "Ribblesea Systems dinner,12/11/2026,19:00,12/11/2026,22:00,Guildhall,False\r\n"
        "Lunch,31/31/2026,,,,,False\r\n"
        "Next year,12/02/2027,,,,,False\r\n"
    )
    person = aldshire.people["deputy.chief"]
    browser(OVERSEER).post(f"{ADDRESS}/diary/{person.pk}", {"diary": calendar(table, "diary.csv")})
    shown = words(page(browser(OVERSEER).get(f"{ADDRESS}/diary/{person.pk}")))
    assert "Entries in the file 3" in shown
    assert "With a date in the quarter 1" in shown
    assert "Lunch:" in shown


def test_a_new_file_takes_the_place_of_the_old_one_and_the_old_one_is_kept(aldshire, browser, row):
    person = aldshire.people["deputy.chief"]
    later = DIARY.replace("awards dinner", "dinner")
    browser(OVERSEER).post(f"{ADDRESS}/diary/{person.pk}", {"diary": calendar(later)})
    dates = DiaryDate.objects.filter(reading__diary__person=person)
    assert dates.count() == 12
    assert dates.filter(reading__superseded_at=None).count() == 6


def test_laying_the_sources_side_by_side_is_recorded_as_a_combination(row):
    event = Event.objects.get(act="read_sources")
    assert event.kind == Kind.COMBINATION
    assert row.balance["commitments"] == 6
    assert row.balance["internal"] == 5


def test_the_dinner_nobody_asked_about_is_an_exception_with_its_evidence(browser, row):
    item = item_of(row)
    shown = words(page(browser(STANDARDS).get(f"{ADDRESS}/exceptions/{item.pk}")))
    assert "Ribblesea Systems awards dinner" in shown
    assert "Mentions “dinner”" in shown


def test_looking_at_a_card_is_a_reading_in_the_record(browser, row):
    item = item_of(row)
    before = Event.objects.filter(stream=row.stream, act="read").count()
    browser(STANDARDS).get(f"{ADDRESS}/exceptions/{item.pk}")
    assert Event.objects.filter(stream=row.stream, act="read").count() >= before + 1


def test_both_judge_and_each_goes_on_to_the_next(aldshire, browser, row):
    item = item_of(row)
    address = f"{ADDRESS}/exceptions/{item.pk}"
    answer = browser(OVERSEER).post(address, {"verdict": "explained", "reason": ""})
    assert answer.status_code == 422
    answer = browser(OVERSEER).post(address, {"verdict": "learning", "reason": "Ask earlier."})
    assert answer.status_code == 302
    shown = words(page(browser(STANDARDS).get(address)))
    assert "Ask earlier." in shown
    judged = review_of(row).item(str(item.pk)).judged
    assert {who for _seat, who in judged} == {str(aldshire.people[OVERSEER].pk)}


def test_what_was_judged_stays_judged_when_the_sources_are_read_anew(aldshire, row):
    judge_all(aldshire, row, OVERSEER, STANDARDS)
    row.refresh_from_db()
    again = reviewing.read_sources(
        row.pk, by=aldshire.by(STANDARDS, "reassessor"), seen=row.version
    )
    assert all(len(item.judged) == 2 for item in review_of(again).items)


def test_an_exception_that_no_longer_arises_leaves_the_list_and_stays_on_file(
    aldshire, browser, row
):
    person = aldshire.people["deputy.chief"]
    without = DIARY.replace("Ribblesea Systems awards dinner", "Custody visit")
    browser(OVERSEER).post(f"{ADDRESS}/diary/{person.pk}", {"diary": calendar(without)})
    row.refresh_from_db()
    reviewing.read_sources(row.pk, by=aldshire.by(OVERSEER, "overseer"), seen=row.version)
    assert ReviewItem.objects.filter(review=row, day=DINNER, gone=True).exists()
    assert not ReviewItem.objects.filter(review=row, day=DINNER, gone=False).exists()


def test_the_whole_review_ends_with_two_signatures(aldshire, browser, row):
    judge_all(aldshire, row, OVERSEER, STANDARDS)
    shown = words(page(browser(OVERSEER).get(f"{ADDRESS}/minutes")))
    assert "A draft is filled in" in shown
    answer = browser(OVERSEER).post(
        f"{ADDRESS}/minutes",
        {"version": QuarterlyReview.objects.get(pk=row.pk).version, "present": "Both",
         "text": "Looked at.", "learning": "Ask earlier.", "trainer": ""},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Enter who is best placed" in words(page(answer))
    row = minuted(aldshire, row)
    browser(OVERSEER).post(f"{ADDRESS}/sign", {"version": row.version})
    row.refresh_from_db()
    assert row.stage == "signed_once"
    answer = browser(OVERSEER).post(f"{ADDRESS}/sign", {"version": row.version})
    assert "The other reviewer signs next" in words(page(answer))
    browser(STANDARDS).post(f"{ADDRESS}/sign", {"version": row.version})
    row.refresh_from_db()
    assert (row.stage, Signature.objects.filter(review=row).count()) == ("closed", 2)
    shown = words(page(browser(STANDARDS).get(ADDRESS)))
    assert "Both reviewers have signed" in shown


def test_sod8_it_does_not_close_with_one_signature_nor_with_an_open_exception(aldshire, row):
    with pytest.raises(Refused, match="not yet judged by both"):
        reviewing.sign(row.pk, by=aldshire.by(OVERSEER, "overseer"), seen=row.version)


def test_sod8_the_database_refuses_a_second_signature_of_one_person(aldshire, row):
    judge_all(aldshire, row, OVERSEER, STANDARDS)
    row = minuted(aldshire, row)
    reviewing.sign(row.pk, by=aldshire.by(OVERSEER, "overseer"), seen=row.version)
    held = Signature.objects.get(review=row)
    held.pk, held.seat = None, "standards"
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_a_signature_can_be_taken_back_until_the_second(aldshire, browser, row):
    judge_all(aldshire, row, OVERSEER, STANDARDS)
    row = minuted(aldshire, row)
    browser(STANDARDS).post(f"{ADDRESS}/sign", {"version": row.version})
    row.refresh_from_db()
    browser(STANDARDS).post(f"{ADDRESS}/sign", {"version": row.version, "take_back": "yes"})
    row.refresh_from_db()
    assert row.stage == "open"


def test_nothing_changes_in_a_closed_review(aldshire, row):
    judge_all(aldshire, row, OVERSEER, STANDARDS)
    row = minuted(aldshire, row)
    row = reviewing.sign(row.pk, by=aldshire.by(OVERSEER, "overseer"), seen=row.version)
    row = reviewing.sign(row.pk, by=aldshire.by(STANDARDS, "reassessor"), seen=row.version)
    for act in (
        lambda: minuted(aldshire, row),
        lambda: judge_all(aldshire, row, OVERSEER),
        lambda: reviewing.read_sources(
            row.pk, by=aldshire.by(OVERSEER, "overseer"), seen=row.version
        ),
        lambda: reviewing.add_action(
            row, "More", aldshire.people[OVERSEER], date(2027, 3, 1), by=aldshire.by(OVERSEER)
        ),
    ):
        with pytest.raises(Refused):
            act()


@pytest.fixture
def about_a_reviewer(aldshire, row):
    """An exception that concerns the head of professional standards themselves."""
    item = item_of(row)
    item.person = aldshire.people[STANDARDS]
    item.save(update_fields=["person"])
    return item


def test_sod8_who_is_concerned_sees_no_evidence_and_cannot_judge(browser, row, about_a_reviewer):
    address = f"{ADDRESS}/exceptions/{about_a_reviewer.pk}"
    shown = words(page(browser(STANDARDS).get(address)))
    assert "This exception concerns you" in shown
    assert "Ribblesea" not in shown
    answer = browser(STANDARDS).post(address, {"verdict": "explained", "reason": "Fine."})
    assert answer.status_code == 422


def test_sod8_a_named_substitute_judges_this_exception_and_sees_no_other(
    aldshire, browser, row, about_a_reviewer
):
    address = f"{ADDRESS}/exceptions/{about_a_reviewer.pk}"
    assert browser(DEPUTY).get(address).status_code == 404
    row.refresh_from_db()
    browser(OVERSEER).post(
        f"{address}/substitute",
        {"who": str(aldshire.people[DEPUTY].pk), "reason": "It concerns the head.", "version": row.version},
    )  # fmt: skip
    assert "Judge an exception of" in words(page(browser(DEPUTY).get("/today")))
    assert browser(DEPUTY).get(address).status_code == 200
    assert browser(DEPUTY).get(f"{ADDRESS}/exceptions").status_code == 404
    browser(DEPUTY).post(address, {"verdict": "explained", "reason": "It was a family event."})
    judged = review_of(row).item(str(about_a_reviewer.pk)).judged
    assert {who for _seat, who in judged} == {str(aldshire.people[DEPUTY].pk)}


def test_a_substitute_is_not_named_where_both_may_judge(aldshire, row):
    given = Substitute(
        by=str(aldshire.people[OVERSEER].pk), item=str(item_of(row).pk),
        who=str(aldshire.people[DEPUTY].pk), reason="Busy.",
    )  # fmt: skip
    with pytest.raises(Refused, match="may judge this exception themselves"):
        reviewing.name_substitute(row.pk, given, by=aldshire.by(OVERSEER), seen=row.version)


def test_an_action_reaches_its_owner_who_says_when_it_is_done(aldshire, browser, row):
    owner = aldshire.people[SECRETARY]
    browser(OVERSEER).post(
        f"{ADDRESS}/actions",
        {"what": "Ask for the missing request", "due_on": "1 2 2027", "owner": str(owner.pk)},
    )
    shown = page(browser(SECRETARY).get("/today"))
    (link,) = shown.xpath("//a[contains(@href, '/quarter/action/')]")
    assert browser(OVERSEER).get(link.get("href")).status_code == 404
    browser(SECRETARY).post(link.get("href"), {"done": "It is asked for."})
    assert not page(browser(SECRETARY).get("/today")).xpath(
        "//a[contains(@href, '/quarter/action/')]"
    )


def test_a_sample_can_be_drawn_again_from_what_is_shown(browser, row, aldshire):
    from candour.review.models import DipSample
    from candour.review.rules.sampling import draw

    aldshire.notified(event_on=date(2026, 12, 3), why_late="It came by post.")
    browser(STANDARDS).post(f"{ADDRESS}/samples", {"what": "matters", "percent": "50"})
    sample = DipSample.objects.get(review=row)
    assert sample.drawn == draw(
        sample.population, sampling_seed=sample.sampling_seed, size=len(sample.drawn)
    )
    assert sample.sampling_seed in words(page(browser(STANDARDS).get(f"{ADDRESS}/samples")))


@pytest.mark.parametrize("address", ["2026-q5", "nonsense", "1999-q1"])
def test_a_quarter_that_is_none_is_not_found(browser, address):
    assert browser(OVERSEER).get(f"/quarter/{address}").status_code == 404
    assert browser(OVERSEER).post(f"/quarter/{address}/start").status_code in {302, 404}
    assert not QuarterlyReview.objects.exists()


def test_the_record_of_a_review_verifies(aldshire, row):
    from candour.ledger.verification import verify_database

    judge_all(aldshire, row, OVERSEER, STANDARDS)
    assert verify_database().wrong == []
