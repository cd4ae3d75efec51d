# SPDX-License-Identifier: MIT
"""Rows and pence are all somewhere, and a sum that does not hold says so."""

from candour.registers.rules.accounting import Identity, shown, total, without_zeros

GOOD = Identity(10, 6, 1, 2, 1, {"GBP": 500}, {"GBP": 400}, {"GBP": 100})


def test_what_adds_up_balances():
    assert GOOD.balances
    assert GOOD.in_words() == [
        "rows read 10 = imported 6 + refused 1 + blank 2 + nil returns 1: balances",
        "amounts read £5.00 = imported £4.00 + refused £1.00: balances",
    ]
    assert GOOD.as_json()["balances"] is True


def test_one_row_or_one_penny_that_is_lost_shows():
    assert not Identity(10, 9).balances
    assert not Identity(1, 1, amounts_read={"GBP": 2}, amounts_imported={"GBP": 1}).balances
    assert "DOES NOT BALANCE" in Identity(10, 9).in_words()[0]


def test_parts_add_up_in_each_currency():
    dollars = Identity(1, 1, amounts_read={"USD": -5}, amounts_imported={"USD": -5})
    both = total([GOOD, dollars])
    assert both.balances
    assert both.read == 11
    assert both.amounts_read == {"GBP": 500, "USD": -5}
    assert any("USD" in line for line in both.in_words())
    assert total([]).balances


def test_amounts_are_shown_as_people_write_them():
    assert shown({"GBP": -123456789}, "GBP") == "-£1,234,567.89"
    assert shown({"USD": 5}, "USD") == "USD 0.05"
    assert shown({}, "GBP") == "£0.00"
    assert without_zeros({"GBP": 0, "EUR": 1}) == {"EUR": 1}
