# SPDX-License-Identifier: MIT
from datetime import timedelta

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "candour.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.correspondence import signs
        from candour.correspondence.digest import DAILY_DIGEST
        from candour.correspondence.schedule import Job, register
        from candour.directory.services import post, sessions
        from candour.kernel.roles import Role
        from candour.ui.navigation import Link, register_link
        from candour.ui.signs import Sign, register_sign

        keepers = frozenset({Role.SECRETARIAT, Role.OVERSEER})
        register_link(Link(_("Outbox"), "/outbox", 60, lambda roles: bool(roles & keepers)))
        register(DAILY_DIGEST)
        register_sign(Sign("jobs", _("Jobs"), 40, signs.jobs))
        register_sign(Sign("mail", _("E-mail"), 50, signs.mail))
        register(Job("sign-in-post", post.send_due, every=timedelta(seconds=5)))
        register(Job("sessions", sessions.tidy, every=timedelta(hours=1)))
