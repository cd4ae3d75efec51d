# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "candour.policy"
    label = "policy"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.kernel.roles import Role
        from candour.policy.drafting import DRAFT_KIND
        from candour.policy.today import policies_of
        from candour.ui.drafts import DraftKind, register_draft_kind
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        register_link(Link(_("Policies"), "/policies", 800, lambda roles: Role.WORKFORCE in roles))
        register_draft_kind(DraftKind(DRAFT_KIND, _("Policy version"), "policy_edit"))
        register_feed(Feed(_("your policies"), NEEDS_YOU, policies_of))
        register_topic(Topic("policies", _("Change a policy"), "policy/help.html", 60))
