# SPDX-License-Identifier: MIT
"""Everything that people might try with one version of a document, and what must hold throughout.

The walk of `kernel.exploration` tries every act at every stage, by the owner and by someone else,
with good answers and with each kind of bad answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from candour.kernel.exploration import Invariant, Step, World
from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role
from candour.policy.rules.document import PROCEDURE
from candour.policy.rules.document_facts import (
    Approval,
    Asking,
    Change,
    OnDay,
    Reply,
    Review,
    Stage,
    Version,
    review_clock,
)

OWNER, OTHER = "head of secretariat", "chief officer"
LONG_AGO, ASKED, REPLY_BY, TODAY = (
    date(2026, 1, 5),
    date(2026, 2, 2),
    date(2026, 3, 2),
    date(2026, 3, 2),
)
LATER, COMMENCES = date(2026, 3, 27), date(2026, 4, 1)
NEXT_YEAR, TOO_LATE = date(2027, 3, 1), date(2027, 6, 1)
NEXT_VERSION = date(2026, 5, 1)
BROKEN = ("line 3: “x” is not known here",)
NAMES = ("staff association", "network")

GOOD_PAGE = Change(COMMENCES, NEXT_YEAR, "low", "No group is worse off.")
PAGES = (
    GOOD_PAGE,
    replace(GOOD_PAGE, content_changed=True),
    replace(GOOD_PAGE, commences_on=NEXT_VERSION),
    replace(GOOD_PAGE, pack_problems=BROKEN),
    replace(GOOD_PAGE, commences_on=None),
    replace(GOOD_PAGE, review_on=None),
    replace(GOOD_PAGE, risk_rating=""),
    replace(GOOD_PAGE, equality_impact=" "),
    replace(GOOD_PAGE, commences_on=LONG_AGO, review_on=LATER),
    replace(GOOD_PAGE, review_on=TOO_LATE),
    replace(GOOD_PAGE, review_on=COMMENCES),
)
ASKINGS = (
    *(Asking(name, ASKED, REPLY_BY, staff_body=name == NAMES[0]) for name in NAMES),
    Asking(" ", ASKED, REPLY_BY),
    Asking(NAMES[0], ASKED, ASKED),
)
REPLIES = tuple(
    Reply(name, text, day, ASKED, TODAY)
    for name in NAMES
    for text, day in (("We agree.", TODAY), ("", TODAY), ("We agree.", LONG_AGO))
)
APPROVALS = (
    Approval("board", "minute 7", TODAY, TODAY),
    Approval("board", "minute 7", LONG_AGO, TODAY),
    Approval("board", "minute 7", LATER, TODAY),
    Approval(" ", "minute 7", TODAY, TODAY),
    Approval("board", " ", TODAY, TODAY),
)
GOOD_REVIEW = Review("keep", "All matters.", "No effect.", COMMENCES, NEXT_YEAR, COMMENCES)
REVIEWS = (
    GOOD_REVIEW,
    replace(GOOD_REVIEW, outcome="perhaps"),
    replace(GOOD_REVIEW, findings=""),
    replace(GOOD_REVIEW, equality_findings=""),
    replace(GOOD_REVIEW, next_review_on=TOO_LATE),
    replace(GOOD_REVIEW, reviewed_on=NEXT_YEAR, next_review_on=TOO_LATE),
)
DAYS = (OnDay(TODAY), OnDay(LATER))
TRIED: dict[str, tuple[Given, ...]] = {
    "change": PAGES,
    "consult": ASKINGS,
    "record_reply": REPLIES,
    "record_approval": APPROVALS,
    "commence": DAYS,
    "review": REVIEWS,
    "discard": DAYS,
}
STARTS = (
    Version(),
    Version(latest_commencement=COMMENCES),
    Version(pack_problems=BROKEN),
)


def worlds(procedure: Procedure[Version] = PROCEDURE) -> tuple[World[Version], ...]:
    """The one world of a document: its owner, and someone who is not."""
    return (
        World(
            name="a document, its owner and someone else",
            procedure=procedure,
            starts=tuple((procedure.start, version) for version in STARTS),
            people=(OWNER, OTHER),
            roles=_roles,
            tries=_tries,
            time_passes=_stand_still,
            forget=_everything_counts,
            invariants=INVARIANTS,
        ),
    )


def _roles(version: Version, person: str) -> frozenset[StrEnum]:
    return frozenset({Role.OVERSEER} if person == OWNER else {Role.PRINCIPAL})


def _tries(act: Act[Version, Any], version: Version, person: str) -> Iterator[Given]:
    for given in TRIED[act.name]:
        if isinstance(given, Reply) and given.consultee not in _asked(version):
            continue
        if isinstance(given, Asking) and len(version.consulted) > len(NAMES):
            continue  # without the rule that names each once, the list would never end
        yield replace(given, by=person)


def _stand_still(version: Version) -> None:
    """Days come with the answers."""


def _everything_counts(stage: StrEnum, version: Version) -> Version:
    return version


def _asked(version: Version) -> list[str]:
    return [one.consultee for one in version.consulted]


# What must hold


def _only_the_owner_acts(step: Step[Version]) -> bool:
    return step.given.by == OWNER


def _front_page_is_whole(step: Step[Version]) -> bool:
    version = step.matter_after
    told = version.risk_rating and version.equality_impact.strip()
    return bool(told and version.commences_on and version.review_on)


def _it_starts_today_or_later(step: Step[Version]) -> bool:
    today, start = _today(step), step.matter.commences_on
    return start is not None and start >= today


def _versions_follow_each_other(step: Step[Version]) -> bool:
    starts = [step.matter.latest_commencement, step.matter.commences_on]
    known = [start for start in starts if start is not None]
    return all(one < next_one for one, next_one in pairwise(known))


def _staff_had_their_say(step: Step[Version]) -> bool:
    consulted, today = step.matter.consulted, _today(step)
    heard = all(one.answered_or_late(today) for one in consulted)
    return heard and any(one.staff_body for one in consulted)


def _board_approved_what_is_in_force(step: Step[Version]) -> bool:
    approved_on = step.matter.approved_on
    asked = [one.asked_on for one in step.matter.consulted]
    return approved_on is not None and all(day <= approved_on for day in asked)


def _pack_is_usable(step: Step[Version]) -> bool:
    return not step.matter.pack_problems


def _review_is_within_the_year(step: Step[Version]) -> bool:
    version = step.matter_after
    start = step.given.reviewed_on if isinstance(step.given, Review) else version.commences_on
    if start is None or version.review_on is None:
        return step.stage_after is Stage.DRAFT
    return start < version.review_on <= review_clock(start).due_on()


def _new_words_lose_the_approval(step: Step[Version]) -> bool:
    changed = isinstance(step.given, Change) and step.given.content_changed
    return not changed or step.matter_after.approved_on is None


def _each_consultee_is_named_once(step: Step[Version]) -> bool:
    names = _asked(step.matter_after)
    timely = all(one.reply_by > one.asked_on for one in step.matter_after.consulted)
    return timely and all(names) and len(names) == len(set(names))


def _reply_is_real(step: Step[Version]) -> bool:
    given = step.given
    return not isinstance(given, Reply) or bool(given.text and given.replied_on >= given.asked_on)


def _approval_can_be_found(step: Step[Version]) -> bool:
    given = step.given
    if not isinstance(given, Approval):
        return True
    said = given.board.strip() and given.reference.strip()
    asked_before = all(one.asked_on <= given.decided_on for one in step.matter.consulted)
    return bool(said) and asked_before and given.decided_on <= given.today


def _review_says_what_it_found(step: Step[Version]) -> bool:
    given = step.given
    if not isinstance(given, Review):
        return True
    told = given.outcome == "keep" and given.findings and given.equality_findings
    return bool(told) and given.reviewed_on <= given.today


def _today(step: Step[Version]) -> date:
    return step.given.today if isinstance(step.given, OnDay) else TODAY


_COMMENCE = frozenset({"commence"})

INVARIANTS: tuple[Invariant[Version], ...] = (
    Invariant("owner", "only the owner acts", _only_the_owner_acts),
    Invariant(
        "AC23", "nothing is in force with a blank front page", _front_page_is_whole, _COMMENCE
    ),
    Invariant("future", "a version starts today or later", _it_starts_today_or_later, _COMMENCE),
    Invariant(
        "overlap", "two versions never start together", _versions_follow_each_other, _COMMENCE
    ),
    Invariant("G21 staff", "staff bodies had their say", _staff_had_their_say, _COMMENCE),
    Invariant(
        "G21 board",
        "the board approved after the consultation",
        _board_approved_what_is_in_force,
        _COMMENCE,
    ),
    Invariant("pack", "a pack in force can be used", _pack_is_usable, _COMMENCE),
    Invariant(
        "year",
        "a review is due within the year",
        _review_is_within_the_year,
        frozenset({"change", "commence", "review"}),
    ),
    Invariant("new words", "new words lose the approval", _new_words_lose_the_approval),
    Invariant("named", "each consultee is named once", _each_consultee_is_named_once),
    Invariant("reply", "a reply says something on a day that can be", _reply_is_real),
    Invariant("minute", "an approval can be found again", _approval_can_be_found),
    Invariant("review", "a review says what it found", _review_says_what_it_found),
)
