# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "candour.inspection"
    label = "inspection"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.inspection.feeds import packs_for_me, packs_to_inspect
        from candour.inspection.queries.packs import stream_of
        from candour.kernel.roles import Role
        from candour.ledger.proofs import register_finder
        from candour.ui.navigation import Link, register_link
        from candour.ui.panels import Panel, register_panel
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        outside = frozenset({Role.INSPECTOR, Role.OVERSIGHT})
        register_link(Link(_("Inspection"), "/inspection", 29, lambda roles: bool(roles & outside)))
        register_panel("me", Panel("inspection", 53, packs_for_me, "inspection/me_panel.html"))
        register_feed(Feed(_("packs for an inspection"), NEEDS_YOU, packs_to_inspect))
        register_finder(stream_of)
