# SPDX-License-Identifier: MIT
"""Two pages as anyone would write them: no rules, no scope, no record."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from bench.yardstick.models import Case

ROWS_ON_A_PAGE = 25


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    newest = Case.objects.select_related("officer").order_by("-opened_at", "-id")
    return render(request, "yardstick/cases.html", {"cases": newest[:ROWS_ON_A_PAGE]})


@login_required
def case(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_object_or_404(
        Case.objects.select_related("officer", "assessor"), reference=reference
    )
    return render(
        request,
        "yardstick/case.html",
        {
            "case": found,
            "parties": found.parties.order_by("id"),
            "material": found.material.order_by("id"),
            "answers": found.answers.order_by("id"),
            "conditions": found.conditions.order_by("id"),
            "entries": found.entries.select_related("by").order_by("-at", "-id"),
        },
    )
