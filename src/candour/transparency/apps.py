# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "candour.transparency"
    label = "transparency"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.correspondence.schedule import register
        from candour.transparency import checks
        from candour.transparency.feeds import publishes, records_outcomes, to_publish
        from candour.transparency.jobs import SITE
        from candour.transparency.rules.publication import PUBLISHERS
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link
        from candour.ui.panels import Panel, register_panel
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        checks.install()
        register(SITE)
        register_link(Link(_("Publish"), "/publish", 29, lambda roles: bool(roles & PUBLISHERS)))
        register_panel("me", Panel("publishes", 50, publishes, "transparency/me_panel.html"))
        outcomes = Panel("outcomes", 51, records_outcomes, "transparency/me_outcomes.html")
        register_panel("me", outcomes)
        register_feed(Feed(_("publication"), NEEDS_YOU, to_publish))
        register_topic(Topic("publishing", _("Publish a register"), "transparency/help.html", 58))
