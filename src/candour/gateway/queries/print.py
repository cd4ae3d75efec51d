# SPDX-License-Identifier: MIT
"""The case file on paper, from exactly the parts that its reader was given to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from candour.correspondence import case_file as paper
from candour.files.queries import of_stream
from candour.gateway.models import Case
from candour.gateway.models.case import Lane
from candour.gateway.models.outcome import About
from candour.gateway.queries.people import names_of
from candour.gateway.queries.print_assessment import advice_words, conditions, worksheet
from candour.gateway.queries.shown import CaseFile
from candour.gateway.rules.visibility import Part
from candour.policy.rules.pack import Pack

NOT_IN_THIS_COPY = {
    "Known issues": Part.KNOWN_ISSUES,
    "Material": Part.SHARED_MATERIAL,
    "Assessment": Part.WORKSHEET,
    "Recommendation": Part.RECOMMENDATION,
    "Decision": Part.DECISION,
    "Mitigation": Part.MITIGATIONS,
    "Reassessment": Part.REASSESSMENT,
    "Parties told": Part.DECISION,
    "Timeline": Part.TIMELINE,
}
"""Sections that a copy may lack. Whether they hold anything is not said."""


@dataclass(frozen=True)
class Frame:
    """What surrounds the file: who takes it, how it is marked, and what the record says."""

    stamp: paper.Stamp
    marking: str
    handling: str
    stage: str
    timeline: tuple[paper.Happening, ...]
    record: tuple[paper.RecordLine, ...]
    proof: paper.InTheRecord | None


def printed(case: Case, file: CaseFile, pack: Pack, frame: Frame) -> paper.CaseFile:
    """Every part that is in `file`, and nothing that is not."""
    names = names_of(_people_in(file))
    return paper.CaseFile(
        organisation=case.body.name,
        reference=case.reference,
        marking=frame.marking,
        handling=frame.handling,
        policy=_("%(title)s, version %(number)s")
        % {"title": case.policy.document.title, "number": case.policy.number},
        stage=frame.stage,
        stamp=frame.stamp,
        request=_request(case, file),
        areas=_areas(file, pack),
        known_issues=_issues(file, pack),
        people=_people(file),
        material=_material(case, file),
        worksheet=worksheet(file, pack, names),
        recommendation=_recommendation(file),
        decision=_decision(file, names),
        mitigations=conditions(file, names),
        reassessment=_reassessment(file, pack, names),
        told=_told(file, names),
        addenda=_addenda(file, names),
        timeline=frame.timeline,
        record=frame.record,
        proof=frame.proof,
        left_out=tuple(name for name, part in NOT_IN_THIS_COPY.items() if not file.sees(part)),
    )


def _people_in(file: CaseFile) -> list[UUID | None]:
    people: list[UUID | None] = [one.owner for one in file.conditions]
    people += [one.person for one in file.declarations]
    people += [one.person for one in file.representations]
    people += [one.told_by for one in file.tellings]
    people += [one.by for one in file.notes]
    people += [one.made_by for one in (file.decision, file.reassessment) if one]
    return [*people, file.worksheet.assessor if file.worksheet else None]


REQUEST = {
    "place": "Place",
    "organiser": "Organiser",
    "contact": "Contact",
    "cost": "Cost to public money",
    "hours": "Working hours away",
    "hospitality": "Meal, gift, travel or stay offered",
    "benefit": "What the public would gain",
    "text": "Text of the invitation",
    "why_late": "What delayed the notification",
}


def _request(case: Case, file: CaseFile) -> tuple[paper.Fact, ...]:
    if file.request is None:
        return ()
    first = (
        paper.Fact("For", f"{case.principal_was} {case.principal.full_name}"),
        paper.Fact("Request or intention", file.request.activity),
        paper.Fact("Date", file.request.event_on),
        paper.Fact("Notified", case.notified_at),
    )
    details = file.request.details
    more = [paper.Fact(_(label), _value(details.get(key))) for key, label in REQUEST.items()]
    return (*first, *(one for one in more if one.value))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)


def _areas(file: CaseFile, pack: Pack) -> tuple[paper.Answer, ...]:
    """Each area that applies, with what was answered to its questions."""
    if file.request is None:
        return ()
    said: Mapping[str, str] = file.request.details.get("area_answers") or {}
    found = [area for area in pack.areas if area.code in file.request.areas]
    return tuple(
        paper.Answer(area.text, "\n".join(_answered(area, said)), _("Applies")) for area in found
    )


def _answered(area: Any, said: Mapping[str, str]) -> list[str]:
    return [f"{one.text} {said[one.code]}" for one in area.prompts if said.get(one.code)]


def _issues(file: CaseFile, pack: Pack) -> tuple[paper.Answer, ...]:
    headings = {one.code: one.text for one in pack.known_issues}
    return tuple(
        paper.Answer(headings.get(one.heading, one.heading), one.text) for one in file.issues
    )


def _people(file: CaseFile) -> tuple[paper.PersonInvolved, ...]:
    told = _("Is told the decision")
    return tuple(
        paper.PersonInvolved(
            one.name, one.kind_words, one.organisation, told if one.is_party else ""
        )
        for one in file.people
    )


def _material(case: Case, file: CaseFile) -> tuple[paper.MaterialLine, ...]:
    stored = {one.pk: one.sha256 for one in of_stream(case.stream)}
    return tuple(
        paper.MaterialLine(
            number=number,
            what="\n".join(part for part in (one.title, one.text) if part),
            lane=str(Lane(one.lane).label),
            supplied_by=one.supplied_by,
            received_on=one.added_at.date(),
            marking=one.marking,
            fingerprint=stored.get(one.file, "") if one.file else "",
        )
        for number, one in enumerate(file.material, start=1)
    )


def _recommendation(file: CaseFile) -> paper.Statement | None:
    advice = file.advice
    if advice is None:
        return None
    return paper.Statement(
        advice_words(advice.course), advice.reasons, advice.made_by_was, advice.made_at
    )


def _decision(file: CaseFile, names: Mapping[UUID, str]) -> paper.Statement | None:
    """Who may see the outcome only is printed the outcome: the reasons are not in the value."""
    made = file.decision
    if made is None:
        return None
    outcome = (
        _("The chief officer takes part")
        if made.attends
        else _("The chief officer does not take part")
    )
    if not file.sees(Part.DECISION):
        return paper.Statement(outcome, "", made.made_by_was, made.made_at)
    accepted = {None: _("Decided before there was one, as urgent"), True: _("Accepted")}
    facts = (
        paper.Fact(_("Recommendation"), accepted.get(made.accepts, _("Not accepted"))),
        paper.Fact(_("Differs from the advice"), _value(made.divergent)),
    )
    by = f"{made.made_by_was} {names.get(made.made_by, '')}".strip()
    return paper.Statement(outcome, made.reasons, by, made.made_at, facts)


def _reassessment(
    file: CaseFile, pack: Pack, names: Mapping[UUID, str]
) -> paper.Reassessment | None:
    asked = tuple(
        paper.Representation(_asker(file, one.person, one.party, names), one.made_at, one.text)
        for one in file.representations
    )
    done = file.reassessment
    if done is None:
        return paper.Reassessment(asked) if asked else None
    tests = tuple(
        paper.Answer(one.text, "", _value(done.tests[one.code]))
        for one in pack.reassessment_tests
        if one.code in done.tests
    )
    upheld = done.outcome == "upheld"
    outcome = _("The recommendation is upheld") if upheld else _("Another course is recommended")
    facts = [paper.Fact(_("The other course"), done.other_course)] if done.other_course else []
    if done.answer is not None:
        facts.append(paper.Fact(_("The course is accepted"), _value(done.answer)))
        facts.append(paper.Fact(_("Reasons of the answer"), done.answer_reasons))
    by = f"{done.made_by_was} {names.get(done.made_by, '')}".strip()
    return paper.Reassessment(
        asked, tests, paper.Statement(outcome, done.reasons, by, done.made_at, tuple(facts))
    )


def _asker(
    file: CaseFile, person: UUID | None, party: UUID | None, names: Mapping[UUID, str]
) -> str:
    if person is not None:
        return names.get(person, "")
    found = file.party(party) if party else None
    return (found.name or found.organisation) if found else _("A person concerned")


def _told(file: CaseFile, names: Mapping[UUID, str]) -> tuple[paper.PartyTold, ...]:
    about = {About.DECISION.value: _("decision"), About.OUTCOME.value: _("outcome")}
    return tuple(
        paper.PartyTold(
            _asker(file, None, one.party, names),
            f"{one.method} ({about[one.about]})",
            one.told_at,
            names.get(one.told_by, ""),
        )
        for one in file.tellings
    )


def _addenda(file: CaseFile, names: Mapping[UUID, str]) -> tuple[paper.Statement, ...]:
    return tuple(
        paper.Statement(
            _("Court proceedings") if one.kind == "judicial" else _("Note"),
            one.text,
            names.get(one.by, ""),
            one.added_at,
        )
        for one in file.notes
    )
