# SPDX-License-Identifier: MIT
"""The Gateway Test: four questions, four quick tests and three thresholds (COG Appendix 1, 2/2).

The questions come from the policy version that the matter was opened under; what is fixed here is
that each one needs an answer and that the thresholds build on one another.
"""

from dataclasses import dataclass
from enum import StrEnum

from candour.kernel.clause import clause
from candour.kernel.procedure import Given, Refused


class Answer(StrEnum):
    """The short answer to a quick test; the reasons stand beside it."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, kw_only=True)
class Worksheet(Given):
    """What the assessor answers; codes are those of the policy version."""

    questions: dict[str, str]
    """Question code to the assessor's words."""
    quick_tests: dict[str, str]
    """Quick test code to an Answer."""
    affects_confidence: bool | None = None
    """First threshold: might it touch community confidence, or look bad inside (COG 3.2/4)?"""
    creates_risk: bool | None = None
    """Second threshold: is there a potential risk to the officer or the body (COG 3.2/5)?"""
    integrity_in_question: bool | None = None
    """Third threshold: more probable than not that integrity is questioned (COG 2/2)?"""
    reasons: str = ""
    asked_questions: frozenset[str] = frozenset()
    asked_quick_tests: frozenset[str] = frozenset()


@clause("COG A1/1", "COG A1/2", "COG A1/3", "COG A1/4", "COG A1/intro2")
def every_question_is_answered(matter: object, given: Worksheet) -> None:
    for code in sorted(given.asked_questions):
        if not given.questions.get(code, "").strip():
            raise Refused("Enter an answer to each of the questions.", "COG A1/1", about=code)


@clause("COG A1/Q1", "COG A1/Q2", "COG A1/Q3", "COG A1/Q4")
def every_quick_test_is_answered(matter: object, given: Worksheet) -> None:
    for code in sorted(given.asked_quick_tests):
        if given.quick_tests.get(code) not in set(Answer):
            raise Refused("Select an answer to each quick test.", "COG A1/Q1", about=code)


@clause("COG 3.2/3", "COG 3.2/4", "COG 3.2/5", "COG 2/2")
def the_three_thresholds_are_answered(matter: object, given: Worksheet) -> None:
    answers = {
        "affects_confidence": given.affects_confidence,
        "creates_risk": given.creates_risk,
        "integrity_in_question": given.integrity_in_question,
    }
    for name, answer in answers.items():
        if answer is None:
            raise Refused("Select yes or no for each threshold.", "COG 3.2/4", about=name)


@clause("COG 2/2")
def the_thresholds_build_on_one_another(matter: object, given: Worksheet) -> None:
    if given.integrity_in_question and not given.creates_risk:
        raise Refused(
            "Select yes for the risk: integrity cannot be in question where there is none.",
            "COG 2/2",
            about="creates_risk",
        )


@clause("COG R/SO/2")
def the_worksheet_gives_reasons(matter: object, given: Worksheet) -> None:
    if not given.reasons.strip():
        raise Refused(
            "Enter your reasons: how likely is it, and why?", "COG R/SO/2", about="reasons"
        )
