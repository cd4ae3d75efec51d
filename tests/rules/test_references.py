# SPDX-License-Identifier: MIT
import re

import pytest

from candour.kernel.references import ALPHABET, as_typed, new_reference


def test_a_reference_has_a_prefix_and_two_groups_of_four():
    assert re.fullmatch(f"GW-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", new_reference("GW"))


def test_no_letter_is_taken_for_a_number():
    assert not set(ALPHABET) & set("ILOU01")


def test_references_do_not_repeat():
    assert len({new_reference("GW") for _ in range(5000)}) == 5000


@pytest.mark.parametrize("typed", ["gw-7kq3-9fxd", "GW 7KQ3 9FXD", " gw7kq39fxd "])
def test_a_reference_is_read_as_people_type_it(typed):
    assert as_typed(typed) == "GW-7KQ3-9FXD"


@pytest.mark.parametrize("typed", ["", "GW-7KQ3", "GW-7KQ3-9FX0", "7KQ3-9FXD-GW", "dinner"])
def test_anything_else_is_not_a_reference(typed):
    assert as_typed(typed) is None
