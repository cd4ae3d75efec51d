# SPDX-License-Identifier: MIT
"""Everything that people might try with one procurement, and what must hold throughout.

One supplier, an evaluator, two buyers of whom one keeps registers too, two chief officers of whom
one does, and a registrar. What the registers hold comes up while time passes.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from candour.kernel.exploration import Invariant, Step, World
from candour.kernel.procedure import Act, Given, Procedure
from candour.kernel.roles import Role
from candour.procurement.rules.effects import with_task
from candour.procurement.rules.procedure import PROCUREMENT
from candour.procurement.rules.procurement import (
    Assessed,
    AwardedTo,
    Declared,
    Hand,
    Named,
    NamedSupplier,
    Nature,
    Prepared,
    Procurement,
    Reason,
    Stage,
    StoodDown,
    Task,
    TaskAnswered,
    Verdict,
)

BUYER, BOTH, REGISTRAR, EVALUATOR = "buyer", "both", "registrar", "evaluator"
CHIEF, FINANCE = "chief", "finance"
PEOPLE = (BUYER, BOTH, REGISTRAR, EVALUATOR, CHIEF, FINANCE)
SUPPLIER, ENTRY, TASK = "supplier", "entry", "task"
ROLES = {
    BUYER: frozenset({Role.PROCUREMENT, Role.WORKFORCE}),
    BOTH: frozenset({Role.PROCUREMENT, Role.REGISTRAR, Role.WORKFORCE}),
    REGISTRAR: frozenset({Role.REGISTRAR, Role.WORKFORCE}),
    EVALUATOR: frozenset({Role.WORKFORCE}),
    CHIEF: frozenset({Role.PRINCIPAL, Role.REGISTRAR, Role.WORKFORCE}),
    FINANCE: frozenset({Role.PRINCIPAL, Role.PROCUREMENT, Role.WORKFORCE}),
}
"""FINANCE came to buy after becoming accountable; CHIEF keeps registers beside."""
START = Procurement(
    buyers=frozenset({BUYER, BOTH, FINANCE}),
    may_answer=frozenset({CHIEF, FINANCE}),
    accountable=CHIEF,
)
MOST = 2
"""People who take part at once: a third would say nothing more."""


def worlds(procedure: Procedure[Procurement] = PROCUREMENT) -> tuple[World[Procurement], ...]:
    return (
        _world("an officer who takes no part answers for it", procedure, START),
        _world("the officer has come to buy", procedure, replace(START, accountable=FINANCE)),
    )


def _world(name: str, procedure: Procedure[Procurement], start: Procurement) -> World[Procurement]:
    return World(
        name=name,
        procedure=procedure,
        starts=((procedure.start, start),),
        people=PEOPLE,
        roles=lambda _matter, person: ROLES[person],
        tries=_tries,
        time_passes=_the_registers_tell,
        forget=_forget,
        invariants=INVARIANTS,
    )


def _the_registers_tell(matter: Procurement) -> Procurement | None:
    """Something comes up about whoever takes part; where nobody does, about a buyer."""
    if matter.tasks or not matter.suppliers:
        return None
    about = min((one.person for one in matter.people), default=BUYER)
    return with_task(matter, Task(TASK, about))


def _forget(stage: Stage | Any, matter: Procurement) -> Procurement:
    return START if stage in PROCUREMENT.ends else matter


def _tries(act: Act[Procurement, Any], matter: Procurement, person: str) -> Iterator[Given]:
    tried = TRIES.get(act.name)
    if tried is None:
        yield Given(by=person)
    else:
        yield from tried(matter, person)


def _naming(matter: Procurement, person: str) -> Iterator[Given]:
    for who in (EVALUATOR, BUYER, REGISTRAR, CHIEF):
        if len(matter.people) < MOST or matter.part_of(who):
            yield Named(by=person, who=who, hand=Hand.EVALUATOR, does="Marks the bids.")
    if len(matter.people) < MOST:
        yield Named(by=person, who=EVALUATOR, does="Marks the bids.")
        yield Named(by=person, who=EVALUATOR, hand=Hand.EVALUATOR)
        yield Named(by=person, hand=Hand.EVALUATOR, does="Marks the bids.")


def _standing_down(_matter: Procurement, person: str) -> Iterator[Given]:
    for who in (EVALUATOR, BUYER, REGISTRAR, CHIEF):
        yield StoodDown(by=person, who=who, reason="Took another post.")
    yield StoodDown(by=person, who=EVALUATOR)


def _answering_for_it(_matter: Procurement, person: str) -> Iterator[Given]:
    for who in (CHIEF, FINANCE, EVALUATOR):
        yield Named(by=person, who=who)


def _suppliers(matter: Procurement, person: str) -> Iterator[Given]:
    yield NamedSupplier(by=person, supplier=SUPPLIER, known=SUPPLIER in matter.suppliers)
    yield NamedSupplier(by=person)


def _declaring(_matter: Procurement, person: str) -> Iterator[Given]:
    entries, some = frozenset({ENTRY}), frozenset({Nature.FINANCIAL})
    yield Declared(by=person, found=entries, answered=entries, nothing=True)
    yield Declared(by=person, natures=some, details="Shares.")
    yield Declared(by=person, natures=some)
    yield Declared(by=person, found=entries, nothing=True)
    yield Declared(by=person, natures=some, details="Shares.", nothing=True)
    yield Declared(by=person)


def _tasks(_matter: Procurement, person: str) -> Iterator[Given]:
    yield TaskAnswered(by=person, task=TASK, text="Asked round.")
    yield TaskAnswered(by=person, task=TASK)
    yield TaskAnswered(by=person, task="gone", text="Asked round.")


def _assessing(_matter: Procurement, person: str) -> Iterator[Given]:
    some = {"nature": Nature.FINANCIAL, "reasons": "Looked at."}
    for who in (EVALUATOR, REGISTRAR, CHIEF, BUYER):
        yield Assessed(by=person, who=who, verdict=Verdict.NONE, reasons="Looked at.")
    out = Assessed(by=person, who=EVALUATOR, verdict=Verdict.EXCLUDED, **some)  # type: ignore[arg-type]
    yield replace(out, supplier=SUPPLIER)
    yield out
    yield replace(out, verdict=Verdict.MITIGATED, steps=1)
    yield replace(out, verdict=Verdict.MITIGATED)
    yield replace(out, verdict=Verdict.PERCEIVED, shows="They never met.")
    yield replace(out, verdict=Verdict.PERCEIVED)
    yield replace(out, verdict=None)
    yield replace(out, verdict=Verdict.NONE, reasons=" ")
    yield replace(out, verdict=Verdict.MITIGATED, steps=1, nature=None)


def _preparing(_matter: Procurement, person: str) -> Iterator[Given]:
    yield Prepared(by=person, summary="No supplier has an advantage.")
    yield Prepared(by=person)


def _awarding(_matter: Procurement, person: str) -> Iterator[Given]:
    yield AwardedTo(by=person, supplier=SUPPLIER)
    yield AwardedTo(by=person, supplier="nobody")


def _ending(_matter: Procurement, person: str) -> Iterator[Given]:
    yield Reason(by=person, reason="It is over.")
    yield Reason(by=person)


TRIES = {
    "name_person": _naming,
    "stand_down": _standing_down,
    "name_accountable": _answering_for_it,
    "name_supplier": _suppliers,
    "declare_for_it": _declaring,
    "answer_task": _tasks,
    "assess_declaration": _assessing,
    "prepare_assessment": _preparing,
    "award_contract": _awarding,
    "close_procurement": _ending,
    "abandon_procurement": _ending,
}

# ---------------------------------------------------------------- what must hold


def _nobody_clears_themselves(step: Step[Procurement]) -> bool:
    return step.matter.part_of(step.given.by) is None


def _assessing_is_not_buying(step: Step[Procurement]) -> bool:
    return step.given.by not in step.matter.buyers


def _two_people_make_it(step: Step[Procurement]) -> bool:
    return step.given.by != step.matter.prepared_by


def _the_accountable_one(step: Step[Procurement]) -> bool:
    return step.given.by == step.matter.accountable


def _the_accountable_takes_no_part(step: Step[Procurement]) -> bool:
    return step.matter_after.part_of(step.matter_after.accountable) is None


def _whoever_becomes_accountable_may(step: Step[Procurement]) -> bool:
    after = step.matter_after
    return after.accountable in after.may_answer - after.buyers


def _before_the_notice(step: Step[Procurement]) -> bool:
    matter = step.matter
    settled = bool(matter.people) and all(one.declared and one.assessed for one in matter.people)
    return settled and not matter.tasks and matter.confirmed and bool(matter.prepared_by)


def _it_says_how_things_are(step: Step[Procurement]) -> bool:
    after = step.matter_after
    if not after.prepared_by:
        return not after.confirmed
    return all(one.assessed for one in after.people) and not after.tasks and bool(after.people)


def _asked_for_each_notice(step: Step[Procurement]) -> bool:
    return step.matter.asked


def _asked_once_for_a_notice(step: Step[Procurement]) -> bool:
    return not step.matter.asked


def _asking_asks_all(step: Step[Procurement]) -> bool:
    return step.matter_after.asked and not any(one.declared for one in step.matter_after.people)


def _the_award_is_open_to_it(step: Step[Procurement]) -> bool:
    given = step.given
    open_to = step.matter.suppliers - step.matter.excluded
    return isinstance(given, AwardedTo) and given.supplier in open_to


def _assessed_after_declaring(step: Step[Procurement]) -> bool:
    given = step.given
    part = step.matter.part_of(given.who) if isinstance(given, Assessed) else None
    return part is not None and part.declared


def _named_once(step: Step[Procurement]) -> bool:
    given = step.given
    return isinstance(given, Named) and step.matter.part_of(given.who) is None


def _only_declaring_settles_it(step: Step[Procurement]) -> bool:
    gone = step.matter.tasks - step.matter_after.tasks
    return bool(gone) and all(
        step.matter.part_of(one.about) is None and one.about != step.given.by for one in gone
    )


def _standing_down_is_of_somebody(step: Step[Procurement]) -> bool:
    return len(step.matter_after.people) == len(step.matter.people) - 1


def _who_declares_takes_part(step: Step[Procurement]) -> bool:
    declared = step.matter.part_of(step.given.by)
    return declared is not None and not _tasks_about(step.matter_after, step.given.by)


def _tasks_about(matter: Procurement, person: str) -> bool:
    return any(one.about == person for one in matter.tasks)


def _a_supplier_once(step: Step[Procurement]) -> bool:
    return bool(step.matter_after.suppliers - step.matter.suppliers)


def _words_are_there(step: Step[Procurement]) -> bool:
    match step.given:
        case Named(hand=hand, does=does, who=who) if step.act == "name_person":
            return bool(hand and does.strip() and who)
        case StoodDown(reason=text) | Reason(reason=text) | TaskAnswered(text=text):
            return bool(text.strip())
        case NamedSupplier(supplier=text) | Prepared(summary=text):
            return bool(text.strip())
        case Declared() as given:
            return _declared_whole(given)
        case Assessed() as given:
            return _assessed_whole(given)
        case _:
            return True


def _declared_whole(given: Declared) -> bool:
    said = given.nothing or bool(given.details.strip())
    one = given.nothing is not bool(given.natures)
    return given.found <= given.answered and said and one


def _assessed_whole(given: Assessed) -> bool:
    told = given.verdict is Verdict.NONE or given.nature is not None
    steps = given.verdict is not Verdict.MITIGATED or given.steps > 0
    shows = given.verdict is not Verdict.PERCEIVED or bool(given.shows.strip())
    out = given.verdict is not Verdict.EXCLUDED or bool(given.supplier)
    return bool(given.verdict and given.reasons.strip()) and told and steps and shows and out


def _office(step: Step[Procurement]) -> bool:
    """Each act is of those whose business it is."""
    wanted = OFFICE.get(step.act, Role.PROCUREMENT)
    held = ROLES[step.given.by]
    return wanted in held if isinstance(wanted, Role) else bool(wanted & held)


OFFICE: dict[str, Role | frozenset[Role]] = {
    "declare_for_it": Role.WORKFORCE,
    "assess_declaration": Role.REGISTRAR,
    "prepare_assessment": Role.REGISTRAR,
    "confirm_assessment": Role.PRINCIPAL,
}
ASSESSING = frozenset({"assess_declaration", "prepare_assessment"})
CLEARING = ASSESSING | {"confirm_assessment"}
CONFIRMING = frozenset({"confirm_assessment"})
NOTICES = frozenset({"publish_tender", "award_contract", "change_contract"})
INVARIANTS: tuple[Invariant[Procurement], ...] = (
    Invariant("SOD/self", "Nobody who takes part clears anybody", _nobody_clears_themselves, CLEARING),
    Invariant("SOD/buy", "Whoever assesses does not buy", _assessing_is_not_buying, CLEARING),
    Invariant("SOD/two", "Whoever confirms did not prepare it", _two_people_make_it, CONFIRMING),
    Invariant("SOD/accountable", "The accountable officer confirms", _the_accountable_one, CONFIRMING),
    Invariant("SOD/apart", "The accountable officer takes no part", _the_accountable_takes_no_part),
    Invariant(
        "SOD/named", "An accountable officer may be one", _whoever_becomes_accountable_may,
        frozenset({"name_accountable"}),
    ),
    Invariant("s.83", "No notice without a confirmed assessment", _before_the_notice, NOTICES),
    Invariant("s.83/now", "A document says how things are", _it_says_how_things_are),
    Invariant("s.81/anew", "All are asked for each notice", _asked_for_each_notice, NOTICES),
    Invariant("s.81/once", "They are asked once for it", _asked_once_for_a_notice, frozenset({"ask_anew"})),
    Invariant("s.81/all", "Asking anew asks all", _asking_asks_all, frozenset({"ask_anew"})),
    Invariant("s.82", "No award to an excluded supplier", _the_award_is_open_to_it, frozenset({"award_contract"})),
    Invariant("order", "They declare before they are assessed", _assessed_after_declaring, frozenset({"assess_declaration"})),
    Invariant("once", "Nobody is named twice", _named_once, frozenset({"name_person"})),
    Invariant("tasks", "What concerns a person ends with their word", _only_declaring_settles_it, frozenset({"answer_task"})),
    Invariant("standing down", "Somebody stands down", _standing_down_is_of_somebody, frozenset({"stand_down"})),
    Invariant("declaring", "Whoever takes part declares", _who_declares_takes_part, frozenset({"declare_for_it"})),
    Invariant("supplier", "A supplier is named once", _a_supplier_once, frozenset({"name_supplier"})),
    Invariant("words", "Every answer says what it has to", _words_are_there),
    Invariant("office", "Each act is of those whose business it is", _office),
)  # fmt: skip
