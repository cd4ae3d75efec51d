# SPDX-License-Identifier: MIT
"""A party outside asks for the reassessment, and hears that what they wrote has arrived."""

from django.utils import timezone

from candour.correspondence.addressing import Addressee
from candour.correspondence.composing import Value, compose
from candour.correspondence.services import queue
from candour.gateway.models import Case
from candour.gateway.queries.facts import matter_of
from candour.gateway.queries.letters import contact_of
from candour.gateway.rules.matter import Stage, roles_in
from candour.gateway.rules.procedure import GATEWAY
from candour.gateway.services import stage_four
from candour.gateway.services.links import WayIn
from candour.kernel.procedure import reasons_not_open
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.policy.queries import pack_of


def by_party(way: WayIn) -> By:
    return By(person=None, role=Role.PARTY.value, name=way.name)


def may_ask(way: WayIn) -> bool:
    """Whether this party could still ask, or add to what was asked."""
    matter, stage, party = matter_of(way.case), Stage(way.case.stage), str(way.party.pk)
    roles = roles_in(matter, party)
    acts = (GATEWAY.act("request_reassessment"), GATEWAY.act("add_representation"))
    return any(not reasons_not_open(act, stage, matter, party, roles) for act in acts)


def ask(way: WayIn, words: stage_four.Words) -> Case:
    """Record the representation and queue the letter that says so, inside the caller's act."""
    by = by_party(way)
    case = stage_four.ask_again(way.case.pk, words, by=by, party=way.party.pk)
    _confirm(case, way, by)
    return case


def _confirm(case: Case, way: WayIn, by: By) -> None:
    if not way.email:
        return
    today = timezone.localdate()
    values: dict[str, Value] = {
        "name": way.name or way.party.organisation,
        "organisation": case.body.name,
        "reference": case.reference,
        "contact": contact_of(case),
        "received": today,
        "deadline": pack_of(case.policy_id).clock("reassessment").start(today).due_on(),
    }
    draft = compose("representation_received", "en", values)
    queue(draft, to=Addressee(str(values["name"]), way.email), stream=case.stream, by=by)
