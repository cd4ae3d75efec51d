# SPDX-License-Identifier: MIT
"""Who may bring in whose diary (G20): the officer, whoever files for them, or the overseer."""

from candour.kernel.clause import clause
from candour.kernel.procedure import Refused


@clause("COG R/HS/2")
def they_may_bring_in_this_diary(by: str, person: str, *, files_for: bool, oversees: bool) -> None:
    if not (by == person or files_for or oversees):
        raise Refused(
            "Only the officer, whoever files for them, or the head of the secretariat brings in a diary.",
            "COG R/HS/2",
        )
