# SPDX-License-Identifier: MIT
"""The plan of publication, and what is published against what is held."""

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.transparency.queries.compared import Gap, compared
from candour.transparency.queries.plan import plan_of
from candour.transparency.rules.publication import PREPARERS
from candour.transparency.scheme import dataset_of, scheme_of
from candour.transparency.views.opening import MARKING, PUBLISHING, body_or_404
from candour.transparency.wording import FREQUENCIES, GAPS, owner_words, span_words, state_tag
from candour.ui.access import page
from candour.ui.pages import render
from candour.ui.request import Request


@page(PUBLISHING)
def plan(request: Request) -> HttpResponseBase:
    """Each dataset: how often, whose, what is next and by when."""
    body, today = body_or_404(request), timezone.localdate()
    lines = plan_of(body, today)
    context = {
        "body": body,
        "lines": lines,
        "may_prepare": bool(PREPARERS & request.roles),
        "frequencies": FREQUENCIES,
        "owner": owner_words,
        "span_words": span_words,
        "state_tag": state_tag,
    }
    return render(request, "transparency/plan.html", context)


@page(PUBLISHING)
def published_against_held(request: Request) -> HttpResponseBase:
    """One dataset at a time: what is held, what is public, and where the two differ."""
    body, today = body_or_404(request), timezone.localdate()
    scheme = scheme_of(body)
    if scheme is None:
        raise Http404
    code = request.GET.get("dataset", scheme.datasets[0].code)
    dataset = dataset_of(body, code)
    if dataset is None:
        raise Http404
    found = compared(body, code, today, request.GET.get("period", ""))
    context = {
        "datasets": scheme.datasets,
        "spans": found.spans,
        "dataset": dataset,
        "lines": [found.line] if found.line else [],
        "gaps": [(gap, GAPS[gap]) for gap in Gap],
        "span_words": span_words,
        "none": _("Nothing differs"),
    }
    return render(request, "transparency/held.html", context, marking=MARKING)
