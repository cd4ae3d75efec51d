# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "candour.review"
    label = "review"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.correspondence.schedule import register
        from candour.review.feeds import reviews_for
        from candour.review.rules.quarterly import SEATED
        from candour.review.services.subscribing import VISIT_CALENDARS
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        register_link(Link(_("Quarter"), "/quarter", 28, lambda roles: bool(roles & SEATED)))
        register_feed(Feed(_("the quarterly review"), NEEDS_YOU, reviews_for))
        register(VISIT_CALENDARS)
        register_topic(Topic("quarter", _("Review a quarter"), "review/help.html", 55))
