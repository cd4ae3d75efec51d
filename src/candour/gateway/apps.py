# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "candour.gateway"
    label = "gateway"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.gateway.feeds import LISTS, gateway_feeds
        from candour.gateway.panels import filed, find, picture
        from candour.gateway.rules.procedure import GATEWAY
        from candour.kernel.roles import Role
        from candour.ui.navigation import Link, register_link
        from candour.ui.panels import Panel, register_panel
        from candour.ui.search import Resolver, register_resolver
        from candour.ui.today import Feeds, register_feed

        shown_to = {role for act in GATEWAY.acts for role in act.by} | {
            Role.SPONSOR, Role.AUDITOR, Role.OVERSIGHT, Role.EXTERNAL_ASSESSOR,
        }  # fmt: skip
        register_link(Link(_("Gateway"), "/gateway", 20, lambda roles: bool(roles & shown_to)))
        runs_it = {Role.OVERSEER, Role.REASSESSOR, Role.OVERSIGHT}
        register_link(
            Link(_("Oversight"), "/gateway/oversight", 30, lambda roles: bool(roles & runs_it))
        )
        register_link(
            Link(_("Precedents"), "/gateway/precedents", 40, lambda roles: Role.ASSESSOR in roles)
        )
        register_panel("me", Panel("filed", 50, filed, "gateway/filed_panel.html"))
        register_panel("me", Panel("own-picture", 60, picture, "gateway/own_picture_panel.html"))
        register_resolver(Resolver("gateway", find))
        _register_matters()
        _register_audit()
        _register_drafts()
        register_feed(Feeds(_("Gateway requests"), LISTS, gateway_feeds))
        _register_post()
        _register_help()


def _register_matters() -> None:
    """What the registers may ask about a matter."""
    from candour.gateway.queries.for_registers import told, told_on
    from candour.gateway.queries.promises import promised
    from candour.registers.matters import register_matters
    from candour.registers.promised import register_promises

    register_matters(told, told_on)
    register_promises("gateway", promised)


def _register_drafts() -> None:
    from django.utils.translation import gettext_lazy as _

    from candour.ui.drafts import DraftKind, register_draft_kind

    for name, title, url in (
        ("gateway-new", _("Send the request"), "new_case_request"),
        ("gateway-request", _("Describe the request"), "case_request"),
        ("gateway-areas", _("Answer the questions on areas"), "case_areas_questions"),
        ("gateway-known", _("Declare known issues"), "case_known"),
        ("gateway-material", _("Add material"), "case_add_material"),
        ("gateway-test", _("Finish the Gateway Test"), "case_test"),
        ("gateway-recommend", _("Send the recommendation"), "case_recommend"),
        ("gateway-decision", _("Record your decision"), "case_decision"),
        ("gateway-reassess", _("Ask for a reassessment"), "case_reassess"),
        ("gateway-review", _("Conclude the reassessment"), "case_review"),
    ):
        register_draft_kind(DraftKind(name, title, url))


def _register_post() -> None:
    from candour.correspondence.queries import register_matters
    from candour.correspondence.schedule import register
    from candour.gateway.queries.outbox import messages_for
    from candour.gateway.services.letting_in import END_ADMISSIONS
    from candour.gateway.services.reminders import REMIND

    register_matters("gateway", messages_for)
    register(REMIND)
    register(END_ADMISSIONS)


def _register_audit() -> None:
    from candour.audit.sights import Sight, register_sight
    from candour.gateway.panels import looked
    from candour.gateway.queries import audited
    from candour.gateway.queries.facts import stream_called
    from candour.gateway.rules.procedure import GATEWAY
    from candour.gateway.views.case import OF_THE_SERVICE
    from candour.ledger.proofs import register_finder
    from candour.ui.panels import Panel, register_panel

    register_finder(stream_called)
    register_panel("me", Panel("looked", 60, looked, "gateway/looked_panel.html"))
    matters = Sight(
        "gateway",
        audited.streams_audited,
        audited.matters_called,
        audited.matter_audited,
        audited.named_in,
        is_of_matters=True,
    )
    register_sight(matters, {act.name: act.past for act in GATEWAY.acts} | OF_THE_SERVICE)


def _register_help() -> None:
    from django.utils.translation import gettext_lazy as _

    from candour.ui.help_topics import Topic, register_topic

    for name, title, order in (
        ("yours", _("The Gateway: if a request is about you"), 20),
        ("filing", _("The Gateway: if you file for others"), 21),
        ("assessing", _("The Gateway: if you assess"), 22),
        ("reassessing", _("The Gateway: if you reassess"), 23),
        ("running", _("The Gateway: if you run it"), 24),
    ):
        register_topic(Topic(f"gateway-{name}", title, f"gateway/help/{name}.html", order))
