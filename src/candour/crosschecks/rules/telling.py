# SPDX-License-Identifier: MIT
"""Sentences that several detectors say of the same facts, so that they say them alike."""

from collections.abc import Callable

from candour.crosschecks.rules.detecting import A_QUARTER, DEAR, LARGE, SOON, Together
from candour.crosschecks.rules.sides import Buying, Money, Spend

PENCE = 100


def pounds(pence: int) -> str:
    return f"£{pence // PENCE:,}" if pence % PENCE == 0 else f"£{pence / PENCE:,.2f}"


def days(count: int) -> str:
    return "1 day" if abs(count) == 1 else f"{abs(count):,} days"


def what(spent: Spend) -> str:
    """One flow of money in a few words."""
    kind = {
        Money.PAYMENT: "a payment",
        Money.CONTRACT: "a contract",
        Money.CARD: "a purchase by card",
    }
    said = kind[spent.kind]
    return f"{said} of {pounds(spent.pence)}" if spent.pence else said


def always(sentence: str) -> Callable[[Together], str | None]:
    """What makes every finding of a detector one."""
    return lambda _together: sentence


def it_was_taken(one: Together) -> str | None:
    return "The offer was taken." if one.declared.taken else None


def it_was_declined(one: Together) -> str | None:
    return None if one.declared.taken else "The offer was declined or given back."


def it_was_dear(one: Together) -> str | None:
    pence = one.declared.pence
    return f"The offer was worth {pounds(pence)}." if pence and pence >= DEAR else None


def it_is_a_contract(one: Together) -> str | None:
    if one.spent.kind is not Money.CONTRACT:
        return None
    return (
        f"A contract was awarded: {one.spent.what}."
        if one.spent.what
        else "A contract was awarded."
    )


def it_is_much_money(one: Together) -> str | None:
    return f"It is {pounds(one.spent.pence)}." if one.spent.pence >= LARGE else None


def within_a_month(one: Together) -> str | None:
    return f"Only {days(one.days)} lie between them." if abs(one.days) <= SOON else None


def within_a_quarter(one: Together) -> str | None:
    if not SOON < abs(one.days) <= A_QUARTER:
        return None
    return f"{days(one.days).capitalize()} lie between them."


def they_buy(one: Together) -> str | None:
    if one.buying is not Buying.BUYS:
        return None
    return "The declarer had a post in buying on one of these days."


def they_decide(one: Together) -> str | None:
    if one.buying is not Buying.DECIDES:
        return None
    return "The declarer was a chief officer on one of these days."


def another_body_paid(one: Together) -> str | None:
    if one.own_money is not False:
        return None
    return f"Another body paid: {one.spent.by}."


def it_was_paid_before(one: Together) -> str | None:
    """Money that flows anyway, before and after, tells less."""
    before = sum(1 for other in one.flows if other.day < one.declared.starts)
    if one.spent.kind is Money.CONTRACT or before < REGULAR:
        return None
    return f"Money went there {before} times before the declaration too."


REGULAR = 3
