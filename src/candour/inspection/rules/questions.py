# SPDX-License-Identifier: MIT
"""The six questions of the inspectorate, what each asks to see, and where nothing answers (PEEL18 2, T01).

A gap is worked out and never typed: nothing of the kind is held, nothing was counted, or a figure
that ought to be none is not. The body may say beside it what it does about it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from candour.inspection.rules.evidence import BY_CODE, Figure


class Question(StrEnum):
    VETTING = "vetting"
    STANDARDS = "standards"
    BREACHES = "breaches"
    ACCOUNTABILITY = "accountability"
    INFORMATION = "information"
    CORRUPTION = "corruption"


ASKS = {
    Question.VETTING: "Are officers and staff vetted well?",
    Question.STANDARDS: "Are high standards of behaviour promoted?",
    Question.BREACHES: "Are breaches noticed, handled and investigated?",
    Question.ACCOUNTABILITY: "Are people held to account in proportion, fairly and alike?",
    Question.INFORMATION: "Is the information that is held protected?",
    Question.CORRUPTION: "Is corruption tackled, where it is and where it might be?",
}


@dataclass(frozen=True)
class Asked:
    """One thing that an inspector asks to see, and the figures that show it."""

    code: str
    question: Question
    says: str
    clause: str
    figures: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[Figure, ...]:
        return tuple(BY_CODE[code] for code in self.figures)


ASKED = (
    Asked(
        "levels", Question.VETTING,
        "Posts whose holders are vetted below the level that the post needs, and clearances that "
        "have run out", "PEEL18 2.1/13",
    ),
    Asked(
        "vetting_samples", Question.VETTING,
        "Samples of checks that others made on behalf of the vetting unit", "PEEL18 2.1/10",
    ),
    Asked(
        "refusals", Question.VETTING,
        "Refusals compared between groups of people, with the reasons", "PEEL18 2.1/12",
    ),
    Asked(
        "gateway", Question.STANDARDS,
        "What chief officers brought to the Gateway, when, and how it was decided", "COG 2/1",
        ("requests", "decisions", "against_advice", "before_advice", "after_the_event",
         "still_open"),
    ),
    Asked(
        "declarations", Question.STANDARDS,
        "What people declared, what they turned down, and whether they declared in time",
        "HMIC12 2/1", ("gifts", "declined", "interests", "media", "late"),
    ),
    Asked(
        "promises", Question.STANDARDS,
        "Whether the conditions of decisions are kept, and whether anybody looks", "PEEL18 2.2/6",
        ("conditions", "conditions_late", "conditions_broken"),
    ),
    Asked(
        "reviewing", Question.STANDARDS,
        "Whether two people looked at each quarter, and what they learned", "COG R/HS/2",
        ("reviews", "reviews_missing", "samples", "exceptions", "put_right", "to_learn"),
    ),
    Asked(
        "reporting", Question.STANDARDS,
        "Whether whoever holds the organisation to account hears of it each quarter", "EAP B3",
        ("reports", "reports_missing"),
    ),
    Asked(
        "policies", Question.STANDARDS,
        "Whether the policies are in force and looked at in time", "COG 0/1",
        ("policies", "policies_due"),
    ),
    Asked(
        "read_and_understood", Question.STANDARDS,
        "Who has confirmed that they read and understood the policies, and who was trained",
        "HMIC12 3/3",
    ),
    Asked(
        "conversations", Question.STANDARDS,
        "Conversations about ethics in teams, and what the ethics committee advised",
        "PEEL18 2/AFI1",
    ),
    Asked(
        "referrals", Question.BREACHES,
        "What the quarterly reviews referred to professional standards", "COG R/HS/2",
        ("exceptions", "referred"),
    ),
    Asked(
        "investigations", Question.BREACHES,
        "Plans, supervision and timeliness of investigations, with reasons for what was not pursued",
        "PEEL18 2/AFI4",
    ),
    Asked(
        "misconduct", Question.ACCOUNTABILITY,
        "What misconduct meetings and hearings decided, and whether it was published", "EAP D7",
        ("outcomes", "outcomes_public"),
    ),
    Asked(
        "publication", Question.ACCOUNTABILITY,
        "Whether what has to be public is public, and in time", "EAP D3",
        ("releases", "releases_late", "datasets_overdue"),
    ),
    Asked(
        "fairness", Question.ACCOUNTABILITY,
        "Outcomes compared between groups of people at each step", "PEEL18 3.1/8",
    ),
    Asked(
        "barred", Question.ACCOUNTABILITY,
        "Whether those who were dismissed were put on the barred list in time", "PEEL18 2.1/11",
    ),
    Asked(
        "looking", Question.INFORMATION,
        "Who looks at confidential requests, with every look on record", "HMIC12 1/3",
        ("readings", "readers"),
    ),
    Asked(
        "monitoring", Question.INFORMATION,
        "How much of each system is watched for misuse, mobile data too, and what audits found",
        "PEEL18 2/AFI2",
    ),
    Asked(
        "crosschecks", Question.CORRUPTION,
        "Whether the registers are held against payments and contracts, and what came of it",
        "HMIC12 2/2", ("findings", "findings_answered", "findings_late"),
    ),
    Asked(
        "buying", Question.CORRUPTION,
        "Whether conflicts are assessed before anything is bought", "HMIC12 A/1",
        ("procurements", "procurements_assessed", "procurements_early"),
    ),
    Asked(
        "associations", Question.CORRUPTION,
        "Whether people tell of associations that could put them at risk", "PEEL18 2.2/5",
        ("associations",),
    ),
    Asked(
        "threats", Question.CORRUPTION,
        "The assessment of threats, the strategy that answers it, and whether steps taken early "
        "worked", "PEEL18 2.2/1",
    ),
)  # fmt: skip


def asked_by(question: Question) -> Iterator[Asked]:
    return (one for one in ASKED if one.question is question)


def asked_named(code: str) -> Asked | None:
    return next((one for one in ASKED if one.code == code), None)


# ------------------------------------------------------------------ gaps


class Why(StrEnum):
    NOT_HELD = "not_held"
    NOTHING_COUNTED = "nothing_counted"
    SHORT = "short"


@dataclass(frozen=True)
class Gap:
    why: Why
    short: tuple[Figure, ...] = ()
    """The figures that ought to be none and are not."""


Count = Callable[[str], int]


def gap_in(asked: Asked, count: Count) -> Gap | None:
    """What is missing of one thing that is asked for; none where the figures answer it."""
    if not asked.figures:
        return Gap(Why.NOT_HELD)
    short = tuple(one for one in asked.evidence if one.ought_to_be_none and count(one.code))
    if short:
        return Gap(Why.SHORT, short)
    if any(one.banded or count(one.code) for one in asked.evidence):
        return None
    return Gap(Why.NOTHING_COUNTED)


def gaps(count: Count) -> dict[str, Gap]:
    """Every gap, by what is asked for; a question without any evidence has nothing else."""
    found = ((one.code, gap_in(one, count)) for one in ASKED)
    return {code: gap for code, gap in found if gap is not None}


def in_words(gap: Gap, count: Count) -> str:
    """In a sentence for somebody who knows nothing of the product."""
    match gap.why:
        case Why.NOT_HELD:
            return "Candour holds no records of this kind. Ask where else they are kept."
        case Why.NOTHING_COUNTED:
            return "Records of this kind would be held here, and for these months there are none."
        case Why.SHORT:
            return " ".join(f"{one.title}: {count(one.code)}." for one in gap.short)
