# SPDX-License-Identifier: MIT
"""From an upload to the register and back, without a script."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from candour.kernel.roles import Role
from candour.ledger.models import Event
from candour.registers.intake.models import Import, ImportedGift, ImportFile, Payment
from fresh_proof import prove
from markup import page, words
from ugly_workbooks import as_csv, xlsx

pytestmark = pytest.mark.django_db

HEAD = ["Officer", "When", "From whom", "Gift", "Value"]
GOOD = ["Ann Able", "4 March 2026", "Brook & Sons", "Pen", "£25pp"]
UNCLEAR = ["Ben Baker", "04/05/2026", "Easter plc", "=1+1", "12.00"]
NO_FIGURE = ["Cy Carr", "6 March 2026", "Fox", "Lunch", "two tickets"]


@pytest.fixture
def keeper(staff):
    return prove(staff.browser(staff.person("Kay Keeper", Role.REGISTRAR)))


def upload(browser, *rows, kind="gifts", to="/import/new", name="gifts.csv", data=None):
    data = as_csv([HEAD, *rows]).encode() if data is None else data
    return browser.post(to, {"kind": kind, "sheets": SimpleUploadedFile(name, data)})


def here(answer):
    return answer.url.rsplit("/", 1)[0]


def text(answer):
    return words(page(answer).xpath("//main")[0])


def test_a_file_is_looked_at_mended_imported_and_undone(keeper):
    sent = upload(keeper, GOOD, UNCLEAR, NO_FIGURE)
    assert sent.url.endswith("/columns")
    columns = keeper.get(sent.url)
    chosen = {
        select.get("name"): select.xpath("string(option[@selected]/@value)")
        for select in page(columns).xpath("//select")
    }
    assert list(chosen.values()) == ["recipient", "offered_on", "donor", "description", "value"]
    confirmed = keeper.post(sent.url, chosen)
    assert confirmed.url.endswith("/check")
    assert "1 rows are ready, 2 have to be mended" in text(keeper.get(confirmed.url))
    base = here(confirmed)
    assert keeper.get(f"{base}/fix/date-ambiguous-offered_on").status_code == 200
    assert (
        keeper.post(f"{base}/fix/date-ambiguous-offered_on", {"order": "day first"}).status_code
        == 302
    )
    said = text(keeper.get(f"{base}/check"))
    assert "2 rows are ready, 1 have to be mended" in said
    assert (
        "rows read 3 = imported 2 + refused 1 + blank 0 + nil returns 0: balances" in said.lower()
    )
    assert not ImportedGift.objects.exists()
    done = keeper.post(f"{base}/check", {})
    assert ImportedGift.objects.count() == 2
    assert ImportFile.objects.get().content is None
    assert "2 rows were imported" in text(keeper.get(done.url))
    assert keeper.get("/import").status_code == 200
    assert keeper.post(done.url, {}).status_code == 302
    assert not ImportedGift.objects.exists()
    assert "as it was before" in text(keeper.get(done.url))


def test_a_value_is_mended_once_for_all(keeper):
    base = here(upload(keeper, GOOD, NO_FIGURE, [*NO_FIGURE[:3], "Dinner", "two tickets"]))
    fix = f"{base}/fix/amount-not-understood-value"
    assert "In 2 rows" in text(keeper.get(fix))
    keeper.post(fix, {"value0": "£30 est."})
    assert "Every row is ready" in text(keeper.get(f"{base}/check"))
    keeper.post(f"{base}/check", {})
    assert sorted(ImportedGift.objects.values_list("pence", flat=True)) == [2500, 3000, 3000]


def test_only_the_bad_rows_go_out_and_come_back_mended(keeper):
    base = here(upload(keeper, GOOD, NO_FIGURE))
    waiting = keeper.post(f"{base}/bad-rows", {"form_of": "csv"})
    keeper.post(f"{base}/check", {})
    answer = keeper.post(f"{base}/bad-rows", {"form_of": "csv"})
    assert answer.content == waiting.content
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == [*HEAD, "What to fix", "Row in the file"]
    assert rows[1][:5] == NO_FIGURE
    assert rows[1][5].startswith("Enter the value")
    rows[1][4] = "20.00"
    back = upload(keeper, to=f"{base}/mended", data=as_csv(rows).encode())
    keeper.post(back.url, {})
    assert ImportedGift.objects.count() == 2
    assert Import.objects.exclude(continues=None).count() == 1


def test_what_cannot_be_read_is_said_on_the_form_and_nothing_is_kept(keeper):
    answer = upload(keeper, name="broken.xlsx", data=xlsx([HEAD])[:900])
    assert answer.status_code == 422
    assert "damaged or cut off" in text(answer)
    assert not Import.objects.exists()


def test_two_columns_cannot_be_one_field(keeper):
    sent = upload(keeper, GOOD)
    answer = keeper.post(sent.url, {"column0": "recipient", "column1": "recipient"})
    assert answer.status_code == 422
    assert "Select another field" in text(answer)


def test_an_upload_can_be_thrown_away(keeper):
    base = here(upload(keeper, GOOD))
    keeper.post(f"{base}/forget")
    assert not Import.objects.exists()
    assert keeper.get(f"{base}/check").status_code == 404


def test_finance_brings_in_payments_and_knows_of_no_gifts(keeper, staff, browser):
    base = here(upload(keeper, GOOD))
    finance = staff.browser(staff.person("Fay Finance", Role.PROCUREMENT))
    assert finance.get(f"{base}/check").status_code == 404
    assert "gifts" not in page(finance.get("/import/new")).xpath("//option/@value")
    head = ["Paid Date", "Supplier", "Amount"]
    data = as_csv([head, ["25/03/2026", "Brook & Sons", "-5.00"]]).encode()
    paid = here(upload(finance, kind="spend", name="spend.csv", data=data))
    finance.post(f"{paid}/check", {})
    assert Payment.objects.get().pence == -500
    assert "Brook & Sons" in text(finance.get("/imported/spend?words=brook"))
    assert "No row fits" in text(finance.get("/imported/spend?words=nobody"))
    assert finance.get("/imported/gifts").status_code == 404
    assert browser.get("/import").status_code == 404


def test_another_body_does_not_see_the_import(keeper, staff):
    from candour.people.models import Body

    base = here(upload(keeper, GOOD))
    other = Body.objects.create(
        slug="norwold", name="Norwold", kind="police_force", starts_on="2020-01-01"
    )
    Import.objects.update(body=other)
    assert keeper.get(f"{base}/check").status_code == 404


def test_an_export_is_exactly_the_rows_on_screen_and_is_recorded(keeper):
    base = here(upload(keeper, GOOD, [*UNCLEAR[:1], "25 May 2026", *UNCLEAR[2:]]))
    keeper.post(f"{base}/check", {})
    form = {"reason": "for the quarterly return"}
    assert keeper.post("/imported/gifts/export?words=easter", {"form_of": "csv"}).status_code == 422
    answer = keeper.post("/imported/gifts/export?words=easter", {**form, "form_of": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert "'=1+1" in rows[1]
    assert "OFFICIAL-SENSITIVE" in answer.headers["Content-Disposition"]
    book = load_workbook(
        io.BytesIO(keeper.post("/imported/gifts/export", {**form, "form_of": "xlsx"}).content)
    )
    assert book["About"]["A1"].value == "OFFICIAL-SENSITIVE"
    assert book["Rows"].max_row == 3
    pdf = keeper.post("/imported/gifts/export", {**form, "form_of": "pdf"})
    assert pdf.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf.content or b"StructTreeRoot" in pdf.content
    assert Event.objects.filter(act="export").count() == 3
