# SPDX-License-Identifier: MIT
"""How every page on an entry begins: who may see it and how far, its reading recorded.

An entry that this person may not know of answers exactly as a reference that never existed.
"""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from candour.kernel.procedure import Act, reasons_not_open
from candour.kernel.roles import Role
from candour.ledger.services import By, record_reading
from candour.people.models import Person
from candour.registers.base import Register, RegisterEntry, Show
from candour.registers.queries.visible import Seen, visible_one
from candour.ui.marking import Marking
from candour.ui.pages import render
from candour.ui.request import Request, who

FIRST_PART = (Role.DECLARANT, Role.REGISTRAR)
"""Of several parts, the one that a record names first."""


@dataclass(frozen=True)
class Opened:
    """An entry as one person may see it now."""

    request: Request
    person: Person
    seen: Seen

    @property
    def row(self) -> RegisterEntry:
        return self.seen.row

    @property
    def register(self) -> Register:
        return self.seen.row.register

    @property
    def reference(self) -> str:
        return self.seen.row.reference

    @property
    def depth(self) -> Show:
        return self.seen.depth

    @property
    def own(self) -> bool:
        return self.person.pk in {self.row.person_id, self.row.entered_by_id}

    @property
    def home(self) -> str:
        return reverse("entry", args=[self.reference])

    @property
    def version(self) -> int | str:
        """Which version a form is drawn from; in confidence no number tells that somebody acted."""
        return "" if self.own and self.register.in_confidence else self.row.version

    @property
    def by(self) -> By:
        roles = self.seen.roles
        part = next((role for role in FIRST_PART if role in roles), None)
        part = part or min(roles, default=Role.WORKFORCE)
        behalf = self.row.person_id if self.row.person_id != self.person.pk else None
        return By(
            person=self.person.pk,
            role=part.value,
            on_behalf_of=behalf if part is Role.DECLARANT else None,
        )

    def open_acts(self) -> list[Act[Any, Any]]:
        """The acts that this person may begin now, apart from those that only the start has."""
        procedure = self.register.procedure
        stage = type(procedure.start)(self.row.state)
        if stage == procedure.start:
            return []
        return procedure.open_to(stage, self.seen.entry, str(self.person.pk), self.seen.roles)

    def may(self, act: str) -> bool:
        return act in {one.name for one in self.open_acts()}

    def why_not(self, act: str) -> list[str]:
        procedure = self.register.procedure
        stage = type(procedure.start)(self.row.state)
        reasons = reasons_not_open(
            procedure.act(act), stage, self.seen.entry, str(self.person.pk), self.seen.roles
        )
        return [str(reason) for reason in reasons]


def find(request: Request, reference: str) -> Opened:
    person = who(request)
    seen = visible_one(person, reference.upper())
    if seen is None:
        raise Http404
    return Opened(request, person, seen)


def open_entry(request: Request, reference: str, *, page: str) -> Opened:
    """Find an entry for whoever asks, and record that they read it; 404 when it is not theirs."""
    opened = find(request, reference)
    if request.method in {"GET", "HEAD"}:
        record_reading(opened.row.stream, by=opened.by, part=page)
    return opened


def show(
    opened: Opened, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    values = {"opened": opened, "row": opened.row, "register": opened.register, **(context or {})}
    return render(
        opened.request, template, values, marking=Marking.OFFICIAL_SENSITIVE, status=status
    )


def seen_version(answers: dict[str, Any]) -> int | None:
    text = str(answers.get("version") or "")
    return int(text) if text.isdigit() else None
