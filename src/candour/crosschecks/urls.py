# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.crosschecks.views import comparing, matters, picturing, queueing

urlpatterns: list[URLPattern] = [
    path("checks", queueing.checks, name="checks"),
    path("checks/run", queueing.run_now, name="checks_run"),
    path("checks/queue", queueing.waiting, name="checks_queue"),
    path("checks/match/<uuid:finding_id>", comparing.compare, name="checks_match"),
    path("checks/giver/<uuid:finding_id>", picturing.picture, name="checks_giver"),
    path("gateway/<str:reference>/checks", matters.case_checks, name="case_checks"),
]
