# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "candour.audit"
    label = "audit"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.audit.known import Keeper, register_facts_known
        from candour.audit.posts_held import posts_held
        from candour.audit.publication import PUBLISH
        from candour.audit.queries import people_called, streams_of_people
        from candour.audit.sights import Sight, register_sight
        from candour.audit.words import WORDS
        from candour.correspondence.schedule import register
        from candour.kernel.roles import Role
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_footer_link, register_link

        register(PUBLISH)
        register_facts_known(Keeper("posts", _("Posts held on that day"), posts_held))
        register_sight(Sight("people", streams_of_people, people_called), WORDS)
        register_link(Link(_("Audit"), "/audit", 50, lambda roles: Role.AUDITOR in roles))
        register_footer_link(_("Check our record"), "record", 10)
        register_topic(
            Topic("the-record", _("The record, and who has looked"), "audit/help.html", 60)
        )
