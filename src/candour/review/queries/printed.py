# SPDX-License-Identifier: MIT
"""A closed review on paper, as one of its reviewers may see it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from candour.correspondence.case_file import Fact, Stamp
from candour.correspondence.sheets import ReportSheet, Section
from candour.people.models import Person
from candour.review.models import QuarterlyReview, ReviewItem
from candour.review.queries.population import POPULATIONS
from candour.review.queries.shown import (
    Verdicted,
    actions_of,
    counts_by_class,
    evidence_of,
    items_of,
    judgements_by_item,
    samples_of,
    signatures_of,
)
from candour.review.queries.spending import Spent, spending_in
from candour.review.queries.trend import Shown, trend_to
from candour.review.rules.exceptions import CLASS_WORDS, ExceptionClass
from candour.review.rules.quarterly import Review, barred
from candour.review.rules.traces import Quarter
from candour.review.wording import claim_words
from candour.ui.words import date_time, long_date, money, short_date

BALANCE = {
    "with_matter": "With a Gateway request",
    "without_matter": "Without one, in an area of vulnerability",
    "internal": "Inside the organisation",
    "routine": "In no area of vulnerability",
    "private": "Marked private",
    "cancelled": "Cancelled",
    "commitments": "All",
}


def printed(
    row: QuarterlyReview, review: Review, quarter: Quarter, viewer: Person, stamp: Stamp, *,
    marking: str, handling: str,
) -> ReportSheet:  # fmt: skip
    """Everything that was signed, except what the reader may not know of themselves (SOD8)."""
    return ReportSheet(
        organisation=row.body.name,
        title=_("Quarterly review"),
        reference=str(quarter),
        marking=marking,
        handling=handling,
        facts=_cover(row, stamp),
        sections=(
            *_meeting(row),
            _balance(row),
            *_exceptions(row, review, viewer),
            _trend(trend_to(row)),
            *_spending(spending_in(row)),
            _samples(row),
        ),
        stamp=stamp,
    )


def _cover(row: QuarterlyReview, stamp: Stamp) -> tuple[Fact, ...]:
    signed = tuple(
        Fact(_("Signed"), f"{one.person.full_name}, {one.person_was}, {date_time(one.made_at)}")
        for one in signatures_of(row)
    )
    return (
        *signed,
        Fact(_("Closed"), row.closed_at),
        Fact(_("This copy is for"), f"{stamp.reader}, {stamp.role}"),
        Fact(_("Taken"), stamp.taken_at),
        Fact(_("Purpose"), stamp.purpose),
    )


def _meeting(row: QuarterlyReview) -> Iterator[Section]:
    yield Section(_("Minutes"), facts=(Fact(_("Present"), row.present),))
    yield Section(_("Said and decided"), row.minutes, level=2)
    yield Section(
        _("Learning"), row.learning or _("None"), level=2,
        facts=(Fact(_("Passed on by"), row.trainer),) if row.trainer else (),
    )  # fmt: skip
    done = {True: _("Yes"), False: _("Not yet")}
    rows = tuple(
        (one.what, one.owner.full_name, long_date(one.due_on), done[one.done_on is not None])
        for one in actions_of(row)
    )
    yield Section(
        _("Actions"), level=2, headings=(_("What"), _("Who"), _("Until"), _("Done")), rows=rows,
        otherwise=_("No action was agreed."),
    )  # fmt: skip


def _balance(row: QuarterlyReview) -> Section:
    rows = tuple((words, str(row.balance.get(name, 0))) for name, words in BALANCE.items())
    return Section(
        _("Commitments of the quarter"), headings=(_("Commitments"), _("Number")), rows=rows
    )


def _exceptions(row: QuarterlyReview, review: Review, viewer: Person) -> Iterator[Section]:
    counts = tuple((words, str(number)) for words, number in counts_by_class(row).items())
    yield Section(_("Exceptions"), headings=(_("Kind"), _("Exceptions")), rows=counts)
    judged, me = judgements_by_item(row), str(viewer.pk)
    for item in items_of(row):
        facts = review.item(str(item.pk))
        if me in facts.about:
            yield _hidden(item)
        else:
            given = [] if barred(facts, me) else judged[item.pk]
            yield _exception(item, given)


def _title(item: ReviewItem) -> str:
    return f"{CLASS_WORDS[ExceptionClass(item.klass)]}, {short_date(item.day)}"


def _hidden(item: ReviewItem) -> Section:
    return Section(_title(item), _("It concerns the reader of this copy."), level=2)


def _exception(item: ReviewItem, judged: list[Verdicted]) -> Section:
    evidence = evidence_of(item)
    trace = evidence["trace"]
    facts = [
        Fact(_("Officer"), item.person.full_name),
        Fact(_("What"), trace["what"]),
        Fact(_("With"), trace["who"]),
        Fact(_("Amount"), money(trace.get("pence")) if trace.get("pence") else ""),
        Fact(_("Why it is here"), "; ".join(evidence["reasons"])),
        *(Fact(f"{one.seat} ({one.person})", f"{one.verdict}. {one.reason}") for one in judged),
    ]
    return Section(_title(item), facts=tuple(one for one in facts if one.value), level=2)


def _trend(trend: Shown) -> Section:
    rows = [(words, *map(str, figures)) for words, figures in trend.rows]
    rows.append((_("All exceptions"), *(str(one.all_exceptions) for one in trend.points)))
    labels = (one.label for one in trend.points)
    return Section(
        _("Beside earlier quarters"),
        trend.sentence,
        headings=(_("Kind"), *labels),
        rows=tuple(rows),
    )


def _spending(found: list[Spent]) -> Iterator[Section]:
    rows = tuple(
        (
            one.person.full_name, str(one.spending.outside), money(one.spending.claimed),
            money(one.spending.alone_cost), money(one.spending.received),
        )
        for one in found
    )  # fmt: skip
    headings = (
        _("Officer"), _("Outside commitments"), _("Claimed"), _("For nothing held"), _("Received"),
    )  # fmt: skip
    yield Section(
        _("What activities cost"), headings=headings, rows=rows, otherwise=_("Nothing was claimed.")
    )
    for one in found:
        lines = tuple(_evidence(one))
        if lines:
            columns = (_("Activity"), _("Claim or entry"), _("Day"), _("Amount"))
            yield Section(one.person.full_name, headings=columns, rows=lines, level=2)


def _evidence(one: Spent) -> Iterator[tuple[str, ...]]:
    nothing = _("Nothing held")
    groups = [
        *((each.what, (*each.claimed, *each.received)) for each in one.spending.with_money),
        (nothing, (*one.spending.alone, *one.spending.received_alone)),
    ]
    for what, sums in groups:
        for each in sums:
            kind = each.key if each.kind == "entry" else claim_words(each.kind)
            yield what, f"{kind}: {each.says}", short_date(each.day), money(each.pence)


def _samples(row: QuarterlyReview) -> Section:
    rows = tuple(
        (str(POPULATIONS[one.what]), one.sampling_seed, str(len(one.population)), ", ".join(one.drawn))
        for one in samples_of(row)
    )  # fmt: skip
    return Section(
        _("Dip samples"),
        headings=(_("Drawn from"), _("Start value"), _("Among"), _("Drawn")),
        rows=rows,
        otherwise=_("No sample was drawn."),
    )
