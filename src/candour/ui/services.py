# SPDX-License-Identifier: MIT
"""What the pages themselves let somebody change: how a body appears."""

from dataclasses import asdict, dataclass

from django.db import transaction

from candour.ledger.services import By, Kind, record
from candour.people.models import Body
from candour.ui.models import Brand
from candour.ui.rules.appearance import readable, web_address


@dataclass(frozen=True)
class Appearance:
    """The colour of a body, whom its people ask for help, and where concerns go."""

    colour: str
    help_team: str = ""
    help_email: str = ""
    help_phone: str = ""
    concern_address: str = ""
    concern_phone: str = ""


@transaction.atomic
def change_appearance(body: Body, given: Appearance, *, by: By) -> Brand:
    """Show the body in this way from the next page on."""
    values = asdict(given) | {
        "colour": readable(given.colour),
        "concern_address": web_address(given.concern_address),
    }
    brand, _ = Brand.objects.update_or_create(body=body, defaults=values)
    record(body.pk, "changed how the body appears", by=by, kind=Kind.ALTERATION, fields=values)
    return brand
