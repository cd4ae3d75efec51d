# SPDX-License-Identifier: MIT
"""The home page of a matter: four stages of tasks, the facts and what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse

from candour.gateway.queries.for_registers import in_registers
from candour.gateway.queries.people import names_of
from candour.gateway.rules.matter import Stage
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.reading import may_see_readers
from candour.gateway.rules.visibility import Part
from candour.gateway.views.opening import Opened, open_case, show
from candour.gateway.views.status import status_of
from candour.gateway.views.tasks import progress, sections
from candour.kernel.roles import Role
from candour.ledger.queries import TimelineEntry, timeline
from candour.ledger.rules.entry import Kind
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.panels import panels_for, viewer_of
from candour.ui.request import Request

WRITTEN = frozenset(set(Kind) - {Kind.CONSULTATION})


@dataclass(frozen=True)
class Happened:
    """One entry of the timeline, in words."""

    title: str
    at: datetime
    by: str
    clauses: tuple[str, ...] = ()
    description: str = ""


@page(ANY_PARTICIPANT, methods=("GET", "HEAD"))
def case_home(request: Request, reference: str) -> HttpResponse:
    opened = open_case(request, reference, page="case")
    found = sections(opened)
    done, of = progress(found, opened.stage)
    entries = written(opened)
    notes = notes_among(opened, entries)
    acted = [one for entry in entries for one in (entry.by_person, entry.on_behalf_of)]
    names = names_of([*acted, opened.case.assessor_id, opened.case.reassessor_id])
    context = {
        "sections": found,
        "done": done,
        "of": of,
        "file": opened.file(Part.SUMMARY, Part.PEOPLE),
        "status": status_of(opened.case, opened.matter, opened.pack, reader=opened.person.pk),
        "next": next((task for one in found for task in one.tasks if task.is_yours), None),
        "history": history(entries, names, notes),
        "names": names,
        "led_to": in_registers(opened.person, opened.case, opened.parts),
        "panels": panels_for("matter", viewer_of(request), opened.case.reference),
        "may_declare": opened.sees(Part.REQUEST) and may_declare(opened),
        "own": opened.case.principal_id == opened.person.pk,
        "sees_readers": may_see_readers(opened.matter, opened.stage, str(opened.person.pk)),
        "closed": opened.stage in {Stage.CLOSED, Stage.WITHDRAWN},
    }
    return show(opened, "gateway/case.html", context)


def may_declare(opened: Opened) -> bool:
    """The principal, or whoever files for them, declares what the matter brings."""
    return bool(opened.plays & {Role.PRINCIPAL, Role.SECRETARIAT})


def written(opened: Opened) -> list[TimelineEntry]:
    """What was done and may be known, oldest first; only for whoever may see the timeline."""
    if not opened.sees(Part.TIMELINE):
        return []
    entries = timeline(opened.case.stream, kinds=WRITTEN)
    return [entry for entry in entries if _may_know(opened, entry.act)]


def notes_among(opened: Opened, entries: Sequence[TimelineEntry]) -> dict[UUID, str]:
    """The words of each note by its recorded act; nothing is asked where there is none."""
    if not any(entry.act in {"add_note", "mark_judicial"} for entry in entries):
        return {}
    return {note.event: note.text for note in opened.file(Part.TIMELINE).notes}


def history(
    entries: Sequence[TimelineEntry], names: Mapping[UUID, str], notes: Mapping[UUID, str]
) -> list[Happened]:
    """What happened in words, newest first."""
    words = {act.name: act.past for act in GATEWAY.acts} | OF_THE_SERVICE
    return [
        Happened(
            title=words.get(entry.act, entry.act),
            at=entry.at,
            by=_who(names.get(entry.by_person) if entry.by_person else None, entry.name)
            + _for(names.get(entry.on_behalf_of) if entry.on_behalf_of else None),
            clauses=entry.clauses[:1],
            description=notes.get(entry.event_id, ""),
        )
        for entry in reversed(entries)
    ]


OF_THE_SERVICE = {
    "letter_delivered": "Letter sent",
    "letter_not_delivered": "Letter could not be sent",
    "message_sent_again": "Letter sent again",
    "copy_taken": "Copy of the case file taken",
    "admission_asked": "Access for somebody by name asked for",
    "admission_seconded": "Somebody let in by name",
    "admission_ended": "Access by name ended",
    "facts_released": "Facts released to somebody outside",
    "facts_taken": "Released facts taken out",
}
"""What the record holds besides the acts of the procedure."""


def _for(name: str | None) -> str:
    return f" for {name}" if name else ""


def _who(name: str | None, otherwise: str) -> str:
    return name or otherwise or "the service"


HIDDEN_WITHOUT = {
    "ask_for_gist": Part.GIST,
    "give_gist": Part.GIST,
    "declare_conflict": Part.BIAS,
    "declare_conflict_early": Part.BIAS,
    "declare_no_conflict": Part.BIAS,
    "assess": Part.WORKSHEET,
    "ask_for_view": Part.VIEW,
    "give_view": Part.VIEW,
    "waive_view": Part.VIEW,
    "conclude": Part.REASSESSMENT,
    "stand_aside": Part.REASSESSMENT,
    "tell_outcome": Part.REASSESSMENT,
}
"""Acts that the timeline leaves out for whoever may not see the part they belong to."""


def _may_know(opened: Opened, act: str) -> bool:
    part = HIDDEN_WITHOUT.get(act)
    return part is None or opened.sees(part)
