# SPDX-License-Identifier: MIT
"""A circulated pack on paper: the agenda with figures and words, actions, learning, and how to check it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from candour.boards.models import BoardPack
from candour.boards.rules.content import Content, Item
from candour.correspondence.case_file import Fact, Stamp
from candour.correspondence.sheets import ReportSheet, Section
from candour.review.rules.traces import quarter_named
from candour.ui.words import long_date


@dataclass(frozen=True)
class Facts:
    """What stands on the document besides its content."""

    digest: str
    receipt: str
    marking: str
    corrected_by: str = ""


def printed_pack(row: BoardPack, content: Content, stamp: Stamp, facts: Facts) -> ReportSheet:
    heading = content.heading
    told = [
        Fact(_("For"), f"{heading.board} ({heading.kind.lower()})"),
        Fact(_("Meeting"), long_date(heading.meets)),
        Fact(_("Place"), heading.place),
        Fact(_("Figures of"), str(quarter_named(heading.quarter))),
        Fact(_("Circulated"), row.frozen_at),
        Fact(_("Circulated by"), row.frozen_by.full_name if row.frozen_by else ""),
        Fact(_("This copy is for"), f"{stamp.reader}, {stamp.role}"),
        Fact(_("Taken"), stamp.taken_at),
    ]
    return ReportSheet(
        organisation=heading.body,
        title=_("Pack for the board"),
        reference=heading.reference,
        marking=facts.marking,
        handling=_("For those on the list of the board"),
        facts=tuple(one for one in told if one.value),
        sections=(
            *_correction(content, facts), *_items(content), _owed(content),
            Section(_("What there is to learn"), content.learning), _definitions(content),
            Section(_("Circulated to"), items=content.listed), _check(facts),
        ),
        stamp=stamp,
    )  # fmt: skip


def _correction(content: Content, facts: Facts) -> Iterator[Section]:
    heading = content.heading
    if facts.corrected_by:
        text = _("This pack was corrected. %(reference)s took its place.")
        yield Section(_("Superseded"), text % {"reference": facts.corrected_by})
    if heading.corrects:
        text = _("This pack takes the place of %(reference)s. %(reason)s")
        told = {"reference": heading.corrects, "reason": heading.correction}
        yield Section(_("Correction"), text % told)


def _items(content: Content) -> Iterator[Section]:
    quarter = quarter_named(content.heading.quarter)
    for number, item in enumerate(content.items, 1):
        yield Section(
            f"{number}. {item.title}",
            f"{item.purpose}.\n\n{item.words}".strip(),
            headings=(_("Figure"), str(quarter), str(quarter.before)) if item.lines else (),
            rows=_rows(item),
        )


def _rows(item: Item) -> tuple[tuple[str, ...], ...]:
    return tuple((line.title, str(line.number), str(line.before)) for line in item.lines)


def _owed(content: Content) -> Section:
    rows = tuple(
        (
            one.what, one.owner, long_date(one.due),
            _("Done on %(date)s: %(done)s") % {"date": long_date(one.finished), "done": one.done}
            if one.finished else _("Not yet"),
        )
        for one in content.owed
    )  # fmt: skip
    return Section(
        _("Actions from earlier meetings"),
        headings=(_("What"), _("Who"), _("Until"), _("Done")),
        rows=rows,
        otherwise=_("Nothing is owed from an earlier meeting."),
    )


def _definitions(content: Content) -> Section:
    said = {line.title: line.says for item in content.items for line in item.lines}
    return Section(
        _("What each figure counts"), headings=(_("Figure"), _("What is counted")),
        rows=tuple(said.items()), otherwise=_("No figure was chosen."),
    )  # fmt: skip


def _check(facts: Facts) -> Section:
    digest, leaf = facts.digest, facts.receipt
    text = _(
        "The file of this pack holds every word and figure. Its SHA-256 is the one below; count it "
        "again with any tool. The act that circulated the pack wrote the same value into a log that "
        "only grows, and the proof file, whose name ends in .tlog-proof, shows it to anybody without "
        "an account. Below it stands the leaf hash of that act."
    )
    return Section(
        _("How to check this pack"),
        f"{text}\n\n{digest[:32]}\n{digest[32:]}\n\n{leaf[:32]}\n{leaf[32:]}",
    )
