# SPDX-License-Identifier: MIT
"""A frozen pack on paper: every question, what shows it, what is missing, and how to check it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candour.correspondence.case_file import Fact, Stamp
from candour.correspondence.sheets import ReportSheet, Section
from candour.inspection.models import InspectionPack
from candour.inspection.rules.content import Answer, Content, Part
from candour.review.rules.traces import quarter_named


def printed_pack(
    row: InspectionPack, content: Content, stamp: Stamp, *, digest: str, receipt: str, marking: str
) -> ReportSheet:
    return ReportSheet(
        organisation=content.body,
        title=_("Evidence for the inspectorate"),
        reference=content.reference,
        marking=marking,
        handling=_("For the inspector who took it"),
        facts=(
            Fact(_("From"), str(quarter_named(content.quarters[0]))),
            Fact(_("To"), str(quarter_named(content.quarters[-1]))),
            Fact(_("Figures drawn"), row.drawn_at),
            Fact(_("Frozen"), row.frozen_at),
            Fact(_("Frozen by"), row.frozen_by.full_name if row.frozen_by else ""),
            Fact(_("This copy is for"), f"{stamp.reader}, {stamp.role}"),
            Fact(_("Taken"), stamp.taken_at),
        ),
        sections=(_gaps(content), *_answers(content), _definitions(content),
                  _check(digest, receipt)),
        stamp=stamp,
    )  # fmt: skip


def _gaps(content: Content) -> Section:
    words = ngettext(
        "%(n)s of the things asked for is not answered, or not well. It is named below.",
        "%(n)s of the things asked for are not answered, or not well. They are named below.",
        content.gaps,
    )
    return Section(
        _("What is missing"), words % {"n": content.gaps},
        items=tuple(f"{one.says}. {one.gap}" for one in _parts(content) if one.gap),
    )  # fmt: skip


def _answers(content: Content) -> Iterator[Section]:
    for answer in content.answers:
        yield Section(answer.asks, _standing(answer))
        for part in answer.parts:
            yield _part(part)


def _standing(answer: Answer) -> str:
    whole = len(answer.parts)
    return _("%(n)s of %(of)s things asked for are answered.") % {
        "n": whole - answer.gaps, "of": whole,
    }  # fmt: skip


def _part(part: Part) -> Section:
    texts = []
    if part.gap:
        texts.append(_("Gap: %(gap)s") % {"gap": part.gap})
    if part.remark:
        texts.append(_("What is done about it: %(text)s") % {"text": part.remark})
    texts.append(_("Source: %(clause)s") % {"clause": part.clause})
    return Section(
        part.says,
        "\n\n".join(texts),
        headings=(_("Figure"), _("Number")) if part.figures else (),
        rows=tuple((line.title, str(line.number)) for line in part.figures),
        level=2,
    )


def _definitions(content: Content) -> Section:
    said = {line.title: line.says for part in _parts(content) for line in part.figures}
    return Section(
        _("What each figure counts"), headings=(_("Figure"), _("What is counted")),
        rows=tuple(said.items()),
    )  # fmt: skip


def _check(digest: str, leaf: str) -> Section:
    text = _(
        "The file of figures holds every word and number of this pack. Its SHA-256 is the one below; "
        "count it again with any tool. The act that froze the pack wrote the same value into a log "
        "that only grows, and the proof file, whose name ends in .tlog-proof, shows it to anybody "
        "without an account. Below it stands the leaf hash of that act."
    )
    return Section(
        _("How to check this pack"),
        f"{text}\n\n{digest[:32]}\n{digest[32:]}\n\n{leaf[:32]}\n{leaf[32:]}",
    )


def _parts(content: Content) -> Iterator[Part]:
    return (part for answer in content.answers for part in answer.parts)
