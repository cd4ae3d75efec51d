# SPDX-License-Identifier: MIT
"""The quarterly review: two people look at every exception, and both sign (COG R/HS/2, R/HS/3).

The overseer of the process and the reassessor each have a seat. Nobody judges an exception about
themselves, nor one about a matter that they reassessed: a named substitute has the seat there.
Once both have signed, the review is closed and nothing in it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Given, Refused
from candour.kernel.roles import Role


class Stage(StrEnum):
    OPEN = "open"
    SIGNED_ONCE = "signed_once"
    CLOSED = "closed"


class Seat(StrEnum):
    """The two who review together, by what they answer for."""

    PROCESS = "process"
    STANDARDS = "standards"

    @property
    def other(self) -> Seat:
        return Seat.STANDARDS if self is Seat.PROCESS else Seat.PROCESS


SEAT_OF = {Role.OVERSEER: Seat.PROCESS, Role.REASSESSOR: Seat.STANDARDS}
SEATED = frozenset(SEAT_OF)
SUBSTITUTES = frozenset(
    {Role.DEPUTY_REASSESSOR, Role.EXTERNAL_REASSESSOR, Role.SPONSOR, Role.WORKFORCE}
)


class Verdict(StrEnum):
    """What a reviewer makes of an exception."""

    EXPLAINED = "explained"
    ENTRY_ASKED = "entry_asked"
    """A request, a claim or an entry is to be put right."""
    LEARNING = "learning"
    REFERRED = "referred"
    """To professional standards."""


VERDICT_WORDS = {
    Verdict.EXPLAINED: "It is explained",
    Verdict.ENTRY_ASKED: "Something has to be put right",
    Verdict.LEARNING: "There is something to learn",
    Verdict.REFERRED: "Refer it to professional standards",
}


@dataclass(frozen=True)
class Item:
    """One exception, as far as independence needs it."""

    key: str
    about: frozenset[str]
    """Whose activity it is; whoever claimed counts too."""
    reassessed_by: str = ""
    substitutes: frozenset[tuple[Seat, str]] = frozenset()
    judged: frozenset[tuple[Seat, str]] = frozenset()


@dataclass(frozen=True)
class Review:
    """All that the rules know of one quarter's review."""

    seats: frozenset[tuple[Seat, str]]
    """Who holds each seat today."""
    over: bool = True
    """The quarter has ended."""
    sources_read: bool = False
    items: tuple[Item, ...] = ()
    minuted: bool = False
    signed: frozenset[tuple[Seat, str]] = frozenset()

    def item(self, key: str) -> Item:
        """Raise KeyError when there is no such exception."""
        for one in self.items:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True, kw_only=True)
class Judgement(Given):
    item: str = ""
    verdict: Verdict | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Substitute(Given):
    item: str = ""
    who: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Minutes(Given):
    present: str = ""
    text: str = ""
    learning: str = ""
    trainer: str = ""
    """Who is best placed to pass the learning on."""


# ---------------------------------------------------------------- who may judge what


def seat_on(review: Review, item: Item, person: str) -> Seat | None:
    """The seat that a person has for one exception: their own, or one they stand in for."""
    stands_in = {who: seat for seat, who in item.substitutes}
    if person in stands_in:
        return stands_in[person]
    for seat, who in sorted(review.seats):
        if who == person and not barred(item, person) and not _replaced(item, seat):
            return seat
    return None


def barred(item: Item, person: str) -> bool:
    """Whether it is about them, or about a matter that they reassessed."""
    return person in item.about or person == item.reassessed_by


def _replaced(item: Item, seat: Seat) -> bool:
    return any(taken is seat for taken, _who in item.substitutes)


def seats_to_fill(review: Review, item: Item) -> frozenset[Seat]:
    """Seats whose holders may not judge this exception and for which nobody is named yet."""
    open_seats = {seat for seat in Seat if not _replaced(item, seat)}
    able = {seat for seat, who in review.seats if not barred(item, who)}
    return frozenset(open_seats - able)


def waiting_for(review: Review, item: Item) -> frozenset[Seat]:
    return frozenset(Seat) - {seat for seat, _who in item.judged}


@clause("COG R/HS/2")
def they_have_a_seat_for_it(review: Review, given: Judgement) -> None:
    """SOD8: nobody judges what is about themselves, nor a matter that they reassessed."""
    item = _item(review, given.item)
    if barred(item, given.by):
        raise Refused(
            "This exception concerns you, or a matter that you reassessed. Somebody else judges it.",
            "COG R/HS/2",
        )
    if seat_on(review, item, given.by) is None:
        raise Refused("Only the two reviewers, or who stands in for them, judge it.", "COG R/HS/2")


@clause("COG R/HS/2")
def the_two_are_different_people(review: Review, given: Judgement) -> None:
    item = _item(review, given.item)
    seat = seat_on(review, item, given.by)
    if any(who == given.by and taken is not seat for taken, who in item.judged):
        raise Refused("You have judged this exception for the other seat.", "COG R/HS/2")


def it_is_judged_with_a_reason(review: Review, given: Judgement) -> None:
    if given.verdict is None:
        raise Refused("Select what you make of it.", about="verdict")
    if not given.reason.strip():
        raise Refused("Enter your reason.", about="reason")


@clause("COG R/HS/2")
def the_seat_has_to_be_filled(review: Review, given: Substitute) -> None:
    if not seats_to_fill(review, _item(review, given.item)):
        raise Refused("Both reviewers may judge this exception themselves.", "COG R/HS/2")


@clause("COG R/HS/2")
def the_substitute_is_independent(review: Review, given: Substitute) -> None:
    item = _item(review, given.item)
    if not given.who:
        raise Refused("Select who stands in.", about="who")
    if barred(item, given.who):
        raise Refused(
            "Select somebody else: the exception concerns them, or a matter that they reassessed.",
            "COG R/HS/2",
            about="who",
        )
    taken = {who for seat, who in review.seats if seat not in seats_to_fill(review, item)}
    if given.who in taken | {who for _seat, who in item.substitutes}:
        raise Refused("Select somebody else: they have the other seat.", "COG R/HS/2", about="who")


def a_reason_is_given(review: Review, given: Substitute) -> None:
    if not given.reason.strip():
        raise Refused("Enter why this person stands in.", about="reason")


# ---------------------------------------------------------------- signing


@clause("COG R/HS/2")
def the_quarter_is_over(review: Review, by: str) -> None:
    if not review.over:
        raise Refused("The quarter has not ended yet: it can be reviewed after its last day.")


def the_sources_were_read(review: Review, by: str) -> None:
    if not review.sources_read:
        raise Refused("Lay the sources side by side first.", "COG R/HS/2")


@clause("COG R/HS/2")
def every_exception_is_judged_by_both(review: Review, by: str) -> None:
    """SOD8: the review cannot close while one is open, one's own included."""
    left = sum(bool(waiting_for(review, item)) for item in review.items)
    if left:
        says = "1 exception is" if left == 1 else f"{left} exceptions are"
        raise Refused(f"{says} not yet judged by both reviewers.", "COG R/HS/2")


@clause("COG R/HS/3")
def the_meeting_is_minuted(review: Review, by: str) -> None:
    if not review.minuted:
        raise Refused("Write the minutes of the meeting first.", "COG R/HS/3")


@clause("COG R/HS/2")
def they_sit_on_the_review(review: Review, by: str) -> None:
    if by not in {who for _seat, who in review.seats}:
        raise Refused("Only the two reviewers sign.", "COG R/HS/2")


@clause("COG R/HS/2")
def somebody_else_signed_first(review: Review, by: str) -> None:
    """SOD8: two signatures of two people, one for each seat."""
    if by in {who for _seat, who in review.signed}:
        raise Refused("You have signed. The other reviewer signs next.", "COG R/HS/2")
    mine = {seat for seat, who in review.seats if who == by}
    if not mine - {seat for seat, _who in review.signed}:
        raise Refused("The other reviewer signs next.", "COG R/HS/2")


def they_signed_it(review: Review, by: str) -> None:
    if by not in {who for _seat, who in review.signed}:
        raise Refused("Only whoever signed may take the signature back.")


@clause("COG R/HS/3")
def the_meeting_is_recorded(review: Review, given: Minutes) -> None:
    if not given.present.strip():
        raise Refused("Enter who was present.", "COG R/HS/3", about="present")
    if not given.text.strip():
        raise Refused("Enter what was said and decided.", "COG R/HS/3", about="text")


@clause("COG R/HS/3")
def learning_has_somebody_to_pass_it_on(review: Review, given: Minutes) -> None:
    if given.learning.strip() and not given.trainer.strip():
        raise Refused(
            "Enter who is best placed to pass the learning on.", "COG R/HS/3", about="trainer"
        )


# ---------------------------------------------------------------- what becomes true


def _item(review: Review, key: str) -> Item:
    try:
        return review.item(key)
    except KeyError:
        raise Refused("This exception is no longer part of the review.") from None


def _with(review: Review, key: str, change: Callable[[Item], Item]) -> Review:
    items = tuple(change(one) if one.key == key else one for one in review.items)
    return replace(review, items=items)


def it_is_judged(review: Review, given: Judgement) -> Review:
    """A second judgement of the same seat takes the place of the first."""
    seat = seat_on(review, review.item(given.item), given.by)

    def judged(item: Item) -> Item:
        others = {one for one in item.judged if one[0] is not seat}
        return replace(item, judged=frozenset(others | _seated(seat, given.by)))

    return _with(review, given.item, judged)


def _seated(seat: Seat | None, who: str) -> set[tuple[Seat, str]]:
    return {(seat, who)} if seat else set()


def the_substitute_has_the_seat(review: Review, given: Substitute) -> Review:
    seat = min(seats_to_fill(review, review.item(given.item)))

    def replaced(item: Item) -> Item:
        return replace(item, substitutes=item.substitutes | {(seat, given.who)})

    return _with(review, given.item, replaced)


def the_minutes_are_written(review: Review, given: Minutes) -> Review:
    return replace(review, minuted=True)


def it_is_signed(review: Review, given: Given) -> Review:
    free = {seat for seat, who in review.seats if who == given.by} - {s for s, _ in review.signed}
    return replace(review, signed=review.signed | _seated(min(free, default=None), given.by))


def the_signature_is_gone(review: Review, given: Given) -> Review:
    return replace(review, signed=frozenset())


def the_sources_are_laid_out(review: Review, given: Given) -> Review:
    return replace(review, sources_read=True)


def open_items(review: Review) -> Iterator[Item]:
    yield from (item for item in review.items if waiting_for(review, item))
