# SPDX-License-Identifier: MIT
"""Everything that people might try with one quarterly review, and what must hold throughout.

Three exceptions: about somebody else, about one reviewer, about a matter that the other
reassessed. The seats are held by two people, by one person, or one of them by nobody.
"""

from collections.abc import Iterator
from typing import Any

from candour.kernel.exploration import Invariant, Step, World
from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role
from candour.review.rules.procedure import QUARTERLY
from candour.review.rules.quarterly import (
    Item,
    Judgement,
    Minutes,
    Review,
    Seat,
    Substitute,
    Verdict,
    barred,
    seat_on,
    waiting_for,
)

HEAD_OF_SECRETARIAT, HEAD_OF_PSD, DEPUTY, CHIEF = "hos", "hopsd", "deputy", "chief"
SECOND = "second"
"""Oversees the process too, and has no seat in this review."""
PEOPLE = (HEAD_OF_SECRETARIAT, HEAD_OF_PSD, DEPUTY, CHIEF, SECOND)
ITEMS = (
    Item("chiefs", frozenset({CHIEF})),
    Item("own", frozenset({HEAD_OF_SECRETARIAT})),
    Item("reassessed", frozenset({CHIEF}), reassessed_by=HEAD_OF_PSD),
)
TWO = frozenset({(Seat.PROCESS, HEAD_OF_SECRETARIAT), (Seat.STANDARDS, HEAD_OF_PSD)})
ALONE = frozenset({(Seat.PROCESS, HEAD_OF_SECRETARIAT), (Seat.STANDARDS, HEAD_OF_SECRETARIAT)})
STARTS = (
    *(Review(TWO, items=(item,)) for item in ITEMS),
    Review(TWO, over=False, items=ITEMS[:1]),
    Review(TWO),
)
ROLES = {
    HEAD_OF_SECRETARIAT: frozenset({Role.OVERSEER, Role.WORKFORCE}),
    HEAD_OF_PSD: frozenset({Role.REASSESSOR, Role.WORKFORCE}),
    DEPUTY: frozenset({Role.DEPUTY_REASSESSOR, Role.WORKFORCE}),
    CHIEF: frozenset({Role.PRINCIPAL, Role.WORKFORCE}),
    SECOND: frozenset({Role.OVERSEER, Role.WORKFORCE}),
}


def worlds(procedure: Procedure[Review] = QUARTERLY) -> tuple[World[Review], ...]:
    return (_world("two people have the two seats", procedure, STARTS),)


def with_one_person(procedure: Procedure[Review] = QUARTERLY) -> World[Review]:
    """One person has both seats: this review must never close, so it is no world of the command."""
    return _world("one person has both seats", procedure, (Review(ALONE, items=ITEMS[:1]),))


def _world(name: str, procedure: Procedure[Review], starts: tuple[Review, ...]) -> World[Review]:
    return World(
        name=name,
        procedure=procedure,
        starts=tuple((procedure.start, start) for start in starts),
        people=PEOPLE,
        roles=lambda _review, person: ROLES[person],
        tries=_tries,
        time_passes=_the_quarter_ends,
        forget=lambda _stage, review: review,
        invariants=INVARIANTS,
    )


def _the_quarter_ends(review: Review) -> Review | None:
    return None if review.over else Review(review.seats, items=review.items)


def _tries(act: Act[Review, Any], review: Review, person: str) -> Iterator[Given]:
    keys = [item.key for item in review.items] + ["gone"]
    match act.name:
        case "judge":
            for key in keys:
                yield Judgement(by=person, item=key, verdict=Verdict.EXPLAINED, reason="Seen.")
                yield Judgement(by=person, item=key, verdict=Verdict.EXPLAINED)
                yield Judgement(by=person, item=key, reason="Seen.")
        case "name_substitute":
            for key in keys:
                for who in (*PEOPLE, ""):
                    yield Substitute(by=person, item=key, who=who, reason="Recused.")
                yield Substitute(by=person, item=key, who=DEPUTY)
        case "minute":
            for present, text, learning, trainer in MINUTES:
                yield Minutes(
                    by=person, present=present, text=text, learning=learning, trainer=trainer
                )
        case _:
            yield Given(by=person)


MINUTES = (
    ("Both", "All seen.", "", ""),
    ("Both", "All seen.", "Late notifications", "The secretariat"),
    ("Both", "All seen.", "Late notifications", ""),
    ("", "All seen.", "", ""),
    ("Both", " ", "", ""),
)

# ---------------------------------------------------------------- what must hold


def _nobody_judges_themselves(step: Step[Review]) -> bool:
    return not any(barred(item, who) for item in step.matter_after.items for _, who in item.judged)


def _two_people_judge(step: Step[Review]) -> bool:
    return all(
        len({who for _, who in item.judged}) == len(item.judged) for item in step.matter_after.items
    )


def _judges_have_the_seat(step: Step[Review]) -> bool:
    given = step.given
    if not isinstance(given, Judgement):
        return True
    return seat_on(step.matter, step.matter.item(given.item), given.by) is not None


def _substitutes_are_independent(step: Step[Review]) -> bool:
    return not any(
        barred(item, who) for item in step.matter_after.items for _, who in item.substitutes
    )


def _substitutes_have_one_seat(step: Step[Review]) -> bool:
    return all(
        len({who for _, who in item.substitutes}) == len(item.substitutes)
        and not (
            {who for _, who in item.substitutes}
            & {who for _, who in step.matter.seats if not barred(item, who)}
        )
        for item in step.matter_after.items
    )


def _a_seat_that_is_filled_stays(step: Step[Review]) -> bool:
    able = {
        (item.key, seat)
        for item in step.matter.items
        for seat, who in step.matter.seats
        if not barred(item, who)
    }
    taken = {(item.key, seat) for item in step.matter_after.items for seat, _ in item.substitutes}
    return not able & taken


def _closed_with_two_signatures(step: Step[Review]) -> bool:
    signed = step.matter_after.signed
    return len({who for _, who in signed}) == len({seat for seat, _ in signed}) == len(Seat)


def _closed_with_nothing_open(step: Step[Review]) -> bool:
    return not any(waiting_for(step.matter_after, item) for item in step.matter_after.items)


def _signers_have_seats(step: Step[Review]) -> bool:
    return step.matter_after.signed <= step.matter_after.seats


def _minutes_before_signing(step: Step[Review]) -> bool:
    return step.matter.minuted and step.matter.sources_read and step.matter.over


def _only_the_seated(step: Step[Review]) -> bool:
    return step.given.by in {who for _, who in step.matter.seats}


def _words_are_there(step: Step[Review]) -> bool:
    given = step.given
    match given:
        case Judgement():
            return given.verdict is not None and bool(given.reason.strip())
        case Substitute():
            return bool(given.reason.strip() and given.who)
        case Minutes():
            told = not given.learning or bool(given.trainer)
            return bool(given.present.strip() and given.text.strip()) and told
        case _:
            return True


def _only_a_signer_takes_back(step: Step[Review]) -> bool:
    return step.given.by in {who for _, who in step.matter.signed}


def _minutes_follow_the_sources(step: Step[Review]) -> bool:
    return step.matter.sources_read


SIGNING = frozenset({"sign", "countersign"})
INVARIANTS: tuple[Invariant[Review], ...] = (
    Invariant("SOD8", "Nobody judges an exception that concerns them", _nobody_judges_themselves),
    Invariant("SOD8/two", "Two people judge every exception", _two_people_judge),
    Invariant("SOD8/seat", "Whoever judges has a seat", _judges_have_the_seat, frozenset({"judge"})),
    Invariant("SOD8/substitute", "A substitute is independent", _substitutes_are_independent),
    Invariant("SOD8/one", "A substitute has one seat", _substitutes_have_one_seat),
    Invariant("SOD8/needed", "Only an empty seat is filled", _a_seat_that_is_filled_stays),
    Invariant(
        "SOD8/close", "It closes with two signatures of two people",
        _closed_with_two_signatures, frozenset({"countersign"}),
    ),
    Invariant("SOD8/open", "It is signed with nothing open", _closed_with_nothing_open, SIGNING),
    Invariant("signers", "Signatures are of those who sit", _signers_have_seats),
    Invariant("record", "The meeting is recorded before it is signed", _minutes_before_signing, SIGNING),
    Invariant("words", "Every answer says what it has to", _words_are_there),
    Invariant(
        "seated", "Only those who sit lead the review", _only_the_seated,
        frozenset({"read_sources", "name_substitute", "minute"}),
    ),
    Invariant("take back", "Only a signer takes it back", _only_a_signer_takes_back, frozenset({"take_back"})),
    Invariant("order", "Minutes follow the sources", _minutes_follow_the_sources, frozenset({"minute"})),
)  # fmt: skip
