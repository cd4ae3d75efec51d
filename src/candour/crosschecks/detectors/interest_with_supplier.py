# SPDX-License-Identifier: MIT
"""Somebody has an interest in, belongs to, or knows somebody at, a body that money goes to."""

from candour.crosschecks.rules.detecting import A_YEAR, Detector, Feature, Severity, Together
from candour.crosschecks.rules.sides import Money, Says
from candour.crosschecks.rules.telling import (
    always,
    another_body_paid,
    it_is_a_contract,
    it_is_much_money,
    they_buy,
    they_decide,
)

OWNED = frozenset({"company", "self_employed"})


def _owned(one: Together) -> str | None:
    owns = one.declared.says is Says.INTEREST and one.declared.sort in OWNED
    return "It is their own company or business." if owns else None


def _employed(one: Together) -> str | None:
    works = one.declared.says is Says.INTEREST and one.declared.sort == "employment"
    return "They work for it." if works else None


def _associated(one: Together) -> str | None:
    known = one.declared.says is Says.ASSOCIATION
    return "The association was declared as one that could matter." if known else None


def _member(one: Together) -> str | None:
    return "They belong to it." if one.declared.says is Says.MEMBERSHIP else None


def _said_so(one: Together) -> str | None:
    return "They said themselves that it deals with us." if one.declared.said_so else None


def _not_begun(one: Together) -> str | None:
    return None if one.declared.taken else "The interest was refused or has lapsed."


INTEREST_WITH_SUPPLIER = Detector(
    slug="interest-with-supplier",
    title="An interest, a membership or an association with a supplier",
    purpose="Whoever has a part in a supplier should have none in what is bought from it.",
    clause="HMIC12 A/1",
    looks_at=frozenset({Says.INTEREST, Says.MEMBERSHIP, Says.ASSOCIATION}),
    against=frozenset({Money.CONTRACT, Money.PAYMENT}),
    look_back=A_YEAR,
    look_forward=A_YEAR,
    severity=Severity.HIGH,
    features=(
        Feature(2.0, always("Money goes to a body that they declared.")),
        Feature(2.0, _owned),
        Feature(1.0, _employed),
        Feature(2.0, _associated),
        Feature(0.5, _member),
        Feature(1.0, it_is_a_contract),
        Feature(1.0, it_is_much_money),
        Feature(3.5, they_buy),
        Feature(1.5, they_decide),
        Feature(-2.0, _said_so),
        Feature(-2.0, _not_begun),
        Feature(-3.0, another_body_paid),
    ),
)
