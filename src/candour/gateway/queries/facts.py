# SPDX-License-Identifier: MIT
"""Builds the facts of a matter for the rules: kept facts, today's posts, today's calendar."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.utils import timezone

from candour.audit.queries import let_in_to
from candour.gateway.models import AssociationView, Case
from candour.gateway.rules.facts import matter_from
from candour.gateway.rules.matter import REASSESSORS, Matter, Posts, Stage, Times, View
from candour.kernel.roles import Role
from candour.people.asked import asked_once, asking_once
from candour.people.offices import (
    ask_around_a_matter,
    delegates_of,
    lines_above,
    roles_held_in,
)
from candour.people.phrased import Phrased
from candour.people.queries import is_here
from candour.policy.queries import pack_of
from candour.policy.rules.pack import Pack

IN_REASSESSMENT = frozenset({Stage.REASSESSMENT_REQUESTED.value, Stage.REASSESSING.value})
BEFORE_ADVICE = frozenset(
    {
        Stage.NOTIFIED.value,
        Stage.GATHERING.value,
        Stage.MATERIAL_COMPLETE.value,
        Stage.ASSESSING.value,
    }
)


def stream_called(reference: str) -> UUID | None:
    """The stream in which a matter is recorded, by its reference; for the command only."""
    rows = Case.objects.filter(reference=reference.upper())
    return rows.values_list("stream", flat=True).first()


def matter_of(case: Case, today: date | None = None) -> Matter:
    """Everything the rules need to know of this matter today."""
    on = today or timezone.localdate()
    with asking_once(anew=False):
        return matter_from(case.facts, posts=posts_for(case, on), times=times_of(case, on))


def matter_of_row(case: Case) -> Matter:
    """The kept facts only, for a list: nobody acts on them, so posts and calendar are not asked."""
    return matter_from(case.facts, posts=Posts({}), times=Times())


def posts_for(case: Case, on: date) -> Posts:
    """Who holds which function, with those who may file for this principal as its secretariat."""
    ask_around_a_matter(case.body_id, case.principal_id, on)
    holders = holders_in(case.body_id, on)
    may_file = frozenset(str(one) for one in delegates_of(case.principal_id, on))
    known = {**holders, Role.SECRETARIAT: may_file}
    return Posts(known, _managers(case, holders, on), let_in_to(case.stream, on))


@asked_once
def holders_in(body: UUID, on: date) -> dict[Role, frozenset[str]]:
    """Every function of the Gateway in a body and who holds it on a day; one query."""
    found: dict[Role, set[str]] = defaultdict(set)
    for person, roles in roles_held_in(body, on):
        for role in roles:
            found[role].add(str(person))
    return {role: frozenset(people) for role, people in found.items()}


def _managers(
    case: Case, holders: dict[Role, frozenset[str]], on: date
) -> dict[str, frozenset[str]]:
    """Who stands above each possible reassessor; asked only when somebody is to reassess."""
    if case.stage not in IN_REASSESSMENT:
        return {}
    offices = frozenset(UUID(one) for role in REASSESSORS for one in holders.get(role, ()))
    lines = lines_above(offices, on)
    return {str(one): frozenset(str(boss) for boss in above) for one, above in lines.items()}


def times_of(case: Case, on: date) -> Times:
    """What the calendar and the matter's own policy version say today."""
    return times_with(case, on, view_overdue=_view_overdue(case, on))


def times_with(case: Case, on: date, *, view_overdue: bool) -> Times:
    """The same for somebody who knows already whether the association's view is late."""
    before_advice = case.stage in BEFORE_ADVICE
    return Times(
        event_passed=case.event_on is not None and case.event_on < on,
        event_before_advice_due=case.event_on is not None and case.event_on <= case.advice_due_on,
        advice_overdue=before_advice and on > case.advice_due_on,
        view_overdue=view_overdue,
        decision_overdue=_decision_overdue(case, on),
        response_overdue=_response_overdue(case, on),
        windows_over=case.decided_at is not None and on > last_day_to_ask(case),
        principal_left=not is_here(case.principal, on),
    )


ASKED_LAST = Phrased(
    lambda case: AssociationView.objects.filter(case=case, given_at=None).order_by("-asked_at")[:1]
)


def _view_overdue(case: Case, on: date) -> bool:
    if case.facts.get("view") != View.ASKED.value:
        return False
    asked = ASKED_LAST.first(case.pk)
    return asked is not None and on > asked.due_on


def _decision_overdue(case: Case, on: date) -> bool:
    waits = case.stage == Stage.RECOMMENDED.value
    return waits and case.decision_due_on is not None and on > case.decision_due_on


def _response_overdue(case: Case, on: date) -> bool:
    if case.final_at is None:
        return False
    clock = pack_of(case.policy_id).clock("decision")
    return clock.start(timezone.localdate(case.final_at)).overdue(on)


def last_day_to_ask(case: Case) -> date:
    """The last day on which anybody may ask for a reassessment in time."""
    pack = pack_of(case.policy_id)
    days = [window(case, pack, party=False)]
    if case.told_at is not None:
        days.append(window(case, pack, party=True))
    return max(days)


def window(case: Case, pack: Pack, *, party: bool) -> date:
    """The last day in time for the chief officer, or for a party who was told."""
    if party and case.told_at is not None:
        clock = pack.clock("representation_by_party")
        return clock.start(timezone.localdate(case.told_at)).due_on()
    if case.decided_at is None:
        return date.max
    clock = pack.clock("reassessment_by_principal")
    return clock.start(timezone.localdate(case.decided_at)).due_on()
