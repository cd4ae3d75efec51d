# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.policy import drafting, limits, pages, views

urlpatterns: list[URLPattern] = [
    path("policies", views.policies, name="policies"),
    path("policies/new", pages.add_policy, name="policy_add"),
    path("policies/<slug:slug>", views.policy, name="policy"),
    path("policies/<slug:slug>/<int:number>", views.version, name="policy_version"),
    path("policies/<slug:slug>/<int:number>/file", views.policy_file, name="policy_file"),
    path(
        "policies/<slug:slug>/compare/<int:left>/<int:right>", views.compare, name="policy_compare"
    ),
    path("policies/<slug:slug>/new-version", drafting.write_version, name="policy_edit"),
    path("policies/<slug:slug>/limits", limits.time_limits, name="policy_limits"),
    path("policies/<slug:slug>/consultation", pages.consultation, name="policy_consultation"),
    path(
        "policies/<slug:slug>/consultation/<uuid:consultation_id>", pages.reply, name="policy_reply"
    ),
    path("policies/<slug:slug>/approval", pages.approval, name="policy_approval"),
    path("policies/<slug:slug>/commence", pages.commence, name="policy_commence"),
    path("policies/<slug:slug>/discard", pages.discard, name="policy_discard"),
    path("policies/<slug:slug>/review", pages.review, name="policy_review"),
]
