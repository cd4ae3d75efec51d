# SPDX-License-Identifier: MIT
"""Which letter a party gets about a matter, what it says and how it would look."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from candour.correspondence.addressing import Addressee, to_person
from candour.correspondence.composing import Draft, Value, compose, suggest_reply
from candour.correspondence.sheets import LetterSheet
from candour.gateway.models import Case, Decision, Telling
from candour.gateway.models.case import Kind
from candour.gateway.models.outcome import About
from candour.gateway.queries.facts import window
from candour.gateway.queries.shown import ConditionShown, SomeoneShown
from candour.people.models import Person
from candour.people.queries import title_on
from candour.policy.queries import pack_of
from candour.ui.contacts import contact_at

KNOW_THE_EVENT = frozenset({Kind.ORGANISER.value, Kind.ATTENDEE.value})
"""Whoever is only concerned may not know what the matter is about: the sender says what they may."""


@dataclass(frozen=True)
class PartyLetter:
    """A letter to one party, but for the words that its sender writes."""

    key: str
    about: About
    party: SomeoneShown
    to: Addressee
    values: dict[str, Value]
    has_link: bool
    """The letter itself leads to the page for asking again."""
    link_follows: bool
    """A second letter does."""


def letter_for(
    case: Case, party: SomeoneShown, about: About, conditions: tuple[ConditionShown, ...]
) -> PartyLetter:
    """The letter that this party gets; `conditions` are those that its sender may see."""
    attends = Decision.objects.values_list("attends", flat=True).get(case=case)
    key = _key(party, about, attends=attends, bound=bool(conditions))
    values: dict[str, Value] = {
        "name": party.name or party.organisation,
        "organisation": case.body.name,
        "reference": case.reference,
        "contact": contact_of(case),
        "signatory": _signatory(case, about),
        "event": case.activity if party.kind in KNOW_THE_EVENT else None,
    }
    if key == "organiser_accept_with_conditions":
        values["arrangements"] = "\n".join(f"- {_words(one)}" for one in conditions)
    answers_an_invitation = key.startswith("organiser_")
    return PartyLetter(
        key=key,
        about=about,
        party=party,
        to=_addressee(party),
        values=values,
        has_link=key == "party_told",
        link_follows=answers_an_invitation and key != "organiser_accept" and bool(party.email),
    )


def _key(party: SomeoneShown, about: About, *, attends: bool, bound: bool) -> str:
    if about is About.OUTCOME:
        return "final_notice"
    if party.kind != Kind.ORGANISER.value:
        return "party_told" if party.email else "party_told_on_paper"
    if not attends:
        return "organiser_decline"
    return "organiser_accept_with_conditions" if bound else "organiser_accept"


def _words(one: ConditionShown) -> str:
    return " ".join((one.varied_to or one.text).split())


def _addressee(party: SomeoneShown) -> Addressee:
    if party.person:
        return to_person(Person.objects.get(pk=party.person))
    return Addressee(party.name or party.organisation, party.email)


def _signatory(case: Case, about: About) -> str:
    """The chief officer signs what they decided, the reassessor what they concluded."""
    if about is About.OUTCOME and case.reassessor is not None:
        title = title_on(case.reassessor, timezone.localdate())
        return f"{case.reassessor.full_name}\n{title}"
    return f"{case.principal.full_name}\n{case.principal_was}"


def contact_of(case: Case) -> str:
    """Whom people outside turn to, as the body gives it on every page."""
    return contact_at(case.body_id).in_a_line


def ask_by(case: Case, link_ends: date) -> date:
    """The day that a letter gives for asking again: within the window, while the link works."""
    today = timezone.localdate()
    pack = pack_of(case.policy_id)
    first = pack.clock("representation_by_party").start(today).due_on()
    ends = window(case, pack, party=True) if case.told_at else first
    return min(ends, link_ends) if ends >= today else link_ends


def suggested(letter: PartyLetter) -> str:
    return suggest_reply(letter.key, letter.to.language, letter.values)


def draft_of(letter: PartyLetter, reply: str, *, link: str, ends: date) -> Draft:
    """The letter with its sender's words, and with the link where it carries one."""
    values = {**letter.values, "reply": reply}
    if letter.key.startswith("party_told"):
        values["deadline"] = ends
    if letter.has_link:
        values["link"] = link
    return compose(letter.key, letter.to.language, values)


def link_draft(letter: PartyLetter, *, link: str, ends: date) -> Draft:
    """The letter that follows a reply to an organiser and carries only the link."""
    kept = ("name", "organisation", "reference", "contact", "signatory")
    values = {name: letter.values[name] for name in kept}
    return compose("external_link", letter.to.language, {**values, "link": link, "deadline": ends})


def told_so_far(case: Case, about: About) -> dict[UUID, Telling]:
    """Who was told of this, last first kept; for whoever may tell, and without a word of content."""
    rows = Telling.objects.filter(case=case, about=about.value).order_by("told_at")
    return {row.party_id: row for row in rows}


def sheet_of(case: Case, letter: PartyLetter, draft: Draft) -> LetterSheet:
    """The letter for the printer, for a party without e-mail."""
    organisation = letter.party.organisation
    lines = (letter.to.name, organisation if organisation != letter.to.name else "")
    return LetterSheet(
        organisation=case.body.name,
        sender_lines=tuple(str(letter.values["contact"]).split(", ")),
        addressee_lines=tuple(line for line in lines if line),
        written_on=timezone.localdate(),
        reference=case.reference,
        subject=draft.subject.removesuffix(f": {case.reference}"),
        body=draft.text,
        language=draft.language,
    )
