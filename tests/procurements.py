# SPDX-License-Identifier: MIT
"""A procurement for tests: a buyer leads, a superintendent evaluates, and their gift is of a bidder."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from candour.crosschecks.queries.linked import Linked
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.procurement.models import Mitigation, Participant, Procurement, Supplier, Task
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
from candour.procurement.services.looking import hear
from candour.procurement.services.naming import Opening
from candour.registers.services import gifts

BIDDER, OTHER = "Ribblesea Systems Ltd", "Quillon Translation Services"
LEAD, EVALUATOR, ASSESSOR, OFFICER = (
    "procurement.manager",
    "superintendent",
    "registrar",
    "chief.finance",
)


class Bought:
    """Something that Aldshire buys, taken as far as a test needs it."""

    def __init__(self, county, *, subject="Radio masts", gift=True, officer=OFFICER):
        self.county, self.officer = county, officer
        if gift:
            self.gift = a_gift(county, EVALUATOR, BIDDER)
        opening = Opening(subject, 120_000_00, county.people[officer].pk)
        lead = county.people[LEAD]
        by = self.by(LEAD, Role.PROCUREMENT)
        self.row = naming.open_procurement(lead.body, opening, by=by, lead=lead)

    @property
    def key(self):
        return self.row.pk

    def by(self, name, role=Role.WORKFORCE):
        return By(person=self.county.people[name].pk, role=role.value)

    def me(self, name):
        return str(self.county.people[name].pk)

    def again(self):
        self.row = Procurement.objects.get(pk=self.key)
        return self.row

    def facts(self):
        return Rows(self.again()).facts

    def participant(self, name):
        return Participant.objects.get(
            procurement=self.key, person=self.county.people[name], stood_down_at=None
        )

    def supplier(self, name=BIDDER):
        rows = Supplier.objects.filter(procurement=self.key).select_related("procurement")
        return next(one for one in rows if one.name == name)

    def tasks(self):
        return list(Task.objects.filter(procurement=self.key, settled_at=None))

    def name(self, name=EVALUATOR, does="Marks the technical part."):
        given = Named(by=self.me(LEAD), who=self.me(name), hand=Hand.EVALUATOR, does=does)
        naming.name_person(self.key, given, by=self.by(LEAD, Role.PROCUREMENT))
        return self

    def bids(self, *names):
        for name in names or (BIDDER, OTHER):
            naming.name_supplier(self.key, name, "", by=self.by(LEAD, Role.PROCUREMENT))
        return self

    def hits(self, name):
        person = self.county.people[name].pk
        return hits_of([person], Rows(self.again()).suppliers)

    def declared(self, *names, right=True):
        for name in names or (LEAD, EVALUATOR):
            hits = self.hits(name)
            keys = frozenset(hit.key for hit in hits)
            given = Declared(by=self.me(name), found=keys, answered=keys, nothing=True)
            entries = [Entry(hit, right, "Dinner for the county.") for hit in hits]
            declaring.declare(self.key, given, entries, by=self.by(name))
        return self

    def assess(self, name, verdict=Verdict.NONE, *, by=ASSESSOR, steps=(), **more):
        given = Assessed(
            by=self.me(by), who=self.me(name), verdict=verdict, reasons="Looked at.",
            **{"nature": Nature.PROFESSIONAL, **more},
        )  # fmt: skip
        assessing.assess(self.key, given, list(steps), by=self.by(by, Role.REGISTRAR))
        return self

    def step(self, owner=LEAD, text="A second marker scores their part.", days=60):
        until = timezone.localdate() + timedelta(days=days)
        return Step(text, self.county.people[owner].pk, until)

    def assessed(self):
        self.assess(LEAD)
        return self.assess(EVALUATOR, Verdict.MITIGATED, steps=[self.step()])

    def prepared(self):
        given = Prepared(by=self.me(ASSESSOR), summary="No supplier has an advantage.")
        assessing.prepare(self.key, given, by=self.by(ASSESSOR, Role.REGISTRAR))
        return self

    def confirmed(self):
        assessing.confirm(self.key, by=self.by(self.officer, Role.PRINCIPAL))
        return self

    def ready(self):
        """Declared, assessed, prepared and confirmed, as things stand."""
        return self.declared().assessed().prepared().confirmed()

    def tendered(self):
        self.name().bids().ready()
        moving.publish_tender(self.key, by=self.by(LEAD, Role.PROCUREMENT))
        return self

    def asked_anew(self):
        moving.ask_anew(self.key, by=self.by(LEAD, Role.PROCUREMENT))
        return self

    def awarded(self, name=BIDDER):
        given = AwardedTo(by=self.me(LEAD), supplier=str(self.supplier(name).pk))
        moving.award(self.key, given, by=self.by(LEAD, Role.PROCUREMENT))
        return self


def a_gift(county, name, giver, *, ago=30):
    day = timezone.localdate() - timedelta(days=ago)
    columns = {
        "description": "Dinner", "kind": "hospitality", "giver_name": giver, "worth": 9000,
        "worth_basis": "estimate", "offered_on": day, "happened_on": day, "outcome": "accepted",
        "supplier": False, "refreshments": False, "given": False, "reason": "",
    }  # fmt: skip
    person = county.people[name]
    by = By(person=person.pk, role=Role.DECLARANT.value)
    return gifts.declare_gift(columns, person=person, by=by, declared_on=day + timedelta(days=2))


class Procurements:
    """One that waits to be assessed, one to be prepared, one to be confirmed: for every address."""

    OFFICER = "acc.local"

    def __init__(self, county):
        self.begun = Bought(county, officer=self.OFFICER).name().bids().declared()
        body = county.people[LEAD].body_id
        somebody = county.people["constable"].pk
        hear([Linked(uuid4(), uuid4(), body, somebody, OTHER, "")], True)
        bought = [Bought(county, gift=False, officer=self.OFFICER).name().bids() for _ in "ab"]
        self.assessed, self.made = (one.declared().assessed() for one in bought)
        self.made.prepared()

    def arguments(self, name):
        here = {
            "procurement_prepare": self.assessed,
            "procurement_confirm": self.made,
            "procurement_document": self.made,
            "procurement_document_pdf": self.made,
        }.get(name, self.begun)
        (task,) = (one for one in self.begun.tasks())
        return {
            "reference": here.row.reference,
            "participant_id": str(self.begun.participant(EVALUATOR).pk),
            "task_id": str(task.pk),
            "step_id": str(Mitigation.objects.get(procurement=self.made.key).pk),
            "number": "1",
            "act": "abandon",
        }
