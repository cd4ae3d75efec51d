# SPDX-License-Identifier: MIT
"""Kinds that are about money outside: payments, contracts, suppliers and who owns them."""

from candour.registers.intake.kinds import CURRENCY, DEPARTMENT, Field, Kind, Must, Type

_T, _N, _C, _M, _D = Type.TEXT, Type.NAME, Type.CODE, Type.MONEY, Type.DATE
_ROW, _COL, _IF = Must.EVERY_ROW, Must.COLUMN, Must.IF_COLUMN

PAYMENTS = Kind(
    "spend", "Payments to suppliers", "payment", aliases=("payments", "payment", "expenditure"),
    amount="amount",
    fields=(
        Field("paid_on", "Date paid", _D, (
            "paid date", "payment date", "date paid", "date of payment", "date", "pay date",
            "transaction date", "posting date", "posted date", "clearing date", "invoice date",
            "date of transaction", "effective date", "post date", "period date", "gl date",
        ), _IF),
        Field("amount", "Amount", _M, (
            "amount", "amount gbp", "payment amount", "net amount", "amount paid", "invoice amount",
            "value", "total", "net", "amount net", "amount excl vat", "line amount", "spend",
            "transaction amount", "gross amount", "gross", "total amount", "invoice value", "cost",
            "payment value", "amount including vat", "net value", "sum", "pounds", "expenditure",
            "amount in sterling", "distribution amount", "invoice distribution amount",
        ), _ROW),
        Field("supplier", "Supplier", _N, (
            "supplier name", "supplier", "vendor name", "vendor", "payee", "payee name",
            "beneficiary", "beneficiary name", "creditor", "creditor name", "merchant name", "paid to", "company",
            "supplier beneficiary name", "name of supplier", "trading name", "merchant", "recipient",
        ), _COL),
        Field("supplier_number", "Supplier number", _C, (
            "supplier id", "supplier number", "supplier no", "vendor id", "vendor number",
            "creditor number", "supplier code", "vendor code", "supplier ref", "creditor id",
        )),
        Field("reference", "Transaction number", _C, (
            "trans no", "transaction number", "transaction no", "transaction id", "payment reference",
            "invoice number", "reference", "voucher number", "document number", "doc no", "invoice no",
            "internal reference", "transaction ref", "payment number", "unique id", "ref", "trans ref",
            "invoice ref", "cheque number", "batch number", "our reference",
        )),
        DEPARTMENT,
        Field("category", "Category", _T, (
            "expenditure category", "expenditure type", "category", "expense type", "expense area",
            "expenditure unit", "purpose of expenditure", "category description", "subjective",
            "subjective description", "account description", "account name", "expense description",
            "procurement category", "proclass", "merchant category", "cipfa description", "detail",
        )),
        Field("category_code", "Category code", _C, (
            "expenditure code", "category code", "account code", "gl code", "nominal code", "account",
            "subjective code", "expense code", "ledger code", "proclass code", "cost code", "nominal",
        )),
        Field("description", "Description", _T, (
            "description", "purpose", "details", "narrative", "item text", "summary of purpose", "purpose of expenditure", "line description",
            "invoice description", "purpose of spend", "summary", "comments",
        )),
        Field("capital_or_revenue", "Capital or revenue", _N, (
            "type", "type of expenditure", "capital or revenue", "caporrev", "capital revenue",
            "cap rev", "revenue capital", "spend type", "rev cap", "transaction type",
        )),
        Field("body", "Body", _N, (
            "body name", "body", "organisation", "organisation name", "client", "entity",
            "authority", "publisher", "organisation code", "council", "force", "local authority",
        )),
        CURRENCY,
    ),
)  # fmt: skip

CONTRACTS = Kind(
    "contracts", "Contracts", "contract", aliases=("contract", "awards"),
    amount="value", key=("reference", "award"),
    fields=(
        Field("reference", "Contract reference", _C, (
            "ocid", "contract reference", "reference", "contract number", "contract id", "ref",
            "contract no", "notice reference", "agreement number", "unique reference", "contract ref",
            "reference number", "agreement ref", "notice identifier",
        )),
        Field("award", "Award or lot", _C, ("award id", "lot", "lot number", "award", "lot no")),
        Field("title", "Title", _T, (
            "title", "contract title", "title of agreement", "contract name", "notice title",
            "agreement title", "name of contract", "contract",
        ), _COL),
        Field("description", "Description", _T, (
            "description", "contract description", "goods services", "details", "subject",
            "description of the goods and or services being provided",
        )),
        Field("buyer", "Buyer", _N, (
            "buyer", "organisation name", "contracting authority", "department", "body", "authority",
            "local authority department responsible", "buyer name", "published by", "organisation",
        )),
        Field("suppliers", "Supplier", _N, (
            "suppliers", "supplier name", "supplier", "contractor", "supplier name and details",
            "awarded to", "vendor", "provider", "contractor name", "awarded supplier", "supplier s",
            "company name", "successful supplier",
        ), _COL),
        Field("supplier_numbers", "Supplier's registered number", _C, (
            "supplier ids", "company number", "registration number", "companies house number",
            "supplier company number", "charity number", "company registration number",
        )),
        Field("value", "Value", _M, (
            "value", "contract value", "total value", "value of contract", "awarded value", "amount",
            "total contract value", "estimated value", "annual value", "contract value gbp",
            "estimated annual value", "contract sum", "award value", "sum",
        )),
        CURRENCY,
        Field("awarded_on", "Awarded on", _D, (
            "award date", "awarded date", "date awarded", "date of award", "contract award date",
            "date signed",
        )),
        Field("starts_on", "Starts on", _D, (
            "start date", "contract start date", "start", "commencement date", "contract start",
            "start of contract", "from",
        )),
        Field("ends_on", "Ends on", _D, (
            "end date", "contract end date", "end", "expiry date", "contract end", "expiry", "to",
            "contract expiry date", "current end date",
        )),
        Field("status", "Status", _N, ("status", "contract status", "notice status", "stage")),
        Field("procedure", "Procedure", _T, (
            "procedure", "procurement method", "process type", "tender process", "route to market",
            "procedure type", "tender type",
        )),
        Field("notice", "Notice", _C, ("notice id", "notice", "release id")),
        Field("published_on", "Published on", _D, ("published", "published date", "publication date")),
    ),
)  # fmt: skip

SUPPLIERS = Kind(
    "suppliers", "Suppliers", "supplier", aliases=("supplier", "vendors"),
    key=("supplier_number",), snapshot=True,
    fields=(
        Field("name", "Supplier", _N, (
            "supplier name", "supplier", "name", "vendor name", "vendor", "company name", "company",
            "organisation", "trading name", "registered name", "creditor name",
        ), _ROW),
        Field("supplier_number", "Supplier number", _C, (
            "supplier number", "supplier id", "vendor number", "vendor id", "supplier code",
            "creditor number", "account number", "supplier no", "id",
        )),
        Field("company_number", "Company number", _C, (
            "company number", "companies house number", "registration number", "company reg no",
            "registered number", "company registration number", "crn",
        )),
        Field("vat_number", "VAT number", _C, ("vat number", "vat reg no", "vat registration number", "vat no")),
        Field("address", "Address", _T, ("address", "registered address", "address line 1", "street")),
        Field("postcode", "Postcode", _C, ("postcode", "post code", "zip", "postal code")),
        Field("email", "E-mail", _T, ("email", "e mail", "email address", "contact email")),
        Field("status", "Status", _N, ("status", "active", "supplier status")),
    ),
)  # fmt: skip

OWNERSHIP = Kind(
    "ownership", "Statements of ownership", "statement", aliases=("bods", "owners"),
    key=("reference",),
    fields=(
        Field("reference", "Statement", _C, ("statement id", "statement", "id"), _ROW),
        Field("what", "Sort of statement", _N, ("statement type", "type", "record type"), _COL),
        Field("name", "Name", _N, ("name", "entity name", "person name", "company name")),
        Field("company_number", "Company number", _C, ("company number", "registration number")),
        Field("jurisdiction", "Jurisdiction", _C, ("jurisdiction", "country")),
        Field("founded_on", "Founded on", _D, ("founded", "founding date", "incorporated on")),
        Field("dissolved_on", "Dissolved on", _D, ("dissolved", "dissolution date")),
        Field("subject", "About", _C, ("subject", "about")),
        Field("interested_party", "Owner", _C, ("interested party", "owner")),
        Field("interests", "Interests", _T, ("interests", "nature of control")),
        Field("since", "Since", _D, ("since", "start date", "interest start date")),
    ),
)  # fmt: skip
