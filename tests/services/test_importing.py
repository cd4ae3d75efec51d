# SPDX-License-Identifier: MIT
"""Whatever comes in, every row has one fate, every penny is somewhere, and it can be undone."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from candour.kernel.procedure import Refused
from candour.ledger.models import Event, LogHead
from candour.ledger.services import By
from candour.registers.intake.choices import Choices, read_choices
from candour.registers.intake.known_kinds import KINDS, kind_named
from candour.registers.intake.models import (
    MODELS,
    Import,
    ImportedGift,
    ImportedInterest,
    NilReturn,
    Payment,
    RefusedRow,
)
from candour.registers.intake.services.importing import import_files
from candour.registers.intake.services.undoing import undo
from candour.registers.intake.sheets import Source
from candour.registers.rules.dates_as_written import Order
from ugly_workbooks import as_csv, ugly_workbook, xlsx

pytestmark = pytest.mark.django_db

BY = By(None, "operator", name="a test")
SPEND = ["Paid Date", "Supplier Name", "Trans No", "Amount"]
HERE = ["25/03/2026", "Brook & Sons", "T1", "100.00"]


def bring(kind, *files, **kwargs):
    sources = [
        Source(name, data.encode() if isinstance(data, str) else data) for name, data in files
    ]
    return import_files(kind_named(kind), sources, by=BY, **kwargs)


def spend(*rows, name="spend.csv", **kwargs):
    return bring("spend", (name, as_csv([SPEND, *rows])), **kwargs).report


def problems(report):
    return {group.problem.code.value: group.rows for group in report._groups()}


def everything():
    """Every row of every register, to the byte."""
    rows = {}
    for model in (*MODELS.values(), RefusedRow, NilReturn):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 - our own names
            rows[table] = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor
            ]
    return rows


# ------------------------------------------------------------ the corpus


@pytest.mark.parametrize("seed", range(20))
def test_an_ugly_workbook_comes_in_whole_twice_and_goes_out_again(seed):
    ugly = ugly_workbook(seed)
    before = everything()
    done = bring(ugly.kind, (ugly.name, ugly.data))
    identity = done.report.identity
    assert identity.balances
    assert identity.read == ugly.rows + ugly.others
    assert identity.imported == ugly.good, problems(done.report)
    assert identity.amounts_read == {"GBP": ugly.pence}
    found = done.report.files[0].sheets[0][3][0].judge.table
    right = {name: found.headings[at] for name, at in found.found.columns.items()}
    assert right == ugly.columns
    again = bring(ugly.kind, (ugly.name, ugly.data))
    assert again.report.result == done.report.result
    assert again.report.identity == identity
    assert again.report.held.counts()["already_held"] == identity.imported
    undo(again.import_id, by=BY)
    undo(done.import_id, by=BY)
    assert everything() == before


# ------------------------------------------------------------ what a row may be


def test_a_row_has_one_fate_and_a_refusal_has_a_sentence():
    report = spend(
        HERE,
        ["", "", "", ""],
        SPEND,
        ["Total", "", "", "100.00"],
        ["Figures are provisional", "", "", ""],
        ["26/03/2026", "Easter plc", "T2", "see note"],
        ["26/03/2026", "Fox", "Grey and Partners", "T3", "12.00"],
        ["", "26/03/2026", "Easter plc", "9.00"],
    )
    assert report.identity.balances
    assert (report.identity.imported, report.identity.blank, report.identity.refused) == (1, 1, 6)
    assert problems(report) == {
        "headings again": 1, "total line": 1, "line of text": 1, "amount not understood": 1,
        "more values than headings": 1, "missing": 1,
    }  # fmt: skip
    assert all(
        group.problem.sentence.startswith(("Enter", "Select", "Check", "Upload"))
        for group in report._groups()
    )
    assert report.to_fix() == 3


def test_a_supplier_called_total_is_no_total():
    report = spend(
        HERE,
        ["26/03/2026", "Total", "T9", "5.00"],
        ["27/03/2026", "Total Gas & Power", "T10", "6.00"],
    )
    assert report.identity.imported == 3


def test_a_row_whose_columns_moved_is_refused_and_not_misread():
    report = spend(
        HERE, ["", "25/03/2026", "Brook & Sons", "T2"], ["Brook & Sons", "T3", "7.00", ""]
    )
    assert report.identity.imported == 1
    assert report.identity.refused == 2


def test_a_date_that_can_be_two_days_is_refused_until_somebody_says():
    alone = [["04/05/2026", "Brook & Sons", "T1", "1.00"]]
    assert problems(spend(*alone, dry_run=True)) == {"date ambiguous": 1}
    chosen = Choices(dates=Order.DAY_FIRST)
    assert spend(*alone, choices=chosen).identity.imported == 1
    assert Payment.objects.get().paid_on == date(2026, 5, 4)
    assert json.loads(Payment.objects.get().noted) == {"paid_on": "day first"}


def test_the_same_decision_holds_for_the_next_file_of_that_source():
    spend(["04/05/2026", "Brook & Sons", "T1", "1.00"], choices=Choices(dates=Order.DAY_FIRST))
    assert spend(["05/06/2026", "Brook & Sons", "T2", "1.00"]).identity.imported == 1


def test_another_date_of_the_file_settles_it():
    assert spend(["04/05/2026", "Brook & Sons", "T1", "1.00"], HERE).identity.imported == 2


def test_a_month_is_no_day_unless_somebody_decides_that():
    rows = (HERE, ["March 2026", "Brook & Sons", "T2", "1.00"])
    assert problems(spend(*rows, dry_run=True)) == {"date is a month": 1}
    spend(*rows, choices=Choices(months="first of month"))
    assert Payment.objects.get(reference="T2").paid_on == date(2026, 3, 1)


def test_a_fix_once_for_all_is_said_in_the_row():
    choices = Choices(instead={"amount": {"see note": "12.00"}})
    spend(["25/03/2026", "Brook & Sons", "T1", "see note"], choices=choices)
    assert Payment.objects.get().pence == 1200
    assert json.loads(Payment.objects.get().noted)["amount"] == "replaced"
    assert "see note" in Payment.objects.get().cells


def test_a_column_of_midnights_has_lost_its_dates():
    rows = [["00:00:00", "Brook & Sons", f"T{n}", "5.00"] for n in range(5)]
    report = spend(*rows)
    assert report.identity.imported == 5
    assert "lost" in report.files[0].sheets[0][3][0].judge.notes[0]
    assert set(Payment.objects.values_list("paid_on", flat=True)) == {None}


def test_a_name_that_was_taken_out_is_flagged():
    spend(
        HERE,
        ["25/03/2026", "REDACTED PERSONAL DATA", "T2", "1.00"],
        ["25/03/2026", "", "T3", "1.00"],
    )
    masked = dict(Payment.objects.values_list("reference", "masked"))
    assert masked == {"T1": "", "T2": "taken out", "T3": "blank"}


def test_two_rows_that_are_alike_are_two_payments():
    report = spend(HERE, HERE)
    assert report.identity.imported == 2
    assert Payment.objects.count() == 2
    assert spend(HERE, HERE).held.already_held == 2
    assert Payment.objects.count() == 2


# ------------------------------------------------------------ sheets and tables


def test_every_table_of_a_sheet_is_seen_below_and_beside():
    block = [SPEND, HERE, ["26/03/2026", "Easter plc", "T2", "2.00"]]
    below = [["Payments"], *block, [], ["Second table"], ["Supplier", "Invoice Amount", "Date Paid"],
             ["Fox", "3.00", "27/03/2026"]]  # fmt: skip
    beside = [
        [*left, "", *right]
        for left, right in zip(
            block, [[*SPEND], ["26/03/2026", "Gale", "T3", "4.00"], [""] * 4], strict=True
        )
    ]
    report = bring("spend", ("spend.xlsx", xlsx(below, beside))).report
    assert report.identity.balances
    assert [len(tallies) for _, _, _, tallies in report.files[0].sheets] == [2, 2]
    assert report.identity.imported == 6


def test_a_sheet_without_a_table_is_refused_by_name_and_not_dropped():
    cover = [["Notes for readers"], ["All amounts in pounds", "net"]]
    report = bring("spend", ("spend.xlsx", xlsx(cover, [SPEND, HERE]))).report
    assert problems(report)["no headings found"] == 2
    assert report.identity.balances
    assert report.identity.imported == 1


def test_headings_over_two_lines_are_read_together():
    rows = [["Date", "Supplier", "Trans", "Amount"], ["Paid", "Name", "No", "(£)"], HERE]
    report = bring("spend", ("spend.csv", as_csv(rows))).report
    assert report.identity.imported == 1
    assert report.identity.read == 1


def test_typed_dates_and_numbers_of_a_workbook_are_read_as_what_they_are():
    rows = [
        SPEND,
        [date(2026, 3, 4), "Brook & Sons", "T1", 1234.5],
        [46085, "Easter plc", "T2", 0.1 + 0.2],
    ]
    bring("spend", ("spend.xlsx", xlsx(rows)))
    assert list(Payment.objects.order_by("reference").values_list("paid_on", "pence")) == [
        (date(2026, 3, 4), 123450), (date(2026, 3, 4), 30),
    ]  # fmt: skip


def test_a_stray_quotation_mark_swallows_nothing():
    text = (
        as_csv([SPEND, HERE])
        + '26/03/2026,"Brook,T2,5.00\r\n'
        + as_csv([["27/03/2026", "Fox", "T3", "6.00"]] * 3)
    )
    report = bring("spend", ("spend.csv", text)).report
    assert report.identity.read == 5
    assert report.identity.balances
    assert report.identity.amounts_read == {"GBP": 10000 + 500 + 1800}


# ------------------------------------------------------------ nil returns, later editions, packages

GIFTS = ["Recipient", "Date offered", "Offered by", "Description", "Value"]


def test_a_nil_return_is_kept_as_one_and_once():
    rows = [GIFTS, ["Ann Able", "Nil return", "Nil return", "Nil return", "Nil return"],
            ["Ben Baker", "2026-03-04", "Brook & Sons", "Lunch", "£25pp"]]  # fmt: skip
    for _ in range(2):
        identity = bring("gifts", ("gifts.csv", as_csv(rows))).report.identity
        assert identity.balances
        assert (identity.nil, identity.imported) == (1, 1)
    assert NilReturn.objects.get().person == "Ann Able"
    assert ImportedGift.objects.get().pence == 2500
    assert json.loads(ImportedGift.objects.get().noted) == {"value": "per person"}


INTERESTS = ["ID", "Member", "Category", "Summary", "Registered", "Value"]


def edition(*rows):
    return bring("interests", ("register.csv", as_csv([INTERESTS, *rows])))


def test_a_later_edition_says_what_is_new_what_changed_and_what_ended():
    first = [[str(n), "Ann Able", "Gifts", f"Lunch {n}", "2025-01-02", "10.00"] for n in range(5)]
    edition(*first)
    before = everything()
    later = [["9", "Cy Carr", "Gifts", "New", "2026-01-02", "5.00"], ["0", "Ann Able", "Gifts", "Longer lunch", "02/01/2025", "10"],
             ["1", "Ann Able", "Gifts", "Lunch 1", "25/12/2025", "10.00"], first[2], first[3]]  # fmt: skip
    second = edition(*later)
    assert second.report.held.counts() == {
        "added": 1, "changed": 2, "already_held": 2, "ended": 1, "nil_already_held": 0,
    }  # fmt: skip
    assert second.report.held.ended_entries == ["4 Ann Able"]
    now = ImportedInterest.objects.filter(superseded_by=None, ended_by=None)
    assert sorted(now.values_list("reference", flat=True)) == ["0", "1", "2", "3", "9"]
    undo(second.import_id, by=BY)
    assert everything() == before


def test_files_of_one_edition_end_together_and_the_same_files_again_end_nothing():
    def row(number, category, name="Ann Able"):
        return [str(number), name, category, f"Lunch {number}", "2025-01-02", "10.00"]

    def both(gifts, visits):
        files = [("g.csv", as_csv([INTERESTS, *gifts])), ("v.csv", as_csv([INTERESTS, *visits]))]
        return bring("interests", *files).report.held

    both([row(1, "Gifts"), row(2, "Gifts")], [row(3, "Visits")])
    later = ([row(1, "Gifts")], [row(4, "Visits")])
    assert both(*later).ended == 2
    again = both(*later)
    assert (again.ended, again.already_held) == (0, 2)


def test_a_file_that_shares_nothing_with_what_is_held_ends_nothing():
    edition(["1", "Ann Able", "Gifts", "Lunch", "2025-01-02", "10.00"])
    other = edition(["2", "Di Dale", "Gifts", "Pen", "2025-01-03", "10.00"])
    assert other.report.held.ended == 0


def test_a_package_of_contract_notices_is_read_award_by_award():
    release = {
        "ocid": "ocds-1", "id": "n1", "buyer": {"name": "Aldshire"}, "tender": {"title": "Catering &#039;26"},
        "parties": [{"id": "1", "identifier": {"id": "01234567"}, "roles": ["supplier"]}],
        "awards": [{"id": "a1", "value": {"amount": 1234.5, "currency": "GBP"}, "date": "2026-03-04T00:00:00Z",
                    "suppliers": [{"id": "1", "name": "Brook & Sons"}]}],
    }  # fmt: skip
    planned = {"ocid": "ocds-2", "id": "n2", "tender": {"title": "Later"}}
    package = json.dumps({"releases": [release, planned], "version": "1.1"})
    report = bring("contracts", ("package.json", package)).report
    assert problems(report) == {"nothing awarded": 1}
    row = MODELS["contracts"].objects.get()
    assert (row.title, row.pence, json.loads(row.suppliers)) == (
        "Catering '26",
        123450,
        ["Brook & Sons"],
    )
    assert row.awarded_on == date(2026, 3, 4)
    wrong = bring("spend", ("package.json", package)).report
    assert problems(wrong) == {"another kind": 2}
    assert wrong.identity.balances


# ------------------------------------------------------------ the record, undo, choices


def test_an_import_is_one_recorded_act_with_a_commitment_to_its_rows():
    size = LogHead.objects.get().size
    done = bring("spend", ("spend.csv", as_csv([SPEND, HERE, HERE])))
    assert LogHead.objects.get().size == size + 1
    event = Event.objects.get(pk=Import.objects.get(pk=done.import_id).event)
    assert event.act == "import"
    assert len(done.report.result) == 64


def test_a_dry_run_keeps_nothing():
    before = everything()
    assert spend(HERE, dry_run=True).held.added == 1
    assert everything() == before
    assert not Import.objects.exists()


def test_an_import_is_not_undone_twice_nor_under_a_later_one_nor_late(time_machine):
    first = bring("spend", ("spend.csv", as_csv([SPEND, HERE])))
    second = bring("spend", ("spend.csv", as_csv([SPEND, HERE])))
    with pytest.raises(Refused, match="latest"):
        undo(first.import_id, by=BY)
    undo(second.import_id, by=BY)
    time_machine.move_to(timezone.now() + timedelta(days=31))
    with pytest.raises(Refused, match="30 days"):
        undo(first.import_id, by=BY)
    time_machine.move_to(timezone.now() - timedelta(days=2))
    undo(first.import_id, by=BY)
    with pytest.raises(Refused, match="not in the registers"):
        undo(first.import_id, by=BY)


def test_a_map_that_makes_no_sense_is_refused_with_a_sentence():
    kind = kind_named("spend")
    for wrong in ([], {"columns": {"A": "nonsense"}}, {"dates": "sometimes"}, {"months": "last"},
                  {"instead": []}, {"columns": []}):  # fmt: skip
        with pytest.raises(Refused, match="Check the map"):
            read_choices(kind, wrong)
    assert read_choices(kind, {"Paid": "paid_on"}).columns == {"Paid": "paid_on"}


def test_a_column_may_be_chosen_or_set_aside():
    rows = [["When it was", "Supplier", "Amount", "Notes"], ["25/03/2026", "Brook", "5.00", "x"]]
    choices = Choices(columns={"When it was": "paid_on", "Notes": ""})
    report = bring("spend", ("spend.csv", as_csv(rows)), choices=choices).report
    assert report.files[0].sheets[0][3][0].judge.table.found.columns["paid_on"] == 0
    assert Payment.objects.get().paid_on == date(2026, 3, 25)


def test_every_kind_has_a_table_with_a_column_for_each_field():
    for kind in KINDS:
        columns = {field.name for field in MODELS[kind.name]._meta.fields}
        for field in kind.fields:
            assert field.name in columns or field.name in {kind.amount, "currency"}, (
                kind.name,
                field.name,
            )
        assert kind_named(kind.name) is kind
    with pytest.raises(Refused, match="Select one of the kinds"):
        kind_named("horoscopes")
