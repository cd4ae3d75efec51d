# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "candour.registers.intake"
    label = "intake"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.kernel.roles import Role
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link

        brings_in = frozenset({Role.REGISTRAR, Role.PROCUREMENT})
        register_link(Link(_("Imports"), "/import", 45, lambda roles: bool(roles & brings_in)))
        register_topic(Topic("imports", _("Bringing spreadsheets in"), "intake/help.html", 40))
