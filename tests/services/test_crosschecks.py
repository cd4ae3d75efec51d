# SPDX-License-Identifier: MIT
"""The checks run over Aldshire: what is planted is found, answers hold, and nothing shows elsewhere."""

import json

import pytest
from county import county
from django.db import IntegrityError, transaction
from django.utils import timezone

from candour.cli.main import main
from candour.correspondence.schedule import registered
from candour.crosschecks.models import Decision, Finding, Pair, Run, Tally
from candour.crosschecks.queries.visible import visible_finding, visible_to
from candour.crosschecks.rules.sides import Answer, Compartment
from candour.crosschecks.services.answering import answer
from candour.crosschecks.services.running import run
from candour.demo import spending
from candour.gateway.services import stage_one
from candour.kernel.procedure import Refused
from candour.ledger.verification import verify_database
from candour.registers.services.acting import act_in_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def aldshire():
    aldshire = county()
    case = aldshire.notified()
    host = stage_one.Someone(kind="organiser", name="Ashby Lorne", organisation=spending.ORGANISER)
    stage_one.name_people(case.pk, [host], by=aldshire.by("deputy.chief", "principal"))
    spending.fill(aldshire.people, timezone.localdate())
    return aldshire


def findings():
    return {
        (row.detector, json.loads(row.evidence)["declared"]["name"]): row
        for row in Finding.objects.filter(gone_at=None)
    }


def of_print_works():
    """Everything planted but the second job, which a year of entries brings."""
    return {(one.detector, one.declared) for one in spending.PLANTED} - {
        ("interest-with-supplier", spending.FIRM[2])
    }


def test_every_planted_scandal_is_found_and_no_other_is_of_high_severity(aldshire):
    found = findings()
    assert of_print_works() <= set(found)
    high = {key for key, row in found.items() if row.severity == 3}
    assert high <= of_print_works()
    assert {key for key, row in found.items() if row.compartment == Compartment.CORRUPTION} == {
        ("undeclared-hold", spending.HOLDING),
        ("interest-with-supplier", spending.HAULAGE),
    }


def test_a_run_accounts_for_every_declaration_and_is_on_record(aldshire):
    row = Run.objects.get()
    for one in Tally.objects.filter(run=row):
        assert one.declarations == one.same + one.connected + one.unmatched + one.hidden
        assert one.found == one.new + one.again + one.held_back
    assert verify_database().wrong == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.filter(run=row, compartment="registers").update(hidden=7)


def test_the_same_facts_give_the_same_bytes_and_change_nothing(aldshire):
    first, before = Run.objects.get(), set(Finding.objects.values_list("pk", "content"))
    second = run().row
    assert (second.snapshot, second.findings) == (first.snapshot, first.findings)
    assert set(Finding.objects.values_list("pk", "content")) == before
    assert Tally.objects.filter(run=second, new=0, gone=0).count() == 3


def test_a_finding_goes_when_its_declaration_goes_and_returns_with_it(aldshire):
    row = findings()["card-spend-with-donor", spending.HOTEL]
    entry = gift_of(row)
    act_in_words(
        entry, "withdraw", "It was for a colleague.", by=aldshire.by("inspector", "declarant")
    )
    run()
    row.refresh_from_db()
    assert row.gone_at is not None
    assert ("card-spend-with-donor", spending.HOTEL) not in findings()


def gift_of(row):
    from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality

    return GiftOrHospitality.objects.get(reference=row.reference, superseded_at=None)


# ------------------------------------------------------------------ answers


def say(aldshire, who, row, said, why="I know them both.", role="registrar"):
    person = aldshire.people[who]
    return answer(row, said, why, person=person, by=aldshire.by(who, role))


def test_an_answer_is_remembered_held_to_and_taken_back_by_a_later_one(aldshire):
    key = ("award-then-hospitality", spending.UNIFORMS)
    row = findings()[key]
    say(aldshire, "registrar", row, Answer.DIFFERENT)
    ran = run()
    assert key not in findings()
    assert ran.done.set_aside[Compartment.REGISTERS] == 1
    say(aldshire, "monitoring.officer", row, Answer.SAME, role="monitoring_officer")
    run()
    assert findings()[key].pk == row.pk
    said = Decision.objects.filter(pair=row.pair).order_by("decided_at")
    assert [one.answer for one in said] == ["different", "same"]
    label = json.loads(said[1].seen)
    assert label["declared"]["name"] == spending.UNIFORMS
    assert verify_database().wrong == []


def test_an_answer_is_never_changed_or_deleted(aldshire):
    row = say(
        aldshire, "registrar", findings()["award-then-hospitality", spending.UNIFORMS], Answer.SAME
    )
    for change in (
        lambda: Decision.objects.filter(pk=row.pk).update(answer="different"),
        lambda: Decision.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="an answer stays"), transaction.atomic():
            change()


def test_an_answer_needs_a_reason_and_somebody_who_may_see_it(aldshire):
    row = findings()["award-then-hospitality", spending.UNIFORMS]
    with pytest.raises(Refused, match="Enter your reason"):
        say(aldshire, "registrar", row, Answer.SAME, why=" ")
    with pytest.raises(Refused, match="Only those who check"):
        say(aldshire, "constable", row, Answer.SAME)


def test_what_the_unit_answers_leaves_no_names_and_changes_nothing_outside(aldshire):
    row = findings()["interest-with-supplier", spending.HAULAGE]
    with pytest.raises(Refused):
        say(aldshire, "registrar", row, Answer.DIFFERENT)
    said = say(aldshire, "corruption.lead", row, Answer.DIFFERENT, role="corruption_supervisor")
    assert said.seen == ""
    assert Pair.objects.get(pk=row.pair_id).answer == "different"


# ------------------------------------------------------------------ who may know


def test_the_compartment_is_the_units_and_nobody_sees_what_concerns_themselves(aldshire):
    def seen(who):
        return {row.compartment for row in visible_to(aldshire.people[who])}

    assert seen("registrar") == seen("head.psd") == {"registers"}
    assert seen("corruption.lead") == {"registers", "corruption"}
    assert seen("constable") == seen("procurement.manager") == seen("commissioner") == set()
    own = findings()["card-spend-with-donor", spending.HOTEL]
    Finding.objects.filter(pk=own.pk).update(person=aldshire.people["registrar"])
    assert visible_finding(aldshire.people["registrar"], own.pk) is None


def test_a_finding_about_a_matter_is_for_those_who_have_a_part_in_it(aldshire):
    row = findings()["organiser-with-history", spending.ORGANISER]
    assert visible_finding(aldshire.people["registrar"], row.pk) is None
    assert visible_finding(aldshire.people["corruption.lead"], row.pk) is None
    opened = visible_finding(aldshire.people["deputy.chief"], row.pk)
    assert opened is not None
    assert not opened.answers


# ------------------------------------------------------------------ the command and the job


def test_the_command_runs_keeps_and_finds_again_without_a_database(aldshire, tmp_path, capsys):
    kept = tmp_path / "facts.jsonl"
    assert main(["crosscheck", "--keep", str(kept)]) == 0
    said = capsys.readouterr().err
    row = Run.objects.order_by("-started_at")[0]
    assert row.snapshot in said
    assert "0 new" in said
    assert main(["crosscheck", "--replay", str(kept)]) == 0
    again = capsys.readouterr().out
    assert row.snapshot in again
    assert row.findings in again
    assert kept.stat().st_mode & 0o077 == 0
    assert main(["crosscheck", "--changes"]) == 0
    told = capsys.readouterr().out
    assert str(findings()["undeclared-hold", spending.HOLDING].pk) not in told
    assert str(findings()["card-spend-with-donor", spending.HOTEL].pk) in told
    assert main(["crosscheck", "--replay", str(tmp_path / "none")]) == 2


def test_the_checks_are_a_nightly_job(db):
    (job,) = [one for one in registered() if one.name == "crosschecks"]
    assert (job.at.hour, job.at.minute) == (2, 30)
