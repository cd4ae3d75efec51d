# SPDX-License-Identifier: MIT
from django.urls import URLPattern, path

from candour.boards.views import actions, boards, drafting, items, leaving, packs

ONE, PACK = "boards/<str:reference>", "boards/packs/<str:reference>"

urlpatterns: list[URLPattern] = [
    path("boards", boards.boards, name="boards"),
    path("boards/add", boards.add, name="board_add"),
    path("boards/actions/<uuid:action_id>", actions.action, name="board_action"),
    path(PACK, packs.pack, name="board_pack"),
    path(f"{PACK}/draw", drafting.draw, name="board_pack_draw"),
    path(f"{PACK}/meeting", drafting.move, name="board_pack_meeting"),
    path(f"{PACK}/items/add", items.add, name="board_item_add"),
    path(f"{PACK}/items/<uuid:item_id>", items.item, name="board_item"),
    path(f"{PACK}/items/<uuid:item_id>/leave-out", items.leave_out, name="board_item_leave_out"),
    path(f"{PACK}/learning", drafting.learning, name="board_pack_learning"),
    path(f"{PACK}/circulate", drafting.circulate, name="board_pack_circulate"),
    path(f"{PACK}/correct", drafting.correct, name="board_pack_correct"),
    path(f"{PACK}/figures/<slug:code>", packs.figure, name="board_pack_figure"),
    path(f"{PACK}/papers.pdf", leaving.pdf, name="board_pack_pdf"),
    path(f"{PACK}/papers.json", leaving.export, name="board_pack_export"),
    path(f"{PACK}/receipt", leaving.receipt, name="board_pack_receipt"),
    path(ONE, boards.board, name="board"),
    path(f"{ONE}/name", boards.rename, name="board_name"),
    path(f"{ONE}/list/add", boards.seat_add, name="board_seat_add"),
    path(f"{ONE}/list/<uuid:seat_id>/end", boards.seat_end, name="board_seat_end"),
    path(f"{ONE}/begin", drafting.begin, name="board_pack_begin"),
    path(f"{ONE}/actions/add", actions.add, name="board_action_add"),
]
