# SPDX-License-Identifier: MIT
"""Aldshire for tests: its people by sign-in name, and matters made through the services."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from replayed import county_if_empty

from candour.gateway.models import Case, Involved, Mitigation
from candour.gateway.rules.matter import Course, Outcome
from candour.gateway.rules.mitigations import Choice, Said, Step
from candour.gateway.rules.stage_three_recommendation import Decision
from candour.gateway.services import stage_four, stage_one, stage_three, stage_two
from candour.ledger.services import By
from candour.people.models import Account, Person
from candour.policy.queries import pack_of


def county() -> "County":
    county_if_empty()
    return County()


class County:
    """The people of Aldshire, and a matter taken as far as a test needs it."""

    def __init__(self) -> None:
        accounts = Account.objects.exclude(person=None).select_related("person__body")
        self.people: Mapping[str, Person] = {one.username: one.person for one in accounts}

    def by(self, name: str, role: str = "", *, behalf: str = "") -> By:
        principal = self.people[behalf].pk if behalf else None
        return By(person=self.people[name].pk, role=role or "assessor", on_behalf_of=principal)

    def notified(self, *, principal: str = "deputy.chief", by: str = "", **asked: Any) -> Case:
        event = asked.pop("event_on", timezone.localdate() + timedelta(days=30))
        request = stage_one.Request(
            subject="event",
            activity="Dinner of the Aldshire Digital Forum",
            event_on=event,
            details={"place": "The Old Exchange", "organiser": "Ribblesea Systems Ltd"},
            **asked,
        )
        who = by or principal
        return stage_one.notify(request, principal=self.people[principal], by=self.by(who))

    def gathering(self, *, representative: str = "", attendee: str = "", **notified: Any) -> Case:
        case = self.notified(**notified)
        me = self.by(self._name(case))
        people = [
            stage_one.Someone(
                kind="organiser",
                name="Morgan Vale",
                organisation="Ribblesea Systems Ltd",
                email="morgan.vale@ribblesea.example",
                is_party=True,
            )
        ]
        if representative:
            people.append(
                stage_one.Someone(kind="representative", person=self.people[representative].pk)
            )
        if attendee:
            people.append(stage_one.Someone(kind="attendee", person=self.people[attendee].pk))
        stage_one.name_people(case.pk, people, by=me)
        areas = frozenset({"external_event", "procurement"})
        return stage_one.confirm_areas(case.pk, areas, by=me)

    def complete(self, **gathered: Any) -> Case:
        case = self.gathering(**gathered)
        me = self.by(self._name(case))
        issues = {"external_interests": "I chair the regional digital board."}
        stage_one.declare_issues(case.pk, issues, by=me)
        material = stage_one.Material(title="The invitation", text="You are invited.")
        stage_one.add_material(case.pk, material, by=me)
        return stage_one.complete_material(case.pk, by=me)

    def assessing(
        self,
        *,
        assessor: str = "staff.officer.chief",
        overseer: str = "head.secretariat",
        **completed: Any,
    ) -> Case:
        case = self.complete(**completed)
        stage_one.allocate(case.pk, self.people[assessor].pk, by=self.by(overseer, "overseer"))
        return stage_two.declare_no_conflict(case.pk, by=self.by(assessor))

    def assessed(self, **assessing: Any) -> Case:
        case = self.assessing(**assessing)
        return stage_two.assess(case.pk, self.answers(case), by=self._assessor(case))

    def answers(self, case: Case) -> stage_two.TestAnswers:
        pack = pack_of(case.policy_id)
        return stage_two.TestAnswers(
            questions={one.code: "Weighed from several sides." for one in pack.questions},
            quick_tests={one.code: "no" for one in pack.quick_tests},
            quick_reasons={},
            principles={one.code: "Weighed." for one in pack.principles},
            harms=["negative_perception"],
            affects_confidence=True,
            creates_risk=True,
            integrity_in_question=True,
            reasons="A tender is open and the host will bid.",
        )

    def step(self, owner: str = "secretariat", due_on: date | None = None) -> Step:
        return Step(
            "full_minutes",
            "Keep full minutes",
            str(self.people[owner].pk),
            "The minutes",
            due_on or timezone.localdate() + timedelta(days=32),
        )

    def recommended(self, course: Course = Course.WITH_MITIGATION, **assessed: Any) -> Case:
        case = self.assessed(**assessed)
        steps = [self.step()] if course is Course.WITH_MITIGATION else []
        return stage_two.recommend(
            case.pk, course, steps, "The host will bid.", by=self._assessor(case)
        )

    def decided(self, *, accepts: bool = True, **recommended: Any) -> Case:
        case = self.recommended(**recommended)
        said = tuple(
            Said(str(row.pk), Choice.ACCEPTED) for row in Mitigation.objects.filter(case=case)
        )
        given = Decision(
            by=str(case.principal_id),
            accepts=accepts,
            attends=None if accepts else False,
            said=said,
            reasons="I have weighed it.",
        )
        return stage_three.decide(case.pk, given, by=self._principal(case))

    def party(self, case: Case) -> Involved:
        return Involved.objects.get(case=case, is_party=True, superseded_by=None)

    def told(self, **decided: Any) -> Case:
        case = self.decided(**decided)
        return stage_three.tell(
            case.pk, self.party(case).pk, "in writing", by=self._principal(case)
        )

    def asked_again(self, **told: Any) -> Case:
        case = self.told(**told)
        words = stage_four.Words("The tender closed last week.")
        by = By(person=None, role="party", name="Morgan Vale")
        return stage_four.ask_again(case.pk, words, by=by, party=self.party(case).pk)

    def reassessing(self, *, reassessor: str = "external.psd", **asked: Any) -> Case:
        case = self.asked_again(**asked)
        return stage_four.take_up(case.pk, by=self.by(reassessor, "reassessor"))

    def concluded(self, outcome: Outcome = Outcome.UPHELD, **reassessing: Any) -> Case:
        case = self.reassessing(**reassessing)
        tests = {one.code: True for one in pack_of(case.policy_id).reassessment_tests}
        replaced = outcome is Outcome.REPLACED
        conclusion = stage_four.Conclusion(
            outcome=outcome,
            tests=tests,
            other_course="Decline this year." if replaced else "",
            reasons="The file bears it out.",
        )
        return stage_four.conclude(case.pk, conclusion, by=self._reassessor(case))

    def final(self, **concluded: Any) -> Case:
        case = self.concluded(**concluded)
        by = self._reassessor(case)
        stage_four.tell_outcome(case.pk, self.party(case).pk, "in person", by=by)
        return stage_four.make_final(case.pk, by=by)

    def _name(self, case: Case) -> str:
        return next(name for name, one in self.people.items() if one.pk == case.principal_id)

    def _principal(self, case: Case) -> By:
        return By(person=case.principal_id, role="principal")

    def _assessor(self, case: Case) -> By:
        return By(person=case.assessor_id, role="assessor")

    def _reassessor(self, case: Case) -> By:
        return By(person=case.reassessor_id, role="reassessor")
