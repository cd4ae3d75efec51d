# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.transparency.views import approving, outcomes, plan, preparing

urlpatterns: list[URLPattern] = [
    path("publish", plan.plan, name="publish"),
    path("publish/held", plan.published_against_held, name="publish_held"),
    path("publish/outcomes", outcomes.outcomes, name="outcomes"),
    path(
        "publish/outcomes/<uuid:outcome_id>/set-aside",
        outcomes.outcome_set_aside,
        name="outcome_set_aside",
    ),
    path("publish/new/<slug:code>/<slug:span>", preparing.prepare, name="release_prepare"),
    path("publish/<uuid:release_id>", preparing.release, name="release"),
    path("publish/<uuid:release_id>/row/<slug:reference>", preparing.row, name="release_row"),
    path("publish/<uuid:release_id>/send", preparing.send, name="release_send"),
    path("publish/<uuid:release_id>/approve", approving.approve, name="release_approve"),
    path("publish/<uuid:release_id>/withdraw", approving.withdraw, name="release_withdraw"),
]
