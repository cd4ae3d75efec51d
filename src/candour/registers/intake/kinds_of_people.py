# SPDX-License-Identifier: MIT
"""Kinds that are about people: gifts, interests, claims, cards, training, the staff list."""

from candour.registers.intake.kinds import CURRENCY, DEPARTMENT, Field, Kind, Must, Type

_T, _N, _C, _M, _D, _NR = Type.TEXT, Type.NAME, Type.CODE, Type.MONEY, Type.DATE, Type.NUMBER
_ROW, _COL, _IF = Must.EVERY_ROW, Must.COLUMN, Must.IF_COLUMN

GIFTS = Kind(
    "gifts", "Gifts and hospitality", "gift or hospitality", aliases=("gift", "hospitality"),
    amount="value", key=("reference", "recipient", "offered_on"), nil_returns=True, scope="category",
    snapshot=True,
    fields=(
        Field("recipient", "Recipient", _N, (
            "recipient", "minister", "member", "name", "officer", "received by", "name of recipient",
            "officer name", "staff name", "name of officer", "recipient name", "employee",
            "who", "to whom", "person", "officer staff name", "chief officer", "name of officer staff",
            "recipient of gift", "name and rank", "individual", "post holder", "councillor",
        ), _COL),
        Field("offered_on", "Date of the offer", _D, (
            "date of offer", "date offered", "received date", "date received", "date", "event date",
            "date of event", "date of gift", "date of hospitality", "date of receipt", "offer date",
            "when", "date gift received", "date of offer receipt", "date accepted", "accepted date",
            "date of offer or receipt", "received", "date given", "date of gift or hospitality",
        ), _IF),
        Field("donor", "Who offered it", _N, (
            "donor", "donor name", "provider", "donor recipient", "offered by", "from", "from whom",
            "given by", "source of gift", "organisation", "company", "name of donor", "giver",
            "name of organisation", "provided by", "host", "person or organisation offering",
            "organisation individual offering", "supplier", "name of company", "who from", "sponsor",
        ), _COL),
        Field("description", "What it was", _T, (
            "description", "gift", "description of gift", "hospitality type", "details", "item",
            "payment description", "nature of gift", "gift hospitality", "details of gift",
            "type of hospitality", "what", "gift or hospitality", "nature of hospitality",
            "description of gift or hospitality", "hospitality", "gift details", "nature of offer",
            "what was offered", "gift description", "details of offer", "offer",
        )),
        Field("value", "Value", _M, (
            "value", "estimated value", "approx value", "approximate value", "value gbp", "worth",
            "estimated cost", "amount", "value of gift", "cost", "est value", "gift value",
            "value if known", "estimated worth", "val",
        )),
        Field("outcome", "What became of it", _T, (
            "outcome", "accepted or declined", "accepted declined", "accepted", "decision", "action",
            "result", "action taken", "disposition", "disposal", "what happened", "response",
            "accepted refused", "status", "retained", "kept or given away", "accept decline",
        )),
        Field("direction", "Given or received", _N, (
            "given or received", "direction", "received or given", "given received", "offered received",
        )),
        Field("kind", "Sort", _N, (
            "gift or hospitality type", "kind", "type", "category of gift", "type of gift", "g or h",
        )),
        Field("category", "Register", _N, ("category", "register", "register category")),
        Field("reason", "Reason", _T, (
            "reason", "reason for accepting", "justification", "purpose", "rationale", "reasons",
            "reason for acceptance", "why", "comments", "notes", "remarks",
        )),
        Field("approved_by", "Approved by", _N, (
            "approved by", "authorised by", "authorising officer", "approver", "line manager",
            "supervisor", "authorised", "approval", "counter signed by", "approving officer",
        )),
        Field("declared_on", "Declared on", _D, (
            "date declared", "declared on", "registration date", "registered", "date recorded",
            "date registered", "date of declaration", "date entered", "date submitted", "declared",
        )),
        DEPARTMENT,
        Field("rank", "Rank or post", _N, (
            "rank", "rank or grade", "position", "job title", "role", "grade", "post", "rank grade",
        )),
        Field("accompanied", "Accompanied", _N, (
            "accompanied", "accompanied by guest", "guest", "accompanied by", "guests",
        )),
        Field("reference", "Reference", _C, (
            "id", "reference", "ref", "ref no", "entry no", "number", "no", "unique reference",
            "serial number", "reference number", "serial", "urn", "item number",
        )),
        Field("source", "Published in", _T, ("source", "publication", "quarter", "period", "return period")),
    ),
)  # fmt: skip

INTERESTS = Kind(
    "interests", "Interests", "interest", aliases=("interest", "business-interests"),
    amount="value", key=("reference", "person"), snapshot=True, scope="category", nil_returns=True,
    fields=(
        Field("person", "Person", _N, (
            "member", "person", "name", "officer", "staff name", "declarant", "applicant",
            "officer name", "full name", "minister", "councillor", "employee", "declared by",
        ), _ROW),
        Field("category", "Category", _N, (
            "category", "type of interest", "interest type", "register", "nature of interest", "type",
            "category of interest", "interest category",
        )),
        Field("counterparty", "With whom", _N, (
            "donor name", "organisation name", "donors name", "organisation", "company", "business",
            "name of business", "employer", "business name", "body", "entity", "company name",
            "name of organisation", "name of company", "business or organisation",
        )),
        Field("description", "Description", _T, (
            "description", "payment description", "organisation description", "purpose", "details",
            "interest", "nature of business", "details of interest", "role", "donors payment description",
            "description of interest", "occupation", "nature of work", "business interest", "secondary employment", "second job", "secondary occupation",
        )),
        Field("summary", "Summary", _T, ("summary", "title", "heading")),
        Field("value", "Value", _M, ("value", "donors value", "amount", "income", "remuneration", "payment")),
        Field("threshold", "Size", _T, ("shareholding threshold", "threshold", "band", "hours per week", "hours")),
        Field("starts_on", "From", _D, (
            "received date", "start date", "registrable date", "date from", "from", "date started",
            "date of interest", "commencement date", "date",
        )),
        Field("ends_on", "Until", _D, (
            "received end date", "end date", "date to", "date ended", "ceased", "until", "to", "expiry",
        )),
        Field("registered_on", "Registered on", _D, (
            "registration date", "registered", "date registered", "date declared", "declared on",
            "date of declaration", "date approved", "decision date", "submitted",
        )),
        Field("published_on", "Published on", _D, ("published date", "published", "publication date")),
        Field("held_for", "On whose behalf", _N, (
            "held on behalf of", "on behalf of", "whose interest", "spouse or partner", "relationship",
        )),
        Field("company_number", "Company number", _C, (
            "donor company identifier", "company number", "company identifier", "registration number",
        )),
        Field("address", "Address", _T, ("donor public address", "donors public address", "address")),
        Field("decision", "Decision", _N, ("decision", "outcome", "status", "approved", "approval")),
        Field("conditions", "Conditions", _T, ("conditions", "conditions attached", "restrictions")),
        DEPARTMENT,
        Field("reference", "Reference", _C, (
            "id", "reference", "ref", "interest id", "ref no", "entry no", "urn", "reference number",
        )),
    ),
)  # fmt: skip

CLAIMS = Kind(
    "claims", "Claims for expenses, mileage and overtime", "claim", amount="amount",
    aliases=("claim", "expenses", "mileage", "overtime"),
    fields=(
        Field("claimant", "Claimant", _N, (
            "claimant", "name", "employee", "employee name", "officer", "claimed by", "officer name",
            "staff name", "full name", "person", "member", "payee",
        ), _COL),
        Field("claimed_for", "Date", _D, (
            "date", "date of expense", "expense date", "date incurred", "claim date", "date of claim",
            "date of journey", "travel date", "journey date", "date worked", "shift date", "duty date",
            "transaction date", "period", "month",
        ), _IF),
        Field("amount", "Amount", _M, (
            "amount", "amount claimed", "claimed", "claim amount", "total", "value", "cost",
            "reimbursed", "amount paid", "total claim", "payment", "gross", "total amount",
        ), _IF),
        Field("sort", "Sort of claim", _N, (
            "claim type", "expense type", "type", "type of expense", "category", "expenditure type",
            "class", "pay element", "element",
        )),
        Field("description", "For what", _T, (
            "description", "purpose", "event", "reason", "details", "reason for claim", "journey purpose",
            "purpose of journey", "reason for travel", "justification", "operation",
        )),
        Field("miles", "Miles", _NR, ("miles", "mileage", "miles claimed", "distance", "total miles")),
        Field("hours", "Hours", _NR, ("hours", "overtime hours", "hours worked", "hours claimed", "ot hours")),
        Field("origin", "From", _T, ( "travel from","origin", "from", "journey from", "start location", "start")),
        Field("destination", "To", _T, ( "travel to","destination", "to", "journey to", "end location", "end")),
        Field("approver", "Approved by", _N, (
            "approver", "approved by", "authorised by", "line manager", "authoriser", "manager",
        )),
        DEPARTMENT,
        Field("employee_number", "Employee number", _C, (
            "employee number", "employee id", "staff number", "payroll number", "collar number",
            "personnel number", "warrant number",
        )),
        Field("reference", "Claim number", _C, ("claim ref", "claim number", "reference", "ref", "claim id", "claim no")),
        CURRENCY,
    ),
)  # fmt: skip

CARDS = Kind(
    "card-transactions", "Corporate card transactions", "transaction", amount="amount",
    aliases=("cards", "card", "card_transactions", "purchasing-cards", "gpc"),
    fields=(
        Field("holder", "Card holder", _N, (
            "cardholder", "card holder", "cardholder name", "card holder name", "name on card",
            "employee", "employee name", "holder", "officer", "account name", "name", "user",
            "cardholder last name", "staff member", "purchaser", "card user",
        )),
        Field("merchant", "Merchant", _N, (
            "merchant", "merchant name", "supplier", "supplier name", "vendor", "payee", "vendor name",
            "retailer", "paid to", "shop", "transaction merchant", "beneficiary", "company",
            "merchant description", "supplier merchant", "where", "original merchant name",
        ), _COL),
        Field("amount", "Amount", _M, (
            "amount", "transaction amount", "amount gbp", "billing amount", "gross amount", "total",
            "value", "net amount", "amount paid", "billed amount", "cost", "transaction value", "gross",
            "spend", "total amount", "original gross amt", "price", "net", "transaction amount gbp", "billing currency amount", "billing cur amount",
            "debit",
        ), _ROW),
        Field("bought_on", "Date", _D, (
            "transaction date", "date of transaction", "purchase date", "date", "trans date", "txn date",
            "date of purchase", "tran date", "posting date", "posted date", "post date", "date posted",
            "payment date", "billing date", "fin transaction date", "statement date", "month",
        ), _IF),
        Field("purpose", "Purpose", _T, (
            "purpose", "description", "reason", "business purpose", "details", "narrative",
            "transaction description", "expense description", "reason for purchase", "justification",
            "item description", "goods or service", "comments", "what for", "summary of purpose", "what was bought", "item", "general description",
        )),
        Field("category", "Merchant category", _T, (
            "merchant category", "mcc", "mcc description", "category", "merchant category description",
            "expense type", "expenditure category", "expense category", "mcg description", "mcc code",
        )),
        DEPARTMENT,
        Field("card", "Card", _C, (
            "card number", "card no", "card ending", "last four digits", "account number", "card ref",
            "last 4 digits", "card", "card last 4",
        )),
        Field("receipt", "Receipt", _N, ("receipt", "receipt attached", "receipt held", "receipt provided", "receipt y n")),
        Field("reference", "Transaction number", _C, (
            "transaction id", "transaction reference", "reference", "transaction number", "ref",
            "transaction ref", "id", "reference number", "txn id", "trans no", "no",
        )),
        Field("approver", "Approved by", _N, ("approver", "approved by", "authorised by", "budget holder", "line manager")),
        CURRENCY,
    ),
)  # fmt: skip

TRAINING = Kind(
    "training", "Training of card holders and others", "training record",
    aliases=("holder-training", "courses"), key=(),
    fields=(
        Field("person", "Person", _N, (
            "name", "person", "employee", "employee name", "cardholder", "card holder", "attendee",
            "delegate", "learner", "staff name", "officer", "full name", "student",
        ), _ROW),
        Field("course", "Course", _T, (
            "course", "course name", "course title", "training", "module", "subject", "title", "event",
        ), _COL),
        Field("completed_on", "Completed on", _D, (
            "date completed", "completed", "completion date", "date of training", "date attended",
            "completed on", "date", "attended on", "date passed",
        ), _IF),
        Field("expires_on", "Expires on", _D, (
            "expiry date", "expires", "valid until", "renewal date", "expires on", "due", "refresher due",
        )),
        Field("result", "Result", _N, ("result", "status", "outcome", "passed", "score", "attended")),
        Field("employee_number", "Employee number", _C, (
            "employee number", "employee id", "staff number", "payroll number", "collar number",
        )),
        DEPARTMENT,
    ),
)  # fmt: skip

PEOPLE = Kind(
    "people", "Staff list", "person", aliases=("staff", "persons"),
    key=("employee_number",), snapshot=True,
    fields=(
        Field("name", "Name", _N, (
            "name", "full name", "employee name", "employee", "officer name", "staff name", "person",
            "display name", "surname and forename", "officer", "surname", "last name", "family name",
        ), _ROW),
        Field("forename", "First name", _N, ("first name", "forename", "given name", "forenames", "known as")),
        Field("employee_number", "Employee number", _C, (
            "employee number", "employee id", "staff number", "payroll number", "personnel number",
            "collar number", "warrant number", "id", "staff id", "emp no", "number", "shoulder number",
        )),
        Field("email", "E-mail", _T, ("email", "email address", "e mail", "work email", "mail")),
        Field("rank", "Rank or grade", _N, ("rank", "grade", "rank or grade", "rank grade", "band")),
        Field("post", "Post", _N, ("post", "job title", "position", "role", "post title", "title", "job")),
        DEPARTMENT,
        Field("manager", "Line manager", _N, ("line manager", "manager", "supervisor", "reports to", "line manager name")),
        Field("starts_on", "Started on", _D, ("start date", "date joined", "joined", "date of joining", "service start", "started")),
        Field("left_on", "Left on", _D, ("leaving date", "left", "end date", "date left", "leaver date", "termination date")),
    ),
)  # fmt: skip
