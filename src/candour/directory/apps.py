# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "candour.directory"
    label = "directory"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.directory import fresh_proof, notices
        from candour.kernel.roles import Role
        from candour.people.rules.acting_grants import MAY_BE_DELEGATES
        from candour.ui.fresh_proof import register_prover
        from candour.ui.navigation import Link, register_link
        from candour.ui.panels import Panel, register_panel
        from candour.ui.signs import Sign, register_sign
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        register_link(
            Link(_("Acting for"), "/acting-for", 100, lambda roles: bool(roles & MAY_BE_DELEGATES))
        )
        register_link(
            Link(_("People"), "/admin/people", 800, lambda roles: Role.ADMINISTRATOR in roles)
        )
        register_panel("me", Panel("filing", 100, notices.filing, "directory/me_panel.html"))
        register_feed(Feed(_("requests for access"), NEEDS_YOU, notices.access_requests))
        register_sign(Sign("sign-in", _("Sign-in"), 60, notices.attempts))
        register_prover(fresh_proof.PROVER)
