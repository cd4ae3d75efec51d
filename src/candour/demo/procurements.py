# SPDX-License-Identifier: MIT
"""Three procurements of Aldshire: one in planning with tasks, one at tender, one awarded."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.procurement.queries.facts import Rows
from candour.procurement.queries.hits import hits_of
from candour.procurement.rules.procurement import (
    Assessed,
    AwardedTo,
    Declared,
    Hand,
    Named,
    Nature,
    Prepared,
    Verdict,
)
from candour.procurement.services import assessing, declaring, moving, naming
from candour.procurement.services.assessing import Step
from candour.procurement.services.declaring import Entry

LEAD, ASSESSOR, OFFICER = "procurement.manager", "registrar", "chief.finance"
Names = Mapping[str, Person]


def fill(people: Names, today: date) -> None:
    _planned(_Bought(people, today, "Servicing of patrol vehicles", 180_000_00))
    _at_tender(_Bought(people, today, "Guarding of custody sites", 95_000_00))
    _awarded(_Bought(people, today, "Translation by telephone", 60_000_00))


def _planned(one: "_Bought") -> None:
    """Both who evaluate have entries about those who are expected to bid."""
    one.name("procurement", Hand.EVALUATOR, "Marks price and delivery.")
    one.name("superintendent", Hand.EVALUATOR, "Marks the technical part.")
    one.bids("Fellgate Fleet Supplies Ltd", "Osprey Guarding Ltd", "Swaleford Tyres")
    one.declare(LEAD)


def _at_tender(one: "_Bought") -> None:
    one.name("superintendent", Hand.EVALUATOR, "Marks the technical part.")
    one.name("inspector", Hand.INFLUENCER, "Wrote what the sites need.")
    one.bids("Osprey Guarding Ltd", "Kestrel Security Group")
    for who in (LEAD, "superintendent", "inspector"):
        one.declare(who, perceived="They once guarded a match." if who == "inspector" else "")
    one.assess(LEAD, Verdict.NONE, "Nothing joins them to a bidder.")
    step = Step(
        "A second marker scores the technical part, and the two are laid side by side.",
        one.people[LEAD].pk,
        one.today + timedelta(days=45),
    )
    one.assess(
        "superintendent", Verdict.MITIGATED, "Hospitality of a bidder is in the register.", step
    )
    one.assess("inspector", Verdict.PERCEIVED, "They never dealt with a bidder.")
    one.prepare("With a second marker no bidder is at an advantage.")
    moving.publish_tender(one.key, by=one.buys)


def _awarded(one: "_Bought") -> None:
    one.name("sergeant", Hand.EVALUATOR, "Marks the trial calls.")
    one.bids("Quillon Translation Services")
    _settled(one)
    moving.publish_tender(one.key, by=one.buys)
    moving.ask_anew(one.key, by=one.buys)
    _settled(one)
    winner = one.rows().suppliers[0]
    moving.award(one.key, AwardedTo(by=str(one.buys.person), supplier=str(winner.pk)), by=one.buys)


def _settled(one: "_Bought") -> None:
    for who in (LEAD, "sergeant"):
        one.declare(who)
        one.assess(who, Verdict.NONE, "Nothing joins them to a bidder.")
    one.prepare("No bidder is at an advantage.")


class _Bought:
    """One procurement, taken on by the same acts as anyone's."""

    def __init__(self, people: Names, today: date, subject: str, pence: int) -> None:
        self.people, self.today = people, today
        self.buys = self.by(LEAD, Role.PROCUREMENT)
        opening = naming.Opening(subject, pence, people[OFFICER].pk)
        lead = people[LEAD]
        self.row = naming.open_procurement(lead.body, opening, by=self.buys, lead=lead)
        self.key: UUID = self.row.pk

    def by(self, name: str, role: Role = Role.WORKFORCE) -> By:
        return By(person=self.people[name].pk, role=role.value)

    def rows(self) -> Rows:
        return Rows(self.row)

    def name(self, who: str, hand: Hand, does: str) -> None:
        me = str(self.buys.person)
        given = Named(by=me, who=str(self.people[who].pk), hand=hand, does=does)
        naming.name_person(self.key, given, by=self.buys)

    def bids(self, *names: str) -> None:
        for name in names:
            naming.name_supplier(self.key, name, "", by=self.buys)

    def declare(self, who: str, *, perceived: str = "") -> None:
        person = self.people[who]
        hits = hits_of([person.pk], self.rows().suppliers)
        keys = frozenset(hit.key for hit in hits)
        given = Declared(by=str(person.pk), found=keys, answered=keys, nothing=True)
        entries = [Entry(hit, right=True) for hit in hits]
        declaring.declare(self.key, given, entries, by=self.by(who), perceived=perceived)

    def assess(self, who: str, verdict: Verdict, reasons: str, *steps: Step) -> None:
        by = self.by(ASSESSOR, Role.REGISTRAR)
        given = Assessed(
            by=str(by.person), who=str(self.people[who].pk), verdict=verdict, reasons=reasons,
            nature=None if verdict is Verdict.NONE else Nature.PROFESSIONAL,
            shows="The match was before they joined." if verdict is Verdict.PERCEIVED else "",
        )  # fmt: skip
        assessing.assess(self.key, given, list(steps), by=by)

    def prepare(self, summary: str) -> None:
        by = self.by(ASSESSOR, Role.REGISTRAR)
        assessing.prepare(self.key, Prepared(by=str(by.person), summary=summary), by=by)
        assessing.confirm(self.key, by=self.by(OFFICER, Role.PRINCIPAL))
