# SPDX-License-Identifier: MIT
"""Random histories: people gain, lose and hand over posts, go on leave, leave, and lend their names.

After every step each person finds exactly the matters that plain loops over the rows say, and no
rule of separation of duties has been broken, whoever holds which post by now.
"""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from acts_at_random import PARTY, TRIES, Moment
from county import county
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from plain_sight import Sides, Today

from candour.directory.services import grants, people
from candour.gateway.models import (
    AssociationView,
    BiasDeclaration,
    Case,
    Decision,
    Reassessment,
    Recommendation,
)
from candour.gateway.queries.facts import matter_of
from candour.gateway.queries.visible import visible_one, visible_to
from candour.gateway.rules.matter import Stage, roles_in
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.visibility import Part
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger import datakeys
from candour.ledger.models import Event
from candour.ledger.services import By
from candour.people.models import ActingGrant, Person, PostHolding

CAST = (
    *("chief.constable", "deputy.chief", "acc.local", "secretariat", "head.secretariat"),
    *("staff.officer.chief", "staff.officer", "head.psd", "deputy.psd", "external.psd"),
    *("external.officer", "association.rep", "source.unit", "administrator", "sergeant"),
)
PRINCIPALS = ("deputy.chief", "acc.local", "chief.constable")
FAR = ("gathering", "assessing", "recommended", "told", "asked_again", "reassessing", "final")
ENDS_IT = {"withdraw", "lapse"}
RUNS = {"allocate", "reallocate", "waive_view", "escalate", "lapse", "waive_line"}
FOR_A_REPRESENTATIVE = {Part.SUMMARY, Part.VIEW, Part.OUTCOME}
SETUP = By(person=None, role="service", name="Test")
DAY = timedelta(days=1)
NUMBERS = st.integers(min_value=0, max_value=1259)
WHO = st.sampled_from(CAST)


class ComingAndGoing(RuleBasedStateMachine):
    """Two matters, and the people around them, in a county that is put back afterwards."""

    aldshire = None
    done: Counter = Counter()

    def __init__(self):
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.clock = time_machine.travel(timezone.now())
        self.traveller = self.clock.start()
        self.cases = []

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        datakeys.forget()

    def person(self, name):
        return Person.objects.get(pk=self.aldshire.people[name].pk)

    def tried(self, what, call):
        """What the services refuse is no step of a history."""
        try:
            with transaction.atomic():
                call()
        except Refused:
            return
        self.done[what] += 1

    @initialize(
        principal=st.sampled_from(PRINCIPALS), far=st.integers(0, 6), other=st.integers(0, 4)
    )
    def begin(self, principal, far, other):
        """The first may be reassessed already: standards report to the deputy chief only."""
        second = PRINCIPALS[(PRINCIPALS.index(principal) + 1) % 3]
        ahead = FAR[far] if principal == "deputy.chief" else FAR[min(far, 4)]
        attends = {"representative": "association.rep"} if ahead == "gathering" else {}
        self.cases = [
            getattr(self.aldshire, ahead)(principal=principal, **attends),
            getattr(self.aldshire, FAR[other])(principal=second),
        ]

    # -------------------------------------------------------------- people

    @rule(who=WHO, after=WHO, acting=st.booleans())
    def somebody_takes_up_the_post_of_another(self, who, after, acting):
        """Beside its holder; for a week, when they only act in it."""
        held = self.person(after).holdings.filter(ends_on=None).select_related("post__body").first()
        if held:
            today = timezone.localdate()
            ends = today + 7 * DAY if acting else None
            new = people.NewHolding(held.post, self.person(who), today, ends, acting=acting)
            self.tried("gained", lambda: people.hold_post(new, by=SETUP))

    @rule(who=WHO)
    def somebody_loses_a_post(self, who):
        held = self.person(who).holdings.filter(ends_on=None).first()
        if held:
            today = timezone.localdate()
            self.tried("lost", lambda: people.end_holding(held.pk, ends_on=today, by=SETUP))

    @rule(who=WHO, to=WHO)
    def somebody_hands_their_post_over(self, who, to):
        held = self.person(who).holdings.filter(ends_on=None).select_related("post__body").first()
        if held and who != to:
            today = timezone.localdate()

            def hand_over():
                people.end_holding(held.pk, ends_on=today, by=SETUP)
                people.hold_post(people.NewHolding(held.post, self.person(to), today), by=SETUP)

            self.tried("handed over", hand_over)

    @rule(who=WHO, to=WHO)
    def somebody_goes_on_leave(self, who, to):
        """From tomorrow for a week, and another acts in the post meanwhile."""
        held = self.person(who).holdings.filter(ends_on=None).select_related("post__body").first()
        if held and who != to:
            first, back = timezone.localdate() + DAY, timezone.localdate() + 8 * DAY

            def leave():
                people.end_holding(held.pk, ends_on=first, by=SETUP)
                acts = people.NewHolding(held.post, self.person(to), first, back, acting=True)
                people.hold_post(acts, by=SETUP)
                people.hold_post(people.NewHolding(held.post, self.person(who), back), by=SETUP)

            self.tried("on leave", leave)

    @rule(who=WHO, sure=st.integers(0, 3))
    def somebody_leaves_the_body(self, who, sure):
        if sure == 0:
            today = timezone.localdate()
            person = self.person(who)
            self.tried("left", lambda: people.record_leaving(person.pk, left_on=today, by=SETUP))

    @rule(principal=st.sampled_from(PRINCIPALS), delegate=WHO, days=st.integers(1, 20))
    def somebody_may_file_for_another(self, principal, delegate, days):
        first = timezone.localdate()
        lends, to = self.person(principal), self.person(delegate)
        given = grants.NewGrant(lends, to, first, first + days * DAY, "Diary work")
        by = By(person=lends.pk, role="principal")
        self.tried("lent", lambda: grants.grant_acting(given, by=by))

    @rule(number=NUMBERS)
    def a_permission_is_withdrawn(self, number):
        lent = ActingGrant.objects.filter(revoked_at=None).order_by("pk")
        if lent:
            grant = lent[number % len(lent)]
            by = By(person=grant.principal_id, role="principal")
            roles = frozenset({Role.PRINCIPAL})
            self.tried("withdrawn", lambda: grants.revoke_acting(grant.pk, by=by, roles=roles))

    @rule(days=st.integers(1, 9))
    def time_passes(self, days):
        self.traveller.shift(timedelta(days=days))
        self.done["time"] += 1

    # -------------------------------------------------------------- their matters

    @rule(which=st.integers(0, 1), pick=NUMBERS, whim=NUMBERS)
    def somebody_goes_on(self, which, pick, whim):
        """One of the acts that are open to one of the people."""
        case = Case.objects.select_related("principal").get(pk=self.cases[which].pk)
        matter, stage = matter_of(case), Stage(case.stage)
        ids = {who: Moment(self.aldshire, case, who, 0).me for who in (*CAST, PARTY)}
        tries = [
            (act.name, who)
            for who, me in ids.items()
            for act in GATEWAY.open_to(stage, matter, me, roles_in(matter, me))
            if act.name not in ENDS_IT
        ]
        if tries:
            act, who = tries[pick % len(tries)]
            before = Sides(case, Today(timezone.localdate()))
            seq = Event.objects.filter(stream_id=case.stream).count()
            self.tried(act, TRIES[act](Moment(self.aldshire, case, who, whim)).call)
            if Event.objects.filter(stream_id=case.stream).count() > seq:
                self.judge(act, who, before)

    def judge(self, act, who, before):
        """What an act must not have been, by who stood where just before it."""
        if who == PARTY:
            return
        me = self.aldshire.people[who].pk
        now = Case.objects.get(pk=before.case.pk)
        if act in RUNS:
            assert me in before.runs_it(), f"SOD22: {who} runs it by {act}"
            assert me != now.principal_id, "SOD22: nobody runs their own matter"
        if act in {"allocate", "reallocate"}:
            sides = {now.principal_id, now.notifier_id} | before.walled | before.named
            assert now.assessor_id not in sides | {me}, "SOD1: who has a part does not assess"
        if act == "take_up":
            assert me in before.reassesses(), "SOD3: who had a part does not reassess"
        if act in {"decide", "decide_urgently"}:
            assert me == now.principal_id, "SOD1: the chief officer decides in person"
            assert Recommendation.objects.filter(case=now).exists() or now.urgent, "SOD6"
            assert Decision.objects.get(case=now).reasons.strip(), "SOD6: with reasons"
        if act == "recommend":
            heard = AssociationView.objects.filter(case=now).exclude(given_at=None, waived_by=None)
            assert not before.representatives or heard.exists(), "SOD5: the association is heard"
        if before.case.final_at:
            assert self.final_parts(now) == self.final_parts(before.case), "SOD7: final is final"

    @staticmethod
    def final_parts(case):
        rows = (Recommendation, Decision, Reassessment)
        kept = tuple(tuple(model.objects.filter(case=case).values()) for model in rows)
        return case.assessor_id, case.reassessor_id, case.final_at, case.decided_at, kept

    # -------------------------------------------------------------- what always holds

    @invariant()
    def everybody_finds_exactly_what_the_rows_say(self):
        today = Today(timezone.localdate())
        sides = [Sides(case, today) for case in Case.objects.select_related("principal")]
        for name in CAST:
            person = self.person(name)
            said = {one.case.reference for one in sides if one.seen_by(person)}
            assert set(visible_to(person).values_list("reference", flat=True)) == said, name

    @invariant()
    def nobody_who_must_not_judge_has_come_to_judge(self):
        for case in Case.objects.all():
            parts = [case.principal_id, case.assessor_id, case.reassessor_id]
            named = [one for one in parts if one]
            assert len(named) == len(set(named)), "SOD3: three different people"
            if case.stage in {Stage.ASSESSING, Stage.RECOMMENDED}:
                clear = BiasDeclaration.objects.filter(
                    case=case, person=case.assessor_id, conflict=False
                )
                assert clear.exists(), "SOD2: no assessing without a clear declaration"

    @invariant()
    def representatives_and_administrators_see_no_content(self):
        roles = {}
        for one in PostHolding.objects.filter(ends_on=None).select_related("post"):
            roles.setdefault(one.person_id, set()).update(one.post.roles)
        for case in Case.objects.all():
            sides = Sides(case, Today(timezone.localdate()))
            for name in ("association.rep", "administrator"):
                person = self.person(name)
                seen = visible_one(person, case.reference)
                parts = seen.parts if seen else frozenset()
                if person.pk in sides.representatives and person.pk != case.principal_id:
                    assert parts <= FOR_A_REPRESENTATIVE, "SOD4: no material, no assessment"
                if roles.get(person.pk, set()) <= {"administrator"} and person.pk not in {
                    case.principal_id, case.assessor_id, case.reassessor_id,
                    *sides.representatives,
                }:  # fmt: skip
                    filing = sides.today.files(person, case)
                    acting = any(one.person_id == person.pk and one.acting
                                 for one in sides.today.holdings)  # fmt: skip
                    assert not parts or filing or acting, "SOD19: an administrator sees nothing"


def walk(examples, steps):
    ComingAndGoing.aldshire = county()
    ComingAndGoing.done = Counter()
    run_state_machine_as_test(
        ComingAndGoing,
        settings=settings(
            max_examples=examples,
            phases=[Phase.explicit, Phase.generate],
            database=None,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return ComingAndGoing.done


@pytest.mark.django_db
def test_whoever_comes_and_goes_sight_and_separation_hold():
    done = walk(examples=5, steps=12)
    assert done.total() > 15, done


@pytest.mark.deep
@pytest.mark.django_db
def test_whoever_comes_and_goes_sight_and_separation_hold_on_long_ways():
    done = walk(examples=120, steps=50)
    moved = {"gained", "lost", "handed over", "on leave", "left", "lent", "withdrawn", "time"}
    assert moved <= set(done), done
    assert len(set(done) - moved) > 20, done
