# SPDX-License-Identifier: MIT
"""Messages reach a real mail server: at least once, and never from an act that was undone."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.db import connection, connections, transaction
from mail_server import TAKEN, running

from candour.correspondence import schedule
from candour.correspondence.addressing import Addressee, AttachedFile
from candour.correspondence.composing import compose
from candour.correspondence.delivery import LEASE, Delivered, deliver_due
from candour.correspondence.models import Message, State
from candour.correspondence.rules.retries import MOST_TRIES, next_try
from candour.correspondence.services import queue, send_again
from candour.correspondence.worker import turn
from candour.kernel.procedure import Refused
from candour.ledger import datakeys
from candour.ledger import queries as record_of
from candour.ledger.services import By

BY = By(None, "secretariat", name="a test")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
SAM = Addressee("Sam Lowe", "sam.lowe@guild.example")


@pytest.fixture
def mailbox(settings):
    with running() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.DEFAULT_FROM_EMAIL = "Candour <gateway@aldshire.example>"
        yield box


def queue_one(key="organiser_decline", to=SAM, **more):
    values = {"name": to.name, "reference": "GW-7KQ3-9FXD"}
    if key == "organiser_decline":
        values["organisation"] = "Aldshire Constabulary"
    else:
        values["link"] = "https://candour.example/gateway/GW-7KQ3-9FXD"
    given = {"stream": uuid4(), "by": BY, **more}
    with transaction.atomic():
        message = queue(compose(key, "en", values), to=to, **given)
        Message.objects.filter(pk=message.pk).update(next_try_at=NOW)
    return Message.objects.get(pk=message.pk)


def fresh(message):
    return Message.objects.get(pk=message.pk)


def test_a_message_arrives_as_text_and_as_a_page(db, mailbox):
    message = queue_one()
    assert deliver_due(NOW) == Delivered(sent=1)
    [mail] = mailbox.arrived
    assert mail["To"] == "Sam Lowe <sam.lowe@guild.example>"
    assert mail["From"] == "Candour <gateway@aldshire.example>"
    assert mail["Subject"] == "Read our reply to your invitation: GW-7KQ3-9FXD"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{message.pk}@aldshire.example>"
    assert mail.get_content_type() == "multipart/alternative"
    assert mail.get_body(["plain"]).get_content().split() == message.text.split()
    assert mail.get_body(["html"]).get_content().split() == message.html.split()
    assert (fresh(message).state, fresh(message).problem) == ("sent", "")
    assert fresh(message).sent_at is not None


def test_names_and_words_beyond_english_survive_the_journey(db, mailbox):
    queue_one(to=Addressee("Siân Ŵyn, 李", "sian@guild.example"))
    deliver_due(NOW)
    [mail] = mailbox.arrived
    assert mail["To"].addresses[0].display_name == "Siân Ŵyn, 李"
    assert "Siân Ŵyn, 李" in mail.get_body(["plain"]).get_content()


def test_an_attached_calendar_file_arrives_whole(db, mailbox):
    queue_one(attached=[AttachedFile("dates.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n")])
    deliver_due(NOW)
    [part] = mailbox.arrived[0].iter_attachments()
    assert part.get_filename() == "dates.ics"
    assert part.get_content_type() == "text/calendar"


def test_nothing_is_sent_twice_and_nothing_before_its_time(db, mailbox):
    queue_one()
    later = queue_one()
    Message.objects.filter(pk=later.pk).update(next_try_at=NOW + A_MINUTE)
    assert deliver_due(NOW) == Delivered(sent=1)
    assert deliver_due(NOW) == Delivered()
    assert deliver_due(NOW + A_MINUTE) == Delivered(sent=1)
    assert len(mailbox.arrived) == 2


def test_many_messages_share_one_conversation_with_the_server(db, mailbox):
    for _ in range(20):
        queue_one("decision_recorded")
    assert deliver_due(NOW) == Delivered(sent=20)
    assert len(mailbox.callers) == 1


def test_a_run_stops_at_its_limit_and_leaves_the_rest(db, mailbox):
    for _ in range(3):
        queue_one("decision_recorded")
    assert deliver_due(NOW, most=2) == Delivered(sent=2)
    assert deliver_due(NOW) == Delivered(sent=1)


def test_one_round_of_the_worker_runs_jobs_and_sends_what_they_queued(db, mailbox, monkeypatch):
    monkeypatch.setattr(schedule, "_jobs", {})
    schedule.register(schedule.Job("hourly", lambda _now: queue_one("decision_recorded")))
    assert turn() == Delivered(sent=1)
    assert turn() == Delivered()


def test_a_server_that_is_not_there_loses_nothing(db, mailbox, settings):
    settings.EMAIL_PORT = 1  # nobody listens
    message = queue_one()
    assert deliver_due(NOW) == Delivered(failed=1)
    assert fresh(message).problem == "The mail server could not be reached"
    settings.EMAIL_PORT = mailbox.port
    assert deliver_due(NOW + A_MINUTE) == Delivered(sent=1)
    assert (fresh(message).tries, fresh(message).problem) == (2, "")


def test_a_server_that_asks_to_try_later_is_tried_later(db, mailbox):
    mailbox.on_message = lambda _: "451 Busy"
    message = queue_one()
    assert deliver_due(NOW) == Delivered(failed=1)
    assert fresh(message).next_try_at == NOW + A_MINUTE
    assert fresh(message).problem == "The mail server asked us to try later (451)"
    mailbox.on_message = lambda _: TAKEN
    assert deliver_due(NOW + A_MINUTE) == Delivered(sent=1)


def test_an_address_that_is_refused_is_listed_and_not_tried_again(db, mailbox):
    mailbox.on_recipient = lambda _: "550 No such person <sam.lowe@guild.example>"
    stream = uuid4()
    message = queue_one(stream=stream)
    assert deliver_due(NOW) == Delivered(refused=1)
    assert fresh(message).state == State.REFUSED
    assert fresh(message).problem == "The mail server refused the address (550)"
    assert deliver_due(NOW + timedelta(days=2)) == Delivered()
    assert [entry.act for entry in record_of.timeline(stream)] == ["letter_not_delivered"]


def test_a_corrected_address_gets_the_message(db, mailbox):
    mailbox.on_recipient = lambda who: TAKEN if who == "sam@guild.example" else "550 No"
    message = queue_one()
    deliver_due(NOW)
    send_again(message.pk, by=BY, now=NOW, address="sam@guild.example")
    assert deliver_due(NOW) == Delivered(sent=1)
    assert mailbox.arrived[0]["To"] == "Sam Lowe <sam@guild.example>"


def test_an_address_that_is_full_today_is_tried_tomorrow(db, mailbox):
    mailbox.on_recipient = lambda _: "452 Full"
    queue_one()
    assert deliver_due(NOW) == Delivered(failed=1)


def test_a_message_that_is_refused_for_good_says_so(db, mailbox):
    mailbox.on_message = lambda _: "554 Policy"
    message = queue_one()
    assert deliver_due(NOW) == Delivered(refused=1)
    assert fresh(message).problem == "The mail server refused the message (554)"


def test_a_server_that_does_not_know_us_is_no_fault_of_the_addressee(db, mailbox):
    mailbox.on_sender = lambda _: "550 Who are you"
    message = queue_one()
    assert deliver_due(NOW) == Delivered(failed=1)
    assert fresh(message).problem == "The mail server did not accept this service as a sender (550)"


def test_one_refused_message_does_not_stop_the_next(db, mailbox):
    mailbox.on_recipient = lambda who: "550 No" if who.startswith("sam") else TAKEN
    queue_one()
    queue_one(to=Addressee("Ira Vane", "ira@aldshire.example"))
    queue_one(to=Addressee("Jo Farrow", "jo@aldshire.example"))
    assert deliver_due(NOW) == Delivered(sent=2, refused=1)


def test_after_half_a_day_of_trying_the_outbox_gives_up_and_says_why(db, mailbox, settings):
    settings.EMAIL_PORT = 1
    stream, now = uuid4(), NOW
    message = queue_one(stream=stream)
    while now is not None:
        last = now
        deliver_due(last)
        now = fresh(message).next_try_at
    assert fresh(message).tries == MOST_TRIES
    assert fresh(message).state == State.GAVE_UP
    assert last - NOW < timedelta(hours=14)
    assert fresh(message).problem == "The mail server could not be reached"
    assert deliver_due(last + timedelta(days=1)) == Delivered()
    assert [entry.act for entry in record_of.timeline(stream)] == ["letter_not_delivered"]


def test_a_message_that_stops_every_worker_is_given_up(db, mailbox):
    message = queue_one()
    Message.objects.filter(pk=message.pk).update(tries=MOST_TRIES)
    assert deliver_due(NOW) == Delivered(gave_up=1)
    assert fresh(message).problem == "Sending stopped before the mail server answered"
    assert mailbox.arrived == []


def test_a_message_whose_content_was_erased_is_given_up(db, mailbox):
    message = queue_one("decision_recorded")
    datakeys.destroy(message.stream)
    assert deliver_due(NOW) == Delivered(gave_up=1)
    assert Message.objects.filter(problem="What the message said has been erased").exists()


def test_the_record_says_that_a_letter_reached_a_person_outside(db, mailbox):
    stream = uuid4()
    message = queue_one(stream=stream)
    deliver_due(NOW)
    [entry] = record_of.timeline(stream)
    assert (entry.act, entry.name) == ("letter_delivered", "the service")
    facts = record_of.opened([entry.event_id])[entry.event_id]
    assert facts == {"message": str(message.pk), "state": "sent"}


def test_a_notice_to_a_person_with_an_account_makes_no_entry(db, mailbox):
    stream = uuid4()
    queue_one("decision_recorded", stream=stream)
    deliver_due(NOW)
    assert record_of.timeline(stream) == []


@pytest.mark.django_db(transaction=True)
def test_a_message_of_an_act_that_was_undone_is_never_sent(mailbox):
    def act_that_fails():
        with transaction.atomic():
            queue_one()
            raise Refused("The procedure does not allow this.")

    with pytest.raises(Refused):
        act_that_fails()
    assert deliver_due(NOW) == Delivered()
    assert mailbox.arrived == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(mailbox):
    for _ in range(30):
        queue_one("decision_recorded")
    ended = []

    def work():
        ended.append(deliver_due(NOW))
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(each.sent for each in ended) == 30
    assert len({mail["Message-ID"] for mail in mailbox.arrived}) == len(mailbox.arrived) == 30


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_the_server_took_the_message_repeats_it_at_most(mailbox):
    message = queue_one()
    worker = start_worker(mailbox.port)

    def kill_it(mail):
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        return TAKEN

    mailbox.on_message = kill_it
    assert worker.wait(timeout=30) == -signal.SIGKILL
    assert fresh(message).state == State.QUEUED
    mailbox.on_message = lambda _: TAKEN
    just_before, after = (fresh(message).leased_until + step for step in (-A_MINUTE, A_MINUTE))
    assert deliver_due(just_before) == Delivered()
    assert deliver_due(after) == Delivered(sent=1)
    assert len(mailbox.arrived) == 2
    assert {mail["Message-ID"] for mail in mailbox.arrived} == {f"<{message.pk}@aldshire.example>"}
    assert fresh(message).tries == 2


def start_worker(port):
    """The command of the product, in a process of its own, on the database of this test."""
    environment = {
        **os.environ,
        "PYTHONPATH": "src",
        "DATABASE_URL": address_of_the_database(),
        "CANDOUR_SMTP_PORT": str(port),
        "CANDOUR_MAIL_FROM": "gateway@aldshire.example",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "candour.cli.main", "deliver"],
        env=environment,
        cwd=configured.PACKAGE.parent.parent,
    )


def address_of_the_database():
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    login = f"{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}"
    return f"postgresql://{login}/{known['NAME']}"


def test_each_wait_is_longer_than_the_last_up_to_four_hours():
    waits = [next_try(tries, NOW) - NOW for tries in range(1, MOST_TRIES)]
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 4, 16, 64)]
    assert waits[4:] == [timedelta(hours=4)] * 3
    assert next_try(MOST_TRIES, NOW) is None


def test_a_lease_outlasts_the_longest_conversation_with_a_server():
    steps = 6  # connect, greet, sender, recipient, data, quit
    assert timedelta(seconds=configured.EMAIL_TIMEOUT) * steps < LEASE
