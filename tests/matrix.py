# SPDX-License-Identifier: MIT
"""Asks every address, as everybody, in every way, and says what came back.

Each request is undone before the next, so that what one person does changes no other cell.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from board_packs import Boarded
from county import County, county
from crosschecked import a_finding
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.test import Client
from django.urls.converters import get_converters
from django.utils import timezone
from packs import Packed
from procurements import Procurements
from publications import Publications
from quarters import ReviewedQuarter

from addresses import Address, addresses
from candour.audit.models import Admission
from candour.correspondence.models import Message
from candour.directory.services.accounts import ask_for_access
from candour.gateway.models import Case, ExternalLink, MaterialItem, Mitigation
from candour.gateway.queries.known_then import MADE_BY
from candour.gateway.rules.matter import Outcome
from candour.gateway.services import letting_in, stage_one, stage_three, stage_two
from candour.gateway.services.letting_in import NewAdmission
from candour.ledger.queries import timeline
from candour.people.models import ActingGrant, PostHolding
from candour.policy.models import PolicyConsultation
from candour.review.services.reporting import draw_figures
from candour.ui.help_topics import topics
from entries_at_hand import claimed, condition, gift, imports

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
WAY_IN = "a-way-in-for-somebody-outside"
COLUMNS = ("url", "matter", *METHODS, "who")
NO_MATTER = "-"
OF_A_MATTER = "gateway/<str:reference>"
NEVER = r"0{8}-[0-9a-f-]+|987654321|zz-never-existed"
ARGUMENT = re.compile(r"<(?:(\w+):)?(\w+)>")

# Sign-in name -> the role that brings them here, and their relation to the matter.
TAKE_PART = {
    "deputy.chief": "principal: it is about them",
    "secretariat": "secretariat: files for the principal",
    "head.secretariat": "overseer: runs it",
    "staff.officer.chief": "assessor: assesses it",
    "staff.officer": "assessor: declared a conflict",
    "association.rep": "representative: is to attend",
    "source.unit": "source unit: of this body",
    "source.unit2": "corruption investigator: also of the source unit",
    "head.psd": "reassessor: reports to the principal",
    "deputy.psd": "deputy reassessor: reports to the principal",
    "external.psd": "external reassessor: whose turn it is",
    "superintendent": "workforce: is to attend",
    "sergeant": "workforce: let in by name",
}
STRANGERS = {
    "acc.local": "principal: of other matters",
    "chief.constable": "sponsor",
    "secretariat3": "secretariat: files for others",
    "staff.officer.acc": "assessor: of other matters",
    "union.rep": "representative: not of this matter",
    "external.officer": "external assessor",
    "auditor": "auditor",
    "administrator": "administrator",
    "oversight": "oversight",
    "inspectorate": "inspector: to whom a pack is open",
    "constable": "workforce",
    "registrar": "registrar",
    "risk.panel": "interests panel",
    "standards.manager": "appropriate officer",
    "corruption.lead": "corruption supervisor",
    "press.officer": "communications",
    "procurement.manager": "procurement",
    "clerk": "clerk",
    "committee.member": "member",
    "monitoring.officer": "monitoring officer: of the force",
    "commissioner": "chief: of another body",
    "deputy.commissioner": "principal: of another body",
    "head.governance": "overseer: of another body",
    "governance.adviser": "assessor: of another body",
    "chief.executive": "reassessor: of another body",
    "new.starter": "nobody yet: signed in without a post",
    "": "signed out",
}
EVERYBODY = {**TAKE_PART, **STRANGERS}


@dataclass(frozen=True)
class Cell:
    url: str
    matter: str
    method: str
    who: str
    status: int


class Matrix:
    """The county with a matter at each stage, its people at their browsers, and every address."""

    def __init__(self) -> None:
        self.county = county()
        self.matters = matters(self.county)
        self.arguments = self._arguments()
        self.entry = gift(self.county).reference
        self.waiting, self.imported = imports(self.county)
        self.of_registers = {**condition(self.county), **claimed(self.county)}
        reviewed = ReviewedQuarter(self.county)
        self.in_a_quarter = reviewed.arguments(self.county.people["deputy.chief"])
        self.in_a_quarter["code"] = "requests"
        draw_figures(
            reviewed.row.body, reviewed.quarter, by=self.county.by("head.secretariat", "overseer")
        )
        packed = Packed(self.county).frozen().opened()
        self.in_an_inspection = {
            "reference": packed.row.reference,
            "opening_id": str(packed.opening.pk),
            "code": "requests",
        }
        self.boarded = Boarded(self.county).written().circulated().met()
        self.publications = Publications(self.county)
        self.finding = a_finding(self.county)
        self.procurements = Procurements(self.county)
        self.browsers = {name: self._browser(name) for name in EVERYBODY}
        for name in TAKE_PART:
            self._say_why(name)
        self.cookies = {
            name: {key: morsel.value for key, morsel in browser.cookies.items()}
            for name, browser in self.browsers.items()
        }

    def _browser(self, name: str) -> Client:
        client = Client(raise_request_exception=False)
        if name:
            client.force_login(self.county.people[name].account)
        return client

    def _say_why(self, name: str) -> None:
        """Reasons are given before anything is asked: the matrix is about what comes after."""
        for case in self.matters.values():
            for path in (f"/gateway/{case.reference}", f"/gateway/{case.reference}/gist"):
                answer = self.browsers[name].get(path)
                if answer.status_code == 302:
                    self.browsers[name].post(answer.url, {"reason": "task"})

    def _arguments(self) -> Mapping[str, str]:
        """What stands in an address for a record that there is."""
        people = self.county.people
        newcomer = people["new.starter"].account
        some = {
            "person_id": people["constable"].pk,
            "holding_id": PostHolding.objects.get(person=people["constable"], ends_on=None).pk,
            "grant_id": ActingGrant.objects.filter(principal=people["deputy.chief"])[0].pk,
            "request_id": ask_for_access(newcomer, "I begin on Monday.").pk,
            "account_id": newcomer.pk,
            "consultation_id": PolicyConsultation.objects.filter(replied_on=None)[0].pk,
            "message_id": self._letter(),
            "order": 1,
            "slug": "transparency-gateway",
            "number": 1,
            "left": 1,
            "right": 2,
            "key": "gateway-new",
            "topic": topics()[0].slug,
            "reference": self.matters["assessing"].reference,
        }
        return {name: str(value) for name, value in some.items()}

    def _letter(self) -> UUID:
        """A letter to somebody outside, with a link for asking again."""
        case = self.matters["mitigating"]
        client = self._browser("deputy.chief")
        client.post(
            f"/gateway/{case.reference}/tell/{parts_of(case)['party_id']}", {"reply": "Gladly."}
        )
        ExternalLink.objects.create(
            case=case,
            event=Case.objects.values_list("last_event", flat=True).get(pk=case.pk),
            party_id=parts_of(case)["party_id"],
            digest=sha256(WAY_IN.encode()).digest(),
            expires_at=timezone.now() + timedelta(days=9),
        )
        return Message.objects.filter(to_party=True)[0].pk

    def _of(self, address: Address) -> Mapping[str, str]:
        """What stands in this address and means something else in others."""
        if address.route.startswith("d/"):
            return {"reference": self.entry, "act": "withdraw"}
        if address.route.startswith("registers/"):
            return {"slug": "gifts-and-hospitality"}
        if address.route.startswith("declare/"):
            return {"slug": "media-contacts"}
        if address.route.startswith(("quarter/", "oversight/")):
            return self.in_a_quarter
        if address.route.startswith("choose-password/"):
            account = self.county.people["new.starter"].account
            return {"token": default_token_generator.make_token(account)}
        return (
            {
                "admin/people/<uuid:person_id>/sign-in/<str:what>": {"what": "stop"},
                "r/<str:token>": {"token": WAY_IN},
                "today/<slug:slug>": {"slug": "needs-you"},
            }.get(address.route)
            or self.of_registers.get(address.name)
            or self._of_its_own(address)
        )

    def _of_its_own(self, address: Address) -> Mapping[str, str]:
        first = address.route.split("/")[0]
        if first in {"import", "imported"}:
            return self._of_an_import(address)
        of: Mapping[str, Callable[[str], Mapping[str, str]]] = {
            "publish": self.publications.arguments,
            "inspection": lambda _name: self.in_an_inspection,
            "boards": self.boarded.arguments,
            "procurement": self.procurements.arguments,
            "checks": lambda _name: {"finding_id": str(self.finding)},
        }
        return of[first](address.name) if first in of else {}

    def _of_an_import(self, address: Address) -> Mapping[str, str]:
        done = address.name in {"import_result", "import_mended"}
        import_id = str(self.imported if done else self.waiting)
        return {"import_id": import_id, "kind": "gifts", "problem": UNREADABLE_DAY}

    def path(self, address: Address, case: Case | None) -> str:
        return filled(
            address, {**self.arguments, **self._of(address), **(parts_of(case) if case else {})}
        )

    def ask(self, name: str, method: str, path: str) -> int:
        """One request, undone again."""
        client = self.browsers[name]
        client.cookies = SimpleCookie(self.cookies[name])
        with transaction.atomic():
            status: int = client.generic(method, path, **FORM).status_code
            transaction.set_rollback(True)
        return status

    def cells(self, wanted: "Choice") -> Iterator[Cell]:
        for address in addresses():
            of_a_matter = address.route.startswith(OF_A_MATTER)
            for matter, case in (self.matters if of_a_matter else {NO_MATTER: None}).items():
                path = self.path(address, case)
                for name, who in EVERYBODY.items():
                    for method in METHODS:
                        if wanted(address.route, matter, name, method):
                            status = self.ask(name, method, path)
                            yield Cell(address.route, matter, method, who, status)


FORM: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded"}
Choice = Callable[[str, str, str, str], bool]
"""By address, matter, sign-in name and method; see shares.py."""


UNREADABLE_DAY = "date-not-understood-offered_on"


def filled(address: Address, known: Mapping[str, str]) -> str:
    """The path of an address, with what is known; otherwise what never existed."""
    absent = iter(re.findall(NEVER, address.never_existed))

    def value(match: re.Match[str]) -> str:
        otherwise = next(absent)
        here = known.get(match[2], otherwise)
        fits = re.fullmatch(get_converters()[match[1] or "str"].regex, here)
        return here if fits else otherwise

    return "/" + ARGUMENT.sub(value, address.route)


def case_paths(case: Case) -> list[str]:
    """Every address of one matter."""
    parts = parts_of(case)
    return [filled(each, parts) for each in addresses() if each.route.startswith(OF_A_MATTER)]


def parts_of(case: Case) -> Mapping[str, str]:
    """What belongs to this matter, as it stands in addresses."""
    material = MaterialItem.objects.filter(case=case).exclude(file=None).first()
    condition = Mitigation.objects.filter(case=case).first()
    party = County().party(case)
    admission = Admission.objects.filter(stream=case.stream, ended_at=None).first()
    found: dict[str, UUID | str | None] = {
        "reference": case.reference,
        "file_id": material.file_id if material else None,
        "condition": condition.pk if condition else None,
        "party_id": party.pk,
        "event_id": _moment(case),
        "admission_id": admission.pk if admission else None,
    }
    return {name: str(value) for name, value in found.items() if value is not None}


def _moment(case: Case) -> UUID | None:
    """The last act that froze what was known."""
    acts = [one for one in timeline(case.stream) if one.act in MADE_BY]
    return acts[-1].event_id if acts else None


def matters(aldshire: County) -> dict[str, Case]:
    """The same people in each; every stage in which somebody waits for somebody else."""
    made = _matters(aldshire)
    for case in made.values():
        _let_in(aldshire, case, "sergeant")
    waiting = NewAdmission(
        aldshire.people["inspector"].pk, aldshire.people["head.psd"].pk, "An audit.", _soon()
    )
    letting_in.ask(made["assessing"].pk, waiting, by=aldshire.by("head.secretariat", "overseer"))
    return made


def _let_in(aldshire: County, case: Case, name: str) -> None:
    """Somebody who may read the matter by name, as two others agreed."""
    reassessed = case.reassessor_id is not None
    asker = "external.psd" if reassessed else "head.secretariat"
    new = NewAdmission(
        aldshire.people[name].pk, aldshire.people["deputy.psd"].pk, "An audit.", _soon()
    )
    asked = letting_in.ask(case.pk, new, by=aldshire.by(asker, "overseer"))
    letting_in.second(asked.pk, agrees=True, by=aldshire.by("deputy.psd", "deputy_reassessor"))


def _soon() -> date:
    return timezone.localdate() + timedelta(days=30)


def _matters(aldshire: County) -> dict[str, Case]:
    here = {"attendee": "superintendent"}
    mitigating = aldshire.told(**here)
    stage_three.commission(mitigating.pk, by=aldshire.by("deputy.chief", "principal"))
    return {
        "gathering": aldshire.gathering(**here),
        "assessing": _assessing(aldshire),
        "recommended": aldshire.recommended(**here),
        "mitigating": mitigating,
        "reassessing": aldshire.reassessing(**here),
        "final": aldshire.final(outcome=Outcome.REPLACED, **here),
    }


def _assessing(aldshire: County) -> Case:
    """After a first assessor declared a conflict; two are asked for what they know."""
    case = aldshire.complete(representative="association.rep", attendee="superintendent")
    overseer = aldshire.by("head.secretariat", "overseer")
    stage_one.allocate(case.pk, aldshire.people["staff.officer"].pk, by=overseer)
    stage_two.declare_conflict(case.pk, "A cousin bids.", by=aldshire.by("staff.officer"))
    stage_one.allocate(case.pk, aldshire.people["staff.officer.chief"].pk, by=overseer)
    me = aldshire.by("staff.officer.chief")
    stage_two.declare_no_conflict(case.pk, by=me)
    stage_two.ask_for_view(case.pk, by=me)
    return stage_two.ask_for_gist(case.pk, "Is anything known?", by=me)


def rows(cells: Iterable[Cell]) -> list[tuple[str, ...]]:
    """The matrix to read: those who get the same answers stand in one row."""
    answers: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for cell in cells:
        answers[cell.url, cell.matter, cell.who][cell.method] = str(cell.status)
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for (url, matter, who), given in answers.items():
        alike[url, matter, *(given.get(method, "") for method in METHODS)].append(who)
    return sorted((*key, "; ".join(sorted(who))) for key, who in alike.items())


def cells_in(approved: Iterable[Mapping[str, str]]) -> set[Cell]:
    """The cells that the approved file names, one by one."""
    return {
        Cell(row["url"], row["matter"], method, who, int(row[method]))
        for row in approved
        for who in row["who"].split("; ")
        for method in METHODS
        if row[method]
    }
