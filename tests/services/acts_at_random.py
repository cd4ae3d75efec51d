# SPDX-License-Identifier: MIT
"""Every act of the Gateway as a call of its service, with good answers and with bad ones.

Beside each call stands what the rules should have been given, built here and not by the service.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from county import County

from candour.gateway.models import Case, Involved, Mitigation
from candour.gateway.rules.gateway_test import Worksheet
from candour.gateway.rules.matter import Course, Outcome, Reasoned
from candour.gateway.rules.mitigations import Choice, Said
from candour.gateway.rules.stage_four_reassessment import (
    LineWaiver,
    Reassessment,
    Request,
    Response,
)
from candour.gateway.rules.stage_one_notification import Allocation, Areas, Concerned
from candour.gateway.rules.stage_three_recommendation import Decision, Showing, Telling
from candour.gateway.rules.stage_two_assessment import Advice
from candour.gateway.services import stage_four, stage_one, stage_three, stage_two
from candour.kernel.procedure import Given
from candour.ledger.services import By
from candour.policy.queries import pack_of

PARTY = "the organiser"


@dataclass(frozen=True)
class Try:
    """Somebody's attempt: the call, and what the rules are given."""

    act: str
    call: Callable[[], Case]
    given: Callable[[], Given]
    """Asked after the call: some answers name rows that it made."""


@dataclass(frozen=True)
class Moment:
    """A matter now, somebody who would act, and a whim that decides between answers."""

    county: County
    case: Case
    who: str
    whim: int

    @property
    def by(self) -> By:
        if self.who == PARTY:
            return By(person=None, role="party", name="Morgan Vale")
        return By(person=self.county.people[self.who].pk, role="workforce")

    @property
    def me(self) -> str:
        return str(self.party if self.who == PARTY else self.by.person)

    @property
    def party(self) -> UUID | None:
        found = Involved.objects.filter(case=self.case, is_party=True, superseded_by=None).first()
        return found.pk if found else None

    @property
    def words(self) -> str:
        return " " if self.whim % 5 == 4 else "Because it was weighed."

    def someone(self, *names: str) -> UUID:
        return self.county.people[names[self.whim % len(names)]].pk


def plain(act: str, service: Callable[..., Case]) -> Callable[[Moment], Try]:
    def attempt(at: Moment) -> Try:
        return Try(act, lambda: service(at.case.pk, by=at.by), lambda: Given(by=at.me))

    return attempt


def reasoned(act: str, service: Callable[..., Case]) -> Callable[[Moment], Try]:
    def attempt(at: Moment) -> Try:
        return Try(
            act,
            lambda: service(at.case.pk, at.words, by=at.by),
            lambda: Reasoned(by=at.me, reasons=at.words),
        )

    return attempt


def describe(at: Moment) -> Try:
    asked = stage_one.Request(subject="meeting", activity="A talk", event_on=at.case.event_on)
    return Try(
        "describe",
        lambda: stage_one.describe(at.case.pk, asked, by=at.by),
        lambda: Given(by=at.me),
    )


def confirm_areas(at: Moment) -> Try:
    areas = frozenset() if at.whim % 5 == 4 else frozenset({"external_event"})
    return Try(
        "confirm_areas",
        lambda: stage_one.confirm_areas(at.case.pk, areas, by=at.by),
        lambda: Areas(by=at.me, areas=areas),
    )


def name_people(at: Moment) -> Try:
    people = [stage_one.Someone(kind="organiser", name="Morgan Vale", is_party=True)]
    attends = {1: ("representative", "association.rep"), 2: ("attendee", "staff.officer")}
    kind, name = attends.get(at.whim % 4, ("", ""))
    if kind:
        people.append(stage_one.Someone(kind=kind, person=at.county.people[name].pk))

    def given() -> Concerned:
        rows = Involved.objects.filter(case=at.case, superseded_by=None)
        inside = {(row.kind, str(row.person_id)) for row in rows if row.person_id}
        return Concerned(
            by=at.me,
            involved=frozenset(who for kind, who in inside if kind == "attendee"),
            representatives=frozenset(who for kind, who in inside if kind == "representative"),
            parties=frozenset(str(row.pk) for row in rows if row.is_party),
        )

    return Try("name_people", lambda: stage_one.name_people(at.case.pk, people, by=at.by), given)


def declare_issues(at: Moment) -> Try:
    issues = {"external_interests": "I chair a board."}
    return Try(
        "declare_issues",
        lambda: stage_one.declare_issues(at.case.pk, issues, by=at.by),
        lambda: Given(by=at.me),
    )


def add_material(at: Moment) -> Try:
    material = stage_one.Material(
        title="" if at.whim % 7 == 6 else "A note",
        lane="assessor" if at.whim % 3 == 2 else "shared",
    )
    return Try(
        "add_material",
        lambda: stage_one.add_material(at.case.pk, material, by=at.by),
        lambda: Given(by=at.me),
    )


def allocate(at: Moment) -> Try:
    who = at.someone(
        "staff.officer.chief", "staff.officer", "external.officer", "deputy.chief", "head.psd"
    )
    return Try(
        "reallocate" if at.case.stage == "assessing" else "allocate",
        lambda: stage_one.allocate(at.case.pk, who, by=at.by),
        lambda: Allocation(by=at.me, assessor=str(who)),
    )


def declare_conflict(at: Moment) -> Try:
    act = "declare_conflict_early" if at.case.stage == "gathering" else "declare_conflict"
    return reasoned(act, stage_two.declare_conflict)(at)


def ask_for_gist(at: Moment) -> Try:
    return Try(
        "ask_for_gist",
        lambda: stage_two.ask_for_gist(at.case.pk, "Is anything known?", by=at.by),
        lambda: Given(by=at.me),
    )


def assess(at: Moment) -> Try:
    answers = at.county.answers(at.case)
    doubted = at.whim % 2 == 1
    changed = stage_two.TestAnswers(
        **{
            **vars(answers),
            "questions": {} if at.whim % 7 == 5 else answers.questions,
            "creates_risk": at.whim % 7 != 6,
            "integrity_in_question": doubted,
            "reasons": at.words,
        }
    )
    pack = pack_of(at.case.policy_id)

    def given() -> Worksheet:
        return Worksheet(
            by=at.me,
            questions=dict(changed.questions),
            quick_tests=dict(changed.quick_tests),
            affects_confidence=True,
            creates_risk=at.whim % 7 != 6,
            integrity_in_question=doubted,
            reasons=at.words,
            asked_questions=frozenset(one.code for one in pack.questions),
            asked_quick_tests=frozenset(one.code for one in pack.quick_tests),
        )

    return Try("assess", lambda: stage_two.assess(at.case.pk, changed, by=at.by), given)


def recommend(at: Moment) -> Try:
    course = [Course.WITH_MITIGATION, Course.PROCEED, Course.DECLINE, None][at.whim % 4]
    conditions = (course is Course.WITH_MITIGATION) is not (at.whim % 9 == 8)
    steps = [at.county.step()] if conditions else []
    return Try(
        "recommend",
        lambda: stage_two.recommend(at.case.pk, course, steps, at.words, by=at.by),
        lambda: Advice(by=at.me, course=course, steps=tuple(steps), reasons=at.words),
    )


def decide(at: Moment) -> Try:
    choices = [Choice.ACCEPTED, Choice.VARIED, Choice.REJECTED]
    said = tuple(
        Said(str(row.pk), choices[at.whim % 3], "" if at.whim % 7 == 6 else "Shorter minutes.")
        for row in Mitigation.objects.filter(case=at.case)
    )
    accepts = [True, False, None][at.whim % 3]
    attends = None if accepts else at.whim % 2 == 0
    given = Decision(by=at.me, accepts=accepts, attends=attends, said=said, reasons=at.words)
    urgent = at.case.stage != "recommended"
    service = stage_three.decide_urgently if urgent else stage_three.decide
    return Try(
        "decide_urgently" if urgent else "decide",
        lambda: service(at.case.pk, given, by=at.by),
        lambda: given,
    )


def telling(act: str, service: Callable[..., Case]) -> Callable[[Moment], Try]:
    def attempt(at: Moment) -> Try:
        party = uuid4() if at.whim % 6 == 5 or at.party is None else at.party
        method = "" if at.whim % 6 == 4 else "in person"
        return Try(
            act,
            lambda: service(at.case.pk, party, method, by=at.by),
            lambda: Telling(by=at.me, party=str(party), method=method),
        )

    return attempt


def settle(at: Moment) -> Try:
    row = Mitigation.objects.filter(case=at.case).order_by("id").last()
    key = row.pk if row else uuid4()
    kept = at.whim % 2 == 0
    return Try(
        "show_kept" if kept else "show_not_kept",
        lambda: stage_three.settle(at.case.pk, key, kept=kept, evidence=at.words, by=at.by),
        lambda: Showing(by=at.me, step=str(key), evidence=at.words),
    )


def ask_again(at: Moment) -> Try:
    outside = at.who == PARTY
    asked = at.case.stage in {"reassessment_requested", "reassessing"}
    late = stage_four.is_late(at.case, party=outside)
    words = stage_four.Words(at.words, why_late="I was away." if at.whim % 2 else "")
    party = at.party if outside else None
    return Try(
        "add_representation" if asked else "request_reassessment",
        lambda: stage_four.ask_again(at.case.pk, words, by=at.by, party=party),
        lambda: Request(by=at.me, representation=words.text, late=late, why_late=words.why_late),
    )


def waive_line(at: Moment) -> Try:
    who = at.someone("head.psd", "deputy.psd", "external.psd", "head.secretariat")
    return Try(
        "waive_line",
        lambda: stage_four.waive_line(at.case.pk, who, at.words, by=at.by),
        lambda: LineWaiver(by=at.me, reassessor=str(who), reasons=at.words),
    )


def conclude(at: Moment) -> Try:
    asked = frozenset(one.code for one in pack_of(at.case.policy_id).reassessment_tests)
    outcome = [Outcome.UPHELD, Outcome.REPLACED, None][at.whim % 3]
    tests = dict.fromkeys(asked, at.whim % 5 != 3)
    other = "Decline this year." if at.whim % 2 else ""
    steps = (at.county.step(),) if outcome is Outcome.REPLACED and at.whim % 4 == 1 else ()
    conclusion = stage_four.Conclusion(outcome, tests, other, steps, at.words)

    def given() -> Reassessment:
        rows = Mitigation.objects.filter(case=at.case, source="reassessed")
        return Reassessment(
            by=at.me,
            outcome=outcome,
            tests=tests,
            asked_tests=asked,
            other_course=other,
            steps=steps,
            keys=frozenset(str(row.pk) for row in rows),
            reasons=at.words,
        )

    return Try("conclude", lambda: stage_four.conclude(at.case.pk, conclusion, by=at.by), given)


def respond(at: Moment) -> Try:
    accepts = [True, False, None][at.whim % 3]
    return Try(
        "respond",
        lambda: stage_four.respond(at.case.pk, at.words, accepts=accepts, by=at.by),
        lambda: Response(by=at.me, accepts=accepts, reasons=at.words),
    )


TRIES: dict[str, Callable[[Moment], Try]] = {
    "describe": describe,
    "confirm_areas": confirm_areas,
    "name_people": name_people,
    "declare_issues": declare_issues,
    "add_material": add_material,
    "complete_material": plain("complete_material", stage_one.complete_material),
    "allocate": allocate,
    "reallocate": allocate,
    "declare_no_conflict": plain("declare_no_conflict", stage_two.declare_no_conflict),
    "declare_conflict": declare_conflict,
    "declare_conflict_early": declare_conflict,
    "ask_for_more": reasoned("ask_for_more", stage_two.ask_for_more),
    "ask_for_view": plain("ask_for_view", stage_two.ask_for_view),
    "give_view": reasoned("give_view", stage_two.give_view),
    "waive_view": reasoned("waive_view", stage_two.waive_view),
    "ask_for_gist": ask_for_gist,
    "give_gist": reasoned("give_gist", stage_two.give_gist),
    "assess": assess,
    "recommend": recommend,
    "decide": decide,
    "decide_urgently": decide,
    "escalate": plain("escalate", stage_three.escalate),
    "lapse": reasoned("lapse", stage_three.lapse),
    "tell": telling("tell", stage_three.tell),
    "commission": plain("commission", stage_three.commission),
    "show_kept": settle,
    "show_not_kept": settle,
    "close": plain("close", stage_three.close),
    "withdraw": reasoned("withdraw", stage_one.withdraw),
    "request_reassessment": ask_again,
    "add_representation": ask_again,
    "waive_line": waive_line,
    "take_up": plain("take_up", stage_four.take_up),
    "stand_aside": reasoned("stand_aside", stage_four.stand_aside),
    "conclude": conclude,
    "tell_outcome": telling("tell_outcome", stage_four.tell_outcome),
    "make_final": plain("make_final", stage_four.make_final),
    "respond": respond,
    "add_note": reasoned("add_note", stage_four.add_note),
    "mark_judicial": reasoned("mark_judicial", stage_four.mark_judicial),
}
"""Each act, and how it is tried."""
