# SPDX-License-Identifier: MIT
"""Registers as bodies really keep them: invented, seeded, and known to the last row and penny."""

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta

import xlsxwriter

NAMES = ("Ann Able", "Ben Baker", "Cy Carr", "Di Dale", "Ed Earl", "Flo Frost", "Gus Gale")
FIRMS = (
    "Aldshire Catering Ltd", "ALDSHIRE CATERING LIMITED", "Brook & Sons", "Café Müller", "Total Gas & Power",
    "Dell’s Garage", "Easter plc", "Société Blanche", "Fox, Grey and Partners", "",
)  # fmt: skip
THINGS = ("Box of chocolates", "Lunch", "Two tickets", "Pen set", "Dinner for 2", "Flowers")
UNITS = ("Roads Policing", "Estates", "Custody", "Corporate Services")

# For each kind: the field, the headings it hides under, and how a value is made.
SHAPES = {
    "gifts": {
        "offered_on": ("Date of Offer", "Date received", "When", "Date of gift/hospitality", "DATE"),
        "recipient": ("Name of Officer", "Recipient", "Officer/Staff name", "Received By", "Who"),
        "donor": ("Offered by", "Donor", "From Whom", "Name of Company", "Provider"),
        "description": ("Description of Gift", "Gift / Hospitality", "Details of offer", "What was offered", "Item"),
        "value": ("Est. Value (£)", "Approx value", "Value", "Estimated Cost", "Worth £"),
        "outcome": ("Accepted / Declined", "Outcome", "Action Taken", "Decision", "Accepted or declined?"),
        "approved_by": ("Authorised by", "Approved By", "Supervisor", "Line manager", "Authorising Officer"),
        "reason": ("Reason for accepting", "Comments", "Justification", "Notes", "Reason"),
    },
    "spend": {
        "paid_on": ("Payment Date", "Date Paid", "Paid Date", "Posting Date", "Date"),
        "supplier": ("Supplier Name", "Vendor", "Beneficiary Name", "Payee", "Supplier"),
        "amount": ("Amount (£)", "Net Amount", "Amount excl VAT", "Invoice Amount", "Value (GBP)"),
        "reference": ("Trans No", "Transaction Number", "Invoice No.", "Payment Ref", "Document Number"),
        "department": ("Service Area", "Department", "Directorate", "Cost Centre Name", "Business Area"),
        "category": ("Expenditure Category", "Expense Type", "Account Description", "Subjective Description", "Expenditure Type"),
        "supplier_number": ("Supplier ID", "Vendor No", "Supplier Number", "Creditor Number", "Supplier Code"),
    },
    "card-transactions": {
        "bought_on": ("Transaction Date", "Date of Purchase", "Trans Date", "Txn Date", "Post Date"),
        "holder": ("Cardholder Name", "Card Holder", "Name on card", "Cardholder", "Employee Name"),
        "merchant": ("Merchant Name", "Supplier", "Merchant", "Vendor", "Retailer"),
        "amount": ("Transaction Amount", "Billing Amount", "Gross", "Amount GBP", "Total (£)"),
        "purpose": ("Business Purpose", "Purpose", "Reason for Purchase", "Narrative", "Description"),
        "department": ("Department", "Directorate", "Unit", "Division", "Cost Centre"),
        "category": ("Merchant Category", "MCC Description", "Expense Category", "Merchant category description", "Expense Type"),
    },
    "claims": {
        "claimant": ("Claimant", "Employee Name", "Officer", "Name", "Claimed By"),
        "claimed_for": ("Date of Expense", "Claim Date", "Date incurred", "Journey Date", "Date"),
        "amount": ("Amount Claimed", "Total Claim", "Amount", "Cost (£)", "Amount Paid"),
        "sort": ("Claim Type", "Type of Expense", "Expense Type", "Category", "Pay Element"),
        "description": ("Purpose of Journey", "Reason for claim", "Event", "Details", "Purpose"),
        "miles": ("Miles", "Mileage", "Distance", "Miles claimed", "Total miles"),
        "approver": ("Approved By", "Line Manager", "Authorised by", "Approver", "Authoriser"),
    },
}  # fmt: skip
DATES = {"offered_on", "paid_on", "bought_on", "claimed_for"}
MONEY = {"value", "amount"}


@dataclass
class Ugly:
    """A file, and what is true of it."""

    name: str
    kind: str
    data: bytes
    columns: dict[str, str]
    rows: int
    """Rows that are entries, good or bad."""
    others: int
    """Blank lines, totals and headings again, below the first headings."""
    good: int
    pence: int
    """Of all amounts under the headings, totals as well."""


def ugly_workbook(seed):
    rng = random.Random(seed)
    kind = list(SHAPES)[seed % len(SHAPES)]
    fields = list(SHAPES[kind])
    if seed % 3:
        rng.shuffle(fields)
    columns = {name: SHAPES[kind][name][seed % 5] for name in fields}
    if len(set(columns.values())) < len(columns):
        columns = {name: SHAPES[kind][name][0] for name in fields}
    head = [columns[name] for name in fields]
    made = [_row(rng, fields, number) for number in range(rng.randrange(25, 60))]
    rows, others = _with_blanks(seed, [cells for cells, _, _ in made], head)
    pence = sum(amount for _, amount, _ in made)
    if seed % 2 == 0:
        rows.append(_total(fields, pence))
        pence, others = pence * 2, others + 1
    titles = [["Aldshire Constabulary"], ["Register 2025/26", "", "page 1"], []][: seed % 4]
    name, data = _written(seed, [*titles, head, *rows])
    good = sum(not bad for _, _, bad in made)
    return Ugly(name, kind, data, columns, len(made), others, good, pence)


def _with_blanks(seed, made, head):
    """Blank lines here and there, and on every second file the headings of a second page."""
    rows, others = [], 0
    for number, cells in enumerate(made):
        if number and number % 17 == 0:
            rows.append([""] * len(head))
            others += 1
        if number == 20 and seed % 2:
            rows.append(head)
            others += 1
        rows.append(cells)
    return rows, others


def _total(fields, pence):
    at = fields.index(next(name for name in fields if name in MONEY))
    total = [""] * len(fields)
    total[at] = f"{pence / 100:.2f}"
    total[at - 1 if at else 1] = "Total"
    return total


def _row(rng, fields, number):
    """The cells of an entry, its pence, and whether it cannot be understood."""
    amount, bad, cells = 0, False, []
    for name in fields:
        if name in DATES:
            text, wrong = _day(rng, number)
        elif name in MONEY:
            text, pence, wrong = _money(rng, number)
            amount += pence
        else:
            text, wrong = _text(rng, name, number), False
        cells.append(text)
        bad = bad or wrong
    return cells, amount, bad


def _day(rng, number):
    day = date(2025, 4, 1) + timedelta(days=rng.randrange(360))
    shapes = ("%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%d-%b-%y", "%Y-%m-%d")
    texts = [day.strftime(shape) for shape in shapes] + [str((day - date(1899, 12, 30)).days)]
    if number == 3:
        return "25/12/2025", False  # the file itself says that the day comes first
    return ("March 2026", True) if number == 5 else (rng.choice(texts), False)


def _money(rng, number):
    pence = rng.randrange(100, 90_000)
    pounds = f"{pence / 100:,.2f}"
    if number == 7:
        return f"{pounds}-", -pence, False
    if number == 9:
        return f"approx £{pounds}", pence, False
    if number == 11:
        return "see note", 0, True
    return rng.choice([pounds, f"£{pounds}", f" {pounds} ", f"£ {pounds}"]), pence, False


def _text(rng, name, number):
    if name in {"recipient", "holder", "claimant", "approved_by", "approver"}:
        return rng.choice(NAMES)
    if name in {"donor", "supplier", "merchant"}:
        return rng.choice(FIRMS)
    if name in {"reference", "supplier_number"}:
        return f"{4620000 + number * 7}" + ("_1" if name == "reference" else "")
    if name == "miles":
        return f"{rng.randrange(2, 200)}"
    if name == "department":
        return rng.choice(UNITS)
    return f"{rng.choice(THINGS)} {number}"


def _written(seed, rows):
    style = seed % 5
    if style == 0:
        return f"register-{seed}.xlsx", xlsx(rows)
    if style == 1:
        return f"register-{seed}.csv", as_csv(rows, ";").encode("cp1252")
    if style == 2:
        return f"register-{seed}.csv", as_csv(rows, "\t").encode("utf-16")
    if style == 3:
        lines = as_csv(rows, ",").split("\r\n")
        mixed = [line.encode("utf-8" if n % 2 else "cp1252") for n, line in enumerate(lines)]
        return f"register-{seed}.csv", b"\r\n".join(mixed)
    return f"register-{seed}.csv", b"\xef\xbb\xbf" + as_csv(rows, ",").encode()


def as_csv(rows, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def xlsx(*sheets):
    """Each sheet is rows of text; a date or a number is written as what it is."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for rows in sheets:
            sheet = book.add_worksheet()
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(r, c, cell, days)
                    elif cell != "":
                        sheet.write(r, c, cell)
    return out.getvalue()
