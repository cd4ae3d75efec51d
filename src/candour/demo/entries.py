# SPDX-License-Identifier: MIT
"""A year of entries in every register, made by the same acts as anyone's.

The figures of second jobs are those of the progress report: 145 applications, 140 agreed to;
those with a condition that the nightly sweep judges are made by `promises.py`.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random

from candour.demo import promises
from candour.demo.offers import CONTACTS, FIRM, GIVERS, JOBS, MEMBERSHIPS, OFFERS
from candour.gateway.models import Case
from candour.gateway.rules.matter import Stage
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.entries.familiarity import Familiarity
from candour.registers.entries.media_contacts import MediaContact
from candour.registers.entries.social_media import SocialMediaIncident
from candour.registers.entries.sponsorship_and_facilities import Sponsorship
from candour.registers.how_checked import Frequency, Method
from candour.registers.queries.givers import named
from candour.registers.rules.associations import Deciding
from candour.registers.services import associations, gifts, interests
from candour.registers.services.acting import act_in_words
from candour.registers.services.declaring import Declared, declare
from candour.registers.services.expenses import declare_expense
from candour.registers.services.meetings import Answered, Item, add_meeting, declare_interests
from candour.registers.services.promises import Promise

APPLICATIONS, AGREED = 145, 140
ONE_IN = 7
"""One in so many agreements carries a condition."""
DECIDE_THEMSELVES = (
    "registrar",
    "standards.manager",
    "risk.panel",
    "risk.panel2",
    "chief.constable",
)
GIFTS = 60
SEED = "Aldshire registers"


def fill(people: Mapping[str, Person], today: date) -> None:
    county = _Registers(people, today)
    county.gifts()
    county.second_jobs()
    county.others()
    county.meetings()
    county.associations()
    county.expenses()


def buyer_among(people: Iterable[Person]) -> Person:
    """The first of those who buy for the force."""
    buyers = Person.objects.filter(holdings__post__code="buyer", pk__in=[one.pk for one in people])
    return buyers.order_by("full_name")[0]


class _Registers:
    """The registers on their way. Whoever is in turn acts, as each procedure asks."""

    def __init__(self, people: Mapping[str, Person], today: date) -> None:
        self.people, self.today = people, today
        self.draw = Random(SEED)  # noqa: S311  invented entries need to be the same each time, not secret
        force = people["constable"].body
        self.workforce = list(
            Person.objects.filter(
                body=force, left_on=None, holdings__post__reports_to__isnull=False
            )
            .exclude(account__username__in=["administrator", "new.starter"])
            .distinct()
            .order_by("full_name")
        )

        others = {people[name].pk for name in (*DECIDE_THEMSELVES, *promises.HOLDERS)}
        self.applicants = [one for one in self.workforce if one.pk not in others]

    def by(self, name: str, role: Role) -> By:
        return By(person=self.people[name].pk, role=role.value)

    def someone(self) -> Person:
        return self.draw.choice(self.workforce)

    def some_day(self, within: int = 360) -> date:
        return self.today - timedelta(days=self.draw.randint(0, within))

    # ------------------------------------------------------------------ gifts

    def gifts(self) -> None:
        for _ in range(GIFTS):
            self._gift(self.someone())
        self._gift(self.people["deputy.chief"], "Amberwick Vehicles plc", accepted=True)
        self._gift(self.people["acc.local"], "Kestrel Security Group", accepted=True)
        body = self.people["constable"].body
        one, other = named(body, "Ribblesea Holdings"), named(body, "Ribblesea Systems")
        if one and other:
            gifts.link_givers(one, other, by=self.by("registrar", Role.REGISTRAR))

    def _gift(self, person: Person, giver: str = "", *, accepted: bool = False) -> None:
        what, kind, worth = self.draw.choice(OFFERS)
        name, supplier = self.draw.choice(GIVERS)
        outcome = self.draw.choice(("accepted", "declined", "declined", "returned"))
        if giver:
            what, kind, worth, name, supplier = "Dinner for two", "hospitality", 9000, giver, True
        outcome = "accepted" if accepted else "declined" if kind == "cash" else outcome
        offered = self.some_day(20 if giver else 330)
        late = (self.today - offered).days % 9 == 0
        columns = {
            "description": what, "kind": kind, "giver_name": giver or name, "worth": worth,
            "worth_basis": "unknown" if worth is None else "estimate", "offered_on": offered,
            "happened_on": offered, "outcome": outcome, "supplier": supplier,
            "refreshments": "Tea" in what, "given": False, "reason": "",
        }  # fmt: skip
        row = gifts.declare_gift(
            columns, person=person, by=By(person=person.pk, role=Role.DECLARANT.value),
            why_late="I was on leave when it came." if late else "",
            declared_on=offered + timedelta(days=40 if late else 3),
        )  # fmt: skip
        if row.state == "to_agree" and self.draw.random() < 0.6:  # noqa: PLR2004  most are settled
            act = "agree" if self.draw.random() < 0.5 else "refuse"  # noqa: PLR2004  half of them
            who = self.by("registrar", Role.REGISTRAR)
            if person.pk != who.person:
                act_in_words(row, act, "I looked at the giver and at the sum.", by=who)

    # ------------------------------------------------------------------ second jobs

    def second_jobs(self) -> None:
        for number in range(promises.JOBS, APPLICATIONS):
            self._second_job(number, agreed=number < AGREED)

    def _second_job(self, number: int, *, agreed: bool) -> None:
        first = number == promises.JOBS
        category, nature, name, paid, hours = FIRM if first else JOBS[number % len(JOBS)]
        drawn, decided = (
            self.draw.choice(self.applicants),
            self.today - timedelta(days=number * 2 % 300),
        )
        person = buyer_among(self.applicants) if first else drawn
        columns = {
            "basis": "officer" if number % 3 else "staff", "category": category, "nature": nature,
            "name": name, "whose": "relative" if category == "licence" else "own", "paid": paid,
            "begins_on": decided + timedelta(days=30), "hours": hours, "duty_hours": 40,
            "hours_between": 12, "uses_position": False, "dealings": "", "conflict": "",
            "household": "",
        }  # fmt: skip
        row = interests.apply(
            columns, person=person, by=By(person=person.pk, role=Role.DECLARANT.value),
            declared_on=decided - timedelta(days=14) if agreed else self.today - timedelta(days=9),
        )  # fmt: skip
        row = self._advised(row)
        if agreed:
            self._agree(row, conditional=number % ONE_IN == 0, on=decided)
        elif number % 2:
            self._refuse(row)

    def _advised(self, row: BusinessInterest) -> BusinessInterest:
        if row.state == "submitted":
            by = self.by("registrar", Role.REGISTRAR)
            row = act_in_words(row, "go_on_without_view", "The view came by e-mail.", by=by)
        panel = self.by("risk.panel", Role.INTERESTS_PANEL)
        return act_in_words(row, "advise", "We see no risk.", by=panel)

    def _agree(self, row: BusinessInterest, *, conditional: bool, on: date) -> None:
        decider = self.by("standards.manager", Role.APPROPRIATE_OFFICER)
        if not conditional:
            interests.determine(row, "find_compatible", "", by=decider, decided_on=on)
            return
        row = interests.send_preliminary_view(row, "conditional", "The hours are long.", by=decider)
        me = By(person=row.person_id, role=Role.DECLARANT.value)
        row = act_in_words(row, "make_representations", "I can keep to that.", by=me)
        most = max(row.hours, 2)
        promise = Promise(
            "hours", f"At most {most} hours a week", Method.STATEMENT, Frequency.HALF_YEARLY,
            owner=self.people["standards.manager"].pk, limit=most,
        )  # fmt: skip
        interests.determine(
            row,
            "find_conditional",
            "With this limit it fits.",
            [promise],
            by=decider,
            decided_on=on,
        )

    def _refuse(self, row: BusinessInterest) -> None:
        decider = self.by("standards.manager", Role.APPROPRIATE_OFFICER)
        row = interests.send_preliminary_view(row, "incompatible", "It clashes.", by=decider)
        me = By(person=row.person_id, role=Role.DECLARANT.value)
        row = act_in_words(row, "make_representations", "I would stay away from work.", by=me)
        interests.determine(row, "find_incompatible", "It cannot be kept apart.", by=decider)

    # ------------------------------------------------------------------ the others

    def others(self) -> None:
        for outlet, medium, subject, terms in CONTACTS * 3:
            person = self.draw.choice(
                [self.people["deputy.chief"], self.people["acc.local"], self.someone()]
            )
            self._plain(MediaContact, person, {
                "met_on": self.some_day(), "outlet": outlet, "medium": medium, "subject": subject,
                "terms": terms, "covered": terms == "on_record",
            })  # fmt: skip
        chiefs = ("chief.constable", "deputy.chief", "acc.local", "chief.finance")
        for who, (name, kind, position) in zip(chiefs, MEMBERSHIPS, strict=True):
            self._plain(ExternalMembership, self.people[who], {
                "organisation": name, "kind": kind, "position": position,
                "joined_on": self.some_day(900), "hours": 4, "deals_with_us": kind == "portfolio",
            })  # fmt: skip
        self._plain(Familiarity, self.people["head.secretariat"], {
            "who": "Perrin Oake", "what_they_are": "A member of the Audit and Ethics Committee",
            "tie": "friend", "since": self.some_day(3000), "could_matter": "Papers of the committee",
            "mitigation": "A colleague prepares its papers.",
        })  # fmt: skip
        self._plain(Sponsorship, self.people["communications"], {
            "kind": "sponsorship", "item": "Shirts for the cadets' football team",
            "party": "Saffronbeck Brewery", "purpose": "Cadets' tournament", "worth": 30000,
            "begins_on": self.some_day(), "approved_by": "Deputy Chief Constable",
        })  # fmt: skip
        for platform in ("A group of the shift", "A public page", "A marketplace"):
            self._plain(SocialMediaIncident, self.someone(), {
                "happened_on": self.some_day(), "platform": platform, "account": "own", "duty": "off",
                "what": "A joke about a colleague was passed on.", "done": "Taken down.",
            })  # fmt: skip

    def _plain(self, model: type, person: Person, columns: Mapping[str, object]) -> None:
        by = By(person=person.pk, role=Role.DECLARANT.value)
        declare(model, Declared(columns), person=person, by=by)

    def meetings(self) -> None:
        """One meeting to come, whose second item a member's register is about."""
        member, clerk = self.people["committee.member"], self.by("clerk", Role.CLERK)
        held_on = self.today + timedelta(days=16)
        items = [
            Item("Minutes of the last meeting"),
            Item("Award of the catering contract", ("Nettlebeck Catering", "Saffronbeck Brewery")),
            Item("Report on second jobs"),
        ]
        title = "Audit and Ethics Committee"
        meeting = add_meeting(self.people["constable"].body, title, held_on, items, by=clerk)
        self._plain(ExternalMembership, member, {
            "organisation": "Nettlebeck Catering Ltd", "kind": "board", "position": "Trustee",
            "joined_on": self.some_day(900), "deals_with_us": True,
        })  # fmt: skip
        other = self.people["committee.member2"]
        said = {2: Answered("personal", "stay", "A cousin works for one of the bidders.")}
        by = By(person=other.pk, role=Role.DECLARANT.value)
        declare_interests(meeting, said, person=other, by=by)

    def expenses(self) -> None:
        """What a chief officer paid ahead for an event that is to come, told from its request."""
        person = self.people["chief.constable"]
        case = Case.objects.filter(principal=person, stage=Stage.MITIGATING).order_by("event_on")[0]
        columns = {
            "what": "Charity rowing day of the Aldshire Lakes Trust", "event_on": case.event_on, "place": "",
            "host": "Aldshire Lakes Trust", "cost": "travel", "pence": 1840,
            "went": "not_yet", "reason": "", "gateway_reference": case.reference,
        }  # fmt: skip
        declare_expense(columns, person=person, by=By(person=person.pk, role=Role.DECLARANT.value))

    # ------------------------------------------------------------------ associations

    def associations(self) -> None:
        """One at each step."""
        for step, who in enumerate(("constable", "sergeant", "inspector")):
            person = self.people[who]
            columns = {
                "tie": "friend", "associate": "Somebody from school", "how_known": "From school",
                "why": "They were before a court last year.", "contact": "At matches",
                "knows_of_work": "Yes, and has not asked.", "since": "Since school",
            }  # fmt: skip
            me = By(person=person.pk, role=Role.DECLARANT.value)
            row = associations.tell(columns, person=person, by=me)
            if step > 0:
                unit = self.by("source.unit", Role.CORRUPTION_INVESTIGATOR)
                row = associations.grade(row, "low", "Old and known.", covert=False, by=unit)
            if step > 1:
                lead = self.by("corruption.lead", Role.CORRUPTION_SUPERVISOR)
                given = Deciding(
                    by=str(lead.person), text="Nothing needs to be done. Tell us if it changes.",
                    decision="no_action", reasons="No risk to any work.",
                )  # fmt: skip
                associations.decide(row, given, by=lead)
