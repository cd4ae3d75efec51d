# SPDX-License-Identifier: MIT
"""Whom people turn to at a body, as it says on its pages and in its letters."""

from dataclasses import dataclass
from uuid import UUID

from candour.people.phrased import Phrased
from candour.ui.models import Brand


@dataclass(frozen=True)
class Contact:
    """Empty words where the body gave none."""

    body: str = ""
    help_team: str = ""
    help_phone: str = ""
    help_email: str = ""

    @property
    def in_a_line(self) -> str:
        return ", ".join(
            part for part in (self.help_team, self.help_phone, self.help_email) if part
        )


BRAND = Phrased(lambda body: Brand.objects.filter(body=body).select_related("body"))


def contact_at(body: UUID) -> Contact:
    brand = BRAND.first(body)
    return _contact(brand) if brand else Contact()


def contacts() -> tuple[Contact, ...]:
    """Every body that says whom to ask, by name."""
    return tuple(map(_contact, Brand.objects.select_related("body").order_by("body__name")))


def _contact(brand: Brand) -> Contact:
    return Contact(brand.body.name, brand.help_team, brand.help_phone, brand.help_email)
