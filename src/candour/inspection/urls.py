# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.inspection.views import drafting, leaving, opening, packs

ONE = "inspection/<str:reference>"

urlpatterns: list[URLPattern] = [
    path("inspection", packs.packs, name="packs"),
    path("inspection/begin", drafting.begin, name="pack_begin"),
    path(ONE, packs.pack, name="pack"),
    path(f"{ONE}/draw", drafting.draw, name="pack_draw"),
    path(f"{ONE}/gaps", drafting.remark, name="pack_remark"),
    path(f"{ONE}/freeze", drafting.freeze, name="pack_freeze"),
    path(f"{ONE}/open", opening.open_to, name="pack_open"),
    path(f"{ONE}/open/<uuid:opening_id>/extend", opening.extend, name="pack_extend"),
    path(f"{ONE}/open/<uuid:opening_id>/end", opening.end, name="pack_end"),
    path(f"{ONE}/close", opening.close, name="pack_close"),
    path(f"{ONE}/figures/<slug:code>", packs.figure, name="pack_figure"),
    path(f"{ONE}/evidence.pdf", leaving.pdf, name="pack_pdf"),
    path(f"{ONE}/figures.json", leaving.export, name="pack_export"),
    path(f"{ONE}/receipt", leaving.receipt, name="pack_receipt"),
]
