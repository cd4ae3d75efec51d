# SPDX-License-Identifier: MIT
"""Stage Three: the decision, who is told of it, and conditions that are kept (COG 3.3)."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from candour.files.models import StoredFile
from candour.gateway.models import Case, Decision, Involved, Mitigation, Telling
from candour.gateway.models.outcome import About
from candour.gateway.queries.file import conditions_of
from candour.gateway.queries.snapshot import snapshot_for
from candour.gateway.rules import stage_three_recommendation as rules
from candour.gateway.rules.matter import Course, Reasoned
from candour.gateway.rules.mitigations import Choice, Kept, Said
from candour.gateway.services.carrying_out import Deed, actor, carry_out, doer
from candour.gateway.services.stage_two import title_now
from candour.kernel.procedure import Given
from candour.ledger.services import By
from candour.people.written import insert_row, update_row

Post = Callable[[Deed], UUID]
"""Puts a letter in the outbox within the act, and returns its id."""


def decide(
    case_id: UUID,
    given: rules.Decision,
    *,
    by: By,
    seen: int | None = None,
) -> Case:
    """The chief officer's decision on the recommendation, in person and with reasons."""

    def write(deed: Deed) -> None:
        divergent = rules.departs_from_the_advice(deed.before, given)
        follows = deed.before.course is not Course.DECLINE
        attends = follows if given.accepts else bool(given.attends)
        _keep_decision(deed, given, by=by, attends=attends, divergent=divergent)
        _answer_conditions(deed.case, given.said)

    return carry_out(case_id, rules.DECIDE, given, by=by, seen=seen, write=write)


def decide_urgently(
    case_id: UUID,
    given: rules.Decision,
    *,
    by: By,
    seen: int | None = None,
) -> Case:
    """Decide before there is advice, because the event comes first; the review looks at it."""

    def write(deed: Deed) -> None:
        _keep_decision(deed, given, by=by, attends=bool(given.attends), divergent=False)

    return carry_out(case_id, rules.DECIDE_URGENTLY, given, by=by, seen=seen, write=write)


def _keep_decision(
    deed: Deed, given: rules.Decision, *, by: By, attends: bool, divergent: bool
) -> None:
    urgent = deed.after.urgent
    known = snapshot_for(deed.case, deed.before, actor(by))
    made = Decision(
        case=deed.case,
        event=deed.event,
        accepts=None if urgent else given.accepts,
        attends=attends,
        urgent=urgent,
        divergent=divergent,
        reasons=given.reasons.strip(),
        made_by_id=doer(by),
        made_by_was=title_now(doer(by)),
        made_at=deed.now,
    )
    insert_row(made)
    deed.columns = {"decided_at": deed.now, "divergent": divergent}
    deed.fields = {
        "accepts": None if urgent else given.accepts,
        "attends": attends,
        "urgent": urgent,
        "divergent": divergent,
        "reasons": given.reasons.strip(),
        "said": [_said_recorded(one) for one in given.said],
        **known,
    }


def _said_recorded(one: Said) -> dict[str, Any]:
    return {"step": one.step, "choice": str(one.choice), "words": one.words}


def _answer_conditions(case: Case, said: Sequence[Said]) -> None:
    answers = {one.step: one for one in said}
    for row in conditions_of(case.pk):
        row.case = case
        answer = answers.get(str(row.pk))
        if answer is not None and answer.choice is not None:
            row.choice, row.varied_to = answer.choice.value, answer.words.strip()
            update_row(row, "choice", "varied_to")


def escalate(case_id: UUID, *, by: By, seen: int | None = None) -> Case:
    return carry_out(case_id, rules.ESCALATE, Given(by=actor(by)), by=by, seen=seen)


def lapse(case_id: UUID, reasons: str, *, by: By, seen: int | None = None) -> Case:
    """Close a matter that nobody decided, after the escalation was of no use."""

    def write(deed: Deed) -> None:
        deed.fields = {"reasons": reasons.strip()}

    given = Reasoned(by=actor(by), reasons=reasons)
    return carry_out(case_id, rules.LAPSE, given, by=by, seen=seen, write=write)


def tell(
    case_id: UUID,
    party: UUID,
    method: str,
    *,
    by: By,
    post: Post | None = None,
    seen: int | None = None,
) -> Case:
    """Record that a party was told of the decision; their time to ask runs from the first.

    `post` puts the letter in the outbox, where it is sent from here.
    """

    def write(deed: Deed) -> None:
        keep_telling(deed, party, method, About.DECISION, by=by, post=post)
        if deed.case.told_at is None:
            deed.columns = {"told_at": deed.now}

    given = rules.Telling(by=actor(by), party=str(party), method=method)
    return carry_out(case_id, rules.TELL, given, by=by, seen=seen, write=write)


def keep_telling(
    deed: Deed, party: UUID, method: str, about: About, *, by: By, post: Post | None
) -> None:
    message = post(deed) if post else None
    Telling.objects.create(
        case=deed.case,
        event=deed.event,
        party=Involved.objects.get(pk=party, case=deed.case),
        about=about.value,
        method=method,
        message=message,
        told_by_id=doer(by),
        told_at=deed.now,
    )
    deed.fields = {
        "party": str(party),
        "about": about.value,
        "method": method,
        "message": str(message) if message else None,
    }


def commission(case_id: UUID, *, by: By, seen: int | None = None) -> Case:
    return carry_out(case_id, rules.COMMISSION, Given(by=actor(by)), by=by, seen=seen)


def settle(
    case_id: UUID,
    mitigation: UUID,
    *,
    kept: bool,
    evidence: str,
    by: By,
    file: StoredFile | None = None,
    seen: int | None = None,
) -> Case:
    """Record what shows that a condition was kept, or why it was not: a breach is a fact."""

    def write(deed: Deed) -> None:
        row = Mitigation.objects.select_related("case").get(pk=mitigation, case=deed.case)
        row.kept = (Kept.EVIDENCED if kept else Kept.NOT_KEPT).value
        row.evidence, row.file = evidence.strip(), file
        row.settled_at, row.settled_by_id = deed.now, doer(by)
        row.save(update_fields=["kept", "evidence", "file", "settled_at", "settled_by"])
        deed.fields = {
            "condition": str(mitigation),
            "kept": kept,
            "evidence": evidence.strip(),
            "sha256": file.sha256 if file else None,
            "late": timezone.localdate(deed.now) > row.due_on,
        }

    act = rules.SHOW_KEPT if kept else rules.SHOW_NOT_KEPT
    given = rules.Showing(by=actor(by), step=str(mitigation), evidence=evidence)
    return carry_out(case_id, act, given, by=by, seen=seen, write=write)


def close(case_id: UUID, *, by: By, seen: int | None = None) -> Case:
    return carry_out(case_id, rules.CLOSE, Given(by=actor(by)), by=by, seen=seen)


def choice_of(code: str) -> Choice | None:
    return Choice(code) if code in set(Choice) else None
