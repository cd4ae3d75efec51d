# SPDX-License-Identifier: MIT
"""The case file, part by part, as frozen values: what pages show, what is printed and frozen.

A part that the viewer may not see is never read: its field here stays empty.
"""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from candour.gateway.models import (
    Answered,
    Assessment,
    AssociationView,
    BiasDeclaration,
    Case,
    Decision,
    GistRequest,
    Involved,
    KnownIssue,
    MaterialItem,
    Mitigation,
    Note,
    Reassessment,
    Recommendation,
    Representation,
    Telling,
)
from candour.gateway.models.case import Lane
from candour.gateway.queries.people import come_named
from candour.gateway.queries.shown import (
    AdviceShown,
    CaseFile,
    ConditionShown,
    DecisionShown,
    DeclarationShown,
    GistShown,
    IssueShown,
    MaterialShown,
    NoteShown,
    ReassessmentShown,
    RepresentationShown,
    Request,
    SomeoneShown,
    TellingShown,
    ViewShown,
    WorksheetShown,
)
from candour.gateway.rules.visibility import Part
from candour.people.asked import asked_once
from candour.people.phrased import Phrased


def case_file(case: Case, parts: frozenset[Part], *, person: UUID | None = None) -> CaseFile:
    """Read the parts that may be seen, and no others. `person` narrows views to their own."""
    found: dict[str, Any] = {}
    for part, names in READERS.items():
        if part & parts:
            found |= {name: read(case, parts) for name, read in names.items() if name not in found}
    if person is not None and "views" in found:
        found["views"] = tuple(one for one in found["views"] if one.representative == person)
    return CaseFile(parts=parts, **found)


INVOLVED = Phrased(
    lambda case: Involved.objects.filter(case=case, superseded_by=None).select_related("person")
)
ISSUES = Phrased(lambda case: KnownIssue.objects.filter(case=case).order_by("heading"))
MATERIAL = Phrased(
    lambda case, lanes: MaterialItem.objects.filter(case=case, lane__in=lanes).order_by(
        "added_at", "id"
    )
)
DECLARATIONS = Phrased(
    lambda case: BiasDeclaration.objects.filter(case=case).order_by("declared_at")
)
VIEWS = Phrased(lambda case: AssociationView.objects.filter(case=case).order_by("asked_at"))
GISTS = Phrased(lambda case: GistRequest.objects.filter(case=case).order_by("asked_at"))
WORKSHEET = Phrased(lambda case: Assessment.objects.filter(case=case, superseded_by=None)[:1])
ADVICE = Phrased(lambda case: Recommendation.objects.filter(case=case)[:1])
CONDITIONS = Phrased(
    lambda case: (
        Mitigation.objects.filter(case=case).select_related("owner").order_by("due_on", "id")
    )
)


@asked_once
def conditions_of(case: UUID) -> list[Mitigation]:
    """In the order of their dates, each with its owner."""
    return CONDITIONS(case)


DECISION = Phrased(lambda case: Decision.objects.filter(case=case)[:1])
TELLINGS = Phrased(lambda case: Telling.objects.filter(case=case).order_by("told_at"))
REPRESENTATIONS = Phrased(lambda case: Representation.objects.filter(case=case).order_by("made_at"))
REASSESSMENT = Phrased(lambda case: Reassessment.objects.filter(case=case)[:1])
ANSWERED = Phrased(lambda case: Answered.objects.filter(case=case)[:1])
NOTES = Phrased(lambda case: Note.objects.filter(case=case).order_by("added_at"))


def _request(case: Case, parts: frozenset[Part]) -> Request:
    whole = Part.REQUEST in parts
    details = json.loads(case.details or "{}") if whole else {}
    areas = tuple(case.facts.get("areas", ())) if whole else ()
    return Request(case.subject, case.activity, case.event_on, areas, details)


def _people(case: Case, parts: frozenset[Part]) -> tuple[SomeoneShown, ...]:
    rows = INVOLVED(case.pk)
    return tuple(sorted((_someone(_under(row, case)) for row in rows), key=lambda one: one.name))


def _someone(row: Involved) -> SomeoneShown:
    return SomeoneShown(
        id=row.pk,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        person=row.person_id,
        name=row.person.full_name if row.person else row.name,
        organisation=row.organisation,
        email=row.person.email if row.person else row.email,
        is_party=row.is_party,
    )


def _under(row: Any, case: Case) -> Any:
    """Give a row its matter without another query: its seal asks for the matter's key."""
    row.case = case
    return row


def _issues(case: Case, parts: frozenset[Part]) -> tuple[IssueShown, ...]:
    return tuple(IssueShown(row.heading, _under(row, case).text) for row in ISSUES(case.pk))


LANES = {
    Lane.SHARED.value: Part.SHARED_MATERIAL,
    Lane.ASSESSOR.value: Part.ASSESSOR_MATERIAL,
    Lane.SOURCE.value: Part.GIST,
}


def _material(case: Case, parts: frozenset[Part]) -> tuple[MaterialShown, ...]:
    lanes = [lane for lane, part in LANES.items() if part in parts]
    return tuple(_plain(MaterialShown, _under(row, case)) for row in MATERIAL(case.pk, lanes))


def _declarations(case: Case, parts: frozenset[Part]) -> tuple[DeclarationShown, ...]:
    return tuple(_plain(DeclarationShown, _under(row, case)) for row in DECLARATIONS(case.pk))


def _views(case: Case, parts: frozenset[Part]) -> tuple[ViewShown, ...]:
    return tuple(_plain(ViewShown, _under(row, case)) for row in VIEWS(case.pk))


def _gists(case: Case, parts: frozenset[Part]) -> tuple[GistShown, ...]:
    return tuple(_plain(GistShown, _under(row, case)) for row in GISTS(case.pk))


def _worksheet(case: Case, parts: frozenset[Part]) -> WorksheetShown | None:
    row = WORKSHEET.first(case.pk)
    if row is None:
        return None
    answers = json.loads(_under(row, case).answers)
    return WorksheetShown(
        **answers,
        affects_confidence=row.affects_confidence,
        creates_risk=row.creates_risk,
        integrity_in_question=row.integrity_in_question,
        reasons=row.reasons,
        assessor=row.assessor_id,
        completed_at=row.completed_at,
    )


def _advice(case: Case, parts: frozenset[Part]) -> AdviceShown | None:
    row = ADVICE.first(case.pk)
    return _plain(AdviceShown, _under(row, case)) if row else None


def _conditions(case: Case, parts: frozenset[Part]) -> tuple[ConditionShown, ...]:
    in_force = set(case.facts.get("mitigations", ()))
    rows = conditions_of(case.pk)
    for row in rows:
        come_named(row.owner)
    return tuple(
        _plain(ConditionShown, _under(row, case), in_force=str(row.pk) in in_force) for row in rows
    )


def _decision(case: Case, parts: frozenset[Part]) -> DecisionShown | None:
    """Who may see the outcome only is not shown the reasons."""
    row = DECISION.first(case.pk)
    if row is None:
        return None
    whole = Part.DECISION in parts
    shown: DecisionShown = (
        _plain(DecisionShown, _under(row, case))
        if whole
        else _plain(DecisionShown, row, reasons="")
    )
    return shown


def _tellings(case: Case, parts: frozenset[Part]) -> tuple[TellingShown, ...]:
    return tuple(_plain(TellingShown, _under(row, case)) for row in TELLINGS(case.pk))


def _representations(case: Case, parts: frozenset[Part]) -> tuple[RepresentationShown, ...]:
    return tuple(_plain(RepresentationShown, _under(row, case)) for row in REPRESENTATIONS(case.pk))


def _reassessment(case: Case, parts: frozenset[Part]) -> ReassessmentShown | None:
    row = REASSESSMENT.first(case.pk)
    if row is None:
        return None
    answer = ANSWERED.first(case.pk)
    said = _under(answer, case) if answer else None
    shown: ReassessmentShown = _plain(
        ReassessmentShown,
        _under(row, case),
        answer=said.accepts if said else None,
        answer_reasons=said.reasons if said else "",
    )
    return shown


def _notes(case: Case, parts: frozenset[Part]) -> tuple[NoteShown, ...]:
    return tuple(_plain(NoteShown, _under(row, case)) for row in NOTES(case.pk))


def _plain(shown: Any, row: Any, **more: Any) -> Any:
    """Fill a frozen value from the columns of the same names; keys of people as ids."""
    values = {
        name: getattr(row, f"{name}_id", None) if hasattr(row, f"{name}_id") else getattr(row, name)
        for name in shown.__dataclass_fields__
        if name not in more
    }
    return shown(**values, **more)


Reader = Callable[[Case, frozenset[Part]], Any]
READERS: dict[frozenset[Part], dict[str, Reader]] = {
    frozenset({Part.SUMMARY, Part.REQUEST}): {"request": _request},
    frozenset({Part.PEOPLE}): {"people": _people},
    frozenset({Part.KNOWN_ISSUES}): {"issues": _issues},
    frozenset({Part.SHARED_MATERIAL, Part.ASSESSOR_MATERIAL}): {"material": _material},
    frozenset({Part.BIAS}): {"declarations": _declarations},
    frozenset({Part.VIEW}): {"views": _views},
    frozenset({Part.GIST}): {"gists": _gists},
    frozenset({Part.WORKSHEET}): {"worksheet": _worksheet},
    frozenset({Part.RECOMMENDATION}): {"advice": _advice, "conditions": _conditions},
    frozenset({Part.MITIGATIONS}): {"conditions": _conditions},
    frozenset({Part.DECISION, Part.OUTCOME}): {"decision": _decision},
    frozenset({Part.DECISION}): {"tellings": _tellings},
    frozenset({Part.REPRESENTATIONS}): {"representations": _representations},
    frozenset({Part.REASSESSMENT}): {"reassessment": _reassessment},
    frozenset({Part.TIMELINE}): {"notes": _notes},
}
