# SPDX-License-Identifier: MIT
"""The acts that are done in words alone, and corrections of a plain entry."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from django.db import transaction

from candour.ledger.services import By
from candour.registers.base import RegisterEntry
from candour.registers.entries.business_interests import BusinessInterest
from candour.registers.entries.gifts_and_hospitality import GiftOrHospitality
from candour.registers.rules.entry import Words
from candour.registers.services import gifts, interests
from candour.registers.services.carrying_out import Extra, carry_out, send

AnEntry = TypeVar("AnEntry", bound=RegisterEntry)


def act_in_words(
    row: AnEntry, act: str, text: str, *, by: By, seen: int | None = None, inside: bool = False
) -> AnEntry:
    if isinstance(row, GiftOrHospitality) and act == "link":
        gifts.link_matter(row, text.strip(), by=by, seen=seen)
        row.refresh_from_db()
        return row
    if isinstance(row, BusinessInterest) and act in OF_INTERESTS:
        OF_INTERESTS[act](row, text, by=by, seen=seen)
        row.refresh_from_db()
        return row
    given = Words(by=str(by.person), text=text)
    return carry_out(row, act, given, by=by, seen=seen, extra=Extra(inside=inside))


OF_INTERESTS: Mapping[str, Callable[..., BusinessInterest]] = {
    "make_representations": partial(interests.answer_preliminary_view, act="make_representations"),
    "go_on_without_answer": partial(interests.answer_preliminary_view, act="go_on_without_answer"),
    "appeal": interests.appeal,
    "confirm": interests.confirm,
    "record_breach": interests.record_breach,
}
"""Acts on a second job that set a date or leave something behind besides the words."""


def correct(
    row: AnEntry, columns: Mapping[str, Any], why: str, *, by: By, seen: int | None = None
) -> AnEntry:
    """A new edition that goes its way once more; the old one stays."""
    given = Words(by=str(by.person), text=why)
    with transaction.atomic():
        return send(
            carry_out(row, "correct", given, by=by, seen=seen, extra=Extra(changes=columns)), by=by
        )
