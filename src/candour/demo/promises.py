# SPDX-License-Identifier: MIT
"""Conditions of second jobs: of each sort one that is kept and one that is not.

The nightly sweep has to find each that is not, and no other; a test holds it to that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from candour.gateway.models import Case
from candour.kernel.clocks import add_months
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.how_checked import Frequency, Method
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.services.importing import import_files
from candour.registers.intake.sheets import Source
from candour.registers.queries.shown import conditions_of
from candour.registers.services import interests
from candour.registers.services.acting import act_in_words
from candour.registers.services.checking import Told, ask_for_evidence, show_kept
from candour.registers.services.declaring import Declared, declare
from candour.registers.services.promises import Promise
from candour.registers.services.sweeping import SWEEP_BY, sweep

AGO = timedelta(days=100)
JOBS = 15
"""One for each sort that is kept, one for each that is not, and one that takes too many hours."""
HOLDERS = (
    "inspector", "sergeant", "superintendent", "constable", "staff.officer", "press.officer",
)  # fmt: skip
"""Nobody else's second job is counted among theirs."""
BARRED, OTHER = "Nettlebeck Catering Ltd", "Osierfield Printers Ltd"
CLUB, PARISH = "Marlock Rowing Club", "Westmere Parish Council"


@dataclass(frozen=True)
class Planted:
    """References of second jobs, by what the sweep has to say of their condition."""

    kept: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    """Evidence was asked for and never came: passed on."""


def plant(people: Mapping[str, Person], today: date, *, matter: str, assessor: str) -> Planted:
    """Fourteen second jobs with a condition each. The assessor of the matter may have no part in it."""
    return Planting(people, today).all(matter, assessor)


def plant_and_sweep(people: Mapping[str, Person], today: date) -> Planted:
    """In the county as it is shown: one of its matters, and a night's sweep."""
    names = {person.pk: name for name, person in people.items()}
    held = Case.objects.filter(assessor__in=names).order_by("notified_at", "reference")
    case = held[0]
    assessor = names[case.assessor_id] if case.assessor_id else ""
    planted = plant(people, today, matter=case.reference, assessor=assessor)
    sweep(today)
    return planted


class Planting:
    def __init__(self, people: Mapping[str, Person], today: date) -> None:
        self.people, self.today = people, today
        self.planted = Planted()

    def by(self, name: str, role: Role) -> By:
        return By(person=self.people[name].pk, role=role.value)

    def me(self, person: Person) -> By:
        return By(person=person.pk, role=Role.DECLARANT.value)

    def all(self, matter: str, assessor: str) -> Planted:
        self._hours()
        self._supplier()
        self._recuse(matter, assessor)
        self._until()
        self._report()
        for kind, text in (
            ("no_use", "No part of the uniform is worn or shown"),
            ("own_words", "Lessons are given outside Aldbury"),
        ):
            self._in_words(kind, text)
        return self.planted

    # ------------------------------------------------------------------ one sort after the other

    def _hours(self) -> None:
        limit: dict[str, Any] = {"kind": "hours", "limit": 8, "frequency": Frequency.HALF_YEARLY}
        self.planted.kept.add(self.job("inspector", "At most 8 hours a week", **limit).reference)
        row = self.job("sergeant", "At most 8 hours a week in all second jobs", **limit)
        self._agreed(self.people["sergeant"], "Referee at weekends", self.today - timedelta(days=9))
        self.planted.broken.add(row.reference)

    def _supplier(self) -> None:
        words = "No business between the company and us"
        for about, found in ((OTHER, self.planted.kept), (BARRED, self.planted.broken)):
            row = self.job("superintendent", words, kind="not_supplier", about=about)
            found.add(row.reference)
        paid = self.today - timedelta(days=30)
        text = f"Supplier,Date paid,Amount,Description\nNETTLEBECK CATERING LIMITED,{paid},412.00,Lunches\n"
        sources = [Source("payments.csv", text.encode())]
        import_files(kind_named("spend"), sources, by=self.by("registrar", Role.REGISTRAR))

    def _recuse(self, matter: str, assessor: str) -> None:
        words = "No part in this request"
        row = self.job("constable", words, kind="recuse", about=matter)
        self.planted.kept.add(row.reference)
        row = self.job(assessor, words, kind="recuse", about=matter)
        self.planted.broken.add(row.reference)

    def _until(self) -> None:
        last = self.today - timedelta(days=5)
        for name, left, found in (
            (PARISH, last, self.planted.kept), (CLUB, None, self.planted.broken),
        ):  # fmt: skip
            person = self.people["staff.officer"]
            row = self.job(
                "staff.officer", f"The seat at {name} is given up", kind="until", about=name,
                until=last, frequency=Frequency.ONCE,
            )  # fmt: skip
            columns = {
                "organisation": name, "kind": "board", "position": "Treasurer",
                "joined_on": self.today - timedelta(days=900), "left_on": left,
            }  # fmt: skip
            declare(ExternalMembership, Declared(columns), person=person, by=self.me(person))
            found.add(row.reference)

    def _report(self) -> None:
        every: dict[str, Any] = {"kind": "report", "limit": 3, "frequency": Frequency.QUARTERLY}
        words = "A report of the hours every three months"
        kept = self.job("press.officer", words, **every)
        condition = conditions_of(kept)[0]
        told = Told("Four hours a week, all on Saturdays.", 4)
        show_kept(condition.pk, told, by=self.me(self.people["press.officer"]))
        self.planted.kept.add(kept.reference)
        self.planted.broken.add(self.job("constable", words, **every).reference)

    def _in_words(self, kind: str, text: str) -> None:
        """Only people can say whether these are kept; the sweep finds who stays silent."""
        for name, answers, found in (
            ("inspector", True, self.planted.kept), ("sergeant", False, self.planted.silent),
        ):  # fmt: skip
            row = self.job(name, text, kind=kind, method=Method.EVIDENCE)
            condition = conditions_of(row)[0]
            ask_for_evidence(condition.pk, self.today - timedelta(days=20), by=SWEEP_BY)
            if answers:
                told = Told("I teach in Thornley, in my own clothes.")
                show_kept(condition.pk, told, by=self.me(self.people[name]))
            found.add(row.reference)

    # ------------------------------------------------------------------ second jobs

    def job(self, name: str, text: str, *, kind: str, **terms: Any) -> BusinessInterest:
        """Applied for, advised on and agreed to with one condition, a hundred days ago."""
        person, on = self.people[name], self.today - AGO
        row = self._advised(person, "Teach rowing", on)
        decider = self.by("standards.manager", Role.APPROPRIATE_OFFICER)
        row = interests.send_preliminary_view(row, "conditional", text, by=decider)
        row = act_in_words(row, "make_representations", "I can keep to that.", by=self.me(person))
        given: dict[str, Any] = {"method": Method.DATA, "frequency": Frequency.QUARTERLY, **terms}
        promise = Promise(kind, text, owner=self.people["standards.manager"].pk, **given)
        return interests.determine(
            row, "find_conditional", "With this it fits.", [promise], by=decider, decided_on=on
        )

    def _agreed(self, person: Person, nature: str, on: date) -> None:
        row = self._advised(person, nature, on)
        decider = self.by("standards.manager", Role.APPROPRIATE_OFFICER)
        interests.determine(row, "find_compatible", "", by=decider, decided_on=on)

    def _advised(self, person: Person, nature: str, on: date) -> BusinessInterest:
        columns = {
            "basis": "officer", "category": "self_employed", "nature": nature,
            "name": "On their own account", "whose": "own", "paid": "paid",
            "begins_on": add_months(on, 1), "hours": 6, "duty_hours": 40, "hours_between": 12,
            "uses_position": False, "dealings": "", "conflict": "", "household": "",
        }  # fmt: skip
        row = interests.apply(columns, person=person, by=self.me(person), declared_on=on)
        if row.state == "submitted":
            by = self.by("registrar", Role.REGISTRAR)
            row = act_in_words(row, "go_on_without_view", "The view came by e-mail.", by=by)
        panel = self.by("risk.panel", Role.INTERESTS_PANEL)
        return act_in_words(row, "advise", "We see no risk.", by=panel)
