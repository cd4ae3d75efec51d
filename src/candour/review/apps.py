# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "candour.review"
    label = "review"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.correspondence.schedule import register
        from candour.review.feeds import reports_for_me, reports_to_read, reviews_for
        from candour.review.rules.quarterly import SEATED
        from candour.review.rules.reporting import DRAFTERS, READERS
        from candour.review.services.subscribing import VISIT_CALENDARS
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link
        from candour.ui.panels import Panel, register_panel
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        register_link(Link(_("Quarter"), "/quarter", 28, lambda roles: bool(roles & SEATED)))
        register_link(
            Link(_("Reports"), "/oversight", 30, lambda roles: bool(roles & (READERS - DRAFTERS)))
        )
        register_panel("me", Panel("reports", 52, reports_for_me, "review/me_panel.html"))
        register_feed(Feed(_("the quarterly review"), NEEDS_YOU, reviews_for))
        register_feed(Feed(_("the quarterly report"), NEEDS_YOU, reports_to_read))
        register(VISIT_CALENDARS)
        register_topic(Topic("quarter", _("Review a quarter"), "review/help.html", 55))
