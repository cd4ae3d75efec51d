# SPDX-License-Identifier: MIT
"""A dozen matters, each carried through the product's own services to where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import time_machine
from county import County
from django.utils import timezone

from candour.gateway.models import Case, Mitigation
from candour.gateway.rules.matter import Course
from candour.gateway.rules.mitigations import Choice, Said
from candour.gateway.rules.stage_three_recommendation import Decision
from candour.gateway.services import stage_one, stage_three, stage_two

PRINCIPAL, ASSESSOR, REASSESSOR = "acc.local", "staff.officer.acc", "head.psd"
UNTIL_NOBODY_MAY_ASK = timedelta(days=120)


@dataclass(frozen=True)
class Standing:
    """A matter to copy, and how many of a thousand matters are like it."""

    case: Case
    share: int


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=True):
        yield


class Originals(County):  # type: ignore[misc]  # the builder of the tests, which mypy does not read
    """Matters of one chief officer and one staff officer."""

    def all(self, began: datetime) -> list[Standing]:
        """Everything open first, then what was closed after the last day to ask."""
        with as_of(began):
            standing = self._open()
            whole, plain = self._told_and_kept(), self._declined()
            whole_again = self._reassessed_and_kept()
        with as_of(began + UNTIL_NOBODY_MAY_ASK):
            closed = [(whole, 450), (plain, 430), (whole_again, 40)]
            for case, share in closed:
                by = self.by("head.secretariat", "overseer")
                standing.append(Standing(stage_three.close(case.pk, by=by), share))
        return standing

    def _open(self) -> list[Standing]:
        made: dict[str, Any] = {"principal": PRINCIPAL}
        withdrawn = self.notified(**made)
        stage_one.withdraw(withdrawn.pk, "The host called it off.", by=self.by(PRINCIPAL))
        assessed = {"assessor": ASSESSOR, **made}
        return [
            Standing(withdrawn, 30),
            Standing(self.notified(**made), 4),
            Standing(self.gathering(**made), 8),
            Standing(self.complete(**made), 4),
            Standing(self.assessing(**assessed), 6),
            Standing(self.assessed(**assessed), 6),
            Standing(self.recommended(**assessed), 10),
            Standing(self.decided(**assessed), 6),
            Standing(self.told(**assessed), 4),
            Standing(self.reassessing(reassessor=REASSESSOR, **assessed), 2),
        ]

    def _declined(self) -> Case:
        case: Case = self.told(course=Course.DECLINE, principal=PRINCIPAL, assessor=ASSESSOR)
        return case

    def _told_and_kept(self) -> Case:
        """The long way: more material, a staff association's view, conditions kept."""
        with_view = {"principal": PRINCIPAL, "representative": "association.rep"}
        case = self.gathering(**with_view)
        me = self.by(PRINCIPAL)
        stage_one.declare_issues(
            case.pk, {"external_interests": "I chair the regional digital board."}, by=me
        )
        for title in ("The invitation", "The programme", "The host's accounts", "An old minute"):
            text = (
                f"{title}. " + "What it says, as it was received, in the words of the sender. " * 4
            )
            material = stage_one.Material(title=title, supplied_by="the host", text=text)
            stage_one.add_material(case.pk, material, by=me)
        stage_one.complete_material(case.pk, by=me)
        assessor = self.by(ASSESSOR)
        stage_one.allocate(
            case.pk, self.people[ASSESSOR].pk, by=self.by("head.secretariat", "overseer")
        )
        stage_two.declare_no_conflict(case.pk, by=assessor)
        stage_two.ask_for_view(case.pk, by=assessor)
        stage_two.give_view(
            case.pk,
            "No concern, if it is minuted.",
            by=self.by("association.rep", "representative"),
        )
        stage_two.assess(case.pk, self.answers(case), by=assessor)
        steps = [self.step(), self.step(owner=ASSESSOR)]
        stage_two.recommend(
            case.pk, Course.WITH_MITIGATION, steps, "The host will bid.", by=assessor
        )
        return self._kept(self._decided_and_told(case))

    def _reassessed_and_kept(self) -> Case:
        return self._kept(self.final(principal=PRINCIPAL, assessor=ASSESSOR, reassessor=REASSESSOR))

    def _decided_and_told(self, case: Case) -> Case:
        said = tuple(
            Said(str(row.pk), Choice.ACCEPTED) for row in Mitigation.objects.filter(case=case)
        )
        given = Decision(
            by=str(case.principal_id), accepts=True, said=said, reasons="I have weighed it."
        )
        me = self.by(PRINCIPAL, "principal")
        stage_three.decide(case.pk, given, by=me)
        return stage_three.tell(case.pk, self.party(case).pk, "in writing", by=me)

    def _kept(self, case: Case) -> Case:
        me, assessor = self.by(PRINCIPAL, "principal"), self.by(ASSESSOR)
        stage_three.commission(case.pk, by=me)
        for row in Mitigation.objects.filter(case=case):
            case = stage_three.settle(
                case.pk, row.pk, kept=True, evidence="The minutes are on file.", by=assessor
            )
        return case


def began_long_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
