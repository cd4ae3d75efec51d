# SPDX-License-Identifier: MIT
"""Prepares a release: its rows with what is proposed, each row, and on to a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from candour.transparency.forms import RowForm, SendForm, VersionForm
from candour.transparency.models import IN_HAND
from candour.transparency.queries.preview import (
    bands_in_words,
    cells_of,
    previewed,
    published_before,
)
from candour.transparency.rules import publication as acts
from candour.transparency.rules.publication import Stage
from candour.transparency.rules.spans import as_span, span_of
from candour.transparency.scheme import dataset_of, scheme_of
from candour.transparency.services import preparing
from candour.transparency.views.opening import (
    HANDLING,
    MARKING,
    PUBLISHING,
    Opened,
    body_or_404,
    open_or_404,
    publisher,
)
from candour.transparency.wording import span_words
from candour.ui.access import page
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted


@page(PUBLISHING)
def prepare(request: Request, code: str, span: str) -> HttpResponseBase:
    """Begin with a period, after a look at what that means."""
    body = body_or_404(request)
    dataset, period = dataset_of(body, code), as_span(span)
    if dataset is None or period is None or period != span_of(period.first, dataset.frequency):
        raise Http404
    form = VersionForm(posted(request))

    def begin() -> str:
        made = preparing.prepare(body, dataset, period, by=publisher(request))
        return reverse("release", args=[made.pk])

    if answered := carried_out(request, form, begin):
        return answered
    context = {"form": form, "dataset": dataset, "span": span_words(period)}
    return render(request, "transparency/prepare.html", context)


@page(PUBLISHING)
def release(request: Request, release_id: UUID) -> HttpResponseBase:
    """The rows of a release: what the public would read, and what is still to be looked at."""
    opened = open_or_404(request, release_id)
    form = VersionForm(posted(request), initial={"version": opened.row.version})
    if answered := carried_out(request, form, lambda: _acted(request, opened, form.seen)):
        return answered
    context = {**shown_of(opened), "form": form}
    return shown(request, "transparency/release.html", context)


def _acted(request: Request, opened: Opened, seen: int) -> str:
    key, by = opened.row.pk, opened.by
    if "drop" in request.POST:
        preparing.drop(key, by=by, seen=seen)
        messages.success(request, _("The draft is dropped."))
        return reverse("publish")
    preparing.accept_proposals(key, only_clean="clean" in request.POST, by=by, seen=seen)
    return reverse("release", args=[key])


def shown_of(opened: Opened) -> dict[str, object]:
    scheme = scheme_of(opened.row.body)
    if scheme is None:
        raise Http404
    rows = previewed(opened.lines, opened.dataset, scheme, published_before(opened.row))
    return {
        "row": opened.row,
        "dataset": opened.dataset,
        "span": span_words(opened.span),
        "rows": rows,
        "bands": bands_in_words(opened.row, opened.dataset, scheme),
        "left": len(opened.facts.undecided),
        "clean": sum(one.left for one in rows if not one.found),
        "found": sum(one.left for one in rows if one.found),
        "withheld": sum(bool(one.line.withheld) for one in rows),
        "in_hand": opened.row.stage in IN_HAND,
        "open": opened.row.stage == Stage.DRAFT.value,
        "public": opened.row.stage == Stage.PUBLISHED.value,
        "may_decide": not opened.why_not(acts.DECIDE),
        "may_propose": not opened.why_not(acts.PROPOSE),
        "may_approve": not opened.why_not(acts.PUBLISH),
        "may_withdraw": not opened.why_not(acts.WITHDRAW),
    }


@page(PUBLISHING)
def row(request: Request, release_id: UUID, reference: str) -> HttpResponseBase:
    """One row: what is shown of each careful value, and why not all."""
    opened = open_or_404(request, release_id)
    line = next((one for one in opened.lines if one.reference == reference), None)
    if line is None or line.entry is None:
        raise Http404
    form = RowForm(
        posted(request),
        cells=cells_of(line, opened.dataset),
        withheld=line.withheld,
        initial={"version": opened.row.version},
    )

    def decide() -> str:
        preparing.decide(opened.row.pk, reference, form.decisions(), by=opened.by, seen=form.seen)
        return reverse("release", args=[opened.row.pk])

    if answered := carried_out(request, form, decide):
        return answered
    context = {
        **shown_of(opened), "form": form, "reference": reference, "reasons": opened.why_not(acts.DECIDE),
        "cells": form.cells,
    }  # fmt: skip
    return shown(request, "transparency/row.html", context)


@page(PUBLISHING)
def send(request: Request, release_id: UUID) -> HttpResponseBase:
    """Hand the release to a second person."""
    opened = open_or_404(request, release_id)
    if opened.row.stage != Stage.DRAFT.value:
        return redirect("release", release_id)
    form = SendForm(
        posted(request),
        corrects=opened.facts.corrects,
        initial={"version": opened.row.version},
    )

    def propose() -> str:
        answers = form.cleaned_data
        preparing.propose(
            opened.row.pk,
            answers.get("reason", ""),
            hides_earlier=bool(answers.get("hides")),
            by=opened.by,
            seen=form.seen,
        )
        messages.success(request, _("It waits for a second person now."))
        return reverse("release", args=[opened.row.pk])

    if answered := carried_out(request, form, propose):
        return answered
    context = {**shown_of(opened), "form": form, "reasons": opened.why_not(acts.PROPOSE)}
    return shown(request, "transparency/send.html", context)


def shown(request: Request, template: str, context: dict[str, object]) -> HttpResponseBase:
    return render(request, template, context, marking=MARKING, handling=HANDLING)
