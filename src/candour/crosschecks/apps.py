# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class CrosschecksConfig(AppConfig):
    name = "candour.crosschecks"
    label = "crosschecks"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.audit.known import Keeper, register_facts_known
        from candour.correspondence.schedule import register
        from candour.crosschecks.feeds import needs_you
        from candour.crosschecks.nightly import CROSSCHECKS, WHEN_CHANGED
        from candour.crosschecks.panels import link_to_checks
        from candour.crosschecks.queries.matters import facts_known
        from candour.crosschecks.queries.paid import supplier_told
        from candour.crosschecks.rules.compartments import READERS
        from candour.registers.suppliers import register_suppliers
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link
        from candour.ui.panels import Panel, register_panel
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        register(CROSSCHECKS)
        register(WHEN_CHANGED)
        register_feed(Feed(_("the cross-checks"), NEEDS_YOU, needs_you))
        register_suppliers(supplier_told)
        register_facts_known(Keeper("crosschecks", _("Money to the organisers"), facts_known))
        register_panel(
            "matter", Panel("crosschecks", 10, link_to_checks, "crosschecks/matter_panel.html")
        )
        register_link(Link(_("Checks"), "/checks", 27, lambda roles: bool(roles & READERS)))
        register_topic(Topic("checks", _("Cross-checks"), "crosschecks/help.html", 56))
