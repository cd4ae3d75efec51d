# SPDX-License-Identifier: MIT
"""`candour import` says what became of every row, and ends as it says it will."""

import json
from uuid import UUID

import pytest

from candour.cli.main import main
from candour.registers.intake.models import (
    MODELS,
    Claim,
    Import,
    ImportedInterest,
    OwnershipStatement,
    Payment,
)
from ugly_workbooks import as_csv, ugly_workbook

pytestmark = pytest.mark.django_db
SPEND = [["Paid Date", "Supplier", "Amount"], ["25/03/2026", "Brook & Sons", "100.00"]]


@pytest.fixture
def bring(tmp_path, capsys):
    def run(kind, *words, **files):
        paths = []
        for name, content in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(str(path))
        code = main(["import", kind, *paths, *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_every_row_is_accounted_for_on_the_terminal_and_in_the_report(bring, tmp_path):
    report = tmp_path / "report.json"
    rows = [*SPEND, ["soon", "Fox", "1.00"], ["Total", "", "101.00"]]
    code, said = bring("spend", "--report", str(report), spend_csv=as_csv(rows))
    assert code == 0
    assert "rows read 3 = imported 1 + refused 2 + blank 0 + nil returns 0: balances" in said
    assert "amounts read £202.00 = imported £100.00 + refused £102.00: balances" in said
    facts = json.loads(report.read_text())
    assert facts["candour_import"] == 1
    assert facts["identity"]["rows"]["refused"] == 2
    assert facts["rows_to_fix"] == 1
    (file,) = facts["files"]
    assert file["sheets"][0]["tables"][0]["columns"]["amount"] == "Amount"
    assert {group["problem"] for group in file["sheets"][0]["tables"][0]["groups"]} == {
        "date not understood", "total line",
    }  # fmt: skip


def test_the_same_file_again_changes_nothing_and_says_so(bring):
    first = bring("payments", spend_csv=as_csv(SPEND))
    code, said = bring("payments", spend_csv=as_csv(SPEND))
    assert code == 0
    assert "Every row was held already" in said
    result = [line for line in said.splitlines() if line.startswith("result")]
    assert result[0] in first[1]
    assert Payment.objects.count() == 1


def test_an_import_is_undone_by_its_id(bring):
    said = bring("spend", spend_csv=as_csv(SPEND))[1]
    import_id = said.split("Import ")[1].strip()
    assert UUID(import_id)
    assert main(["import", "spend", "--undo", import_id]) == 0
    assert not Payment.objects.exists()
    assert main(["import", "spend", "--undo", "nonsense"]) == 2


def test_how_it_ends(bring, tmp_path):
    assert bring("spend", "--dry-run", spend_csv=as_csv(SPEND))[0] == 0
    assert not Payment.objects.exists()
    assert bring("spend", spend_csv=as_csv([SPEND[0], ["soon", "Fox", "x"]]))[0] == 1
    assert bring("spend", spend_xlsx=b"PK\x03\x04nothing")[0] == 2
    assert bring("spend")[0] == 2
    assert bring("horoscopes", spend_csv="a")[0] == 2
    assert bring("spend", str(tmp_path / "not-there.csv"))[0] == 2
    assert (
        bring("spend", "--map", str(tmp_path / "not-there.json"), spend_csv=as_csv(SPEND))[0] == 2
    )


def test_a_broken_workbook_is_refused_and_nothing_else_is_said(bring, tmp_path):
    report = tmp_path / "report.json"
    code, said = bring("spend", "--report", str(report), spend_xlsx=b"PK\x03\x04nothing")
    assert code == 2
    assert said.count("\n") == 1
    assert "spend.xlsx: Upload the workbook once more" in said
    assert not Import.objects.exists()
    facts = json.loads(report.read_text())
    assert facts["import"] is None
    assert "damaged" in facts["files"][0]["unreadable"]


def test_beside_a_broken_file_the_others_come_in(bring):
    code, said = bring("spend", bad_xlsx=b"PK\x03\x04nothing", good_csv=as_csv(SPEND))
    assert code == 2
    assert "bad.xlsx: Upload the workbook once more" in said
    assert "balances" in said
    assert Payment.objects.count() == 1


def test_a_map_decides_what_the_file_does_not_say(bring, tmp_path):
    chosen = tmp_path / "map.json"
    chosen.write_text('{"columns": {"Day": "paid_on"}, "dates": "month first"}')
    rows = [["Day", "Supplier", "Amount"], ["04/05/2026", "Brook", "1.00"]]
    assert bring("spend", "--map", str(chosen), spend_csv=as_csv(rows))[0] == 0
    assert Payment.objects.get().paid_on.month == 4
    chosen.write_text("not json")
    assert bring("spend", "--map", str(chosen), spend_csv=as_csv(rows))[0] == 2


def test_several_files_add_up(bring):
    ugly = [ugly_workbook(seed) for seed in (1, 5)]
    code, said = bring(ugly[0].kind, one_csv=ugly[0].data, two_csv=ugly[1].data)
    assert code == 0
    assert "all files together" in said


def test_numbered_columns_belong_together(bring):
    head = [
        "ID",
        "Member",
        "Category",
        "Registered",
        "Donors_1_Name",
        "Donors_1_Value",
        "Donors_2_Name",
        "Donors_2_Value",
    ]
    row = ["1", "Ann Able", "Visits", "2026-01-02", "Brook", "10.00", "Fox", "2.50"]
    assert bring("interests", i_csv=as_csv([head, row]))[0] == 0
    kept = ImportedInterest.objects.get()
    assert (kept.counterparty, kept.pence) == ("Brook; Fox", 1250)
    assert json.loads(kept.noted) == {"value": "sum of 2 columns"}


def test_miles_and_hours_are_numbers(bring):
    head = ["Name", "Date", "Amount Claimed", "Miles", "Overtime hours"]
    rows = [["Ann", "25/03/2026", "5.00", "12 miles", "1:30"], ["Ben", "25/03/2026", "5.00", "", ""],
            ["Cy", "25/03/2026", "5.00", "far", "2"], ["Di", "25/03/2026", "#REF!", "1,200.5", "2 hrs"]]  # fmt: skip
    code, said = bring("claims", c_csv=as_csv([head, *rows]))
    assert code == 0
    assert list(Claim.objects.order_by("claimant").values_list("miles", "hours")) == [
        ("12", "1.50"),
        ("", ""),
    ]
    assert "Enter the miles as a number" in said
    assert "its formula ends in an error" in said


def test_statements_of_ownership_come_in_as_what_they_are(bring):
    statements = [
        {"statementID": "s1", "statementType": "entityStatement", "name": "Brook Ltd",
         "identifiers": [{"scheme": "GB-COH", "id": "01234567"}], "foundingDate": "2001-02-03"},
        {"statementID": "s2", "statementType": "ownershipOrControlStatement",
         "subject": {"describedByEntityStatement": "s1"}, "interestedParty": {"describedByPersonStatement": "p1"},
         "interests": [{"details": "75 to 100 %", "startDate": "2016-04-06"}]},
    ]  # fmt: skip
    lines = "\n".join(map(json.dumps, statements))
    assert bring("contracts", s_jsonl=lines)[0] == 1
    assert bring("ownership", s_jsonl=lines)[0] == 0
    assert list(OwnershipStatement.objects.order_by("reference").values_list("company_number", "interested_party")) == [
        ("01234567", ""), ("", "p1"),
    ]  # fmt: skip


def test_records_of_a_package_are_read_by_what_was_compiled(bring):
    compiled = {"ocid": "o1", "contracts": [{"id": "c1", "title": "Cleaning", "value": {"amount": 5, "currency": "EUR"}}],
                "parties": [{"name": "Aldshire", "roles": ["buyer"]}]}  # fmt: skip
    later = {"ocid": "o2", "awards": [{"id": "a", "title": "Later", "value": {"amount": 7}}]}
    package = {
        "records": [
            {"ocid": "o1", "compiledRelease": compiled},
            {"ocid": "o2", "releases": [{"ocid": "o2"}, later]},
        ]
    }
    code, said = bring("contracts", p_json=json.dumps(package))
    assert code == 0
    assert "EUR 0.05" not in said
    assert "amounts read EUR 5.00 = imported EUR 5.00" in said
    assert MODELS["contracts"].objects.get(reference="o1").buyer == "Aldshire"


def test_headings_of_other_publishers_are_known(bring):
    head = ["TRANS DATE", "ORIGINAL MERCHANT NAME", "BILLING CUR AMOUNT", "Dept", "Review Date"]
    rows = [
        ["25/03/2026", "Corner Shop", "5.00", "HQ", "25/03/2027"],
        ["26/03/2026", "Corner Shop", "6.00", "HQ", ""],
    ]
    code, said = bring("cards", c_csv=as_csv([head, *rows]))
    assert code == 0
    assert "ORIGINAL MERCHANT NAME → merchant" in said
    assert "Review Date →" not in said


def test_a_name_with_nil_return_beside_it_is_a_nil_return(bring):
    head = ["Name", "Date of Offer", "Offered by", "Gift", "Value"]
    said = bring(
        "gifts",
        g_csv=as_csv(
            [head, ["Ann Able - Nil return", "", "", "", ""], ["No gifts received", "", "", "", ""]]
        ),
    )[1]
    assert "nil returns 2: balances" in said
