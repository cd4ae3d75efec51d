# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.review.views import (
    diaries,
    exceptions,
    home,
    meeting,
    outcomes,
    printing,
    reporting,
    servers,
)

urlpatterns: list[URLPattern] = [
    path("quarter", home.quarters, name="quarters"),
    path("quarter/action/<uuid:action_id>", meeting.action, name="quarter_action"),
    path("quarter/<slug:slug>", home.quarter, name="quarter"),
    path("quarter/<slug:slug>/start", home.start_review, name="quarter_start"),
    path("quarter/<slug:slug>/diary", diaries.diaries, name="quarter_diaries"),
    path("quarter/<slug:slug>/diary/<uuid:person_id>", diaries.diary, name="quarter_diary"),
    path(
        "quarter/<slug:slug>/diary/<uuid:person_id>/server",
        servers.server,
        name="quarter_server",
    ),
    path(
        "quarter/<slug:slug>/diary/<uuid:person_id>/server/end",
        servers.end_server,
        name="quarter_server_end",
    ),
    path("quarter/<slug:slug>/sources", home.read_sources, name="quarter_sources"),
    path("quarter/<slug:slug>/exceptions", exceptions.exceptions, name="quarter_exceptions"),
    path(
        "quarter/<slug:slug>/exceptions/<uuid:item_id>",
        exceptions.exception,
        name="quarter_exception",
    ),
    path(
        "quarter/<slug:slug>/exceptions/<uuid:item_id>/substitute",
        exceptions.substitute,
        name="quarter_substitute",
    ),
    path("quarter/<slug:slug>/minutes", meeting.minutes, name="quarter_minutes"),
    path("quarter/<slug:slug>/actions", meeting.actions, name="quarter_actions"),
    path("quarter/<slug:slug>/samples", meeting.samples, name="quarter_samples"),
    path("quarter/<slug:slug>/sign", home.sign, name="quarter_sign"),
    path("quarter/<slug:slug>/spending", outcomes.spending, name="quarter_spending"),
    path(
        "quarter/<slug:slug>/spending/<uuid:person_id>",
        outcomes.spending_of,
        name="quarter_spending_of",
    ),
    path("quarter/<slug:slug>/trend", outcomes.trend, name="quarter_trend"),
    path("quarter/<slug:slug>/review.pdf", printing.review_pdf, name="quarter_pdf"),
    path("oversight", reporting.reports, name="reports"),
    path("oversight/parties", reporting.report_parties, name="report_parties"),
    path("oversight/<slug:slug>", reporting.report, name="report"),
    path("oversight/<slug:slug>/draw", reporting.draw, name="report_draw"),
    path("oversight/<slug:slug>/write", reporting.report_write, name="report_write"),
    path("oversight/<slug:slug>/freeze", reporting.report_freeze, name="report_freeze"),
    path(
        "oversight/<slug:slug>/figures/<slug:code>", reporting.report_figure, name="report_figure"
    ),
    path("oversight/<slug:slug>/report.pdf", reporting.report_pdf, name="report_pdf"),
    path("oversight/<slug:slug>/receipt", reporting.report_receipt, name="report_receipt"),
]
