# SPDX-License-Identifier: MIT
"""From a diary's dates to commitments: which of them the Gateway should know of, and why."""

from collections.abc import Collection

from candour.gateway.rules.area_proposals import Facts, outside_working_hours, propose
from candour.review.diaries.occurrences import Occurrence
from candour.review.rules.standing import DiaryFacts, speaks_of_hospitality, standing_of
from candour.review.rules.traces import Commitment

NOT_BY_ITSELF = frozenset({"creates_register_entry"})
"""An evening's work is proposed for its overtime; by itself it makes no internal date one for the Gateway."""


def commitment_of(one: Occurrence, person: str, *, own_domains: Collection[str]) -> Commitment:
    """What a diary's date is to the review. `own_domains` are the mail domains of the body."""
    facts = DiaryFacts(
        title=one.title,
        text=one.text,
        place=one.place,
        cancelled=one.cancelled,
        private=one.private,
        organiser_outside=_outside(one.organiser_email, own_domains),
        guests_outside=any(_outside(guest, own_domains) for guest in one.guests),
        areas=_areas(one),
    )
    return Commitment(
        key=one.key,
        person=person,
        day=one.day,
        last_day=one.last_day,
        title=one.title,
        place=one.place,
        organiser=one.organiser,
        text=one.text,
        starts=one.starts.time() if one.starts else None,
        standing=standing_of(facts),
        areas=facts.areas,
        hospitality=speaks_of_hospitality(facts),
    )


def _outside(address: str, own_domains: Collection[str]) -> bool:
    domain = address.rpartition("@")[2].lower()
    return bool(domain) and domain not in own_domains


def _areas(one: Occurrence) -> tuple[str, ...]:
    late = one.starts is not None and outside_working_hours(one.starts, one.ends, Facts().limits)
    proposals = propose(
        Facts(
            title=one.title,
            text=one.text,
            organiser=one.organiser,
            place=one.place,
            out_of_hours=late,
        )
    )
    if {proposal.code for proposal in proposals} <= NOT_BY_ITSELF and not _by_words_alone(one):
        return ()
    return tuple(proposal.reason for proposal in proposals)


def _by_words_alone(one: Occurrence) -> bool:
    """Whether words alone, without the hour, point to an area."""
    return bool(propose(Facts(title=one.title, text=one.text, organiser=one.organiser)))
