# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.audit import auditing, pages, views

urlpatterns: list[URLPattern] = [
    path("audit", auditing.trail_page, name="audit"),
    path("audit/export", auditing.export, name="audit_export"),
    path("audit/readings", auditing.looks_page, name="audit_readings"),
    path("reason", views.reason, name="reason"),
    path("record", pages.record, name="record"),
    path("record/checkpoint", pages.checkpoint, name="record_checkpoint"),
    path("record/verify_log.py", pages.verifier, name="record_verifier"),
]
