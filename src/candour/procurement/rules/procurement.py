# SPDX-License-Identifier: MIT
"""The conflicts assessment of one procurement (Procurement Act 2023, ss. 81 to 83).

Everybody who decides on it or influences it declares. Somebody who does not buy assesses each
declaration, and prepares the document; the accountable officer, who did neither, confirms it.
Without a confirmed document no notice goes out, and for every notice all are asked anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Given, Refused
from candour.kernel.roles import Role


class Stage(StrEnum):
    PLANNING = "planning"
    TENDER = "tender"
    AWARD = "award"
    CHANGE = "change"
    CLOSED = "closed"
    ABANDONED = "abandoned"


LIVE = frozenset({Stage.PLANNING, Stage.TENDER, Stage.AWARD, Stage.CHANGE})
BUYS = frozenset({Role.PROCUREMENT})
ASSESSES = frozenset({Role.REGISTRAR, Role.REASSESSOR, Role.MONITORING_OFFICER})
"""Those who read every register that an entry about a supplier may stand in."""
ANSWERS_FOR_IT = frozenset({Role.PRINCIPAL, Role.SPONSOR})


class Hand(StrEnum):
    """What somebody has to do with a procurement."""

    LEAD = "lead"
    EVALUATOR = "evaluator"
    INFLUENCER = "influencer"


class Verdict(StrEnum):
    """What is made of one person's declaration."""

    NONE = "none"
    PERCEIVED = "perceived"
    """None, though a reasonable person might think so."""
    MITIGATED = "mitigated"
    EXCLUDED = "excluded"
    """No step takes the unfair advantage away: the supplier is excluded (s. 82)."""


class Nature(StrEnum):
    FINANCIAL = "financial"
    PROFESSIONAL = "professional"
    PERSONAL = "personal"


@dataclass(frozen=True, order=True)
class Part:
    """Somebody who has a hand in it, in the present round."""

    person: str
    declared: bool = False
    assessed: bool = False
    excludes: str = ""
    """The supplier that is excluded because of them, for as long as they take part."""


@dataclass(frozen=True, order=True)
class Task:
    """Something that the registers hold about a supplier, as procurement gets to know of it."""

    key: str
    about: str = ""
    """Whom it concerns; only a part of the procurement is ever told."""


@dataclass(frozen=True)
class Procurement:
    """All that the rules know of one procurement."""

    buyers: frozenset[str]
    """Everybody who buys for this body today."""
    may_answer: frozenset[str]
    """Those who hold an office that can answer for it."""
    accountable: str
    people: frozenset[Part] = frozenset()
    suppliers: frozenset[str] = frozenset()
    tasks: frozenset[Task] = frozenset()
    """Those that are open."""
    asked: bool = True
    """Everybody was asked for the notice that comes next."""
    prepared_by: str = ""
    """Who prepared the document; empty while none says how things are now."""
    confirmed: bool = False

    @property
    def excluded(self) -> frozenset[str]:
        return frozenset(one.excludes for one in self.people if one.excludes)

    def part_of(self, person: str) -> Part | None:
        return next((one for one in self.people if one.person == person), None)


# ---------------------------------------------------------------- what is given


@dataclass(frozen=True, kw_only=True)
class Named(Given):
    who: str = ""
    hand: Hand | None = None
    does: str = ""


@dataclass(frozen=True, kw_only=True)
class StoodDown(Given):
    who: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class NamedSupplier(Given):
    supplier: str = ""
    known: bool = False
    """A supplier of that name is named already."""


@dataclass(frozen=True, kw_only=True)
class Declared(Given):
    found: frozenset[str] = frozenset()
    """The register entries that were laid before them."""
    answered: frozenset[str] = frozenset()
    natures: frozenset[Nature] = frozenset()
    nothing: bool = False
    details: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskAnswered(Given):
    task: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Assessed(Given):
    who: str = ""
    verdict: Verdict | None = None
    nature: Nature | None = None
    reasons: str = ""
    shows: str = ""
    """What shows that there is none."""
    steps: int = 0
    supplier: str = ""


@dataclass(frozen=True, kw_only=True)
class Prepared(Given):
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class AwardedTo(Given):
    supplier: str = ""


@dataclass(frozen=True, kw_only=True)
class Reason(Given):
    reason: str = ""


# ---------------------------------------------------------------- who, and what they do in it


def somebody_is_named(matter: Procurement, given: Named) -> None:
    if not given.who:
        raise Refused("Select who has a part in it.", about="who")
    if given.hand is None:
        raise Refused("Select what they have to do with it.", about="hand")
    if not given.does.strip():
        raise Refused("Enter what they do in it.", about="does")


def they_are_not_named_yet(matter: Procurement, given: Named) -> None:
    if matter.part_of(given.who):
        raise Refused("Select somebody else: they are named already.", about="who")


def they_do_not_answer_for_it(matter: Procurement, given: Named) -> None:
    if given.who == matter.accountable:
        raise Refused(
            "The accountable officer takes no part. Name another accountable officer first.",
            about="who",
        )


def they_are_named(matter: Procurement, given: StoodDown) -> None:
    if matter.part_of(given.who) is None:
        raise Refused("They have no part in this procurement.")


def it_is_said_why(matter: Procurement, given: StoodDown) -> None:
    if not given.reason.strip():
        raise Refused("Enter why they take no further part.", about="reason")


def the_officer_is_independent(matter: Procurement, given: Named) -> None:
    if given.who not in matter.may_answer:
        raise Refused("Select an officer who can answer for it.", about="who")
    if matter.part_of(given.who) or given.who in matter.buyers:
        raise Refused(
            "Select somebody else: who answers for it neither buys nor takes part.", about="who"
        )


def the_supplier_is_new(matter: Procurement, given: NamedSupplier) -> None:
    if not given.supplier.strip():
        raise Refused("Enter the name of the supplier.", about="supplier")
    if given.known:
        raise Refused("Enter another supplier: this one is named already.", about="supplier")


# ---------------------------------------------------------------- declaring


def they_have_a_part(matter: Procurement, by: str) -> None:
    if matter.part_of(by) is None:
        raise Refused("You have no part in this procurement.")


@clause("HMIC12 2/2")
def every_entry_is_answered(matter: Procurement, given: Declared) -> None:
    """What the registers hold is laid before them, and they say whether it is right."""
    if given.found - given.answered:
        raise Refused("Say of each entry whether it is right.", "HMIC12 2/2", about="entry-0")


def it_is_one_or_the_other(matter: Procurement, given: Declared) -> None:
    if given.nothing == bool(given.natures):
        raise Refused("Select what you have to declare, or that it is nothing.", about="natures")


def what_it_is_is_said(matter: Procurement, given: Declared) -> None:
    if given.natures and not given.details.strip():
        raise Refused("Enter what it is, with whom and since when.", about="details")


# ---------------------------------------------------------------- tasks


def the_task_is_open(matter: Procurement, given: TaskAnswered) -> None:
    if not any(one.key == given.task for one in matter.tasks):
        raise Refused("This task is done.")


@clause("HMIC12 2/2")
def only_the_person_settles_it(matter: Procurement, given: TaskAnswered) -> None:
    """What concerns a part of the procurement ends with their declaration, and in no other way."""
    about = next((one.about for one in matter.tasks if one.key == given.task), "")
    if matter.part_of(about):
        raise Refused("This task is done once the person declares, or stands down.", "HMIC12 2/2")


@clause("HMIC12 2/2")
def it_is_somebody_elses(matter: Procurement, given: TaskAnswered) -> None:
    if any(one.key == given.task and one.about == given.by for one in matter.tasks):
        raise Refused("Somebody else does this task.", "HMIC12 2/2")


def what_was_done_is_said(matter: Procurement, given: TaskAnswered) -> None:
    if not given.text.strip():
        raise Refused("Enter what was done.", about="text")


# ---------------------------------------------------------------- assessing


@clause("HMIC12 A/1")
def they_do_not_buy(matter: Procurement, by: str) -> None:
    if by in matter.buyers:
        raise Refused("Whoever buys does not assess. Somebody else does.", "HMIC12 A/1")


@clause("HMIC12 A/1")
def they_have_no_part(matter: Procurement, by: str) -> None:
    """Nobody clears themselves, nor those they work beside."""
    if matter.part_of(by):
        raise Refused("You have a part in it, so somebody else does this.", "HMIC12 A/1")


def they_have_declared(matter: Procurement, given: Assessed) -> None:
    part = matter.part_of(given.who)
    if part is None or not part.declared:
        raise Refused("They have not declared yet.")


def a_verdict_is_given(matter: Procurement, given: Assessed) -> None:
    if given.verdict is None:
        raise Refused("Select what you make of it.", about="verdict")
    if given.verdict is not Verdict.NONE and given.nature is None:
        raise Refused("Select of what nature it is.", about="nature")
    if not given.reasons.strip():
        raise Refused("Enter your reasons.", about="reasons")


def a_conflict_has_its_steps(matter: Procurement, given: Assessed) -> None:
    if given.verdict is Verdict.MITIGATED and not given.steps:
        raise Refused("Enter at least one step that is taken about it.", about="step-0-text")


def what_shows_that_there_is_none_is_said(matter: Procurement, given: Assessed) -> None:
    if given.verdict is Verdict.PERCEIVED and not given.shows.strip():
        raise Refused("Enter what shows that there is no conflict.", about="shows")


def the_excluded_supplier_is_named(matter: Procurement, given: Assessed) -> None:
    if given.verdict is Verdict.EXCLUDED and given.supplier not in matter.suppliers:
        raise Refused("Select the supplier that is excluded.", about="supplier")


# ---------------------------------------------------------------- the document


def somebody_takes_part(matter: Procurement, by: str) -> None:
    if not matter.people:
        raise Refused("Nobody is named yet who decides on it or influences it.")


def everybody_is_assessed(matter: Procurement, by: str) -> None:
    left = sum(not one.assessed for one in matter.people)
    if left:
        says = "1 person is" if left == 1 else f"{left} people are"
        raise Refused(f"{says} not assessed yet.")


def no_task_is_open(matter: Procurement, by: str) -> None:
    if matter.tasks:
        raise Refused("A task from the registers is still open.")


def something_is_said(matter: Procurement, given: Prepared) -> None:
    if not given.summary.strip():
        raise Refused("Enter what the assessment comes to.", about="summary")


def it_is_prepared(matter: Procurement, by: str) -> None:
    if not matter.prepared_by:
        raise Refused("No document is prepared that says how things are now.")


def they_answer_for_it(matter: Procurement, by: str) -> None:
    if by != matter.accountable:
        raise Refused("Only the accountable officer confirms it.")


def somebody_else_prepared_it(matter: Procurement, by: str) -> None:
    if by == matter.prepared_by:
        raise Refused("You prepared it, so somebody else confirms it.")


# ---------------------------------------------------------------- notices


def everybody_was_asked_anew(matter: Procurement, by: str) -> None:
    if not matter.asked:
        raise Refused("Ask everybody anew first: much may have changed since the last notice.")


def nobody_was_asked_yet(matter: Procurement, by: str) -> None:
    if matter.asked:
        raise Refused("Everybody has been asked for the next notice.")


@clause("HMIC12 A/1")
def the_assessment_is_confirmed(matter: Procurement, by: str) -> None:
    """Before the notice, never after it (s. 83)."""
    if not matter.confirmed:
        raise Refused("The conflicts assessment is not confirmed yet.", "HMIC12 A/1")


def it_goes_to_a_supplier_that_may_have_it(matter: Procurement, given: AwardedTo) -> None:
    if given.supplier not in matter.suppliers:
        raise Refused("Select the supplier that it is awarded to.", about="supplier")
    if given.supplier in matter.excluded:
        raise Refused("Select another supplier: this one is excluded.", about="supplier")


def a_reason_is_given(matter: Procurement, given: Reason) -> None:
    if not given.reason.strip():
        raise Refused("Enter why it ends.", about="reason")
