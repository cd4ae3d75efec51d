# SPDX-License-Identifier: MIT
"""Somebody answers whether two names are one body. Later runs hold to it until somebody answers anew."""

import json

from django.db import transaction
from django.utils import timezone

from candour.crosschecks.hearing import tell
from candour.crosschecks.models import Decision, Finding, Pair
from candour.crosschecks.queries.linked import link_of
from candour.crosschecks.queries.visible import visible_finding
from candour.crosschecks.rules.compartments import may_answer
from candour.crosschecks.rules.sides import Answer, Compartment
from candour.kernel.procedure import Refused
from candour.ledger.rules.commitments import Json
from candour.ledger.services import By, Kind, new_event_id, record
from candour.people.models import Person
from candour.people.queries import title_on


def answer(finding: Finding, said: Answer, reason: str, *, person: Person, by: By) -> Decision:
    """One answer about the pair that a finding is about."""
    with transaction.atomic():
        pair = Pair.objects.select_for_update().get(pk=finding.pair_id)
        opened = visible_finding(person, finding.pk)
        concerned = finding.person_id == person.pk
        may_answer(reads=opened is not None and opened.answers, concerned=concerned)
        if not reason.strip():
            raise Refused("Enter your reason", about="reason")
        now = timezone.now()
        row = Decision(
            pair=pair, answer=said.value, reason=reason.strip(), seen=_seen(finding),
            decided_by=person, decided_by_was=title_on(person, timezone.localdate(now)),
            decided_at=now, event=new_event_id(),
        )  # fmt: skip
        row.save(force_insert=True)
        pair.answer, pair.answered_at = said.value, now
        pair.save(update_fields=["answer", "answered_at"])
        links = (link_of(one) for one in Finding.objects.filter(pair=pair, gone_at=None))
        tell([link for link in links if link], row.answer)
        told: dict[str, Json] = {
            "answer": row.answer,
            "reason": row.reason,
            "finding": str(finding.pk),
        }
        record(
            pair.stream, "answer_pair", by=by, kind=Kind.ALTERATION, fields=told,
            clauses=("HMIC12 2/2",), event_id=row.event,
        )  # fmt: skip
    return row


def _seen(finding: Finding) -> str:
    """Both names, as a label; of a matter or an association nothing is copied out of its own key."""
    if finding.compartment != Compartment.REGISTERS.value:
        return ""
    told = json.loads(finding.evidence)
    both = {
        side: {name: told[side][name] for name in ("name", "number")}
        for side in ("declared", "paid")
    }
    return json.dumps({**both, "steps": told["steps"]}, ensure_ascii=False)
