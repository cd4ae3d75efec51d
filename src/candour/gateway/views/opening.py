# SPDX-License-Identifier: MIT
"""How every page on a matter begins and ends: who may see it, its reading recorded, its act done.

A matter that this person may not know of answers exactly as a reference that never existed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from candour.audit.reasons import About, need_reason
from candour.gateway.models import Case
from candour.gateway.queries.file import case_file
from candour.gateway.queries.readers import LET_IN
from candour.gateway.queries.shown import CaseFile
from candour.gateway.queries.visible import visible_one
from candour.gateway.rules.matter import Matter, Stage, roles_in
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.rules.reading import has_a_part, is_confidential
from candour.gateway.rules.visibility import Part, is_let_in, parts_played
from candour.gateway.services.carrying_out import ChangedMeanwhile
from candour.kernel.procedure import Refused, reasons_not_open
from candour.kernel.roles import Role
from candour.ledger.services import By, record_reading
from candour.people.models import Person
from candour.policy.queries import pack_of
from candour.policy.rules.pack import AskWhy, Pack
from candour.ui.conflict import conflict
from candour.ui.drafts import drop_draft, load_draft
from candour.ui.forms import GdsForm
from candour.ui.fresh_proof import need_proof
from candour.ui.marking import Marking
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, who
from candour.ui.resume import words_sent

MARKING = Marking.OFFICIAL_SENSITIVE
HANDLING = "Gateway team only"
SEEN = "version"
"""The hidden field that says which version of the matter a form was drawn from."""

READING = frozenset({"GET", "HEAD"})
SHOWN_AGAIN = "form shown again"

FIRST_PART = (
    Role.PRINCIPAL,
    Role.ASSESSOR,
    Role.REASSESSOR,
    Role.DEPUTY_REASSESSOR,
    Role.EXTERNAL_REASSESSOR,
    Role.REPRESENTATIVE,
    Role.OVERSEER,
    Role.SPONSOR,
    Role.SOURCE_UNIT,
    Role.SECRETARIAT,
)
"""Of several parts, the one that a record names."""


@dataclass(frozen=True)
class Opened:
    """A matter as one person may see it now."""

    request: Request
    case: Case
    person: Person
    matter: Matter
    parts: frozenset[Part]

    @property
    def stage(self) -> Stage:
        return Stage(self.case.stage)

    @cached_property
    def roles(self) -> frozenset[Role]:
        return roles_in(self.matter, str(self.person.pk))

    @cached_property
    def plays(self) -> frozenset[Role]:
        """The parts that decide what is shown."""
        return parts_played(self.matter, self.stage, str(self.person.pk))

    @cached_property
    def pack(self) -> Pack:
        """The policy version that the matter was opened under."""
        return pack_of(self.case.policy_id)

    def file(self, *parts: Part) -> CaseFile:
        """These parts of the file, as far as this person may see them; all when none is named."""
        wanted = self.parts & frozenset(parts) if parts else self.parts
        # A representative reads their own view; whoever may read the assessment reads them all.
        own = None if Part.WORKSHEET in self.parts else self.person.pk
        if wanted not in self._read:
            self._read[wanted] = case_file(self.case, wanted, person=own)
        return self._read[wanted]

    @cached_property
    def _read(self) -> dict[frozenset[Part], CaseFile]:
        """What was read of the file for this page: two parts of it may need the same."""
        return {}

    def sees(self, part: Part) -> bool:
        return part in self.parts

    def why_not(self, act: str) -> tuple[Refused, ...]:
        """Why this person may not begin an act now; empty when they may."""
        wanted = GATEWAY.act(act)
        return reasons_not_open(wanted, self.stage, self.matter, str(self.person.pk), self.roles)

    def may(self, *acts: str) -> bool:
        """Whether at least one of these acts is open to this person."""
        return any(not self.why_not(act) for act in acts)

    @property
    def by(self) -> By:
        """Who acts, in which part, and for whom."""
        part = next((role for role in FIRST_PART if role in self.roles), None)
        behalf = self.case.principal_id if part is Role.SECRETARIAT else None
        otherwise = LET_IN if is_let_in(self.matter, str(self.person.pk)) else Role.WORKFORCE.value
        return By(
            person=self.person.pk, role=part.value if part else otherwise, on_behalf_of=behalf
        )

    @property
    def home(self) -> str:
        return reverse("case", args=[self.case.reference])


def open_case(request: Request, reference: str, *, page: str, source: bool = False) -> Opened:
    """Find a matter for whoever asks, and record that they read it; 404 when it is not theirs.

    The reading is written before anything is shown: if it cannot be written, nothing is shown.
    `source` marks a page of material whose source is sensitive.
    """
    opened = find(request, reference)
    if request.method in READING:
        if opened.pack.settings.ask_for_proof_before_reading:
            need_proof(request)
        reason = ask_why(opened, source=source)
        record_reading(opened.case.stream, by=opened.by, part=page, reason=reason)
    return opened


def ask_why(opened: Opened, *, source: bool = False) -> str:
    """The recorded reason for reading, where the policy of the matter wants one; else nothing."""
    settings, person = opened.pack.settings, str(opened.person.pk)
    if source and settings.ask_why_before_source_material and opened.sees(Part.GIST):
        return need_reason(opened.request, About(opened.case.stream, opened.by, what="source"))
    asked = settings.ask_why_before_a_matter
    everybody = asked == AskWhy.EVERYBODY or not has_a_part(opened.matter, person)
    if asked == AskWhy.NOBODY or not everybody or not is_confidential(opened.parts):
        return ""
    return need_reason(opened.request, About(opened.case.stream, opened.by))


def find(request: Request, reference: str) -> Opened:
    """Find a matter for whoever asks, without showing it."""
    person = who(request)
    seen = visible_one(person, reference.upper())
    if seen is None:
        raise Http404
    return Opened(
        request=request, case=seen.case, person=person, matter=seen.matter, parts=seen.parts
    )


def need(opened: Opened, *parts: Part) -> None:
    """A page of a part that this person may not see does not exist for them."""
    if not any(opened.sees(part) for part in parts):
        raise Http404


def not_open(opened: Opened, *acts: str) -> HttpResponse | None:
    """The page that says why none of these acts is open to this person; none when one is."""
    reasons = [opened.why_not(act) for act in acts]
    if not all(reasons):
        return None
    if again := sent_again(opened.request):
        return again
    context = {"reasons": reasons[0], "unsent": words_sent(opened.request)}
    return show(opened, "gateway/not_open.html", context)


def sent_again(request: Request) -> HttpResponse | None:
    """Where a form led that was sent before; the act that it did may well be closed by now."""
    if request.method != "POST":
        return None
    try:
        return once(request, _nothing_earlier)
    except Refused:
        return None


def _nothing_earlier() -> str:
    raise Refused("This form was not sent before.")


@dataclass(frozen=True)
class Asked:
    """One form page: its form, its template and where it leads."""

    form: GdsForm
    template: str
    then: Callable[[Case], str] | None = None
    context: dict[str, Any] | None = None
    draft: str = ""
    """The key of the draft that the form begins with, and that is dropped once the act is done."""
    proof: bool = False
    """Whether the act needs a fresh proof of who does it."""


def seen_by(form: GdsForm) -> int | None:
    """The version of the matter that the form was drawn from."""
    text = str(form.cleaned_data.get(SEEN, "") or "")
    return int(text) if text.isdigit() else None


def answer(opened: Opened, asked: Asked, act: Callable[[], Case]) -> HttpResponse:
    """Show the form, or carry out its act once and go on; a refusal is shown with its clause."""
    request, form = opened.request, asked.form
    if request.method == "POST" and form.is_valid():
        if asked.proof:
            need_proof(request)
        try:
            return _done(opened, asked, act)
        except ChangedMeanwhile:
            return changed_meanwhile(opened, form)
        except Refused as refused:
            form.refuse(refused)
    if request.method != "POST" and asked.draft:
        form.initial.update(load_draft(opened.person, asked.draft), version=opened.case.version)
    context = {"draft": asked.draft, "draft_key": asked.draft, **(asked.context or {})}
    return show(opened, asked.template, {**context, "form": form})


def _done(opened: Opened, asked: Asked, act: Callable[[], Case]) -> HttpResponse:
    def go() -> str:
        if asked.draft:
            drop_draft(opened.person, asked.draft)  # first: an act holds the record at its end
        case = act()
        return asked.then(case) if asked.then else opened.home

    return once(opened.request, go)


def changed_meanwhile(opened: Opened, form: GdsForm) -> HttpResponse:
    """Somebody acted first: what they did and what was typed here, side by side."""
    now = find(opened.request, opened.case.reference)
    record_reading(now.case.stream, by=now.by, part=SHOWN_AGAIN)
    theirs = {name: form.initial.get(name, "") for name in form.fields}
    return conflict(
        opened.request,
        form,
        theirs,
        version=now.case.version,
        back=opened.home,
        marking=MARKING,
    )


def show(
    opened: Opened, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page of the matter with its marking.

    A form that comes back with what is wrong shows the matter once more, so that is a reading too.
    """
    if opened.request.method not in READING:
        record_reading(opened.case.stream, by=opened.by, part=SHOWN_AGAIN)
    values = {"opened": opened, "case": opened.case, "pack": opened.pack, **(context or {})}
    return render(
        opened.request, template, values, marking=MARKING, handling=HANDLING, status=status
    )
