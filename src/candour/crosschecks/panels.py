# SPDX-License-Identifier: MIT
"""What the cross-checks show on pages of others."""

from django.urls import reverse

from candour.ui.panels import Viewer


def link_to_checks(_viewer: Viewer, reference: str) -> str:
    """The way from a matter to what is known of its organiser; it asks the database nothing."""
    return reverse("case_checks", args=[reference])
