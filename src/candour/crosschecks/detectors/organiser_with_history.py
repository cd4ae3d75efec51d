# SPDX-License-Identifier: MIT
"""Whoever organises what a Gateway request is about has been paid, or holds a contract."""

from candour.crosschecks.rules.detecting import A_YEAR, Detector, Feature, Severity, Together
from candour.crosschecks.rules.sides import Money, Says
from candour.crosschecks.rules.telling import (
    always,
    another_body_paid,
    days,
    it_is_a_contract,
    it_is_much_money,
)

RENEWAL = 183


def _ends_soon(one: Together) -> str | None:
    left = (one.spent.ends - one.declared.starts).days if one.spent.ends else -1
    if not 0 <= left <= RENEWAL:
        return None
    return f"Its contract ends {days(left)} after the event, so a tender is near."


def _runs(one: Together) -> str | None:
    ends = one.spent.ends
    running = ends and one.spent.day <= one.declared.starts <= ends
    return "Its contract runs on the day of the event." if running else None


ORGANISER_WITH_HISTORY = Detector(
    slug="organiser-with-history",
    title="An organiser with a history",
    purpose="Before saying yes, a chief officer should know what the host has had, or hopes for.",
    clause="COG 2/area4",
    looks_at=frozenset({Says.ORGANISER}),
    against=frozenset({Money.CONTRACT, Money.PAYMENT}),
    look_back=2 * A_YEAR,
    look_forward=A_YEAR,
    severity=Severity.HIGH,
    features=(
        Feature(2.0, always("Money has gone to the organiser.")),
        Feature(1.5, it_is_a_contract),
        Feature(1.0, it_is_much_money),
        Feature(1.5, _runs),
        Feature(3.0, _ends_soon),
        Feature(-3.0, another_body_paid),
    ),
)
