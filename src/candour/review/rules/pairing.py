# SPDX-License-Identifier: MIT
"""Pairs the four kinds of trace of one officer (X03): which matter, claim and entry belongs to what.

A commitment may have one matter, many claims and many entries; a claim or an entry belongs to one
commitment. A pair is held when its points reach the bar of its kind. Nothing is taken twice and
nothing is guessed: what reaches no bar stays alone, and the exceptions ask about it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from candour.review.rules.evidence import (
    EMPTY_WORDS,
    Rarity,
    days_apart,
    rarest,
    run_together,
    shared_words,
    spelled_alike,
    words_of,
)
from candour.review.rules.traces import (
    ClaimTrace,
    Commitment,
    EntryTrace,
    MatterTrace,
    Pair,
    Standing,
    Traces,
)

Other = TypeVar("Other", MatterTrace, ClaimTrace, EntryTrace)

SAME_DAY, NEXT_DAY, SAME_WEEK = 2.0, 1.0, 0.4
WORDS, PLACE = 4.0, 1.5
PLACE_OF_A_CLAIM = 1.75
"""A claim names its place and often little else."""
BAR = 2.6
"""The same day and a little in common; or, a week apart, nearly everything in common."""
WIDEST = timedelta(days=10)
NAMED = ("it names the request",)


@dataclass(frozen=True)
class Paired:
    """What belongs to what: commitments on the left."""

    matters: dict[str, Pair]
    claims: dict[str, Pair]
    """By the key of the claim."""
    entries: dict[str, Pair]
    """By the key of the entry."""
    matter_claims: dict[str, Pair]
    matter_entries: dict[str, Pair]


def pair(traces: Traces) -> Paired:
    """Lay the traces of each officer side by side."""
    reader = _Reader(traces)
    held = [c for c in traces.commitments if c.standing is not Standing.CANCELLED]
    commitments = _by_person(held)
    with_matters = _one_activity_each(
        _good(held, _by_person(traces.matters), reader.commitment_and_matter), held
    )
    claims = _best(traces.claims, commitments, _turned(reader.commitment_and_claim))
    # A bottle by post says nothing about an evening.
    had = [entry for entry in traces.entries if entry.at_an_event]
    entries = _best(had, commitments, _turned(reader.commitment_and_entry))
    matters = _by_person(traces.matters)
    by_matter = {pair.right: pair for pair in with_matters}
    named = {one.left: one for one in _named(traces)}
    # Who names a request says where the money belongs; words do not know better.
    going_along = {left: _turned_to(by_matter.get(one.right), left) for left, one in named.items()}
    said = {pair.left: pair for pair in claims if pair.left not in named}
    with_a_matter = _best(traces.claims, matters, reader.claim_and_matter)
    return Paired(
        matters={pair.left: pair for pair in with_matters},
        claims=said | {left: one for left, one in going_along.items() if one},
        entries={pair.left: pair for pair in entries},
        matter_claims={pair.left: pair for pair in with_a_matter} | named,
        matter_entries={p.left: p for p in _best(had, matters, reader.entry_and_matter)},
    )


def _named(traces: Traces) -> Iterator[Pair]:
    """Claims that name a request of the same officer."""
    owners = {one.key: one.person for one in traces.matters}
    for claim in traces.claims:
        if claim.matter and owners.get(claim.matter) == claim.person:
            yield Pair(claim.key, claim.matter, SAME_DAY + WORDS, NAMED)


def _turned_to(held: Pair | None, claim: str) -> Pair | None:
    """The claim beside the commitment that its request belongs to; none where the diary has none."""
    return replace(held, left=claim, right=held.left, reasons=NAMED) if held else None


class _Reader:
    """Knows the words of every trace and how rare they are."""

    def __init__(self, traces: Traces) -> None:
        self.words: dict[str, frozenset[str]] = {}
        for commitment in traces.commitments:
            self._read(commitment.key, commitment.title, commitment.organiser, commitment.text)
        for matter in traces.matters:
            self._read(matter.key, matter.title, matter.organiser)
        for claim in traces.claims:
            self._read(claim.key, claim.text, claim.merchant, claim.host)
        for entry in traces.entries:
            self._read(entry.key, entry.donor, entry.text)
        self.alike = spelled_alike(Rarity.among(self.words.values()).counts)
        self.words = {key: self._meant(words) for key, words in self.words.items()}
        self.rarity = Rarity.among(self.words.values())

    def _read(self, key: str, *texts: str) -> None:
        self.words[key] = words_of(*texts)

    def _meant(self, words: frozenset[str]) -> frozenset[str]:
        return frozenset(self.alike.get(word, word) for word in words) - EMPTY_WORDS

    def commitment_and_matter(self, commitment: Commitment, matter: MatterTrace) -> Pair:
        day = matter.day or matter.notified_on
        return self._pair(commitment.key, matter.key, _nearness(day, commitment), _places(
            commitment.place, matter.place
        ))  # fmt: skip

    def commitment_and_claim(self, commitment: Commitment, claim: ClaimTrace) -> Pair:
        near = _within_a_night(_nearness(claim.day, commitment))
        where = words_of(claim.place, claim.text)
        place = PLACE_OF_A_CLAIM * bool(words_of(commitment.place) & where)
        if near >= SAME_DAY and not self.words[claim.key]:
            # "Mileage, return": it says nothing, and that day something was on.
            place = PLACE_OF_A_CLAIM
        judged = self._pair(commitment.key, claim.key, near, place)
        if place or self._speaks_of(claim.host, commitment):
            return judged
        # Another host: "annual dinner" is no "annual leave", however near in time.
        alike = near >= SAME_DAY and judged.points >= SAME_DAY + WORDS / 2
        return judged if alike else replace(judged, points=0.0)

    def _speaks_of(self, host: str, commitment: Commitment) -> bool:
        """Whether any word of a host stands there; where no host is known, nothing is asked."""
        known = self._meant(words_of(host))
        return not known or bool(known & self.words[commitment.key])

    def commitment_and_entry(self, commitment: Commitment, entry: EntryTrace) -> Pair:
        near = _nearness(entry.day, commitment)
        return self._by_donor(
            commitment.key, entry, near, f"{commitment.title} {commitment.organiser}"
        )

    def claim_and_matter(self, claim: ClaimTrace, matter: MatterTrace) -> Pair:
        near = _within_a_night(_near_day(claim.day, matter.day))
        return self._pair(claim.key, matter.key, near, _places(claim.place, matter.place))

    def entry_and_matter(self, entry: EntryTrace, matter: MatterTrace) -> Pair:
        near = _near_day(entry.day, matter.day)
        judged = self._by_donor(matter.key, entry, near, f"{matter.title} {matter.organiser}")
        return replace(judged, left=entry.key, right=matter.key)

    def _by_donor(self, event: str, entry: EntryTrace, near: float, words: str) -> Pair:
        """Who gave it says more than what it was: "wine" fits any evening, the host only theirs."""
        judged = self._pair(event, entry.key, near, 0.0)
        donor = self._meant(words_of(entry.donor))
        if not near or not donor:
            return judged
        found = self.rarity.sum(donor & self.words[event]) / self.rarity.sum(donor)
        if run_together(entry.donor) in run_together(words):
            found = 1.0
        if found:
            return replace(judged, points=max(near + WORDS * found, judged.points))
        # Another host: only what was on that very day, in much the same words, can still be it.
        alike = near >= SAME_DAY and judged.points >= SAME_DAY + WORDS / 2
        return replace(judged, points=BAR if alike else 0.0)

    def _pair(self, left: str, right: str, near: float, place: float) -> Pair:
        ours, theirs = self.words[left], self.words[right]
        common = shared_words(ours, theirs, self.rarity)
        points = near + WORDS * common + place if near else 0.0
        return Pair(left, right, points, tuple(self._reasons(ours & theirs, near, place)))

    def _reasons(self, both: frozenset[str], near: float, place: float) -> Iterator[str]:
        if near >= SAME_DAY:
            yield "the same day"
        elif near >= NEXT_DAY:
            yield "a day apart"
        elif near:
            yield "days apart"
        if both:
            yield "both say " + ", ".join(f"“{word}”" for word in rarest(both, self.rarity))
        if place:
            yield "the same place"


def _nearness(day: date, commitment: Commitment) -> float:
    return _points_of(days_apart(day, commitment.day, commitment.last_day))


def _within_a_night(near: float) -> float:
    """A receipt bears the day of the expense, give or take a night."""
    return near if near >= NEXT_DAY else 0.0


def _near_day(day: date, other: date | None) -> float:
    return _points_of(abs((day - other).days)) if other else 0.0


def _points_of(apart: int) -> float:
    if apart == 0:
        return SAME_DAY
    if apart == 1:
        return NEXT_DAY
    return SAME_WEEK * (1 - apart / (2 * WIDEST.days)) if apart <= WIDEST.days else 0.0


def _places(left: str, right: str) -> float:
    ours, theirs = words_of(left), words_of(right)
    if not ours or not theirs:
        return 0.0
    return PLACE * len(ours & theirs) / min(len(ours), len(theirs))


# ---------------------------------------------------------------- the best partner of each

Traced = TypeVar("Traced", Commitment, MatterTrace, ClaimTrace, EntryTrace)
One = TypeVar("One", Commitment, ClaimTrace, EntryTrace)
Partner = TypeVar("Partner", Commitment, MatterTrace)


def _by_person(traces: Iterable[Traced]) -> dict[str, dict[date, list[Traced]]]:
    """By person and day; what has a period stands under each of its days."""
    found: dict[str, dict[date, list[Traced]]] = defaultdict(lambda: defaultdict(list))
    for trace in traces:
        for day in _days(trace):
            found[trace.person][day].append(trace)
    return found


def _days(trace: Commitment | MatterTrace | ClaimTrace | EntryTrace) -> Iterator[date]:
    if isinstance(trace, MatterTrace):
        yield trace.day or trace.notified_on
        return
    day = trace.day
    while day <= _last_day(trace):
        yield day
        day += timedelta(days=1)


def _last_day(trace: Commitment | ClaimTrace | EntryTrace) -> date:
    return trace.last_day if isinstance(trace, Commitment) else trace.day


def _best(
    ones: Sequence[One],
    partners: dict[str, dict[date, list[Partner]]],
    judge: Callable[[One, Partner], Pair],
) -> list[Pair]:
    """For each the partner with most points, if these reach the bar; a tie goes to one of them."""
    best: dict[str, Pair] = {}
    for judged in _good(ones, partners, judge):
        held = best.get(judged.left)
        if held is None or (judged.points, judged.right) > (held.points, held.right):
            best[judged.left] = judged
    return list(best.values())


def _good(
    ones: Sequence[One],
    partners: dict[str, dict[date, list[Partner]]],
    judge: Callable[[One, Partner], Pair],
) -> Iterator[Pair]:
    """Every pair that reaches the bar."""
    for one in ones:
        for partner in _within(partners.get(one.person, {}), one):
            judged = judge(one, partner)
            if judged.points >= BAR:
                yield judged


def _one_activity_each(pairs: Iterable[Pair], commitments: Sequence[Commitment]) -> list[Pair]:
    """A matter is of one activity: the best commitment takes it, and those that say the same.

    An activity may stand in the diary under several dates: a conference of three days, the
    meetings of one board.
    """
    titles = {one.key: words_of(one.title) for one in commitments}
    taken: dict[str, str] = {}
    held: dict[str, Pair] = {}
    for one in sorted(pairs, key=lambda pair: (-pair.points, pair.left, pair.right)):
        owner = taken.setdefault(one.right, one.left)
        if one.left not in held and titles[owner] == titles[one.left]:
            held[one.left] = one
    return list(held.values())


def _within(days: dict[date, list[Partner]], one: One) -> list[Partner]:
    day, found = one.day - WIDEST, dict[str, Partner]()
    while day <= _last_day(one) + WIDEST:
        for partner in days.get(day, ()):
            found[partner.key] = partner
        day += timedelta(days=1)
    return list(found.values())


def _turned(judge: Callable[[Commitment, Other], Pair]) -> Callable[[Other, Commitment], Pair]:
    """The same judgement, with the claim or entry on the left."""

    def turned(other: Other, commitment: Commitment) -> Pair:
        judged = judge(commitment, other)
        return Pair(judged.right, judged.left, judged.points, judged.reasons)

    return turned
