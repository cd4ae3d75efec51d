# SPDX-License-Identifier: MIT
"""An amount is read with its basis, and what is no amount is not made one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candour.registers.rules.money_as_written import Basis, Marks, marks_of, money

READ = {
    "1250": (125000, Basis.EXACT),
    "1,250.50": (125050, Basis.EXACT),
    "£ 45": (4500, Basis.EXACT),
    "1 234.50": (123450, Basis.EXACT),
    ".5": (50, Basis.EXACT),
    "50p": (50, Basis.EXACT),
    "Nil": (0, Basis.EXACT),
    "£1.5k": (150000, Basis.EXACT),
    "2 million": (200000000, Basis.EXACT),
    "1,234.50-": (-123450, Basis.EXACT),
    "−12.00": (-1200, Basis.EXACT),
    "(45.00)": (-4500, Basis.EXACT),
    "(£45.00)": (-4500, Basis.EXACT),
    "45.00 CR": (-4500, Basis.EXACT),
    "45.00 DR": (4500, Basis.EXACT),
    "£-5": (-500, Basis.EXACT),
    "+5": (500, Basis.EXACT),
    "£25pp": (2500, Basis.PER_PERSON),
    "about £20 per person": (2000, Basis.PER_PERSON),
    "approx £30": (3000, Basis.ESTIMATE),
    "~50": (5000, Basis.ESTIMATE),
    "£25.00 (est)": (2500, Basis.ESTIMATE),
    "£100 + VAT": (10000, Basis.BEFORE_TAX),
    "£100 inc VAT": (10000, Basis.EXACT),
    "10.0050": (1000, Basis.ROUNDED),
    "": (None, Basis.BLANK),
    "N/K": (None, Basis.UNKNOWN),
    "Value unknown": (None, Basis.UNKNOWN),
    "Above limit": (None, Basis.LIMIT),
    "under £10": (None, Basis.LIMIT),
    "£50+": (None, Basis.LIMIT),
    "£20-£30": (None, Basis.RANGE),
    "1.234": (None, Basis.AMBIGUOUS),
    "12,50": (None, Basis.AMBIGUOUS),
    "two tickets": (None, Basis.UNCLEAR),
    "#REF!": (None, Basis.UNCLEAR),
}


@pytest.mark.parametrize("written", READ)
def test_an_amount_is_read_as_it_is_meant(written):
    read = money(written)
    assert (read.pence, read.basis) == READ[written]


@pytest.mark.parametrize(
    ("written", "currency"), [("$100", "USD"), ("100 EUR", "EUR"), ("£1", "GBP")]
)
def test_another_currency_is_no_pounds(written, currency):
    assert money(written).currency == currency


def test_a_column_says_which_mark_stands_before_the_pence():
    assert marks_of(["1.234", "12.50"]) is Marks.POINT
    assert marks_of(["1.234", "12,50"]) is Marks.COMMA
    assert marks_of(["12.50", "12,50", "1"]) is Marks.NOT_SAID
    assert marks_of(["1.234"]) is Marks.NOT_SAID
    assert money("1.234", Marks.POINT).pence == 123
    assert money("1.234,50", Marks.COMMA).pence == 123450


def test_a_cell_with_a_number_needs_no_reading():
    assert money(12.34).pence == 1234
    assert money(0.1 + 0.2) == money(0.3)
    assert money(12.345).basis is Basis.ROUNDED
    assert money(7).pence == 700
    assert money(float("nan")).basis is Basis.UNCLEAR
    assert money(True).basis is Basis.UNCLEAR
    assert money(None).basis is Basis.BLANK


@given(st.integers(-(10**12), 10**12), st.sampled_from(["{}", "£{}", "{} GBP", "  {} "]))
def test_every_whole_number_of_pence_is_read_back(pence, shape):
    written = shape.format(f"{'-' if pence < 0 else ''}{abs(pence) // 100:,}.{abs(pence) % 100:02}")
    assert money(written).pence == pence


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(written):
    read = money(written)
    assert read.pence is None or read.basis not in {Basis.UNKNOWN, Basis.UNCLEAR, Basis.AMBIGUOUS}
