# SPDX-License-Identifier: MIT
"""Two dozen invented matters at every stage, made by the same acts as anyone's.

All of them begin on the day of building; what differs is how far they have come.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from uuid import UUID

from candour.demo.invitations import MATTERS, Asked, Reached
from candour.gateway.models import Case, Involved, Mitigation
from candour.gateway.queries.facts import matter_of
from candour.gateway.rules.independence import assessors, overseers, reassessors
from candour.gateway.rules.matter import Course, Matter, Outcome
from candour.gateway.rules.mitigations import Choice, Said, Step
from candour.gateway.rules.stage_three_recommendation import Decision
from candour.gateway.services import stage_four, stage_one, stage_three, stage_two
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.people.queries import staff_officers_of
from candour.policy.queries import pack_of

AFTER = timedelta(days=7)


FRONT = (
    "notify",
    "gather",
    "complete",
    "allocate",
    "declare",
    "test",
    "recommend",
    "decide",
    "tell",
)
UPTO = {
    Reached.NOTIFIED: FRONT[:1],
    Reached.GATHERING: FRONT[:2],
    Reached.COMPLETE: FRONT[:3],
    Reached.ALLOCATED: FRONT[:4],
    Reached.ASSESSING: FRONT[:5],
    Reached.ASSESSED: FRONT[:6],
    Reached.RECOMMENDED: FRONT[:7],
    Reached.DECIDED: FRONT[:8],
    Reached.TOLD: FRONT,
    Reached.MITIGATING: (*FRONT, "commission"),
    Reached.ASKED_AGAIN: (*FRONT, "ask_again"),
    Reached.REASSESSING: (*FRONT, "ask_again", "take_up"),
    Reached.FINAL: (*FRONT, "ask_again", "take_up", "conclude"),
    Reached.CLOSED: (*FRONT, "ask_again", "take_up", "conclude", "close"),
}
URGENT = ("notify", "gather", "decide_urgently")


def fill(people: Mapping[str, Person], today: date) -> None:
    """Take each matter as far as it is to come."""
    for asked in MATTERS:
        _Matter(asked, people, today).go()


def _first_by_name(people: frozenset[str]) -> Person:
    return Person.objects.filter(pk__in=people).order_by("full_name")[0]


class _Matter:
    """One matter on its way. Whoever is in turn acts, as the procedure asks."""

    def __init__(self, asked: Asked, people: Mapping[str, Person], today: date) -> None:
        self.asked, self.people, self.today = asked, people, today
        self.principal = people[asked.principal]
        self.me = By(person=self.principal.pk, role=Role.PRINCIPAL.value)
        self.case: Case

    def go(self) -> None:
        for step in URGENT if self.asked.urgent else UPTO[self.asked.reached]:
            getattr(self, f"_{step}")()
        if self.asked.withdrawn:
            stage_one.withdraw(self.case.pk, "I will not take part after all.", by=self.me)

    def _filer(self) -> By:
        if not self.asked.by:
            return self.me
        filer = self.people[self.asked.by].pk
        return By(person=filer, role=Role.SECRETARIAT.value, on_behalf_of=self.principal.pk)

    def _in_turn(self, may: Callable[[Matter], frozenset[str]], role: Role) -> By:
        """The first by name of those whose turn it is."""
        self.case.refresh_from_db()
        return By(person=_first_by_name(may(matter_of(self.case))).pk, role=role.value)

    def _assessor(self) -> By:
        return By(person=self.case.assessor_id, role=Role.ASSESSOR.value)

    def _party(self) -> UUID:
        return Involved.objects.get(case=self.case, is_party=True, superseded_by=None).pk

    # ------------------------------------------------------------------ the four stages

    def _notify(self) -> None:
        asked = self.asked
        request = stage_one.Request(
            subject=asked.subject,
            activity=asked.activity,
            event_on=self.today + timedelta(days=asked.in_days),
            why_late=asked.why_late,
            details={"organiser": asked.host},
        )
        self.case = stage_one.notify(request, principal=self.principal, by=self._filer())

    def _gather(self) -> None:
        asked = self.asked
        host = stage_one.Someone(
            kind="organiser",
            name=asked.contact,
            organisation=asked.host,
            email=f"{asked.contact.lower().replace(' ', '.')}@host.example",
            is_party=True,
        )
        people = [host]
        if asked.representative:
            person = self.people[asked.representative].pk
            people.append(stage_one.Someone(kind="representative", person=person))
        stage_one.name_people(self.case.pk, people, by=self._filer())
        self.case = stage_one.confirm_areas(self.case.pk, frozenset(asked.areas), by=self._filer())

    def _complete(self) -> None:
        stage_one.declare_issues(self.case.pk, {"external_interests": self.asked.known}, by=self.me)
        invitation = stage_one.Material(
            title="The invitation", supplied_by=self.asked.host, text=self.asked.activity
        )
        stage_one.add_material(self.case.pk, invitation, by=self._filer())
        self.case = stage_one.complete_material(self.case.pk, by=self._filer())

    def _allocate(self) -> None:
        """The chief officer's own staff officer, where the procedure lets them."""
        overseer = self._in_turn(overseers, Role.OVERSEER)
        free = assessors(matter_of(self.case))
        own = [str(one.pk) for one in staff_officers_of(self.principal, self.today)]
        chosen = _first_by_name(free.intersection(own) or free)
        self.case = stage_one.allocate(self.case.pk, chosen.pk, by=overseer)

    def _declare(self) -> None:
        self.case = stage_two.declare_no_conflict(self.case.pk, by=self._assessor())
        if self.asked.representative:
            stage_two.ask_for_view(self.case.pk, by=self._assessor())
        if self.asked.asks_the_source_unit:
            question = "Is there anything about the host that we should weigh?"
            stage_two.ask_for_gist(self.case.pk, question, by=self._assessor())

    def _test(self) -> None:
        pack = pack_of(self.case.policy_id)
        doubted = self.asked.course is not Course.PROCEED
        answers = stage_two.TestAnswers(
            questions={
                one.code: "Weighed with the host's interests in mind." for one in pack.questions
            },
            quick_tests={one.code: "no" if doubted else "yes" for one in pack.quick_tests},
            quick_reasons={},
            principles={one.code: "Weighed." for one in pack.principles},
            harms=[pack.harms[0].code] if doubted else [],
            affects_confidence=doubted,
            creates_risk=doubted,
            integrity_in_question=self.asked.course is Course.DECLINE,
            reasons="The host may gain from being seen with us." if doubted else "No risk found.",
        )
        self.case = stage_two.assess(self.case.pk, answers, by=self._assessor())

    def _recommend(self) -> None:
        pack = pack_of(self.case.policy_id)
        owner = str(self.case.assessor_id)
        due = self.today + timedelta(days=self.asked.in_days) + AFTER
        steps = [
            Step(one.code, one.text, owner, "A note for the file", due)
            for one in pack.mitigations[:2]
        ]
        self.case = stage_two.recommend(
            self.case.pk,
            self.asked.course,
            steps if self.asked.course is Course.WITH_MITIGATION else [],
            "The file bears it out.",
            by=self._assessor(),
        )

    def _decide(self) -> None:
        rows = Mitigation.objects.filter(case=self.case)
        given = Decision(
            by=str(self.principal.pk),
            accepts=self.asked.accepts,
            attends=None if self.asked.accepts else self.asked.course is Course.DECLINE,
            said=tuple(Said(str(row.pk), Choice.ACCEPTED) for row in rows),
            reasons="I have weighed the advice and what we would gain.",
        )
        self.case = stage_three.decide(self.case.pk, given, by=self.me)

    def _decide_urgently(self) -> None:
        given = Decision(
            by=str(self.principal.pk),
            accepts=None,
            attends=True,
            reasons="It is tomorrow, and nobody else can go.",
        )
        self.case = stage_three.decide_urgently(self.case.pk, given, by=self.me)

    def _tell(self) -> None:
        self.case = stage_three.tell(self.case.pk, self._party(), "in person", by=self.me)

    def _commission(self) -> None:
        self.case = stage_three.commission(self.case.pk, by=self._assessor())

    def _ask_again(self) -> None:
        words = stage_four.Words("The reasons do not mention what we offered to change.")
        by = By(person=None, role=Role.PARTY.value, name=self.asked.contact)
        self.case = stage_four.ask_again(self.case.pk, words, by=by, party=self._party())

    def _take_up(self) -> None:
        by = self._in_turn(reassessors, Role.REASSESSOR)
        self.case = stage_four.take_up(self.case.pk, by=by)

    def _conclude(self) -> None:
        replaced = self.asked.outcome is Outcome.REPLACED
        pack = pack_of(self.case.policy_id)
        conclusion = stage_four.Conclusion(
            outcome=self.asked.outcome,
            tests={one.code: not replaced for one in pack.reassessment_tests},
            other_course="Go to the opening only, and pay for the meal." if replaced else "",
            reasons="The five tests were gone through on the file as it stood.",
        )
        by = By(person=self.case.reassessor_id, role=Role.REASSESSOR.value)
        stage_four.conclude(self.case.pk, conclusion, by=by)
        stage_four.tell_outcome(self.case.pk, self._party(), "in person", by=by)
        self.case = stage_four.make_final(self.case.pk, by=by)

    def _close(self) -> None:
        rows = list(Mitigation.objects.filter(case=self.case))
        if rows:
            stage_three.commission(self.case.pk, by=self._assessor())
        for row in rows:
            stage_three.settle(
                self.case.pk, row.pk, kept=True, evidence="The note is filed.", by=self._assessor()
            )
        self.case = stage_three.close(self.case.pk, by=self._assessor())
