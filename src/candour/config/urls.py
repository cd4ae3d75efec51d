# SPDX-License-Identifier: MIT
"""Every address of the product; each app keeps its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("candour.ui.urls")),
    path("", include("candour.directory.urls")),
    path("", include("candour.policy.urls")),
    path("", include("candour.correspondence.urls")),
    path("", include("candour.files.urls")),
    path("", include("candour.audit.urls")),
    path("", include("candour.registers.urls")),
    path("", include("candour.registers.intake.urls")),
    path("", include("candour.gateway.urls")),
    path("", include("candour.crosschecks.urls")),
    path("", include("candour.procurement.urls")),
    path("", include("candour.review.urls")),
    path("", include("candour.transparency.urls")),
    path("", include("candour.inspection.urls")),
    path("", include("candour.boards.urls")),
]

handler400 = "candour.ui.problems.not_understood"
handler403 = handler404 = "candour.ui.problems.not_found"
handler500 = "candour.ui.problems.broken"
