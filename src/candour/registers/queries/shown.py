# SPDX-License-Identifier: MIT
"""An entry as a page shows it: the columns a viewer may see, what was said, what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ForeignKey
from django.utils.translation import gettext as _

from candour.ledger.queries import TimelineEntry, timeline
from candour.ledger.rules.entry import Kind
from candour.people.models import Person
from candour.people.offices import team_of
from candour.registers.base import Pence, RegisterEntry, Show, own_fields
from candour.registers.how_checked import What
from candour.registers.models import Condition, Giver, Said
from candour.ui.words import long_date, money


@dataclass(frozen=True)
class Line:
    """A column with its value in words."""

    name: str
    label: str
    value: str


def lines_of(row: RegisterEntry, depth: Show) -> list[Line]:
    """The columns up to a depth, in the order in which they are asked; empty ones are left out."""
    reach = set(row.register.columns_up_to(depth))
    fields = [field for field in own_fields(type(row)) if field.name in reach and has_words(field)]
    found = [(field, in_words(row, field)) for field in fields]
    return [Line(field.name, str(field.verbose_name), words) for field, words in found if words]


def has_words(field: Any) -> bool:
    """A column that nobody is asked for is shown when it has a name of its own."""
    return bool(field.editable) or str(field.verbose_name) != field.name.replace("_", " ")


def in_words(row: RegisterEntry, field: Any) -> str:
    value = getattr(row, field.attname)
    if value is None or value in ("", []) or (value is False and not field.editable):
        return ""
    if field.choices:
        return str(dict(field.choices).get(value, value))
    return _typed(field, value)


def about_words(row: RegisterEntry) -> str:
    """What a list says of an entry, in a line."""
    return in_words(row, row._meta.get_field(row.register.about))


def _typed(field: Any, value: Any) -> str:
    if isinstance(field, BooleanField):
        return _("Yes") if value else _("No")
    if isinstance(field, Pence):
        return money(value)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(field, ForeignKey):
        return _named(field, value)
    if isinstance(value, list):
        names = Person.objects.filter(pk__in=value).order_by("full_name")
        return ", ".join(names.values_list("full_name", flat=True))
    return str(value)


def _named(field: Any, key: Any) -> str:
    if field.related_model is Person:
        return Person.objects.get(pk=key).full_name
    if field.related_model is Giver:
        return Giver.objects.get(pk=key).name
    return str(key)


@dataclass(frozen=True)
class Happened:
    """One line of the timeline, as the component takes it."""

    title: str
    at: datetime
    by: str
    description: str
    clauses: tuple[str, ...] = ()


def history(row: RegisterEntry, *, own: bool, depth: Show) -> list[Happened]:
    """What happened, newest first. What is inside is not for whom it concerns."""
    inside = not own and depth in {Show.PSD, Show.SECRET}
    said = {one.event: one for one in Said.objects.filter(reference=row.reference)}
    events = [e for e in timeline(row.stream) if e.kind is not Kind.CONSULTATION]
    people = _named_in(events, row)
    past = {act.name: act.past for act in row.register.procedure.acts} | {
        "reasons": _("Reasons that stay within the unit"),
        "referral_closed": _("A referral was closed"),
        **{f"condition_{one.value}": _("Condition: %s") % one.label for one in What},
    }
    found = []
    for event in reversed(events):
        words = said.get(event.event_id)
        hidden = words is not None and words.inside and not inside
        if hidden or event.act == "enter":
            continue
        who = people.get(event.by_person) if event.by_person else None
        found.append(
            Happened(
                title=past.get(event.act, event.act),
                at=event.at,
                by=who.full_name if who else event.name,
                description=words.text if words else "",
            )
        )
    return found


def _named_in(events: Iterable[TimelineEntry], row: RegisterEntry) -> dict[UUID, Person]:
    """Whoever did something; most often the two whom the entry itself names."""
    known = {one.pk: one for one in (row.person, row.entered_by) if one}
    others = {event.by_person for event in events if event.by_person} - known.keys()
    return known | (Person.objects.in_bulk(others) if others else {})


def open_question(row: RegisterEntry) -> str:
    """What was asked last, while it waits for an answer."""
    if not row.facts.get("asked"):
        return ""
    asked = Said.objects.filter(reference=row.reference, act="ask").order_by("-said_at").first()
    return asked.text if asked else ""


@dataclass(frozen=True)
class Applied:
    """A condition that a supervisor applies in their team: nothing of the entry but this."""

    key: UUID
    name: str
    text: str
    next_check: date | None


def conditions_to_apply(supervisor: Person, on: date) -> list[Applied]:
    """What the supervisor of somebody has to see to, whatever it came from (SOD11)."""
    rows = Condition.objects.filter(
        person__in=team_of(supervisor.pk, on), supervisor_applies=True, ended_at=None
    ).select_related("person")
    return [
        Applied(row.pk, row.person.full_name, row.text, row.next_check)
        for row in rows.order_by("next_check", "id")
    ]


def conditions_of(row: RegisterEntry) -> list[Condition]:
    rows = Condition.objects.filter(reference=row.reference, ended_at=None)
    return list(rows.select_related("owner").order_by("next_check", "id"))
