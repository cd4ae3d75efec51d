# SPDX-License-Identifier: MIT
"""The meeting: minutes, actions and dip samples."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.review.forms import ActionForm, DoneForm, MinutesForm, SampleForm
from candour.review.queries.drafting import drafted
from candour.review.queries.facts import quarter_of_review
from candour.review.queries.people import person_of, possible_owners
from candour.review.queries.population import POPULATIONS, population_of
from candour.review.queries.shown import action_of, actions_of, samples_of
from candour.review.rules.quarterly import Minutes, Stage
from candour.review.rules.sampling import share_of
from candour.review.services import reviewing
from candour.review.views.home import seen_by
from candour.review.views.opening import HANDLING, MARKING, REVIEWERS, open_or_404, reviewer
from candour.ui.access import SIGNED_IN, page
from candour.ui.marking import Marking
from candour.ui.once import carried_out
from candour.ui.pages import render
from candour.ui.request import Request, posted, who


@page(REVIEWERS)
def minutes(request: Request, slug: str) -> HttpResponseBase:
    """What was said; drafted from what both reviewers judged, to be corrected by hand."""
    opened = open_or_404(request, slug, part="the minutes")
    row = opened.row
    initial = drafted(row, opened.review, opened.quarter) if not row.minutes else {
        "present": row.present, "text": row.minutes, "learning": row.learning, "trainer": row.trainer,
    }  # fmt: skip
    form = MinutesForm(posted(request), initial={**initial, "version": row.version})

    def write() -> str:
        answers = form.cleaned_data
        given = Minutes(
            by=str(opened.viewer.pk), present=answers["present"], text=answers["text"],
            learning=answers["learning"], trainer=answers["trainer"],
        )  # fmt: skip
        reviewing.minute(row.pk, given, by=opened.by, seen=seen_by(form))
        messages.success(request, _("The minutes are recorded."))
        return reverse("quarter", args=[slug])

    if answered := carried_out(request, form, write):
        return answered
    context = {
        "form": form, "row": row, "quarter": opened.quarter, "drafted": not row.minutes,
        "open": row.stage == Stage.OPEN.value,
    }  # fmt: skip
    return _shown(request, "review/minutes.html", context)


@page(REVIEWERS)
def actions(request: Request, slug: str) -> HttpResponseBase:
    """What has to be done after the meeting, by whom and until when."""
    opened = open_or_404(request, slug, part="the actions")
    form = ActionForm(
        posted(request), people=possible_owners(opened.row.body_id, timezone.localdate())
    )

    def add() -> str:
        answers = form.cleaned_data
        owner = person_of(answers["owner"])
        reviewing.add_action(opened.row, answers["what"], owner, answers["due_on"], by=opened.by)
        messages.success(request, _("The action is added."))
        return reverse("quarter_actions", args=[slug])

    if answered := carried_out(request, form, add):
        return answered
    context = {
        "form": form, "row": opened.row, "quarter": opened.quarter, "actions": actions_of(opened.row),
        "open": opened.row.stage != Stage.CLOSED.value,
    }  # fmt: skip
    return _shown(request, "review/actions.html", context)


@page(SIGNED_IN, lowest="workforce")
def action(request: Request, action_id: UUID) -> HttpResponseBase:
    """The owner of an action says what was done."""
    owed = action_of(who(request), action_id)
    if owed is None:
        raise Http404
    form = DoneForm(posted(request))

    def done() -> str:
        reviewing.complete_action(owed, form.cleaned_data["done"], by=reviewer(request))
        messages.success(request, _("It is noted that this is done."))
        return reverse("today")

    if answered := carried_out(request, form, done):
        return answered
    context = {"form": form, "action": owed, "quarter": quarter_of_review(owed.review)}
    return render(request, "review/action.html", context, marking=Marking.OFFICIAL)


@page(REVIEWERS)
def samples(request: Request, slug: str) -> HttpResponseBase:
    """Draw a dip sample with a start value that is published, so that anybody can draw it again."""
    opened = open_or_404(request, slug, part="the samples")
    form = SampleForm(
        posted(request), of=[(name, str(words)) for name, words in POPULATIONS.items()]
    )

    def draw() -> str:
        answers = form.cleaned_data
        what = answers["what"]
        held = population_of(what, opened.row.body, opened.quarter)
        size = share_of(len(held), answers["percent"])
        number = len(samples_of(opened.row)) + 1
        reviewing.draw_sample(
            opened.row, what, held, size, sampling_seed=f"{slug}/{what}/{number}", by=opened.by
        )
        return reverse("quarter_samples", args=[slug])

    if answered := carried_out(request, form, draw):
        return answered
    context = {
        "form": form, "row": opened.row, "quarter": opened.quarter,
        "samples": samples_of(opened.row), "names": POPULATIONS,
        "open": opened.row.stage != Stage.CLOSED.value,
    }  # fmt: skip
    return _shown(request, "review/samples.html", context)


def _shown(request: Request, template: str, context: dict[str, object]) -> HttpResponseBase:
    return render(request, template, context, marking=MARKING, handling=HANDLING)
