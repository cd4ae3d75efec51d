# SPDX-License-Identifier: MIT
"""Answers of the cross-checks as labels, and `candour learn`: weights in a file, and nothing switched on."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from candour.cli.main import main
from candour.crosschecks.models import Decision, Pair
from candour.crosschecks.queries.labels import labels
from candour.crosschecks.rules.sides import Answer, Compartment
from candour.crosschecks.services.running import CHECKS
from candour.ledger.models import Event
from candour.ledger.services import By, Kind, new_event_id, record
from candour.linkage.models_on_file import PAIRS, model
from force import Force

pytestmark = pytest.mark.django_db
BRANDS = ("Ribblesea", "Amberwick", "Kestrel", "Nettlebeck", "Yarrow", "Norwold", "Saffronbeck")
TRADES = ("Systems", "Catering", "Vehicles", "Printing", "Guarding", "Haulage")


@pytest.fixture
def answered():
    """Write down what somebody answered about two names, as the service keeps it."""
    who = Force().add("registrar")
    began = timezone.now() - timedelta(days=1)

    def say(left, right, said, *, place=Compartment.REGISTERS, minutes=0):
        digest = sha256(f"{left}/{right}".encode()).hexdigest()
        pair, _made = Pair.objects.get_or_create(digest=digest, compartment=place.value)
        both = {"declared": {"name": left, "number": ""}, "paid": {"name": right, "number": ""}}
        row = Decision(
            pair=pair, answer=said.value, reason="Looked.", decided_by=who, decided_by_was="",
            seen=json.dumps(both) if place is Compartment.REGISTERS else "",
            decided_at=began + timedelta(minutes=minutes), event=new_event_id(),
        )  # fmt: skip
        row.save(force_insert=True)
        told = {"answer": row.answer, "reason": row.reason}
        record(
            pair.stream, "answer_pair", by=By(person=who.pk, role="registrar"),
            kind=Kind.ALTERATION, fields=told, event_id=row.event,
        )  # fmt: skip

    return say


def many(say):
    for brand in BRANDS:
        for at, trade in enumerate(TRADES):
            other = TRADES[(at + 1) % len(TRADES)]
            say(f"{brand} {trade} Ltd", f"{brand.upper()} {trade.upper()}", Answer.SAME)
            say(f"{brand} {trade} Ltd", f"{brand} {other} Ltd", Answer.DIFFERENT)


def test_the_latest_answer_of_a_pair_is_its_label(answered):
    answered("Kestrel Ltd", "KESTREL", Answer.DIFFERENT)
    answered("Kestrel Ltd", "KESTREL", Answer.SAME, minutes=5)
    (label,) = labels()
    assert (label.name, label.other, label.one_body) == ("Kestrel Ltd", "KESTREL", True)


def test_connected_not_sure_and_taken_back_are_no_labels(answered):
    answered("Kestrel Ltd", "Kestrel Trust", Answer.CONNECTED)
    answered("Yarrow", "Yarrow Hall", Answer.NOT_SURE)
    answered("Norwold", "NORWOLD LTD", Answer.SAME)
    answered("Norwold", "NORWOLD LTD", Answer.NOT_SURE, minutes=5)
    assert labels() == []


@pytest.mark.parametrize("place", [Compartment.MATTERS, Compartment.CORRUPTION])
def test_what_was_answered_in_a_compartment_teaches_nothing(answered, place):
    answered("Kestrel Ltd", "KESTREL", Answer.SAME, place=place)
    assert labels() == []


def test_the_command_writes_weights_and_a_report_and_switches_nothing_on(
    answered, tmp_path, capsys
):
    many(answered)
    before = model(PAIRS).bits
    out = tmp_path / "weights.json"
    assert main(["learn", "--out", str(out)]) == 0
    written = json.loads(out.read_text(encoding="utf-8"))
    told = capsys.readouterr().out
    assert told.startswith(f"{written['version']}, learned from")
    assert "Held out: " in told
    assert "Nothing uses it" in told
    assert not any(brand in told + json.dumps(written) for brand in BRANDS)
    assert out.stat().st_mode & 0o077 == 0
    assert model(PAIRS).bits == before
    event = Event.objects.get(stream=CHECKS, act="learn_weights")
    assert event.by_person is None
    assert main(["learn", "--out", str(out)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_with_too_few_answers_it_says_how_many_are_needed(answered, tmp_path, capsys):
    answered("Kestrel Ltd", "KESTREL", Answer.SAME)
    out = tmp_path / "weights.json"
    assert main(["learn", "--out", str(out)]) == 2
    assert "40 are needed" in capsys.readouterr().err
    assert not out.exists()
    assert not Event.objects.filter(act="learn_weights").exists()
