# SPDX-License-Identifier: MIT
"""A controlled document: its front page, its versions and how one comes into force (COG 0, R/HS).

The owner drafts, consults, brings the board's approval and puts the version in force from a day.
What is in force never changes: the next version takes its place, and a yearly review keeps it true.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from candour.kernel.procedure import Act, Procedure, Refused, words
from candour.kernel.roles import Role
from candour.policy.rules.document_checks import (
    commencement_is_set,
    consultees_have_had_their_time,
    dates_are_in_order,
    equality_is_considered,
    it_does_not_start_in_the_past,
    it_follows_the_latest_version,
    next_review_is_set,
    nobody_is_asked_twice,
    review_falls_within_the_year,
    risk_is_rated,
    someone_is_asked,
    staff_bodies_were_consulted,
    the_approval_can_be_found,
    the_board_decided_last,
    the_board_has_approved,
    the_board_saw_the_consultation,
    the_next_review_is_within_the_year,
    the_pack_can_be_used,
    the_reply_says_something,
    the_review_says_what_it_found,
)
from candour.policy.rules.document_facts import (
    Approval,
    Asking,
    Change,
    Consulted,
    OnDay,
    Reply,
    Review,
    Stage,
    Version,
)


def front_page_is_filled(version: Version, given: Change) -> Version:
    """Fill the front page; what the board has approved is approved no longer once it changes."""
    filled = replace(
        version,
        commences_on=given.commences_on,
        review_on=given.review_on,
        risk_rating=given.risk_rating,
        equality_impact=given.equality_impact,
        pack_problems=given.pack_problems,
    )
    return replace(filled, approved_by="", approved_on=None) if given.content_changed else filled


def consultee_waits(version: Version, given: Asking) -> Version:
    asked = Consulted(given.consultee.strip(), given.staff_body, given.asked_on, given.reply_by)
    return replace(version, consulted=(*version.consulted, asked))


def reply_is_in(version: Version, given: Reply) -> Version:
    consulted = tuple(
        replace(one, replied_on=given.replied_on) if one.consultee == given.consultee else one
        for one in version.consulted
    )
    return replace(version, consulted=consulted)


def board_has_approved(version: Version, given: Approval) -> Version:
    return replace(version, approved_by=given.board.strip(), approved_on=given.decided_on)


def it_counts_from_its_day(version: Version, given: OnDay) -> Version:
    return replace(version, latest_commencement=version.commences_on)


def it_is_reviewed_again_then(version: Version, given: Review) -> Version:
    return replace(version, review_on=given.next_review_on)


def nothing_else_changes(version: Version, given: OnDay) -> Version:
    return version


_OWNER = frozenset({Role.OVERSEER})
_DRAFT = frozenset({Stage.DRAFT})

CHANGE = Act[Version, Change](
    name="change",
    label="change this version",
    by=_OWNER,
    source=_DRAFT,
    target=None,
    effect=front_page_is_filled,
    requires=(review_falls_within_the_year,),
    past="Draft changed",
)
CONSULT = Act[Version, Asking](
    name="consult",
    label="ask for a view on this version",
    by=_OWNER,
    source=_DRAFT,
    target=None,
    effect=consultee_waits,
    clauses=("COG R/HS/4",),
    requires=(someone_is_asked, nobody_is_asked_twice),
    past="Consultee asked",
)
RECORD_REPLY = Act[Version, Reply](
    name="record_reply",
    label="record a reply",
    by=_OWNER,
    source=_DRAFT,
    target=None,
    effect=reply_is_in,
    clauses=("COG R/HS/4",),
    requires=(the_reply_says_something,),
    past="Reply recorded",
)
RECORD_APPROVAL = Act[Version, Approval](
    name="record_approval",
    label="record the approval",
    by=_OWNER,
    source=_DRAFT,
    target=None,
    effect=board_has_approved,
    clauses=("COG R/HS/4",),
    requires=(the_approval_can_be_found, the_board_saw_the_consultation),
    past="Approval recorded",
)
COMMENCE = Act[Version, OnDay](
    name="commence",
    label="put this version in force",
    by=_OWNER,
    source=_DRAFT,
    target=Stage.ADOPTED,
    effect=it_counts_from_its_day,
    clauses=("COG 0/1", "COG R/HS/4"),
    requires=(
        risk_is_rated,
        equality_is_considered,
        commencement_is_set,
        next_review_is_set,
        dates_are_in_order,
        it_does_not_start_in_the_past,
        it_follows_the_latest_version,
        staff_bodies_were_consulted,
        consultees_have_had_their_time,
        the_board_has_approved,
        the_board_decided_last,
        the_pack_can_be_used,
    ),
    past="Put in force",
)
REVIEW = Act[Version, Review](
    name="review",
    label="record a review",
    by=_OWNER,
    source=frozenset({Stage.ADOPTED}),
    target=None,
    effect=it_is_reviewed_again_then,
    clauses=("COG R/HS/5",),
    requires=(the_review_says_what_it_found, the_next_review_is_within_the_year),
    past="Review recorded",
)
DISCARD = Act[Version, OnDay](
    name="discard",
    label="discard this draft",
    by=_OWNER,
    source=_DRAFT,
    target=Stage.DISCARDED,
    effect=nothing_else_changes,
    past="Draft discarded",
)

PROCEDURE = Procedure[Version](
    name="controlled document",
    start=Stage.DRAFT,
    acts=(CHANGE, CONSULT, RECORD_REPLY, RECORD_APPROVAL, COMMENCE, REVIEW, DISCARD),
    ends=frozenset({Stage.ADOPTED, Stage.DISCARDED}),
    given_up=frozenset({Stage.DISCARDED}),
    owners={Stage.DRAFT: Role.OVERSEER},
)


def only_the_owner_sets_up(roles: frozenset[StrEnum]) -> None:
    if not roles & _OWNER:
        who = " or ".join(sorted(words(role) for role in _OWNER))
        raise Refused(f"Only the {who} may set up a policy.", "COG 0/1")


def one_draft_at_a_time(stages: Iterable[Stage]) -> None:
    if Stage.DRAFT in stages:
        raise Refused("There is a draft already: finish it or discard it first.", "COG R/HS/4")
