# SPDX-License-Identifier: MIT
"""Keeps the listing of each current entry: whose it is, whose turn, and the words to search.

Sealed words never get there.
"""

from typing import Any

from candour.registers.base import Register, RegisterEntry, Show, own_fields
from candour.registers.models import Listing
from candour.registers.queries.facts import turn_of

WORDS = {"CharField", "TextField"}
WIDE = {Show.PUBLIC, Show.STAFF}


def index(row: RegisterEntry) -> None:
    """Put a new edition in the place of the one before."""
    before = Listing.objects.filter(reference=row.reference).values_list("pk", flat=True).first()
    fresh = text_of(row)
    fresh.pk = before
    fresh.save()


def move(row: RegisterEntry) -> None:
    """Note where an entry stands after an act that changed no column."""
    Listing.objects.filter(reference=row.reference).update(**_standing(row))


def text_of(row: RegisterEntry) -> Listing:
    """The listing of one edition; whoever brings in many saves these in one go."""
    return Listing(
        register=row.register.slug,
        entry=row.pk,
        reference=row.reference,
        body_id=row.body_id,
        person_id=row.person_id,
        entered_by_id=row.entered_by_id,
        declared_on=row.declared_on,
        staff=_words(row, row.register, wide=True),
        inside=_words(row, row.register, wide=False),
        **_standing(row),
    )


def _standing(row: RegisterEntry) -> dict[str, Any]:
    turn = turn_of(row)
    return {"state": row.state, "waits_for": turn.value if turn else "", "due_on": row.due_on}


def _words(row: RegisterEntry, register: Register, *, wide: bool) -> str:
    found = [row.reference] if wide else []
    if wide and row.person is not None:
        found.append(row.person.full_name)
    for each in own_fields(type(row)):
        show = register.columns[each.name]
        if (show in WIDE) is wide and show is not Show.SECRET and _is_words(each):
            found.append(str(getattr(row, each.attname)))
    return " ".join(word for word in found if word)


def _is_words(field: Any) -> bool:
    return field.get_internal_type() in WORDS and not field.choices
