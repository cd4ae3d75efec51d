# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "candour.ui"
    label = "ui"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.kernel.roles import Role
        from candour.ui.drafts import drafts_of
        from candour.ui.guides import register_guides
        from candour.ui.health_page import unwell
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link, to_everyone
        from candour.ui.today import DRAFTS, NEEDS_YOU, Feed, register_feed

        register_link(Link(_("Today"), "/today", 0, to_everyone))
        register_link(Link(_("Help"), "/help", 1000, to_everyone))
        register_link(
            Link(_("Health"), "/admin/health", 820, lambda roles: Role.ADMINISTRATOR in roles)
        )
        register_feed(Feed(_("the health of the installation"), NEEDS_YOU, unwell))
        register_feed(Feed(_("your drafts"), DRAFTS, drafts_of))
        for order, (slug, title, template) in enumerate(
            [
                ("finding-your-way", _("Finding your way"), "finding_your_way"),
                ("filling-in-forms", _("Filling in forms"), "forms"),
                ("drafts-and-time-outs", _("Drafts, time-outs and sending twice"), "drafts"),
                ("markings", _("Markings and restricted entries"), "markings"),
            ]
        ):
            register_topic(Topic(slug, title, f"ui/help/{template}.html", order))
        register_guides()
