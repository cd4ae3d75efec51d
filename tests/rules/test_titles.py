# SPDX-License-Identifier: MIT
import pytest

from candour.people.rules.titles import title


@pytest.mark.parametrize(
    ("rank", "post", "acting", "words"),
    [
        ("Chief Inspector", "Staff officer", False, "Chief Inspector (staff officer)"),
        ("Chief Constable", "Chief Constable", False, "Chief Constable"),
        ("Deputy Chief Constable", "Chief Constable", True,
         "Deputy Chief Constable (acting Chief Constable)"),
        ("", "Head of Secretariat", False, "Head of Secretariat"),
        ("", "Head of Secretariat", True, "Acting Head of Secretariat"),
        ("Inspector", "CCU investigator", False, "Inspector (CCU investigator)"),
        ("Constable", "Constable", False, "Constable"),
        ("", "Head of Professional Standards", False, "Head of Professional Standards"),
        ("Superintendent", "Head of Estates", True, "Superintendent (acting Head of Estates)"),
        ("Inspector", "Staff officer to the Chief Constable", False,
         "Inspector (staff officer to the Chief Constable)"),
    ],
)  # fmt: skip
def test_a_title_gives_rank_then_post(rank, post, acting, words):
    assert title(rank, post, acting=acting) == words
