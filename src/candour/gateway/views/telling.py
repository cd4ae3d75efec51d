# SPDX-License-Identifier: MIT
"""Who is told of the decision or of the outcome, how, and what became of each letter."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.correspondence.composing import Draft
from candour.correspondence.previewing import preview_of
from candour.correspondence.queries import Line, lines_of
from candour.correspondence.typesetting import letter as typeset_letter
from candour.gateway.forms.stage_three import METHODS, LetterForm, TellForm
from candour.gateway.models import Case, Telling
from candour.gateway.models.outcome import About
from candour.gateway.queries import letters
from candour.gateway.queries.letters import PartyLetter
from candour.gateway.queries.shown import ConditionShown, SomeoneShown
from candour.gateway.rules.visibility import Part
from candour.gateway.services import links, telling
from candour.gateway.views.opening import (
    Asked,
    Opened,
    answer,
    need,
    not_open,
    open_case,
    seen_by,
    show,
)
from candour.ui.access import ANY_PARTICIPANT, page
from candour.ui.request import Request, posted
from candour.ui.saved_files import file_to_save

ONLY_THE_ADDRESSEE = "x" * 43
"""Stands for the token of a link that does not exist until the letter is sent."""


@dataclass(frozen=True)
class Row:
    """A party, and how they were told."""

    party: SomeoneShown
    told_at: datetime | None
    how: str
    line: Line | None

    @property
    def name(self) -> str:
        return self.party.name or self.party.organisation


@page(ANY_PARTICIPANT)
def case_tell(request: Request, reference: str) -> HttpResponseBase:
    """Say who is told and how; a letter is shown before it goes."""
    opened = open_case(request, reference, page="tell")
    need(opened, Part.PEOPLE)
    about = _about(opened)
    rows = _rows(opened, about)
    if not opened.may(_act(about)):
        if not opened.sees(Part.OUTCOME):
            return not_open(opened, _act(about)) or show(opened, "gateway/not_open.html")
        return show(opened, "gateway/tell.html", {"rows": rows, "about": about.value})
    waiting = sorted(rows, key=lambda row: row.told_at is not None)
    form = TellForm(
        posted(request),
        parties=[row.party for row in waiting],
        may_write=_may_write(opened, about),
        initial={"version": opened.case.version},
    )
    if form.is_bound and form.is_valid() and form.cleaned_data["method"] == telling.LETTER:
        return redirect("case_tell_letter", opened.case.reference, form.cleaned_data["party"])
    asked = Asked(
        form,
        "gateway/tell.html",
        then=lambda case: reverse("case_tell", args=[case.reference]),
        context={"rows": rows, "about": about.value, "may_tell": bool(rows)},
    )
    return answer(
        opened,
        asked,
        lambda: telling.record_told(
            opened.case.pk,
            UUID(form.cleaned_data["party"]),
            form.cleaned_data["method"],
            about,
            by=opened.by,
            seen=seen_by(form),
        ),
    )


@page(ANY_PARTICIPANT)
def case_tell_letter(request: Request, reference: str, party_id: UUID) -> HttpResponse:
    """The letter as it would go, its words to be changed, and then it goes."""
    opened = open_case(request, reference, page="letter")
    about = _about(opened)
    if closed := not_open(opened, _act(about)):
        return closed
    party = next((one for one in _parties(opened) if one.id == party_id), None)
    if party is None or not _may_write(opened, about):
        raise Http404
    letter = letters.letter_for(opened.case, party, about, _conditions(opened))
    first = {"version": opened.case.version, "reply": letters.suggested(letter)}
    form = LetterForm(posted(request), initial=first)
    if form.is_bound and form.is_valid():
        if "print" in request.POST:
            return _printed(opened, letter, form.cleaned_data["reply"])
        if "again" in request.POST:
            return _letter_page(opened, letter, LetterForm(initial=form.cleaned_data))
    asked = Asked(
        form,
        "gateway/tell_letter.html",
        then=lambda case: reverse("case_tell", args=[case.reference]),
        context=_shown(letter, opened, str(form["reply"].value() or "")),
    )
    return answer(opened, asked, lambda: _send(opened, letter, form))


def _send(opened: Opened, letter: PartyLetter, form: LetterForm) -> Case:
    seen = seen_by(form)
    if not letter.to.address:
        return telling.record_told(
            opened.case.pk, letter.party.id, telling.ON_PAPER, letter.about, by=opened.by, seen=seen
        )
    return telling.write_to(
        opened.case.pk, letter, form.cleaned_data["reply"], by=opened.by, seen=seen
    )


def _letter_page(opened: Opened, letter: PartyLetter, form: LetterForm) -> HttpResponse:
    context = {**_shown(letter, opened, form.initial["reply"]), "form": form}
    return show(opened, "gateway/tell_letter.html", context)


def _shown(letter: PartyLetter, opened: Opened, reply: str) -> dict[str, Any]:
    """What the page shows beside the form: the letter, and the one with the link if one follows."""
    on_paper = not letter.to.address
    how = _("Letter by post") if on_paper else _("E-mail")
    return {
        "on_paper": on_paper,
        "letter": preview_of(_draft(letter, opened, reply or "…"), letter.to, how=how),
        "follows": preview_of(_link_draft(letter, opened), letter.to)
        if letter.link_follows
        else None,
    }


def _draft(letter: PartyLetter, opened: Opened, reply: str) -> Draft:
    ends = letters.ask_by(opened.case, _link_ends(opened))
    link = links.address_of(ONLY_THE_ADDRESSEE)
    return letters.draft_of(letter, reply, link=link, ends=ends)


def _link_draft(letter: PartyLetter, opened: Opened) -> Draft:
    link = links.address_of(ONLY_THE_ADDRESSEE)
    return letters.link_draft(letter, link=link, ends=_link_ends(opened))


def _link_ends(opened: Opened) -> date:
    return links.last_day(opened.case, timezone.localdate())


def _printed(opened: Opened, letter: PartyLetter, reply: str) -> HttpResponse:
    """The letter on paper, with these words; nothing is recorded until it is posted."""
    sheet = letters.sheet_of(opened.case, letter, _draft(letter, opened, reply))
    name = f"letter-{opened.case.reference}.pdf"
    return file_to_save(typeset_letter(sheet), "application/pdf", name)


def _about(opened: Opened) -> About:
    """Once there is an outcome, it is what people are told."""
    return About.DECISION if opened.matter.outcome is None else About.OUTCOME


def _act(about: About) -> str:
    return "tell" if about is About.DECISION else "tell_outcome"


def _may_write(opened: Opened, about: About) -> bool:
    """A letter names the conditions, so whoever may not see them does not write it."""
    if about is About.OUTCOME:
        return opened.sees(Part.REASSESSMENT)
    bound = bool(opened.matter.mitigations)
    return opened.sees(Part.OUTCOME) and (not bound or opened.sees(Part.MITIGATIONS))


def _conditions(opened: Opened) -> tuple[ConditionShown, ...]:
    rows = opened.file(Part.MITIGATIONS).conditions
    return tuple(one for one in rows if one.in_force)


def _parties(opened: Opened) -> list[SomeoneShown]:
    return [one for one in opened.file(Part.PEOPLE).people if one.is_party]


def _rows(opened: Opened, about: About) -> list[Row]:
    told = letters.told_so_far(opened.case, about)
    lines = lines_of(one.message for one in told.values() if one.message)
    return [_row(party, told.get(party.id), lines) for party in _parties(opened)]


def _row(party: SomeoneShown, told: Telling | None, lines: dict[UUID, Line]) -> Row:
    if told is None:
        return Row(party, None, "", None)
    how = {**dict(METHODS), telling.ON_PAPER: _("By a printed letter")}
    line = lines.get(told.message) if told.message else None
    return Row(party, told.told_at, str(how.get(told.method, told.method)), line)
