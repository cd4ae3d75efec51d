# SPDX-License-Identifier: MIT
"""Reminds people of what is overdue, seldom; and then tells a person instead of reminding again."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from candour.correspondence.addressing import to_person
from candour.correspondence.composing import Value, compose
from candour.correspondence.delivery import SERVICE
from candour.correspondence.queries import queued_under
from candour.correspondence.schedule import Job
from candour.correspondence.services import queue
from candour.gateway.models import AssociationView, Case, Representation
from candour.gateway.queries.facts import matter_of
from candour.gateway.queries.letters import contact_of
from candour.gateway.queries.oversight import first_breach, has_late_condition
from candour.gateway.rules.matter import Matter, Stage
from candour.gateway.rules.waiting import (
    MOST_REMINDERS,
    Dates,
    Duty,
    duties,
    is_time_to_remind,
    steps_in,
)
from candour.gateway.services.notices import link_to, reachable
from candour.policy.queries import pack_of

ADVISING = (Stage.MATERIAL_COMPLETE.value, Stage.ASSESSING.value)
CARRYING_OUT = Q(stage=Stage.MITIGATING.value)
LOOKING_AGAIN = (Stage.REASSESSMENT_REQUESTED.value, Stage.REASSESSING.value)


def send_reminders(now: datetime) -> None:
    """Look at every matter that may be late. Run twice in a row, it sends nothing more."""
    today = timezone.localdate(now)
    late = (
        Q(stage__in=ADVISING)
        | Q(stage=Stage.RECOMMENDED.value, decision_due_on__lt=today)
        | Q(stage__in=LOOKING_AGAIN)
        | (CARRYING_OUT & has_late_condition(today))
    )
    for case in Case.objects.filter(late).select_related("body", "principal").order_by("pk"):
        with transaction.atomic():
            _remind_about(case, now, today)


def _remind_about(case: Case, now: datetime, today: date) -> None:
    matter = matter_of(case, today)
    for duty in duties(matter, Stage(case.stage), _dates(case), today):
        key = f"remind/{case.reference}/{duty.key}"
        sent = queued_under(case.stream, f"{key}/")
        rounds = {once.split("/")[4] for once, _at in sent}
        last = max((at for _once, at in sent), default=None)
        if is_time_to_remind(len(rounds), last, now):
            _send(case, matter, duty, f"{key}/{len(rounds) + 1}")


def _send(case: Case, matter: Matter, duty: Duty, key: str) -> None:
    theirs = reachable(duty.people - matter.conflicted)
    escalates = not theirs or int(key.rpartition("/")[2]) > MOST_REMINDERS
    people = reachable(steps_in(matter, duty)) if escalates else theirs
    values: dict[str, Value] = {
        "reference": case.reference,
        "link": link_to(case, "cases" if escalates else duty.page),
        "contact": contact_of(case),
        "deadline": duty.due,
    }
    if not escalates:
        values["task"] = duty.task
    letter = "escalation" if escalates else "reminder"
    for person in people:
        to = to_person(person)
        draft = compose(letter, to.language, {**values, "name": to.name})
        queue(draft, to=to, stream=case.stream, by=SERVICE, once=f"{key}/{person.pk}")


def _dates(case: Case) -> Dates:
    view = AssociationView.objects.filter(case=case, given_at=None, waived_by=None)
    asked = Representation.objects.filter(case=case).order_by("made_at").first()
    clock = pack_of(case.policy_id).clock("reassessment")
    return Dates(
        advice=case.advice_due_on,
        decision=case.decision_due_on,
        view=view.order_by("asked_at").values_list("due_on", flat=True).first(),
        reassessment=clock.start(timezone.localdate(asked.made_at)).due_on() if asked else None,
        condition=first_breach(case),
    )


REMIND = Job("gateway-reminders", send_reminders, every=timedelta(hours=6))
