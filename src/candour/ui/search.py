# SPDX-License-Identifier: MIT
"""One box: type a reference, reach the record. Nothing that is typed ends up in an address."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from candour.ui.access import SIGNED_IN, page
from candour.ui.forms import GdsForm, Text
from candour.ui.pages import render
from candour.ui.panels import Viewer, viewer_of
from candour.ui.request import Request, posted

_resolvers: dict[str, "Resolver"] = {}


@dataclass(frozen=True)
class Hit:
    """A record that this viewer may open."""

    what: str
    reference: str
    url: str


@dataclass(frozen=True)
class Resolver:
    """Finds a record by its reference, for this viewer, or nothing."""

    name: str
    find: Callable[[Viewer, str], Hit | None]


class SearchForm(GdsForm):
    reference = Text(
        _("Reference"),
        hint=_("For example, GW-7KQ3-9FXD"),
        missing=_("Enter a reference, for example GW-7KQ3-9FXD"),
        max_length=40,
        width=20,
    )


def register_resolver(resolver: Resolver) -> None:
    _resolvers[resolver.name] = resolver


@page(SIGNED_IN, lowest="workforce")
def search(request: Request) -> HttpResponseBase:
    """By POST, so that a name typed by mistake stays out of histories and logs."""
    form = SearchForm(posted(request))
    if not form.is_valid():
        return render(request, "ui/search.html", {"form": form})
    asked = form.cleaned_data["reference"].upper()
    viewer = viewer_of(request)
    hits = [hit for each in _resolvers.values() if (hit := each.find(viewer, asked))]
    if len(hits) == 1:
        return redirect(hits[0].url)
    return render(request, "ui/search.html", {"form": form, "asked": asked, "hits": hits})
