# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.ui import appearance_page, draft_page, health_page, search, today_page, views

urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("today", today_page.today, name="today"),
    path("today/<slug:slug>", today_page.today_list, name="today_list"),
    path("search", search.search, name="search"),
    path("drafts/<str:key>", draft_page.save, name="draft"),
    path("me", views.me, name="me"),
    path("brand.css", views.brand, name="brand"),
    path("admin/appearance", appearance_page.appearance, name="appearance"),
    path("admin/health", health_page.installation, name="admin_health"),
    path("stay", views.stay, name="stay"),
    path("timed-out", views.timed_out, name="timed_out"),
    path("health", views.health, name="health"),
    path("help", views.help_index, name="help"),
    path("help/report-a-concern", views.report_a_concern, name="report_a_concern"),
    path("help/<slug:topic>", views.help_topic, name="help_topic"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("privacy", views.privacy, name="privacy"),
    path("cookies", views.cookies, name="cookies"),
]
