# SPDX-License-Identifier: MIT
"""The words that point to a vulnerability area (COG 2); a star stands for any ending."""

MONEY_OR_RELATIONSHIP = (
    "settle", "settlement", "sponsor*", "funding", "grant", "grants", "donation*", "donate*",
    "invest*", "loan", "negotiat*", "joint venture", "memorandum of understanding", "heads of terms",
    "partnership agreement", "sign an agreement", "financial", "commission", "collaboration",
)  # fmt: skip
EVENTS = (
    "conference*", "seminar*", "summit", "symposium", "exhibition", "expo", "forum", "gala", "ball",
    "awards", "award ceremony", "reception", "ceremony", "launch", "keynote", "panel", "speaker*",
    "webinar", "roundtable", "round table", "dinner*", "luncheon", "banquet", "festival", "fete",
    "parade", "fundrais*", "golf day", "race day", "unveiling", "anniversary", "garden party",
    "official opening", "workshop*", "supper*",
)  # fmt: skip
REGISTER_ENTRIES = (
    "dinner*", "lunch*", "supper*", "banquet", "meal*", "breakfast", "drinks", "buffet", "canapes", "canapés", "champagne", "wine",
    "hospitality", "refreshments", "gift*", "hamper", "voucher*", "raffle", "ticket*",
    "complimentary", "free of charge", "as our guest", "our guests", "as my guest", "golf",
    "theatre", "concert", "hotel", "accommodation", "overnight", "flight*", "travel costs",
    "expenses", "overtime", "rest day", "mileage", "all expenses paid", "reception", "gala",
)  # fmt: skip
PROCUREMENT = (
    "supplier*", "vendor*", "tender*", "procurement", "demonstration*", "demo", "product*", "pilot",
    "proof of concept", "free trial", "proposal*", "quote", "quotation*", "bid", "bids", "framework",
    "contract*", "renewal", "pricing", "solution*", "software", "account manager", "sales",
    "roadmap", "our technology", "our services", "customers", "clients",
)  # fmt: skip
COACHING = (
    "coach*", "mentor*", "promotion board", "promotion process", "mock board", "mock interview",
    "interview practice", "interview preparation", "career conversation", "career advice",
    "career development", "lateral move", "lateral opportunity", "secondment", "shadowing",
    "application form",
)  # fmt: skip
COMPLAINTS = (
    "complaint*", "complain*", "legal claim", "claim against", "solicitor*", "litigation",
    "compensation", "misconduct", "lawsuit", "legal action", "inquest", "judicial review",
    "grievance*", "tribunal", "letter before action", "iopc",
)  # fmt: skip
UNSOLICITED = (
    "unsolicited", "we have not met", "we haven't met", "we have never met", "out of the blue",
    "introduce myself", "introduce ourselves", "introduce our company", "reaching out", "reach out",
    "you do not know me", "you don't know me", "hope you do not mind", "hope you don't mind",
    "exclusive opportunity", "speculative",
)  # fmt: skip
NO_POLICING_PURPOSE = (
    "golf", "racing", "races", "racecourse", "regatta", "polo", "spa", "wine tasting", "fashion",
    "film premiere", "box at", "executive box", "hospitality box", "grand prix", "test match",
)  # fmt: skip
POOR_VALUE = (
    "overseas", "abroad", "international", "flight*", "business class", "first class", "residential",
    "two-day", "three-day", "four-day", "five-day", "two days", "three days", "four days",
    "five days", "week-long", "delegate fee", "delegate rate", "registration fee", "early bird",
    "per head", "per delegate", "plus vat", "study tour", "study trip", "cruise",
)  # fmt: skip
EXTERNAL_GROUPS = (
    "society", "association", "lodge", "freemason*", "masonic", "rotary", "lions club", "club",
    "guild", "livery", "alumni", "trustee*", "patron", "board of governors", "school governor*",
    "political party", "councillor*", "member of parliament", "campaign", "lobby*", "think tank",
    "chamber of commerce", "network", "honorary member*", "membership", "church", "mosque", "temple",
    "synagogue", "gurdwara", "charity", "foundation", "residents' association", "pressure group",
)  # fmt: skip
COMPANY_NAME = (
    "ltd",
    "limited",
    "plc",
    "llp",
    "inc",
    "gmbh",
    "corp",
    "cyf",
    "ccc",
    "holdings",
)
