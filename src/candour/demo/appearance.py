# SPDX-License-Identifier: MIT
"""How the two bodies of Aldshire appear, and whom their people ask; the numbers ring nowhere."""

from collections.abc import Mapping

from candour.demo import roster
from candour.ledger.services import By
from candour.people.models import Body
from candour.ui.services import Appearance, change_appearance

LOOKS = {
    roster.FORCE: Appearance(
        colour="#1b2a49",
        help_team="the Integrity Desk",
        help_email="integrity.desk@aldshire.example",
        help_phone="01632 960101",
        concern_phone="01632 960109",
    ),
    roster.COMMISSIONER: Appearance(
        colour="#3d1f47",
        help_team="the Governance Team",
        help_email="governance@commissioner-aldshire.example",
        help_phone="01632 960202",
        concern_phone="01632 960209",
    ),
}


def dress(bodies: Mapping[str, Body], *, by: By) -> None:
    for slug, look in LOOKS.items():
        change_appearance(bodies[slug], look, by=by)
