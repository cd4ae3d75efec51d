# SPDX-License-Identifier: MIT
"""A card is used by whoever was trained on that day (HMIC12 2/2)."""

from datetime import date, timedelta

from candour.registers.rules.card_training import (
    Trained,
    Training,
    Use,
    trained,
    untrained_uses,
)

TODAY = date(2026, 11, 28)
YEAR = timedelta(days=365)
ONCE = Training(TODAY - 2 * YEAR, TODAY - YEAR)


def test_training_counts_from_its_day_to_its_last():
    assert trained([Training(TODAY, TODAY)], TODAY) is Trained.YES
    assert trained([Training(TODAY - YEAR)], TODAY) is Trained.YES
    assert trained([ONCE], TODAY) is Trained.EXPIRED
    assert trained([], TODAY) is Trained.NEVER


def test_what_was_bought_without_training_is_found():
    within, after = Use(TODAY - YEAR, 100), Use(TODAY - YEAR + timedelta(days=1), 200)
    assert untrained_uses([ONCE], [within, after]) == [after]
    assert untrained_uses([], [within]) == [within]
