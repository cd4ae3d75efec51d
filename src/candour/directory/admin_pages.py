# SPDX-License-Identifier: MIT
"""Administration of people and posts. Nothing here shows what any matter is about."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candour.directory import queries
from candour.directory.forms import EndForm, FindPeopleForm, HoldingForm, PersonForm, PostForm
from candour.directory.services import accounts, factors, people
from candour.kernel.procedure import Refused
from candour.kernel.roles import Role
from candour.ledger.services import By
from candour.people.models import Person
from candour.ui.access import holds, page
from candour.ui.forms import GdsForm
from candour.ui.fresh_proof import need_proof
from candour.ui.once import once
from candour.ui.pages import render
from candour.ui.request import Request, posted, who

ADMINISTRATOR = holds(Role.ADMINISTRATOR)
ONE_DAY = timedelta(days=1)


def _by(request: Request) -> By:
    return By(person=who(request).pk, role=Role.ADMINISTRATOR.value)


def _person(person_id: UUID) -> Person:
    person = queries.person(person_id)
    if person is None:
        raise Http404
    return person


def _filled(
    request: Request, form: GdsForm, act: Callable[[], str], template: str, **context: Any
) -> HttpResponseBase:
    """Carry out the act of a form that is filled in; show the form when it is not, or refused."""
    if form.is_valid():
        need_proof(request)  # every one of these changes who may do what
        try:
            return once(request, act)
        except Refused as refused:
            form.refuse(refused)
    return render(request, template, {"form": form, **context})


@page(ADMINISTRATOR)
def people_list(request: Request) -> HttpResponseBase:
    """By POST when searching, so that names stay out of addresses."""
    form = FindPeopleForm(posted(request))
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = queries.people_page(words=words, after="" if words else request.GET.get("after", ""))
    context = {
        "form": form,
        "words": words,
        "found": found,
        "requests": queries.open_requests(),
    }
    return render(request, "directory/admin/people.html", context)


@page(ADMINISTRATOR)
def add_person(request: Request) -> HttpResponseBase:
    bodies = queries.bodies(timezone.localdate())
    form = PersonForm(posted(request), bodies=bodies)

    def add() -> str:
        answers = form.cleaned_data
        body = next(each for each in bodies if str(each.pk) == answers["body"])
        given = people.NewPerson(
            body=body,
            full_name=answers["full_name"],
            rank_or_role=answers["rank_or_role"],
            email=answers["email"],
            username=answers["username"],
        )
        person = people.add_person(given, by=_by(request))
        messages.success(request, _("The person is added. Give them a post next."))
        return reverse("admin_person", args=[person.pk])

    return _filled(request, form, add, "directory/admin/add_person.html")


@page(ADMINISTRATOR)
def person(request: Request, person_id: UUID) -> HttpResponseBase:
    shown = _person(person_id)
    today, account = timezone.localdate(), queries.account_of(shown)
    context = {
        "person": shown,
        "account": account,
        "has": factors.factors_of(account) if account else None,
        "sessions": queries.sessions_of(account) if account else (),
        "holdings": queries.history_of(shown),
        "asked": queries.open_request_of(shown),
        "today": today,
    }
    return render(request, "directory/admin/person.html", context)


@page(ADMINISTRATOR)
def hold_post(request: Request, person_id: UUID) -> HttpResponseBase:
    shown = _person(person_id)
    posts = queries.all_posts(timezone.localdate())
    form = HoldingForm(
        posted(request), posts=posts, initial={"rank": shown.rank_or_role, "acting": False}
    )

    def hold() -> str:
        answers = form.cleaned_data
        last_day: date | None = answers["last_day"]
        given = people.NewHolding(
            post=next(each for each in posts if str(each.pk) == answers["post"]),
            person=shown,
            starts_on=answers["starts_on"],
            ends_on=last_day + ONE_DAY if last_day else None,
            rank=answers["rank"],
            acting=answers["acting"],
        )
        brought = people.conflicts_of(given, by=_by(request))
        people.hold_post(given, by=_by(request))
        messages.success(request, _("The post is given."))
        for conflict in brought:
            messages.warning(request, conflict.reason)
        return reverse("admin_person", args=[shown.pk])

    return _filled(request, form, hold, "directory/admin/hold_post.html", person=shown)


@page(ADMINISTRATOR)
def end_holding(request: Request, holding_id: UUID) -> HttpResponseBase:
    holding = queries.holding(holding_id)
    if holding is None:
        raise Http404
    form = EndForm(posted(request), initial={"ends_on": timezone.localdate()})

    def end() -> str:
        people.end_holding(holding.pk, ends_on=form.cleaned_data["ends_on"], by=_by(request))
        messages.success(request, _("The end of the post is recorded."))
        return reverse("admin_person", args=[holding.person_id])

    return _filled(request, form, end, "directory/admin/end_holding.html", holding=holding)


@page(ADMINISTRATOR)
def record_leaving(request: Request, person_id: UUID) -> HttpResponseBase:
    shown = _person(person_id)
    form = EndForm(posted(request), initial={"ends_on": timezone.localdate()})

    def leave() -> str:
        people.record_leaving(shown.pk, left_on=form.cleaned_data["ends_on"], by=_by(request))
        messages.success(request, _("The person's leaving is recorded."))
        return reverse("admin_person", args=[shown.pk])

    return _filled(request, form, leave, "directory/admin/leave.html", person=shown)


@page(ADMINISTRATOR, methods=("POST",))
def send_password_link(request: Request, person_id: UUID) -> HttpResponseBase:
    shown = _person(person_id)

    def send() -> str:
        accounts.send_password_link(shown, by=_by(request))
        words = _("We are sending a link. If nothing has come in an hour, send another.")
        messages.success(request, words)
        return reverse("admin_person", args=[shown.pk])

    need_proof(request)
    try:
        return once(request, send)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("admin_person", shown.pk)


@page(ADMINISTRATOR, methods=("POST",))
def close_request(request: Request, request_id: UUID) -> HttpResponseBase:
    def close() -> str:
        accounts.close_access_request(request_id, by=_by(request))
        messages.success(request, _("The request is closed."))
        return reverse("admin_people")

    try:
        return once(request, close)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("admin_people")


@page(ADMINISTRATOR)
def posts(request: Request) -> HttpResponseBase:
    context = {"posts": queries.posts_by_body(timezone.localdate())}
    return render(request, "directory/admin/posts.html", context)


@page(ADMINISTRATOR)
def add_post(request: Request) -> HttpResponseBase:
    today = timezone.localdate()
    bodies, others = queries.bodies(today), queries.all_posts(today)
    form = PostForm(posted(request), bodies=bodies, posts=others)

    def add() -> str:
        answers = form.cleaned_data
        by_id = {str(each.pk): each for each in others}
        given = people.NewPost(
            body=next(each for each in bodies if str(each.pk) == answers["body"]),
            code=answers["code"],
            title=answers["title"],
            roles=frozenset(Role(role) for role in answers["roles"]),
            unit=answers["unit"],
            serves=by_id.get(answers["serves"]),
            deputises_for=by_id.get(answers["deputises_for"]),
            reports_to=by_id.get(answers["reports_to"]),
            in_population=answers["in_population"],
            independent=answers["independent"],
        )
        people.add_post(given, by=_by(request))
        messages.success(request, _("The post is added."))
        return reverse("admin_posts")

    return _filled(request, form, add, "directory/admin/add_post.html")


@page(ADMINISTRATOR)
def roles(request: Request) -> HttpResponseBase:
    """The separation-of-duty report."""
    context = {"rows": queries.conflicting_roles(timezone.localdate())}
    return render(request, "directory/admin/roles.html", context)
