# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.procurement.views import assessing, associations, declaring, home, moving, naming

ONE = "procurement/<str:reference>"
urlpatterns: list[URLPattern] = [
    path("procurement", home.procurements, name="procurements"),
    path("procurement/new", home.new_procurement, name="procurement_new"),
    path("procurement/associations", associations.associations, name="procurement_associations"),
    path("procurement/step/<uuid:step_id>", declaring.step, name="procurement_step"),
    path(ONE, home.procurement, name="procurement"),
    path(f"{ONE}/people", naming.people, name="procurement_people"),
    path(
        f"{ONE}/people/<uuid:participant_id>/stand-down",
        naming.stand_down,
        name="procurement_stand_down",
    ),
    path(f"{ONE}/accountable", naming.accountable, name="procurement_accountable"),
    path(f"{ONE}/suppliers", naming.suppliers, name="procurement_suppliers"),
    path(f"{ONE}/declare", declaring.declare, name="procurement_declare"),
    path(f"{ONE}/task/<uuid:task_id>", declaring.task, name="procurement_task"),
    path(f"{ONE}/assess/<uuid:participant_id>", assessing.assess, name="procurement_assess"),
    path(f"{ONE}/prepare", assessing.prepare, name="procurement_prepare"),
    path(f"{ONE}/confirm", assessing.confirm, name="procurement_confirm"),
    path(f"{ONE}/next/<slug:act>", moving.move, name="procurement_next"),
    path(f"{ONE}/document/<int:number>", assessing.document, name="procurement_document"),
    path(
        f"{ONE}/document/<int:number>.pdf", assessing.document_pdf, name="procurement_document_pdf"
    ),
]
