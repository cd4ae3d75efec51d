# SPDX-License-Identifier: MIT
from django.urls import path

from bench.yardstick import views

urlpatterns = [
    path("cases", views.cases, name="cases"),
    path("cases/<str:reference>", views.case, name="case"),
]
