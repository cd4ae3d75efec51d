# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    name = "candour.procurement"
    label = "procurement"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.correspondence.schedule import register
        from candour.crosschecks.hearing import register_hearing
        from candour.procurement.feeds import procurements_for
        from candour.procurement.nightly import LOOK_ANEW
        from candour.procurement.panels import link_to_associations
        from candour.procurement.queries.promises import promised
        from candour.procurement.queries.visible import OFFICES
        from candour.procurement.services.looking import hear
        from candour.registers.promised import register_promises
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link
        from candour.ui.panels import Panel, register_panel
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        register(LOOK_ANEW)
        register_hearing("procurement", hear)
        register_promises("procurement", promised)
        register_feed(Feed(_("procurements"), NEEDS_YOU, procurements_for))
        register_link(
            Link(_("Procurement"), "/procurement", 29, lambda roles: bool(roles & OFFICES))
        )
        register_panel(
            "checks",
            Panel("procurement", 10, link_to_associations, "procurement/checks_panel.html"),
        )
        register_topic(
            Topic("procurement", _("Conflicts in a procurement"), "procurement/help.html", 57)
        )
