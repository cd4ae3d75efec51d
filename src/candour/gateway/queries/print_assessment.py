# SPDX-License-Identifier: MIT
"""The assessor's part of the printed case file: worksheet, advice and conditions."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from candour.correspondence import case_file as paper
from candour.gateway.queries.shown import CaseFile, ConditionShown, WorksheetShown
from candour.policy.rules.pack import Pack


def advice_words(course: str) -> str:
    """What was advised, in the words of the screen."""
    return {
        "proceed": _("Go ahead – no concern found"),
        "with_mitigation": _("Go ahead, with conditions"),
        "decline": _("Decline, or do not take part"),
    }.get(course, "")


def worksheet(file: CaseFile, pack: Pack, names: Mapping[UUID, str]) -> paper.Worksheet | None:
    """The completed Gateway Test; a view or a gist only where they are in the file."""
    sheet = file.worksheet
    if sheet is None:
        return None
    found = (sheet.affects_confidence, sheet.creates_risk, sheet.integrity_in_question)
    thresholds = [
        paper.Answer(one.text, "", _("Met") if met else _("Not met"))
        for one, met in zip(pack.thresholds, found, strict=False)
    ]
    thresholds.append(paper.Answer(_("Reasons"), sheet.reasons))
    return paper.Worksheet(
        assessor=names.get(sheet.assessor, ""),
        bias_declaration=_declared(file, sheet),
        questions=_answers(pack.questions, sheet.questions),
        quick_tests=_quick(pack, sheet),
        thresholds=tuple(thresholds),
        association_view="\n\n".join(one.view or one.waived_because for one in file.views),
        gist="\n\n".join(f"{one.question}\n{one.gist}" for one in file.gists),
        principles=_answers(pack.principles, sheet.principles),
    )


def _declared(file: CaseFile, sheet: WorksheetShown) -> str:
    mine = [one for one in file.declarations if one.person == sheet.assessor]
    if not mine:
        return ""
    last = mine[-1]
    return last.reasons or (_("A conflict") if last.conflict else _("No conflict declared"))


def _answers(items: Iterable[Any], said: Mapping[str, str]) -> tuple[paper.Answer, ...]:
    return tuple(paper.Answer(one.text, said.get(one.code, "")) for one in items)


def _quick(pack: Pack, sheet: WorksheetShown) -> tuple[paper.Answer, ...]:
    short = {"yes": _("Yes"), "no": _("No"), "unsure": _("Not sure")}
    return tuple(
        paper.Answer(
            one.text,
            sheet.quick_reasons.get(one.code, ""),
            short.get(sheet.quick_tests.get(one.code, ""), ""),
        )
        for one in pack.quick_tests
    )


def conditions(file: CaseFile, names: Mapping[UUID, str]) -> tuple[paper.MitigationLine, ...]:
    """Each condition with what the chief officer said to it and what shows it."""
    return tuple(
        paper.MitigationLine(
            what=one.text,
            owner=names.get(one.owner, ""),
            due_on=one.due_on,
            decision=_chosen(one),
            evidence=one.evidence,
        )
        for one in file.conditions
    )


def _chosen(one: ConditionShown) -> str:
    words = {"accepted": _("Accepted"), "varied": _("Changed"), "rejected": _("Not accepted")}
    said = words.get(one.choice, "")
    return f"{said}: {one.varied_to}" if one.varied_to else said
