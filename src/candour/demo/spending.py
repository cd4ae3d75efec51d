# SPDX-License-Identifier: MIT
"""Where the money of Aldshire goes, and some scandals in it for the cross-checks to find.

All of it comes in as files, as it would from finance. Days are counted from the day of building.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from candour.crosschecks.services.running import run
from candour.demo.entries import buyer_among
from candour.demo.offers import FIRM
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.registers.entries.external_memberships import ExternalMembership
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.services.importing import import_files
from candour.registers.intake.sheets import Source
from candour.registers.services import associations, gifts
from candour.registers.services.declaring import Declared, declare

FORCE = "Aldshire Constabulary"
SEED = "Aldshire spending"
ORDINARY = (
    ("Northmoor Electricity", "Energy", 180_000), ("Dunlark Water", "Water", 42_000),
    ("Tallowfield Paper Mills", "Stationery", 9_000), ("Ashcombe Cleaning Group", "Cleaning", 61_000),
    ("Verrick Telecom plc", "Telephones", 75_000), ("Thornhythe Locksmiths", "Repairs", 3_200),
    ("Pellinore Legal LLP", "Legal advice", 28_000), ("Borrowdene Forensics Ltd", "Laboratory", 96_000),
    ("Quillon Translation Services", "Interpreters", 14_000), ("Swaleford Tyres", "Tyres", 12_500),
    ("REDACTED", "Personal data", 800), ("THIRD PARTY PAYMENT 00312", "Claim", 2_400),
)  # fmt: skip


@dataclass(frozen=True)
class Scandal:
    """Something planted: which detector has to find it, and under which declared name."""

    detector: str
    declared: str


FLEET, UNIFORMS, HOTEL = "Fellgate Fleet Supplies", "Wharfside Uniforms", "Gannet House Hotel"
TRUST, SECURITY = "Heronsgate Youth Trust", "Osprey Guarding"
HAULAGE, HOLDING, ORGANISER = (
    "Grebe Haulage Ltd",
    "HOLLINBANK FACILITIES LTD",
    "Copperbeech Fleet Services",
)
PLANTED = (
    Scandal("hospitality-then-money", FLEET),
    Scandal("offer-during-tender", FLEET),
    Scandal("award-then-hospitality", UNIFORMS),
    Scandal("repeated-offers", SECURITY),
    Scandal("interest-with-supplier", FIRM[2]),
    Scandal("interest-with-supplier", TRUST),
    Scandal("interest-with-supplier", HAULAGE),
    Scandal("card-spend-with-donor", HOTEL),
    Scandal("organiser-with-history", ORGANISER),
    Scandal("undeclared-hold", HOLDING),
)
"""What a run over Aldshire has to find."""


def fill(people: Mapping[str, Person], today: date) -> None:
    """Finance's files, the declarations that clash with them, and the first run."""
    county = _Spending(people, today)
    county.files()
    county.declarations()
    run()


class _Spending:
    def __init__(self, people: Mapping[str, Person], today: date) -> None:
        self.people, self.today = people, today
        self.draw = Random(SEED)  # noqa: S311  invented sums need to be the same each time, not secret
        self.buyer = buyer_among(Person.objects.filter(left_on=None))

    def _day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    # ------------------------------------------------------------------ files

    def files(self) -> None:
        self._bring("contracts", "contracts.csv", CONTRACT_COLUMNS, self._contracts())
        self._bring("spend", "payments.csv", PAYMENT_COLUMNS, self._payments())
        self._bring("card-transactions", "cards.csv", CARD_COLUMNS, self._cards())
        self._bring("ownership", "ownership.csv", OWNERSHIP_COLUMNS, self._ownership())

    def _bring(
        self, kind: str, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
    ) -> None:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows(rows)
        buyer = self.people["procurement.manager"]
        by = By(person=buyer.pk, role=Role.PROCUREMENT.value)
        import_files(kind_named(kind), [Source(name, text.getvalue().encode())], by=by)

    def _contracts(self) -> Iterator[Sequence[object]]:
        told = (
            ("Supply of patrol vehicles", "FELLGATE FLEET SUPPLIES LTD", 240_000, 12, -1083),
            ("Uniform and boots", "Wharfside Uniforms Limited", 118_000, 70, -1025),
            ("Fleet servicing", "COPPERBEECH FLEET SERVICES LTD", 96_000, 690, -55),
            ("Guarding of two sites", "Osprey Guarding Ltd", 64_000, 420, -700),
            ("Telephones", "VERRICK TELECOM PLC", 310_000, 500, -600),
            ("Cleaning of stations", "Ashcombe Cleaning Group", 150_000, 300, -800),
        )
        for number, (title, supplier, pounds, awarded, ends) in enumerate(told, start=1):
            yield (
                f"ALD-{number:04}", title, FORCE, supplier, pounds, self._day(awarded),
                self._day(awarded), self._day(ends), "active",
            )  # fmt: skip

    def _payments(self) -> Iterator[Sequence[object]]:
        number = 1000
        for name, category, pounds in ORDINARY * 12:
            number += 1
            amount = round(pounds * self.draw.uniform(0.05, 0.15), 2)
            yield self._day(self.draw.randrange(5, 355)), amount, name, number, category, FORCE
        for name, category, pounds in (
            ("MARLOCK PRINT WORKS LIMITED", "Printing", 6_400),
            ("Heronsgate Youth Trust", "Grants", 5_000),
            ("GREBE HAULAGE LTD (INACTIVE)", "Removals", 8_200),
            ("Hollinbank Facilities Limited", "Repairs", 31_000),
        ):
            for month in range(4):
                number += 1
                yield self._day(20 + 30 * month), pounds, name, number, category, FORCE

    def _cards(self) -> Iterator[Sequence[object]]:
        inspector = self.people["inspector"].full_name
        for ago in (18, 46, 75):
            yield inspector, "GANNET HOUSE HOTEL", 312.40, self._day(ago), "Away day"
        for ago in range(10, 300, 25):
            yield (
                self.people["sergeant"].full_name,
                "Thornhythe Locksmiths",
                48,
                self._day(ago),
                "Keys",
            )

    def _ownership(self) -> Iterator[Sequence[object]]:
        yield "s1", "entityStatement", "HOLLINBANK FACILITIES LTD", "09911882", "", "", "", ""
        yield "s2", "personStatement", self.buyer.full_name, "", "", "", "", ""
        yield (
            "s3", "ownershipOrControlStatement", "", "", "s1", "s2",
            "More than 75% of the shares", self._day(900),
        )  # fmt: skip
        yield "s4", "entityStatement", "Thornhythe Locksmiths Ltd", "08123450", "", "", "", ""
        yield "s5", "personStatement", "Marguerite Ondine", "", "", "", "", ""
        yield "s6", "ownershipOrControlStatement", "", "", "s4", "s5", "Shares", self._day(700)

    # ------------------------------------------------------------------ declarations

    def declarations(self) -> None:
        head = self.people["procurement"]
        self._offer(head, FLEET, "Dinner and a box at the races", 18_000, 41)
        self._offer(self.buyer, UNIFORMS, "A weekend by the lakes", 24_000, 52)
        for ago, what in ((20, "Lunch"), (75, "Two tickets"), (130, "Dinner"), (190, "A hamper")):
            self._offer(self.people["superintendent"], SECURITY, what, 4_500, ago)
        self._offer(self.people["inspector"], HOTEL, "A night with breakfast", 13_000, 25)
        self._declared(self.people["acc.local"])
        self._association(self.people["sergeant"])

    def _offer(self, person: Person, giver: str, what: str, pence: int, ago: int) -> None:
        day = self._day(ago)
        columns = {
            "description": what, "kind": "hospitality", "giver_name": giver, "worth": pence,
            "worth_basis": "estimate", "offered_on": day, "happened_on": day, "outcome": "accepted",
            "supplier": False, "refreshments": False, "given": False, "reason": "",
        }  # fmt: skip
        by = By(person=person.pk, role=Role.DECLARANT.value)
        gifts.declare_gift(columns, person=person, by=by, declared_on=day + timedelta(days=4))

    def _declared(self, person: Person) -> None:
        columns = {
            "organisation": TRUST, "kind": "board", "position": "Trustee",
            "joined_on": self._day(800), "hours": 3, "deals_with_us": False,
        }  # fmt: skip
        by = By(person=person.pk, role=Role.DECLARANT.value)
        declare(ExternalMembership, Declared(columns), person=person, by=by)

    def _association(self, person: Person) -> None:
        columns = {
            "tie": "friend", "associate": "Corin Hale, about 45, runs Grebe Haulage Ltd in Marlock",
            "how_known": "From rugby", "why": "He was questioned last year.",
            "contact": "Most weeks", "knows_of_work": "Yes", "since": "2019",
        }  # fmt: skip
        associations.tell(
            columns, person=person, by=By(person=person.pk, role=Role.DECLARANT.value)
        )


CONTRACT_COLUMNS = (
    "Contract reference", "Title", "Buyer", "Supplier", "Value", "Award date", "Start date",
    "End date", "Status",
)  # fmt: skip
PAYMENT_COLUMNS = ("Date paid", "Amount", "Supplier", "Transaction number", "Category", "Body")
CARD_COLUMNS = ("Card holder", "Merchant", "Amount", "Date", "Purpose")
OWNERSHIP_COLUMNS = (
    "Statement", "Statement type", "Name", "Company number", "About", "Owner", "Interests", "Since",
)  # fmt: skip
