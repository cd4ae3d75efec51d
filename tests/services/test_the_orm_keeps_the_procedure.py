# SPDX-License-Identifier: MIT
"""What the services keep is what the rules say, act by act, whoever tries what.

The explorer proves the rules; this walk proves that rows, facts and record follow them.
"""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from acts_at_random import PARTY, TRIES, Moment
from county import county
from django.apps import apps
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from candour.gateway.models import Case
from candour.gateway.queries.facts import matter_of
from candour.gateway.rules.facts import facts_of
from candour.gateway.rules.invariants import INVARIANTS
from candour.gateway.rules.matter import Stage, roles_in
from candour.gateway.rules.procedure import GATEWAY
from candour.kernel.exploration import Step
from candour.kernel.procedure import Refused, reasons_against
from candour.ledger import datakeys
from candour.ledger.models import Event

PEOPLE = (
    "deputy.chief",
    "acc.local",
    "chief.constable",
    "secretariat",
    "head.secretariat",
    "staff.officer.chief",
    "staff.officer",
    "external.officer",
    "association.rep",
    "source.unit",
    "head.psd",
    "deputy.psd",
    "external.psd",
    PARTY,
)
WHIMS = st.integers(min_value=0, max_value=1259)
FINISHING = {"withdraw", "lapse"}
ROWS = [*apps.get_app_config("gateway").get_models(), Event]


def rows():
    return {model.__name__: model._default_manager.count() for model in ROWS}


class Procedure(RuleBasedStateMachine):
    """One matter, in a county that is put back as it was afterwards."""

    aldshire = None
    seen: Counter = Counter()

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.clock = time_machine.travel(timezone.now())
        self.traveller = self.clock.start()
        self.case = None

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        datakeys.forget()

    @initialize(
        principal=st.sampled_from(["deputy.chief", "acc.local", "chief.constable"]),
        days=st.sampled_from([30, 30, 2]),
        far=st.integers(min_value=0, max_value=4),
    )
    def begin(self, principal, days, far):
        """A matter that has come some way already, so that later stages are met as often."""
        ahead = ("notified", "complete", "assessing", "recommended", "asked_again")[far]
        day = timezone.localdate() + timedelta(days=days)
        self.case = getattr(self.aldshire, ahead)(principal=principal, event_on=day)

    @rule(whim=WHIMS, days=st.integers(min_value=1, max_value=12))
    @precondition(lambda self: self.case is not None)
    def time_passes(self, whim, days):
        if whim % 4 == 0:
            self.traveller.shift(timedelta(days=days))

    @rule(who=st.sampled_from(PEOPLE), act=st.sampled_from(sorted(TRIES)), whim=WHIMS)
    @precondition(lambda self: self.case is not None)
    def anybody_tries_anything(self, who, act, whim):
        self.act(TRIES[act](Moment(self.aldshire, self.case, who, whim)), who)

    @rule(pick=WHIMS, whim=WHIMS)
    @precondition(lambda self: self.case is not None)
    def somebody_goes_on(self, pick, whim):
        """One of the acts that are open to one of the people."""
        matter, stage = matter_of(self.case), Stage(self.case.stage)
        ids = {who: Moment(self.aldshire, self.case, who, 0).me for who in PEOPLE}
        tries = [
            (act, who)
            for who, me in ids.items()
            for act in GATEWAY.open_to(stage, matter, me, roles_in(matter, me))
            if act.name not in FINISHING
        ]
        if tries:
            act, who = tries[pick % len(tries)]
            self.act(TRIES[act.name](Moment(self.aldshire, self.case, who, whim)), who)

    def act(self, attempt, who):
        before, stage = matter_of(self.case), Stage(self.case.stage)
        kept, counted = Case.objects.values().get(pk=self.case.pk), rows()
        act = GATEWAY.act(attempt.act)
        try:
            with transaction.atomic():
                attempt.call()
        except Refused:
            self.seen["refused"] += 1
            assert Case.objects.values().get(pk=self.case.pk) == kept
            assert rows() == counted
            return
        self.seen[attempt.act] += 1
        given = attempt.given()
        self.case = Case.objects.get(pk=self.case.pk)
        assert reasons_against(act, stage, before, given, roles_in(before, given.by)) == ()
        after = act.effect(before, given)
        assert self.case.facts == facts_of(after)
        assert self.case.stage == (act.target or stage)
        assert self.case.version == kept["version"] + 1
        self.recorded_once(attempt.act, who, counted)
        step = Step(attempt.act, given, stage, before, Stage(self.case.stage), after)
        for each in INVARIANTS:
            if not each.acts or attempt.act in each.acts:
                assert each.holds(step), f"{each.rule}: {each.says}"

    def recorded_once(self, act, who, counted):
        assert Event.objects.count() == counted["Event"] + 1
        event = Event.objects.order_by("leaf_id").last()
        assert (event.act, event.stream_id) == (act, self.case.stream)
        person = None if who == PARTY else self.aldshire.people[who].pk
        assert event.by_person == person


def walk(examples, steps):
    Procedure.aldshire = county()
    Procedure.seen = Counter()
    run_state_machine_as_test(
        Procedure,
        settings=settings(
            max_examples=examples,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            database=None,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Procedure.seen


@pytest.mark.django_db
def test_rows_facts_and_record_follow_the_rules():
    seen = walk(examples=10, steps=20)
    # Chance leads the way, and an unlucky walk has done only nine; the long walk asks for all.
    assert seen["refused"] > 20
    assert len(seen) > 6, seen


@pytest.mark.deep
@pytest.mark.django_db
def test_rows_facts_and_record_follow_the_rules_on_long_ways():
    seen = walk(examples=150, steps=60)
    never = {act.name for act in GATEWAY.acts} - set(seen) - {"notify"}
    assert never <= {"lapse", "reallocate", "waive_view", "mark_judicial"}, never
