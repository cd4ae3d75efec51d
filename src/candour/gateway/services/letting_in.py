# SPDX-License-Identifier: MIT
"""Lets somebody in to read a matter, and out again; each step is recorded and told to its owners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from candour.audit.models import Admission, Admitted
from candour.audit.queries import ran_out
from candour.correspondence.delivery import SERVICE
from candour.correspondence.schedule import Job
from candour.gateway.models import Case
from candour.gateway.queries.facts import matter_of
from candour.gateway.rules.independence import overseers
from candour.gateway.rules.letting_in import Asking, check_asking, may_ask, seconders
from candour.gateway.rules.matter import Matter, Stage
from candour.gateway.rules.who_hears import Due, Notice, heard_of
from candour.gateway.services.carrying_out import actor, doer
from candour.gateway.services.notices import write
from candour.kernel.procedure import Refused
from candour.ledger.services import By, Kind, new_event_id, record

ASKED, SECONDED, ENDED = "admission_asked", "admission_seconded", "admission_ended"
TWICE = "They are let in already, or it has been asked for."


@dataclass(frozen=True)
class NewAdmission:
    person: UUID
    seconder: UUID
    reason: str
    until: date | None


def ask(case_id: UUID, new: NewAdmission, *, by: By) -> Admission:
    """Ask another office to let somebody in; nothing opens until they agree."""
    try:
        with transaction.atomic():
            return _ask(case_id, new, by=by)
    except IntegrityError:
        raise Refused(TWICE, about="person") from None


def _ask(case_id: UUID, new: NewAdmission, *, by: By) -> Admission:
    case, matter = _locked(case_id)
    if not may_ask(matter, Stage(case.stage), actor(by)):
        raise Refused("Only whoever runs a matter can let somebody in.")
    asking = Asking(actor(by), str(new.person), str(new.seconder), new.reason, new.until)
    until = check_asking(matter, asking, timezone.localdate())
    made = Admission(
        stream=case.stream,
        person_id=new.person,
        until=until,
        asked_by_id=doer(by),
        asked_at=timezone.now(),
        seconder_id=new.seconder,
    )
    made.reason = new.reason.strip()
    _keep(case, made, ASKED, Kind.ALTERATION, by=by)
    _tell(case, "admission_to_second", "case_second_access", [str(new.seconder)], by=by)
    return made


def second(admission_id: UUID, *, agrees: bool, by: By) -> Case:
    """Agree, and they are in at their next request; or refuse, and nothing opens."""
    with transaction.atomic():
        made = _waiting(admission_id)
        case, matter = _locked_by(made.stream)
        if made.seconder_id != doer(by) or actor(by) not in seconders(
            matter, str(made.asked_by_id)
        ):
            raise Refused("Only the person who was asked can second this.")
        if not agrees:
            _end(case, matter, made, by=by)
            return case
        asking = Asking(
            str(made.asked_by_id), str(made.person_id), actor(by), made.reason, made.until
        )
        check_asking(matter, asking, timezone.localdate())
        made.seconded_at, made.state = timezone.now(), Admitted.SECONDED.value
        _keep(case, made, SECONDED, Kind.ACCESS_GRANTED, by=by)
        _tell_owners(case, matter, made, by=by)
        _tell(case, "admitted", "case", [str(made.person_id)], by=by)
    return case


def end(admission_id: UUID, *, by: By) -> Case:
    """Shut the matter to somebody at their next request."""
    with transaction.atomic():
        made = _open(admission_id)
        case, matter = _locked_by(made.stream)
        if not may_ask(matter, Stage(case.stage), actor(by)):
            raise Refused("Only whoever runs a matter can end this.")
        _end(case, matter, made, by=by)
    return case


def end_what_ran_out(now: datetime) -> None:
    """Write down that a time is over. Access ended by itself with the last day."""
    for each in ran_out(timezone.localdate(now)):
        with transaction.atomic():
            made = Admission.objects.select_for_update().get(pk=each.pk)
            if made.ended_at is None:
                case, matter = _locked_by(made.stream)
                _end(case, matter, made, by=SERVICE)


END_ADMISSIONS = Job("end-admissions", end_what_ran_out, every=timedelta(hours=1))


def _end(case: Case, matter: Matter, made: Admission, *, by: By) -> None:
    made.ended_at, made.ended_by_id = timezone.now(), by.person
    made.state = Admitted.ENDED.value
    _keep(case, made, ENDED, Kind.ACCESS_REMOVED, by=by)
    _tell_owners(case, matter, made, by=by)


def _waiting(admission_id: UUID) -> Admission:
    made = _open(admission_id)
    if made.seconded_at is not None:
        raise Refused("This has been seconded already.")
    return made


def _open(admission_id: UUID) -> Admission:
    made = Admission.objects.select_for_update().get(pk=admission_id)
    if made.ended_at is not None:
        raise Refused("This has ended already.")
    return made


def _locked(case_id: UUID) -> tuple[Case, Matter]:
    case = Case.objects.select_for_update().get(pk=case_id)
    return case, matter_of(case)


def _locked_by(stream: UUID) -> tuple[Case, Matter]:
    return _locked(Case.objects.values_list("pk", flat=True).get(stream=stream))


def _keep(case: Case, made: Admission, act: str, kind: Kind, *, by: By) -> None:
    """Write the row, and the event that commits to what it says now."""
    made.event = new_event_id()
    made.save()
    facts = {
        "admission": str(made.pk),
        "state": made.state,
        "person_id": str(made.person_id),
        "seconder_id": str(made.seconder_id),
        "until": str(made.until),
        "reason": made.reason,
    }
    record(case.stream, act, by=by, kind=kind, fields=facts, event_id=made.event)


def _tell_owners(case: Case, matter: Matter, made: Admission, *, by: By) -> None:
    owners = overseers(matter) | frozenset({matter.assessor, matter.reassessor} - {""})
    people = heard_of(matter, owners, actor=str(by.person))
    _tell(case, "admission_changed", "case", people - {str(made.person_id)}, by=by)


def _tell(case: Case, letter: str, page: str, people: Iterable[str], *, by: By) -> None:
    notice = Notice(letter, page, lambda _matter: frozenset(people), Due.NONE)
    write(case, notice, people, by=by)
