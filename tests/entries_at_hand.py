# SPDX-License-Identifier: MIT
"""Entries, imports, a condition and claims of the county, for whoever opens their addresses."""

from collections.abc import Mapping
from uuid import UUID

from county import County
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from candour.demo.finance import bring_in
from candour.demo.promises import Planting
from candour.files.services import check as check_file
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.how_checked import Method
from candour.registers.intake.known_kinds import kind_named
from candour.registers.intake.queries.claiming import CARD, CLAIM, own_rows
from candour.registers.intake.services.importing import import_files
from candour.registers.intake.services.waiting import begin
from candour.registers.intake.sheets import Source
from candour.registers.queries.promises import checks_of
from candour.registers.queries.shown import conditions_of
from candour.registers.services.checking import Told, check
from candour.registers.services.gifts import declare_gift


def gift(aldshire: County) -> GiftOrHospitality:
    """A constable's, that somebody has to agree to."""
    offer = {
        "description": "A watch",
        "kind": "gift",
        "giver_name": "Ribblesea Systems Ltd",
        "worth": 9000,
        "offered_on": timezone.localdate(),
        "outcome": "accepted",
    }
    return declare_gift(offer, person=aldshire.people["constable"], by=aldshire.by("constable"))


def imports(aldshire: County) -> tuple[UUID, UUID]:
    """A spreadsheet that was looked at, and one that is in the register."""
    keeper, by = aldshire.people["registrar"], aldshire.by("registrar", "registrar")
    text = b"Officer,Date offered,Offered by,Gift\nAnn Able,soon,Brook,Pen\nAnn Able,2026-03-04,Brook,Pen\n"
    files = [Source("gifts.csv", text)]
    waiting = begin(kind_named("gifts"), files, keeper, by=by)
    return waiting, import_files(kind_named("gifts"), files, by=by).import_id


def condition(aldshire: County) -> Mapping[str, Mapping[str, str]]:
    """A condition of the constable's that was not kept, and its referral."""
    row = Planting(aldshire.people, timezone.localdate()).job(
        "constable", "Lessons are given at home", kind="own_words", method=Method.EVIDENCE
    )
    one = conditions_of(row)[0]
    checker = aldshire.by("standards.manager", "appropriate_officer")
    file = check_file(SimpleUploadedFile("rota.txt", b"Fridays"))
    told = Told("A lesson in Aldbury.", file=file)
    referral = check(one.pk, "broken", told, timezone.localdate(), by=checker)
    kept = str(checks_of(one)[0].file_id)
    key = {"key": str(one.pk)}
    return {
        "condition_check": key, "condition_show": key, "condition_next": {},
        "condition_file": {**key, "file_id": kept},
        "referral": {"key": str(referral.pk) if referral else ""},
    }  # fmt: skip


def claimed(aldshire: County) -> Mapping[str, Mapping[str, str]]:
    """A claim and a purchase of the deputy chief's."""
    bring_in(aldshire.people, timezone.localdate())
    [claim, card] = (own_rows(aldshire.people["deputy.chief"], kind)[0] for kind in (CLAIM, CARD))
    return {
        "claim_explain": {"kind": CLAIM, "pk": str(claim.pk)},
        "claim_ask": {"pk": str(card.pk)},
    }
