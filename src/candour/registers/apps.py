# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "candour.registers"
    label = "registers"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.audit.known import Keeper, register_facts_known
        from candour.registers import checks, feeds
        from candour.registers.base import record_columns
        from candour.registers.queries.known import entries_known
        from candour.ui.help_topics import Topic, register_topic
        from candour.ui.navigation import Link, register_link, to_everyone
        from candour.ui.panels import Panel, register_panel
        from candour.ui.search import Resolver, register_resolver
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        checks.install()
        _register_promises()
        record_columns()
        register_facts_known(Keeper("registers", _("Entries on that day"), entries_known))
        register_link(Link(_("Declare"), "/declare", 10, to_everyone))
        register_link(Link(_("Registers"), "/registers", 25, to_everyone))
        register_feed(Feed(_("registers"), NEEDS_YOU, feeds.needs_you))
        register_panel("me", Panel("declared", 40, feeds.declared, "registers/me_panel.html"))
        register_panel("me", Panel("to apply", 45, feeds.to_apply, "registers/to_apply.html"))
        register_resolver(Resolver("registers", feeds.find))
        register_topic(Topic("declaring", _("Declaring"), "registers/help/declaring.html", 10))
        _register_drafts()


def _register_promises() -> None:
    """The nightly sweep of conditions, and how the entry is found that one of them names."""
    from candour.correspondence.schedule import register
    from candour.ledger.proofs import register_finder
    from candour.registers.queries.facts import stream_of
    from candour.registers.services.sweeping import SWEEP

    register(SWEEP)
    register_finder(stream_of)


def _register_drafts() -> None:
    from django.utils.translation import gettext_lazy as _

    from candour.ui.drafts import DraftKind, register_draft_kind

    register_draft_kind(DraftKind("gift", _("Send the declaration of a gift"), "declare_gift"))
    register_draft_kind(DraftKind("declare", _("Send the declaration"), "declare_plain"))
    register_draft_kind(DraftKind("interest", _("Send your application"), "interest_tasks"))
