# SPDX-License-Identifier: MIT
"""A page shows what a higher app knows without importing it: the higher app registers a panel."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from candour.people.models import Person
from candour.ui.request import Request, who

_panels: dict[str, dict[str, "Panel"]] = {}


@dataclass(frozen=True)
class Viewer:
    """Who looks. Every panel filters what it shows for this viewer."""

    person: Person
    roles: frozenset[StrEnum]
    acting_for: Person | None = None


PanelView = Any
"""A small frozen view made by the panel; only the panel's own page knows its shape."""


@dataclass(frozen=True)
class Panel:
    """`view` gets the viewer and a reference; None means that there is nothing to show."""

    name: str
    order: int
    view: Callable[[Viewer, str], PanelView | None]
    template: str


@dataclass(frozen=True)
class ShownPanel:
    name: str
    template: str
    view: PanelView


def viewer_of(request: Request) -> Viewer:
    return Viewer(who(request), request.roles, request.acting_for)


def register_panel(slot: str, panel: Panel) -> None:
    _panels.setdefault(slot, {})[panel.name] = panel


def panels_for(slot: str, viewer: Viewer, reference: str) -> list[ShownPanel]:
    """What the slot holds for this viewer, in order. A page includes each template as `panel`."""
    shown = []
    for panel in sorted(
        _panels.get(slot, {}).values(), key=lambda panel: (panel.order, panel.name)
    ):
        view = panel.view(viewer, reference)
        if view is not None:
            shown.append(ShownPanel(panel.name, panel.template, view))
    return shown
