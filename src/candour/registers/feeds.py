# SPDX-License-Identifier: MIT
"""What the registers put on Today, on /me and in the search by reference. No giver stands here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, F, QuerySet, UUIDField, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candour.kernel.clocks import Unit, until
from candour.kernel.roles import Role
from candour.people.models import Person
from candour.people.offices import team_of
from candour.people.phrased import Remembered
from candour.people.queries import roles_by_body
from candour.registers.base import by_slug, registers
from candour.registers.intake.queries.claiming import open_questions
from candour.registers.queries.givers import flagged
from candour.registers.queries.interests import referrals_for, reviews_for
from candour.registers.queries.lists import awaiting, mine
from candour.registers.queries.promises import CHECK, LATE, SHOW, waiting_for
from candour.registers.queries.shown import Applied, conditions_to_apply
from candour.registers.queries.visible import visible_one
from candour.registers.wording import state_tag
from candour.ui.panels import Viewer
from candour.ui.search import Hit
from candour.ui.tags import Tag
from candour.ui.today import TodayItem

SHOWN = 10
MOST = 200
VERBS: dict[str, Promise] = {
    Role.DECLARANT: gettext_lazy("Answer the question on"),
    Role.REGISTRAR: gettext_lazy("Look at"),
    Role.PRINCIPAL: gettext_lazy("Give your view on a colleague's offer,"),
    Role.SUPERVISOR: gettext_lazy("Give your view on"),
    Role.INTERESTS_PANEL: gettext_lazy("Advise on"),
    Role.APPROPRIATE_OFFICER: gettext_lazy("Decide on"),
    Role.CHIEF: gettext_lazy("Decide the appeal on"),
    Role.OVERSIGHT: gettext_lazy("Decide on"),
    Role.CORRUPTION_INVESTIGATOR: gettext_lazy("Assess"),
    Role.CORRUPTION_SUPERVISOR: gettext_lazy("Decide on"),
}


TURN, REVIEW, TAKEN, BROKEN, CLAIM = "turn", "review", "taken", "broken", "claim"
WATCH_CHIEFS = frozenset({Role.REASSESSOR, Role.OVERSEER})
"""Who hears of what a chief officer took without a matter in the Gateway."""
COLUMNS = ("todo", "key", "called", "due", "since", "at", "turn", "whose")
NO_DAY = Value(None, output_field=DateField(null=True))
NOBODY = Value(None, output_field=UUIDField(null=True))
NOTHING = Value("", output_field=CharField())
LINES = Remembered[Any]()


WATCHED: dict[str, tuple[Promise, str]] = {
    TAKEN: (gettext_lazy("Taken by a chief officer without a Gateway request:"), "entry"),
    BROKEN: (gettext_lazy("Look into a condition that was not kept in"), "referral"),
    CLAIM: (gettext_lazy("Answer a question about"), "claims"),
    SHOW: (gettext_lazy("Show that you keep a condition of"), "condition_show"),
    CHECK: (gettext_lazy("Check a condition of"), "condition_check"),
    LATE: (gettext_lazy("Nobody has checked a condition of"), "conditions"),
}
"""What to do, and the address where it is done."""


def needs_you(person: Person, today: date) -> list[TodayItem]:
    """What waits for this person in any register, and what they watch over: one question."""
    held, team = roles_by_body(person, today), team_of(person.pk, today)
    found = LINES((person.pk, today, tuple(held), team), lambda: _everything(person, today))
    return [_item(Todo(*line), person, today) for line in found]


def _everything(person: Person, today: date) -> QuerySet[Any, Any]:
    parts = [*_entries(person, today), *_watched(person, today)]
    found = parts[0].union(*parts[1:], all=True).order_by(F("due").asc(nulls_last=True), "since")
    return found[:MOST]


@dataclass(frozen=True)
class Todo:
    """One line as the database gives it."""

    todo: str
    key: UUID
    called: str
    """Its reference, where it has one."""
    due: date | None
    since: date
    at: str
    """The state of an entry."""
    turn: str
    whose: UUID | None


def _entries(person: Person, today: date) -> Iterator[QuerySet[Any, Any]]:
    """Entries that wait for this person, and reviews of second jobs."""
    for todo, rows in ((TURN, awaiting(person)), (REVIEW, reviews_for(person, today))):
        yield _lines(
            rows.order_by().annotate(
                todo=Value(todo),
                key=F("entry"),
                called=F("reference"),
                due=F("due_on"),
                since=F("declared_on"),
                at=F("state"),
                turn=F("waits_for"),
                whose=F("person_id"),
            )
        )


def _watched(person: Person, today: date) -> Iterator[QuerySet[Any, Any]]:
    """What chief officers took without a matter, conditions, and questions on claims."""
    held = roles_by_body(person, today)
    watched = [body for body, roles in held if roles & WATCH_CHIEFS]
    taken = flagged(watched).annotate(
        todo=Value(TAKEN), called=F("reference"), due=NO_DAY, since=F("declared_on")
    )
    broken = referrals_for(person, today).annotate(
        todo=Value(BROKEN), called=F("reference"), due=NO_DAY, since=TruncDate("raised_at")
    )
    asked = open_questions(person).annotate(
        todo=Value(CLAIM), called=Value(""), due=NO_DAY, since=TruncDate("said_at")
    )
    for rows in (taken, broken, asked, waiting_for(person, today)):
        yield _lines(rows.order_by().annotate(key=F("pk"), at=NOTHING, turn=NOTHING, whose=NOBODY))


def _lines(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return rows.values_list(*COLUMNS)


def _item(line: Todo, person: Person, today: date) -> TodayItem:
    due = line.due
    return TodayItem(
        verb=_verb(line, person),
        reference=line.called or _("your claims"),
        url=_address(line),
        due=due,
        due_words=str(until(due, today, unit=Unit.DAYS)) if due else "",
        tag=state_tag(line.at, asked=line.turn == Role.DECLARANT) if line.todo == TURN else None,
        since=line.since,
    )


def _verb(line: Todo, person: Person) -> str:
    if line.todo == TURN:
        return str(VERBS[line.turn])
    if line.todo == REVIEW:
        return _("Confirm, or change,") if line.whose == person.pk else _("Review overdue of")
    return str(WATCHED[line.todo][0])


def _address(line: Todo) -> str:
    name = "entry" if line.todo in {TURN, REVIEW} else WATCHED[line.todo][1]
    keyed = {"entry": [line.called], "claims": [], "conditions": []}
    return reverse(name, args=keyed.get(name, [line.key]))


def to_apply(viewer: Viewer, _reference: str) -> list[Applied] | None:
    """Conditions that this person applies in their team."""
    return conditions_to_apply(viewer.person, timezone.localdate()) or None


@dataclass(frozen=True)
class Line:
    reference: str
    register: str
    url: str
    declared_on: date
    tag: Tag


@dataclass(frozen=True)
class Declared:
    lines: tuple[Line, ...]
    more: bool


def declared(viewer: Viewer, _reference: str) -> Declared:
    """My record in every register, newest first."""
    rows = list(mine(viewer.person)[: SHOWN + 1])
    titles = {model.register.slug: str(model.register.title) for model in registers()}
    lines = tuple(
        Line(
            reference=row.reference,
            register=titles[row.register],
            url=reverse("entry", args=[row.reference]),
            declared_on=row.declared_on,
            tag=state_tag(row.state, asked=row.waits_for == Role.DECLARANT),
        )
        for row in rows[:SHOWN]
        if by_slug(row.register)
    )
    return Declared(lines, more=len(rows) > SHOWN)


def find(viewer: Viewer, reference: str) -> Hit | None:
    seen = visible_one(viewer.person, reference)
    if seen is None:
        return None
    what = _("Entry in %(register)s") % {"register": seen.row.register.title}
    return Hit(what, seen.row.reference, reverse("entry", args=[seen.row.reference]))
