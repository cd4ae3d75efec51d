# SPDX-License-Identifier: MIT
"""What people try in the explored worlds: for each act good answers, and each kind of bad one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from candour.gateway.rules.gateway_test import Answer, Worksheet
from candour.gateway.rules.matter import Course, Outcome, Reasoned
from candour.gateway.rules.mitigations import Choice, Said, Step
from candour.gateway.rules.stage_four_reassessment import (
    LineWaiver,
    Reassessment,
    Request,
    Response,
)
from candour.gateway.rules.stage_one_notification import (
    Allocation,
    Areas,
    Concerned,
    Notification,
)
from candour.gateway.rules.stage_three_recommendation import Decision, Showing, Telling
from candour.gateway.rules.stage_two_assessment import Advice
from candour.kernel.procedure import Given

PARTY = "organiser"
OUTSIDE_ASSESSORS = ("assessor from outside", "another assessor from outside")


@dataclass(frozen=True, eq=False)
class Cast:
    """Everyone in a world, and who holds which post at its start."""

    held: dict[str, str]
    people: tuple[str, ...]


Answers = Callable[[str, Course | None, Cast], Iterable[Given]]


def _nothing_more(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    yield Given(by=by)


def _reasoned(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    yield Reasoned(by=by, reasons="because")
    yield Reasoned(by=by, reasons=" ")


def _notify(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    good = Notification(by=by, activity="dinner")
    yield good
    yield replace(good, activity="")
    yield replace(good, retrospective=True, why_late="")
    yield replace(good, may_file=False)
    yield replace(good, in_population=False)


def _areas(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    yield Areas(by=by, areas=frozenset({"external_event"}))
    yield Areas(by=by, areas=frozenset())


def _people(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    parties = frozenset({PARTY})
    attends = frozenset({cast.held["association representative"]})
    staff = frozenset({cast.held["staff officer"]})
    yield Concerned(by=by, parties=parties)
    yield Concerned(by=by, representatives=attends, parties=parties)
    yield Concerned(by=by, involved=staff, parties=parties)
    chief = frozenset({cast.held["chief officer"]})
    yield Concerned(by=by, representatives=chief, parties=parties)


def _allocations(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    for assessor in cast.people:
        yield Allocation(by=by, assessor=assessor)


def _worksheets(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    good = Worksheet(
        by=by,
        questions={"consequences": "none"},
        quick_tests={"visibility": Answer.YES},
        affects_confidence=True,
        creates_risk=True,
        integrity_in_question=True,
        reasons="because",
        asked_questions=frozenset({"consequences"}),
        asked_quick_tests=frozenset({"visibility"}),
    )
    yield good
    yield replace(good, integrity_in_question=False)
    yield replace(good, questions={})
    yield replace(good, quick_tests={})
    yield replace(good, creates_risk=None, integrity_in_question=False)
    yield replace(good, creates_risk=False)
    yield replace(good, reasons="")


GOOD_STEP = Step("full_minutes", "minutes", "staff officer", "the minutes", date(2026, 12, 1))


def _advice(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    good = Advice(
        by=by,
        course=Course.WITH_MITIGATION,
        steps=(GOOD_STEP,),
        keys=frozenset({GOOD_STEP.code}),
        reasons="because",
    )
    yield good
    yield Advice(by=by, course=Course.DECLINE, reasons="because")
    yield Advice(by=by, course=Course.PROCEED, reasons="because")
    yield replace(good, reasons="")
    yield replace(good, course=None)
    yield replace(good, steps=())
    yield replace(good, course=Course.DECLINE)
    yield replace(good, steps=(replace(GOOD_STEP, evidence=""),))


def _decisions(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    accepted = Said("full_minutes", Choice.ACCEPTED)
    advised = course is not Course.DECLINE
    said = (accepted,) if course is Course.WITH_MITIGATION else ()
    good = Decision(by=by, accepts=True, said=said, reasons="because")
    yield good
    yield replace(good, accepts=False, attends=False, said=())
    yield replace(good, reasons="")
    yield replace(good, accepts=None)
    yield replace(good, attends=not advised)
    yield replace(good, accepts=False)
    yield replace(good, said=(replace(accepted, choice=Choice.VARIED),))
    yield replace(good, said=() if said else (accepted,))
    yield replace(good, accepts=False, attends=True, said=said)
    yield replace(good, accepts=False, attends=True, said=())


def _tellings(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    yield Telling(by=by, party=PARTY, method="in writing")
    yield Telling(by=by, party="nobody", method="in writing")
    yield Telling(by=by, party=PARTY, method="")


def _showings(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    yield Showing(by=by, step="full_minutes", evidence="the minutes")
    yield Showing(by=by, step="another_course", evidence="the minutes")
    yield Showing(by=by, step="full_minutes", evidence="")
    yield Showing(by=by, step="nothing", evidence="the minutes")


def _requests(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    yield Request(by=by, representation="look again")
    yield Request(by=by, representation="")
    yield Request(by=by, representation="look again", late=True)


def _waivers(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    for person in sorted({cast.held["head of standards"], by, PARTY}):
        yield LineWaiver(by=by, reassessor=person, reasons="because")
        yield LineWaiver(by=by, reassessor=person, reasons="")


def _reassessments(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    good = Reassessment(
        by=by,
        outcome=Outcome.UPHELD,
        tests={"process_integrity": True},
        asked_tests=frozenset({"process_integrity"}),
        reasons="because",
    )
    yield good
    other = replace(good, outcome=Outcome.REPLACED, other_course="decline")
    conditions = replace(other, steps=(GOOD_STEP,), keys=frozenset({"another_course"}))
    yield other
    yield conditions
    yield replace(conditions, steps=(replace(GOOD_STEP, evidence=""),))
    yield replace(conditions, outcome=Outcome.UPHELD)
    yield replace(good, outcome=Outcome.REPLACED)
    yield replace(good, tests={"process_integrity": False})
    yield replace(good, tests={}, outcome=Outcome.REPLACED, other_course="decline")
    yield replace(good, outcome=None)
    yield replace(good, reasons="")


def _responses(by: str, course: Course | None, cast: Cast) -> Iterator[Given]:
    yield Response(by=by, accepts=False, reasons="because")
    yield Response(by=by, accepts=True, reasons="because")
    yield Response(by=by, accepts=None, reasons="because")
    yield Response(by=by, accepts=True, reasons="")


_ONLY_REASONS = (
    "withdraw",
    "declare_conflict",
    "declare_conflict_early",
    "ask_for_more",
    "give_view",
    "waive_view",
    "give_gist",
    "lapse",
    "stand_aside",
    "add_note",
    "mark_judicial",
)

ANSWERS: dict[str, Answers] = {
    **dict.fromkeys(_ONLY_REASONS, _reasoned),
    "notify": _notify,
    "confirm_areas": _areas,
    "name_people": _people,
    "allocate": _allocations,
    "reallocate": _allocations,
    "assess": _worksheets,
    "recommend": _advice,
    "decide": _decisions,
    "decide_urgently": _decisions,
    "tell": _tellings,
    "tell_outcome": _tellings,
    "show_kept": _showings,
    "show_not_kept": _showings,
    "request_reassessment": _requests,
    "add_representation": _requests,
    "waive_line": _waivers,
    "conclude": _reassessments,
    "respond": _responses,
}


@lru_cache(maxsize=4096)
def answers_to(act: str, person: str, course: Course | None, cast: Cast) -> tuple[Given, ...]:
    return tuple(ANSWERS.get(act, _nothing_more)(person, course, cast))
