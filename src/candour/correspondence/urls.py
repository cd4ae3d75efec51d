# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.correspondence import views

urlpatterns: list[URLPattern] = [
    path("outbox", views.outbox, name="outbox"),
    path("outbox/<uuid:message_id>", views.message, name="outbox_message"),
    path("outbox/<uuid:message_id>/file/<int:order>", views.attached, name="outbox_file"),
]
