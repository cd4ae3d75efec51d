# SPDX-License-Identifier: MIT
from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "candour.boards"
    label = "boards"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from candour.boards.feeds import boards_for_me, turns_at_boards
        from candour.boards.queries.seen import stream_of
        from candour.kernel.roles import Role
        from candour.ledger.proofs import register_finder
        from candour.ui.navigation import Link, register_link
        from candour.ui.panels import Panel, register_panel
        from candour.ui.today import NEEDS_YOU, Feed, register_feed

        inside = frozenset({Role.MEMBER, Role.CLERK, Role.OVERSIGHT})
        register_link(Link(_("Boards"), "/boards", 31, lambda roles: bool(roles & inside)))
        register_panel("me", Panel("boards", 54, boards_for_me, "boards/me_panel.html"))
        register_feed(Feed(_("packs for boards and inspections"), NEEDS_YOU, turns_at_boards))
        register_finder(stream_of)
