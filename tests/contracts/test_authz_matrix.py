# SPDX-License-Identifier: MIT
"""Every address x role x relation to the matter x method x stage, as the approved file says.

Each build asks a share of the cells that holds every address and everybody; `deep` asks them all.
"""

import csv
from pathlib import Path

import pytest
from matrix import (
    COLUMNS,
    EVERYBODY,
    STRANGERS,
    TAKE_PART,
    Matrix,
    cells_in,
)
from shares import ACTS, everything, in_matters, outside_matters

from addresses import addresses
from candour.kernel.roles import BY_NAME, Role

APPROVED = Path(__file__).parent / "authz_matrix.csv"
BROKEN = 500
WITHOUT_RIGHTS = {EVERYBODY["new.starter"], EVERYBODY[""]}
NOT_HELD = BY_NAME
"""Roles that no post carries: parties outside come by a link, the others by their own entry."""


ASKED_ELSEWHERE = {
    "gateway/<str:reference>/files/<uuid:file_id>": "opened in test_files_of_a_matter.py",
    "outbox/<uuid:message_id>/file/<int:order>": "opened in test_outbox_pages.py",
    "record/checkpoint": "published in test_check_our_record.py",
    "gateway/<str:reference>/disclosed/<uuid:release_id>": "in test_known_at_the_time.py",
    "gateway/<str:reference>/disclosed/<uuid:release_id>/file": "in test_known_at_the_time.py",
    "admin/people/<uuid:person_id>/password-link": "in the tests of its own pages",
    "admin/people/<uuid:person_id>/second-factor": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
    "admin/people/<uuid:person_id>/sessions": "in the tests of its own pages",
    "admin/people/<uuid:person_id>/sign-in/<str:what>": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
    "d/<str:reference>/decide": "in test_declaring.py, test_second_job_pages.py, test_associations.py",
    "claims/cards/holder": "in test_claims.py: it wants a name of a list",
    "d/<str:reference>/grade": "in test_declaring.py, test_second_job_pages.py, test_associations.py",
    "d/<str:reference>/outcome": "in test_declaring.py, test_second_job_pages.py, test_associations.py",
    "declare/interest/tasks/<slug:part>": "in test_returns.py and test_meetings.py",
    "declare/nothing/<slug:period>": "in test_returns.py and test_meetings.py",
    "import/<uuid:import_id>/bad-rows": "in test_imports.py",
    "me/sign-in/code-app/picture": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
    "me/sign-in/organisation": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
    "me/sign-in/organisation/remove": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
    "me/sign-in/passkeys/<int:order>": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
    "me/sign-in/recovery-codes": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
    "meetings/<uuid:key>": "in the tests of its own pages",
    "meetings/<uuid:key>/minute": "in the tests of its own pages",
    "boards/packs/<str:reference>/receipt": "of a signed log: in test_board_packs.py",
    "inspection/<str:reference>/receipt": "of a frozen pack: in test_inspection_packs.py",
    "oversight/<slug:slug>/receipt": "of a frozen report: in test_quarterly_report.py",
    "oversight/<slug:slug>/report.pdf": "of a frozen report: in test_quarterly_report.py",
    "quarter/<slug:slug>/review.pdf": "of a closed review: in test_what_a_review_comes_to.py",
    "show-that-it-is-you": "in the tests of its own pages",
    "sign-in/organisation": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
    "sign-in/organisation/back": "in test_second_factor.py, test_sessions.py, test_sign_in_by_organisation.py",
}
"""Addresses of what the matrix has none of: it only shows that nobody else's opens."""


def approved():
    with APPROVED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names():
    return {who: name for name, who in EVERYBODY.items()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "share",
    [outside_matters, in_matters, pytest.param(everything, marks=pytest.mark.deep)],
)
def test_every_cell_of_the_matrix_is_as_approved(share):
    name_of = names()
    expected = {
        cell
        for cell in cells_in(approved())
        if share(cell.url, cell.matter, name_of[cell.who], cell.method)
    }
    actual = set(Matrix().cells(share))
    changed = [("now", cell) for cell in actual - expected]
    changed += [("approved", cell) for cell in expected - actual]
    changed.sort(key=lambda each: (each[1].url, each[1].matter, each[1].who, each[1].method))
    assert changed == [], "compare, then run tools/approve_matrix.py and read the difference"


def test_each_build_asks_every_address_and_everybody():
    name_of = names()
    of_each_build = [
        cell
        for cell in cells_in(approved())
        for share in (outside_matters, in_matters)
        if share(cell.url, cell.matter, name_of[cell.who], cell.method)
    ]
    assert {cell.url for cell in of_each_build} == {each.route for each in addresses()}
    assert {cell.who for cell in of_each_build} == set(EVERYBODY.values())


def test_no_address_is_without_a_cell():
    """An address that nobody asked for is an address that nobody looked at."""
    assert {row["url"] for row in approved()} == {each.route for each in addresses()}


def test_every_address_is_opened_by_somebody():
    """Or leads on; what leads to signing in, or to the page for newcomers, does not count."""
    cells = cells_in(approved())
    opened = {
        cell.url
        for cell in cells
        if cell.status in {200, 204} or (cell.status == 302 and cell.who not in WITHOUT_RIGHTS)
    }
    assert {cell.url for cell in cells} - opened == set(ASKED_ELSEWHERE)


def test_nobody_breaks_a_page():
    assert [cell for cell in cells_in(approved()) if cell.status >= BROKEN] == []


# ------------------------------------------------------------------ what no row may say, whoever approved it

OF_MATTERS = "gateway/<str:reference>"
SHUT = {404, 405}
"""405 says that nobody ever sends to this address: it is the same for a reference that never was."""
ASKED_TO_SECOND = ("gateway/<str:reference>/access/second", "assessing", "head.psd")


def of_matters():
    """The cells of matters that somebody with a post asked for, by sign-in name."""
    name_of = names()
    return [
        (cell, name_of[cell.who])
        for cell in cells_in(approved())
        if cell.url.startswith(OF_MATTERS) and cell.who not in WITHOUT_RIGHTS
    ]


def test_no_address_of_a_matter_answers_a_stranger():
    """Administrator, auditor, sponsor, other bodies and whoever deals with other matters alike."""
    found = [cell for cell, name in of_matters() if name in STRANGERS and cell.status not in SHUT]
    assert found == []


@pytest.mark.parametrize("name", ["staff.officer", "superintendent"])
def test_a_conflict_and_a_seat_at_the_table_shut_every_page(name):
    """One declared a conflict in one of the matters, the other is to attend in each."""
    matters = (
        {"assessing"} if name == "staff.officer" else {cell.matter for cell, _ in of_matters()}
    )
    found = [
        cell
        for cell, who in of_matters()
        if who == name and cell.matter in matters and cell.status not in SHUT
    ]
    assert found == []


def test_who_was_let_in_by_name_reads_and_sends_nothing():
    """A form that they send is a page that says why not, or is not there; it never leads on."""
    sent = [cell for cell, who in of_matters() if who == "sergeant" and cell.method == "POST"]
    assert sent
    assert [cell for cell in sent if cell.status == 302] == []
    read = {cell.url for cell, who in of_matters() if who == "sergeant" and cell.status == 200}
    assert {OF_MATTERS, f"{OF_MATTERS}/material", f"{OF_MATTERS}/then"} <= read
    assert not {f"{OF_MATTERS}/readers", f"{OF_MATTERS}/access"} & read


def test_only_the_subject_side_and_the_assessment_see_what_was_gathered():
    """Material, known issues and the test stay with those who work on them (COG R/SO/1)."""
    readers = {
        who
        for cell, who in of_matters()
        if cell.url == f"{OF_MATTERS}/test/1" and (cell.method, cell.status) == ("GET", 200)
    }
    assert readers <= {"staff.officer.chief", "deputy.chief", "external.psd", "sergeant"}


def test_only_whoever_runs_a_matter_sees_readers_and_lets_people_in():
    for page in ("readers", "access", "access/ask", "access/<uuid:admission_id>/end"):
        url = f"{OF_MATTERS}/{page}"
        seen = {who for cell, who in of_matters() if cell.url == url and cell.status == 200}
        assert seen == {"head.secretariat", "external.psd"}, page
    url, matter, name = ASKED_TO_SECOND
    asked = {
        (cell.matter, who)
        for cell, who in of_matters()
        if cell.url == url and cell.method == "GET" and cell.status == 200
    }
    assert asked == {(matter, name)}


def test_each_stage_was_asked_of_everybody_who_takes_part():
    stages = {cell.matter for cell, _ in of_matters()}
    asked = {(cell.matter, who, cell.method) for cell, who in of_matters()}
    assert {(at, who, "GET") for at in stages for who in TAKE_PART} <= asked
    assert {(at, who, "POST") for at in stages for who in ACTS} <= asked
    assert {("assessing", who, "POST") for who in TAKE_PART} <= asked
    assert {("assessing", who, how) for who in STRANGERS if who not in {"", "new.starter"}
            for how in ("GET", "POST")} <= asked  # fmt: skip


def test_only_the_auditor_opens_the_trail():
    name_of = names()
    for url in ("audit", "audit/export", "audit/readings"):
        opened = {
            name_of[cell.who]
            for cell in cells_in(approved())
            if cell.url == url and cell.status in {200, 302} and cell.who not in WITHOUT_RIGHTS
        }
        assert opened == {"auditor"}, url


def test_every_role_is_in_the_matrix():
    asked = {who.partition(":")[0].replace(" ", "_") for who in EVERYBODY.values()}
    assert {role.value for role in Role} - asked == {role.value for role in NOT_HELD}


def test_the_approved_file_is_sorted_and_says_each_row_once():
    rows = [tuple(row.values()) for row in approved()]
    assert tuple(approved()[0]) == COLUMNS
    assert rows == sorted(set(rows))
