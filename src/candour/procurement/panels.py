# SPDX-License-Identifier: MIT
"""What procurements show on pages of others."""

from django.urls import reverse

from candour.crosschecks.rules.compartments import UNIT
from candour.ui.panels import Viewer


def link_to_associations(viewer: Viewer, _reference: str) -> str | None:
    """From the cross-checks to what the unit alone sees; to everybody else there is nothing."""
    return reverse("procurement_associations") if viewer.roles & UNIT else None
