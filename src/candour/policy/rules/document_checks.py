# SPDX-License-Identifier: MIT
"""What must hold before a version is consulted on, approved, put in force or reviewed (COG 0, R/HS)."""

from __future__ import annotations

from datetime import date

from candour.kernel.clause import clause
from candour.kernel.procedure import Refused
from candour.policy.rules.document_facts import (
    Approval,
    Asking,
    Change,
    OnDay,
    Outcome,
    Reply,
    Review,
    Risk,
    Version,
    review_clock,
)


@clause("COG R/HS/5")
def review_falls_within_the_year(version: Version, given: Change) -> None:
    _in_order(given.commences_on, given.review_on, version.review_months)


def _in_order(commences_on: date | None, review_on: date | None, months: int) -> None:
    if commences_on is None or review_on is None:
        return
    if review_on <= commences_on:
        raise Refused(
            "Enter a review date that is after the commencement", "COG R/HS/5", about="review_on"
        )
    if review_on > review_clock(commences_on, months).due_on():
        raise Refused(
            f"Enter a review date no more than {months} months after the commencement",
            "COG R/HS/5",
            about="review_on",
        )


def someone_is_asked(version: Version, given: Asking) -> None:
    if not given.consultee.strip():
        raise Refused("Enter who is consulted", "COG R/HS/4", about="consultee")
    if given.reply_by <= given.asked_on:
        raise Refused(
            "Enter a reply date that is after the day you ask", "COG R/HS/4", about="reply_by"
        )


def nobody_is_asked_twice(version: Version, given: Asking) -> None:
    asked = {one.consultee.casefold() for one in version.consulted}
    if given.consultee.strip().casefold() in asked:
        raise Refused(
            f"Enter another name: {given.consultee} has been asked",
            "COG R/HS/4",
            about="consultee",
        )


def the_reply_says_something(version: Version, given: Reply) -> None:
    if not given.text.strip():
        raise Refused("Enter what they said", "COG R/HS/4", about="reply")
    if not given.asked_on <= given.replied_on <= given.today:
        raise Refused(
            "Enter the day of the reply: not before they were asked, and not in the future",
            "COG R/HS/4",
            about="replied_on",
        )


def the_approval_can_be_found(version: Version, given: Approval) -> None:
    if not given.board.strip():
        raise Refused("Enter which board decided", "COG R/HS/4", about="board")
    if not given.reference.strip():
        raise Refused(
            "Enter where the decision is recorded, for example a minute number",
            "COG R/HS/4",
            about="reference",
        )
    if given.decided_on > given.today:
        raise Refused(
            "Enter a decision date that is not in the future", "COG R/HS/4", about="decided_on"
        )


def the_board_saw_the_consultation(version: Version, given: Approval) -> None:
    if any(one.asked_on > given.decided_on for one in version.consulted):
        raise Refused(
            "Enter a decision date that is not before the consultation",
            "COG R/HS/4",
            about="decided_on",
        )


@clause("COG 0/1")
def risk_is_rated(version: Version, given: OnDay) -> None:
    if version.risk_rating not in {risk.value for risk in Risk}:
        raise Refused("Select a risk rating", "COG 0/1", about="risk_rating")


@clause("COG 0/1", "COG R/HS/5")
def equality_is_considered(version: Version, given: OnDay) -> None:
    if not version.equality_impact.strip():
        raise Refused("Enter how the policy affects equality", "COG 0/1", about="equality_impact")


@clause("COG 0/1")
def commencement_is_set(version: Version, given: OnDay) -> None:
    if version.commences_on is None:
        raise Refused("Enter the date of commencement", "COG 0/1", about="commences_on")


@clause("COG 0/1")
def next_review_is_set(version: Version, given: OnDay) -> None:
    if version.review_on is None:
        raise Refused("Enter the date of the next review", "COG 0/1", about="review_on")


@clause("COG R/HS/5")
def dates_are_in_order(version: Version, given: OnDay) -> None:
    _in_order(version.commences_on, version.review_on, version.review_months)


def it_does_not_start_in_the_past(version: Version, given: OnDay) -> None:
    if version.commences_on is not None and version.commences_on < given.today:
        raise Refused(
            "Enter a commencement date that is today or later", "COG 0/1", about="commences_on"
        )


def it_follows_the_latest_version(version: Version, given: OnDay) -> None:
    latest = version.latest_commencement
    if version.commences_on is None or latest is None:
        return
    if version.commences_on <= latest:
        raise Refused(
            "Enter a commencement date that is after the commencement of the version before it",
            "COG 0/1",
            about="commences_on",
        )


@clause("COG R/HS/4")
def staff_bodies_were_consulted(version: Version, given: OnDay) -> None:
    if not any(one.staff_body for one in version.consulted):
        raise Refused(
            "Add a staff association or trade union that was consulted",
            "COG R/HS/4",
            about="consultation",
        )


@clause("COG R/HS/4")
def consultees_have_had_their_time(version: Version, given: OnDay) -> None:
    waiting = [one.consultee for one in version.consulted if not one.answered_or_late(given.today)]
    if waiting:
        raise Refused(
            f"Enter the reply of {' and '.join(waiting)}, or wait until their time is up",
            "COG R/HS/4",
            about="consultation",
        )


@clause("COG R/HS/4")
def the_board_has_approved(version: Version, given: OnDay) -> None:
    if not version.approved_by or version.approved_on is None:
        raise Refused("Enter the approval of this version", "COG R/HS/4", about="approval")


@clause("COG R/HS/4")
def the_board_decided_last(version: Version, given: OnDay) -> None:
    decided_on = version.approved_on
    if decided_on is not None and any(one.asked_on > decided_on for one in version.consulted):
        raise Refused(
            "Enter an approval that is later than the consultation", "COG R/HS/4", about="approval"
        )


def the_pack_can_be_used(version: Version, given: OnDay) -> None:
    if version.pack_problems:
        raise Refused(
            f"Enter a policy file that can be used: {version.pack_problems[0]}", about="pack_text"
        )


@clause("COG R/HS/5")
def the_review_says_what_it_found(version: Version, given: Review) -> None:
    if given.outcome not in {outcome.value for outcome in Outcome}:
        raise Refused("Select what the review found", "COG R/HS/5", about="outcome")
    if not given.findings.strip():
        raise Refused("Enter what the review looked at", "COG R/HS/5", about="findings")
    if not given.equality_findings.strip():
        raise Refused(
            "Enter how the policy has affected equality", "COG R/HS/5", about="equality_findings"
        )


@clause("COG R/HS/5")
def the_next_review_is_within_the_year(version: Version, given: Review) -> None:
    if given.reviewed_on > given.today:
        raise Refused(
            "Enter a day of review that is not in the future", "COG R/HS/5", about="reviewed_on"
        )
    latest = review_clock(given.reviewed_on, version.review_months).due_on()
    if not given.reviewed_on < given.next_review_on <= latest:
        raise Refused(
            f"Enter a next review within {version.review_months} months of this one",
            "COG R/HS/5",
            about="next_review_on",
        )
