# SPDX-License-Identifier: MIT
"""The matters in which one person has a part now, and what is new in them: for the Today page.

The questions to the database are few, however many matters there are.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from candour.audit.queries import to_be_seconded_by
from candour.gateway.models import Answered, AssociationView, Case, Mitigation
from candour.gateway.models.outcome import Source
from candour.gateway.queries.facts import BEFORE_ADVICE, times_with
from candour.gateway.queries.offices import Office, offices_of
from candour.gateway.queries.visible import represented_by, visible_by_office
from candour.gateway.rules.facts import matter_from
from candour.gateway.rules.independence import IN_TURN_TO_OVERSEE
from candour.gateway.rules.matter import REASSESSORS, Matter, Posts, Stage, View
from candour.gateway.rules.mitigations import Choice, Kept, breach_from
from candour.gateway.rules.visibility import Part, visible_parts
from candour.kernel.roles import Role
from candour.ledger.queries import latest_acts
from candour.people.models import Person
from candour.people.phrased import Remembered
from candour.people.queries import principals_of

NEWS_FOR = timedelta(days=28)
NOTHING = Q()
ROWS = Remembered[Any]()
MOST = 101
"""One more than Today counts, so that it can say that there are more."""
READ = (
    *("body", "reference", "stream", "policy", "stage", "facts", "principal__full_name"),
    *("principal__left_on", "notified_at", "event_on", "advice_due_on", "decision_due_on"),
    *("decided_at", "told_at", "final_at", "ended_at"),
)
"""What the lines of Today are made of; no sealed word."""
YOURS = "*"
"""Among the latest acts of a matter, whatever this person did or read."""


@dataclass(frozen=True)
class OnDesk:
    """A matter as one person finds it today."""

    case: Case
    matter: Matter
    parts: frozenset[Part]
    part_of: bool
    """They are named in it or file for its chief officer, rather than hold an office only."""
    condition_due: date | None
    view_due: date | None
    second_since: datetime | None = None
    """Since when this person is asked to agree that somebody is let in."""

    @property
    def stage(self) -> Stage:
        return Stage(self.case.stage)


def on_the_desk(person: Person, today: date, most: int = MOST) -> list[OnDesk]:
    """Every open matter that may need this person or that they wait for, and recent outcomes.

    Of what an office owes, no more than `most` of each kind, the earliest due first: nobody reads
    a list of thousands, and counting it would take as long as reading it.
    """
    offices = offices_of(person, today)
    desk = _Desk(person, today, {office.body: office for office in offices})
    known = (person.pk, today, most, *(office.known for office in offices))
    rows = ROWS(known, lambda: _rows(person, offices, today, most))
    found = [desk.put(row) for row in rows]
    return [one for one in found if one.parts or one.second_since]


def _rows(person: Person, offices: list[Office], today: date, most: int) -> QuerySet[Case]:
    """What may be meant, each by an index of its own; the rule of sight judges every row of it."""
    files = Q(principal__in=principals_of(person, today))
    represents = Q(pk__in=represented_by([person.pk]))
    mine = [Q(principal=person), Q(assessor=person), Q(reassessor=person), files, represents]
    since = timezone.make_aware(datetime.combine(today, time.min)) - NEWS_FOR
    arms = [Case.objects.filter(part, ended_at=None) for part in mine]
    arms += [
        _first(Case.objects.filter(part, ended_at__gte=since), "-ended_at", most) for part in mine
    ]
    needy = [_needs_an_office(office, person, today) for office in offices]
    if needs := reduce(or_, needy, NOTHING):
        arms.append(_first(visible_by_office(person, today).filter(needs), "advice_due_on", most))
    waiting = to_be_seconded_by(person)
    arms.append(Case.objects.filter(stream__in=waiting.values("stream")))
    few = [arm.values_list("pk", flat=True) for arm in arms]
    marked = {
        "files": files, "part_of": reduce(or_, mine), "condition_due": _condition_due(),
        "view_due": _view_due(),
        "second_since": Subquery(waiting.filter(stream=OuterRef("stream")).values("asked_at")[:1]),
    }  # fmt: skip
    rows = Case.objects.filter(pk__in=few[0].union(*few[1:])).select_related("principal")
    return rows.only(*READ).annotate(**marked)


def _first(rows: QuerySet[Case], order: str, most: int) -> QuerySet[Case]:
    """A part of a union, which takes no limit of its own on SQLite."""
    return Case.objects.filter(pk__in=rows.order_by(order, "pk").values("pk")[:most])


def _needs_an_office(office: Office, person: Person, today: date) -> Q:
    """What can be the turn of an office; the rules say whether it is."""
    needs: dict[Stage, Q] = {}
    if office.mine & set(IN_TURN_TO_OVERSEE):
        needs |= _needs_the_overseer(office, today)
    if office.mine & set(REASSESSORS):
        at_work = [one for role in REASSESSORS for one in office.holders.get(role, ())]
        free = Q(reassessor=None) | Q(reassessor=person) | ~Q(reassessor__in=at_work)
        needs |= {Stage.REASSESSMENT_REQUESTED: free, Stage.REASSESSING: free}
    found = reduce(or_, (Q(stage=stage.value) & need for stage, need in needs.items()), NOTHING)
    # The stages once more in one list, by which the index is found.
    found = Q(stage__in=[stage.value for stage in needs]) & found if needs else found
    if Role.SOURCE_UNIT in office.mine:
        found |= Q(gist_asked=True, facts__gist=View.ASKED.value)
    return Q(body=office.body) & found if found else found


def _needs_the_overseer(office: Office, today: date) -> dict[Stage, Q]:
    able = office.holders.get(Role.ASSESSOR, frozenset()) | office.holders.get(
        Role.EXTERNAL_ASSESSOR, frozenset()
    )
    free = Q(assessor=None) | ~Q(assessor__in=able)
    asked = AssociationView.objects.filter(case=OuterRef("pk"), given_at=None)
    view = Q(Exists(asked.filter(due_on__lt=today)), facts__view=View.ASKED.value)
    return {
        Stage.GATHERING: free,
        Stage.MATERIAL_COMPLETE: free,
        Stage.ASSESSING: free | view,
        Stage.RECOMMENDED: Q(decision_due_on__lt=today, facts__escalated=False),
    }


def _condition_due() -> Subquery:
    """The earliest date of a condition that is in force and still open."""
    answer = Answered.objects.filter(case=OuterRef("case"), accepts=True)
    replaced = Q(Exists(answer))
    kept = Q(choice__in=[Choice.ACCEPTED.value, Choice.VARIED.value]) & ~replaced
    in_force = kept | (Q(source=Source.REASSESSED.value) & replaced)
    rows = Mitigation.objects.filter(in_force, case=OuterRef("pk"), kept=Kept.OPEN.value)
    return _earliest(rows)


def _view_due() -> Subquery:
    """The last day for a view that was asked for and is not in."""
    return _earliest(AssociationView.objects.filter(case=OuterRef("pk"), given_at=None))


def _earliest(rows: QuerySet[Mitigation] | QuerySet[AssociationView]) -> Subquery:
    first = rows.order_by().values("case").annotate(first=Min(F("due_on")))
    return Subquery(first.values("first"))


@dataclass
class _Desk:
    """What is the same for every matter on one person's desk."""

    person: Person
    today: date
    offices: Mapping[UUID, Office]
    posts: dict[tuple[UUID, bool], Posts] = field(default_factory=dict)

    def put(self, row: Any) -> OnDesk:
        view_due = row.view_due if row.facts.get("view") == View.ASKED.value else None
        late = view_due is not None and view_due < self.today
        matter = matter_from(
            row.facts,
            posts=self._posts(row.body_id, files=row.files),
            times=times_with(row, self.today, view_overdue=late),
        )
        return OnDesk(
            case=row,
            matter=matter,
            parts=visible_parts(matter, Stage(row.stage), str(self.person.pk)),
            part_of=row.part_of,
            condition_due=row.condition_due,
            view_due=view_due,
            second_since=row.second_since,
        )

    def _posts(self, body: UUID, *, files: bool) -> Posts:
        """As far as the posts decide what this person may do: others' grants are not asked."""
        if (body, files) not in self.posts:
            office = self.offices.get(body)
            holders = dict(office.holders) if office else {}
            holders[Role.SECRETARIAT] = frozenset({str(self.person.pk)} if files else ())
            self.posts[body, files] = Posts(holders, dict(office.managers) if office else {})
        return self.posts[body, files]


def times_in(
    waiting: Collection[OnDesk], acts: Iterable[str], ended: Collection[OnDesk], person: Person
) -> dict[tuple[UUID, str], datetime]:
    """When each of these acts was last done in what is waited for; one query.

    For what may be news, `YOURS` is whatever this person last did or read there.
    """
    return latest_acts(
        [one.case.stream for one in waiting], acts,
        [one.case.stream for one in ended], person=person.pk, as_=YOURS,
    )  # fmt: skip


def runs_to(one: OnDesk, act: str) -> date | None:
    """The day until which an act that is somebody's turn is in time."""
    if act == "show_kept":
        return breach_from(one.condition_due, one.case.event_on)
    if act in {"give_view", "waive_view"}:
        return one.view_due
    if act in {"decide", "escalate"}:
        return one.case.decision_due_on
    return one.case.advice_due_on if one.case.stage in BEFORE_ADVICE else None
